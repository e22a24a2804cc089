import { Type } from "typebox";
import { Contracts, Name, Satoshis, Timestamp } from "../columns.ts";
import { defineOperation, type Model } from "../operation.ts";

/** Source of the three: the BitMEX API v1 models `Stats`, `StatsHistory` and `StatsUSD`, 2019 shape. */
const stats = {
  model: "Stats",
  description: "Trading of the last 24 hours and open contracts, a row a root, and their total.",
  schema: Type.Object({
    rootSymbol: Name,
    currency: Name,
    volume24h: Contracts,
    turnover24h: Satoshis,
    openInterest: Contracts,
    openValue: Satoshis,
  }),
} satisfies Model;

const statsHistory = {
  model: "StatsHistory",
  description: "Trading by day and root; `date` is the start of the day.",
  schema: Type.Object({ date: Timestamp, rootSymbol: Name, currency: Name, volume: Contracts, turnover: Satoshis }),
} satisfies Model;

const Dollars = Type.Integer({ format: "int64" });

const statsUsd = {
  model: "StatsUSD",
  description: "Turnover in dollars by root, and their total. Days before `x-fairmark-simulated-until` were made up.",
  schema: Type.Object({
    rootSymbol: Name,
    currency: Name,
    turnover24h: Dollars,
    turnover30d: Dollars,
    turnover365d: Dollars,
    turnover: Dollars,
  }),
} satisfies Model;

export type StatsRow = Type.Static<typeof stats.schema>;
export type StatsHistoryRow = Type.Static<typeof statsHistory.schema>;
export type StatsUsdRow = Type.Static<typeof statsUsd.schema>;

export const statsGet = defineOperation({
  verb: "GET",
  path: "/stats",
  id: "Stats.get",
  summary: "Trading of the last 24 hours and open contracts, a row a root and their total.",
  access: "public",
  params: Type.Object({}),
  returns: stats,
});

export const statsGetHistory = defineOperation({
  verb: "GET",
  path: "/stats/history",
  id: "Stats.history",
  summary: "Trading by day and root, oldest first, of the last 1,000 days.",
  access: "public",
  isHeavy: true,
  params: Type.Object({}),
  returns: statsHistory,
});

export const statsGetHistoryUsd = defineOperation({
  verb: "GET",
  path: "/stats/historyUSD",
  id: "Stats.historyUSD",
  summary: "Turnover in dollars: of 24 hours, 30 days, 365 days and the last 1,000 days.",
  access: "public",
  isHeavy: true,
  params: Type.Object({}),
  returns: statsUsd,
});
