import { Type } from "typebox";
import { Amount, Flag, Name } from "../columns.ts";
import { defineOperation, type Model, optional } from "../operation.ts";

/** Source: the BitMEX API v1 `Leaderboard` model, 2019 shape. */
const leaderboard = {
  model: "Leaderboard",
  description: "Who has earned most. Names are made up from account numbers; addresses are nobody's business.",
  schema: Type.Object({ name: Name, isRealName: Flag, profit: Amount }),
} satisfies Model;

export type LeaderboardRow = Type.Static<typeof leaderboard.schema>;

export type LeaderboardMethod = "notional" | "ROE";

export const leaderboardGet = defineOperation({
  verb: "GET",
  path: "/leaderboard",
  id: "Leaderboard.get",
  summary:
    "The 25 accounts that earned most: in satoshis, or with `ROE` as a fraction of what they paid in; without those whose preference `hideFromLeaderboard` is true.",
  access: "public",
  isHeavy: true,
  params: Type.Object({
    method: optional(
      Type.Unsafe<LeaderboardMethod>({ type: "string", enum: ["notional", "ROE"], default: "notional", description: "What to rank by." }),
    ),
  }),
  returns: leaderboard,
});

export const leaderboardGetName = defineOperation({
  verb: "GET",
  path: "/leaderboard/name",
  id: "Leaderboard.getName",
  summary: "The name that you have on the leaderboard and in the chat.",
  access: "account",
  params: Type.Object({}),
  returns: null,
  answer: { type: "object", properties: { name: { type: "string" } } },
  single: true,
});
