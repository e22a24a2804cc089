import { Type } from "typebox";
import { Channel, Count, Flag, Members, Name, Names, Nullable, Text, Timestamp } from "../columns.ts";
import { defineOperation, type Model, optional, text } from "../operation.ts";
import { margin } from "../tables/margin.ts";
import { transact } from "../tables/transact.ts";
import { wallet } from "../tables/wallet.ts";

/** People are counted in 32 bits, unlike everything else. */
const PersonNumber = Type.Integer({ format: "int32" });

/**
 * What the contract's own page keeps of somebody, beside whatever else they keep. Source: the BitMEX API v1
 * `UserPreferences` model, 2019 shape.
 */
const userPreferences = {
  model: "UserPreferences",
  description:
    "What you have chosen, kept for who wrote it, whatever its name. One of them does something here: `hideFromLeaderboard` keeps you off the leaderboard. Names are hidden there in any case, and no letter about safety is turned off by `disableEmails`.",
  schema: Type.Object({
    alertOnLiquidations: Flag,
    animationsEnabled: Flag,
    announcementsLastSeen: Timestamp,
    chatChannelID: Channel,
    colorTheme: Text,
    currency: Text,
    debug: Flag,
    disableEmails: Names,
    disablePush: Names,
    hideConfirmDialogs: Names,
    hideConnectionModal: Flag,
    hideFromLeaderboard: Flag,
    hideNameFromLeaderboard: Flag,
    hideNotifications: Names,
    locale: Text,
    msgsSeen: Names,
    orderBookBinning: Members,
    orderBookType: Text,
    orderClearImmediate: Flag,
    orderControlsPlusMinus: Flag,
    showLocaleNumbers: Flag,
    sounds: Names,
    strictIPCheck: Flag,
    strictTimeout: Flag,
    tickerGroup: Text,
    tickerPinned: Flag,
    tradeLayout: Text,
  }),
} satisfies Model;

/** A person. Source: the BitMEX API v1 `User` model, 2019 shape. */
const user = {
  model: "User",
  description: "The person behind the session or key.",
  schema: Type.Object({
    id: PersonNumber,
    ownerId: Type.Union([PersonNumber, Type.Null()]),
    firstname: Text,
    lastname: Text,
    username: Name,
    email: Text,
    phone: Text,
    created: Timestamp,
    lastUpdated: Timestamp,
    preferences: Members,
    TFAEnabled: Name,
    affiliateID: Name,
    pgpPubKey: Text,
    country: Name,
    geoipCountry: Name,
    geoipRegion: Name,
    typ: Name,
  }),
  parts: [userPreferences],
} satisfies Model;

export type UserRow = Type.Static<typeof user.schema>;

/** Whether somebody is signed in, and as which account. */
const session = {
  model: "Session",
  description: "Who is signed in; `user` is null for nobody.",
  schema: Type.Object({
    user: Type.Union([user.schema, Type.Null()]),
    account: Nullable(Count),
    /** The exchange's own setting: a local one hands out test coins at once. */
    mode: Name,
    market: Name,
    /** Bins and index before this moment were simulated at the first start; null when none were. */
    simulatedUntil: Nullable(Timestamp),
    faucetOpen: Flag,
    /** Keys and withdrawals wait for it. */
    addressVerified: Flag,
  }),
} satisfies Model;

export type SessionRow = Type.Static<typeof session.schema>;

/** How far a sign-in has come. */
export const signInStep = {
  model: "SignInStep",
  description:
    "The session, or with `next` what is still to do. `secondFactor`: `flow` awaits a code or a passkey, as `by` says. `newDevice`: the owner of the address is asked by mail to let in the device that shows `number`; ask `/user/login/status`. `mail`: a message is on its way.",
  schema: Type.Object({
    ...session.schema.properties,
    next: Type.Optional(Name),
    flow: Type.Optional(Text),
    number: Type.Optional(Count),
    by: Type.Optional(Names),
  }),
} satisfies Model;

export type SignInRow = Type.Static<typeof signInStep.schema>;

const credentials = Type.Object({
  email: text("Your address.", { maxLength: 320 }),
  password: text("15 characters or more.", { maxLength: 1024 }),
});

const currencyParam = optional(text("`XBt`, or `all` for a list.", { default: "XBt" }));

export const userGet = defineOperation({
  verb: "GET",
  path: "/user",
  id: "User.get",
  summary: "You.",
  access: "account",
  params: Type.Object({}),
  returns: user,
  single: true,
});

export const userGetMargin = defineOperation({
  verb: "GET",
  path: "/user/margin",
  id: "User.getMargin",
  summary: "What your account owns, what of it is bound, and what is free. `currency=all` answers with a list.",
  access: "account",
  params: Type.Object({ currency: currencyParam }),
  returns: margin,
  single: true,
});

export const userGetWallet = defineOperation({
  verb: "GET",
  path: "/user/wallet",
  id: "User.getWallet",
  summary: "Coins that came in, went out and are there.",
  access: "account",
  params: Type.Object({ currency: currencyParam }),
  returns: wallet,
  single: true,
});

export const userGetWalletHistory = defineOperation({
  verb: "GET",
  path: "/user/walletHistory",
  id: "User.getWalletHistory",
  summary:
    "Deposits, withdrawals and settled profit and loss, newest first, behind what is pending: open profit and loss, and what was realised since noon.",
  access: "account",
  isHeavy: true,
  params: Type.Object({
    currency: currencyParam,
    // Whole numbers, though the contract writes them as fractions.
    count: optional(Type.Integer({ format: "double", description: "Number of rows.", default: 100, minimum: 1, maximum: 500 })),
    start: optional(Type.Integer({ format: "double", description: "Row to start from.", default: 0, minimum: 0, maximum: 1_000_000 })),
  }),
  returns: transact,
});

export const userLogout = defineOperation({
  verb: "POST",
  path: "/user/logout",
  id: "User.logout",
  summary: "Ends the session.",
  access: "public",
  params: Type.Object({}),
  returns: null,
  answer: { type: "null" },
  single: true,
});

export const userSession = defineOperation({
  verb: "GET",
  path: "/user/session",
  id: "User.session",
  summary: "Who is signed in, if anybody.",
  access: "public",
  params: Type.Object({}),
  returns: session,
  single: true,
  own: true,
});

export const userSignUp = defineOperation({
  verb: "POST",
  path: "/user/signup",
  id: "User.signUp",
  summary: "Opens an account. A local exchange signs a new one in at once; otherwise a message to the address comes first.",
  access: "public",
  params: credentials,
  returns: signInStep,
  single: true,
  own: true,
});

export const userLogin = defineOperation({
  verb: "POST",
  path: "/user/login",
  id: "User.login",
  summary: "Signs in, or says which step is next.",
  access: "public",
  params: credentials,
  returns: signInStep,
  single: true,
  own: true,
});

export const userFaucet = defineOperation({
  verb: "POST",
  path: "/user/faucet",
  id: "User.faucet",
  summary: "Deposits one test coin, once a day.",
  access: "session",
  params: Type.Object({}),
  returns: transact,
  single: true,
  own: true,
});
