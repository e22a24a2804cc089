import { Type } from "typebox";
import { Members, Name, Nullable, Ratio, Text, Timestamp } from "../columns.ts";
import { decimal, defineOperation, type Model, optional, text } from "../operation.ts";

/** Operations of the contract that ask for what this exchange does in another way, or not at all; each says so. */

const PersonNumber = Type.Number({ format: "double" });

/** Source of the models: the BitMEX API v1, 2019 shape. */
const accessToken = {
  model: "AccessToken",
  description: "What a confirmed address is answered with. It signs nobody in: `id` is empty, and lives no time.",
  schema: Type.Object({ id: Text, ttl: PersonNumber, created: Timestamp, userId: PersonNumber }),
} satisfies Model;

const communicationToken = {
  model: "CommunicationToken",
  description: "A telephone that is told of things.",
  schema: Type.Object({ id: Text, userId: Type.Integer({ format: "int32" }), deviceToken: Text, channel: Text }),
} satisfies Model;

const quoteFillRatio = {
  model: "QuoteFillRatio",
  description: "Quotes against trades of a day. This exchange has no rule about them and counts none: every figure is null.",
  schema: Type.Object({
    date: Timestamp,
    account: Nullable(Ratio),
    quoteCount: Nullable(Ratio),
    dealtCount: Nullable(Ratio),
    quotesMavg7: Nullable(Ratio),
    dealtMavg7: Nullable(Ratio),
    quoteFillRatioMavg7: Nullable(Ratio),
  }),
} satisfies Model;

const userEvent = {
  model: "UserEvent",
  description: "Something that happened to your account. Where it came from is not told here: the four places are empty.",
  schema: Type.Object({
    id: PersonNumber,
    type: Name,
    status: Name,
    userId: PersonNumber,
    createdById: PersonNumber,
    ip: Text,
    geoipCountry: Text,
    geoipRegion: Text,
    geoipSubRegion: Text,
    eventMeta: Members,
    created: Timestamp,
  }),
} satisfies Model;

export type AccessTokenRow = Type.Static<typeof accessToken.schema>;
export type QuoteFillRatioRow = Type.Static<typeof quoteFillRatio.schema>;
export type UserEventRow = Type.Static<typeof userEvent.schema>;

export const userConfirm = defineOperation({
  verb: "POST",
  path: "/user/confirmEmail",
  id: "User.confirm",
  summary: "Confirms an address with the token of the letter to it, as `/user/verifyEmail` does.",
  access: "public",
  params: Type.Object({ token: text("What stands after `#t=` in the link of the letter.", { maxLength: 200 }) }),
  returns: accessToken,
  single: true,
});

export const userCommunicationToken = defineOperation({
  verb: "POST",
  path: "/user/communicationToken",
  id: "User.communicationToken",
  summary: "Your telephones that are told of things: none, for this exchange tells none. The token is not kept.",
  access: "account",
  params: Type.Object({ token: text("A telephone's token.", { maxLength: 500 }), platformAgent: text("Its kind.", { maxLength: 100 }) }),
  returns: communicationToken,
});

export const userGetQuoteFillRatio = defineOperation({
  verb: "GET",
  path: "/user/quoteFillRatio",
  id: "User.getQuoteFillRatio",
  summary: "How many of your quotes traded. There is no rule about it here, and nothing is counted.",
  access: "account",
  params: Type.Object({}),
  returns: quoteFillRatio,
  single: true,
});

export const userEventGet = defineOperation({
  verb: "GET",
  path: "/userEvent",
  id: "UserEvent.get",
  summary:
    "What happened to your account, oldest first: keys made (`apiKeyCreated`), deposits (`depositConfirmed`), withdrawals (`withdrawalCompleted`), liquidations (`positionStateLiquidated`) and deleveragings (`deleverageExecution`).",
  access: "account",
  isHeavy: true,
  params: Type.Object({
    count: optional(decimal("Number of events, at most 500.", { default: 150 })),
    startId: optional(decimal("The first event to come.")),
  }),
  returns: userEvent,
});
