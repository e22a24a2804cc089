import { Type } from "typebox";
import { Contracts, Count, Flag, Name, Ratio, Timestamp } from "../columns.ts";
import { defineOperation, type Model, optional, symbolParam } from "../operation.ts";

const leverageStats = {
  model: "LeverageStats",
  description:
    "Effective leverage of a side at a month's end, or with `isLive` now. A position's effective leverage is its value at the mark over what separates that from its value at the bankruptcy price, rounded to the nearest whole number. Mean and percentiles are weighted by contracts: a percentile is the value of the sorted list, in which each position stands once for each of its contracts, at the index of count times percentile.",
  schema: Type.Object({
    timestamp: Timestamp,
    symbol: Name,
    side: Name,
    isLive: Flag,
    contracts: Contracts,
    positions: Count,
    weighted: Ratio,
    p10: Count,
    p25: Count,
    p50: Count,
    p75: Count,
    p80: Count,
    p90: Count,
    p99: Count,
  }),
} satisfies Model;

const leverageHistogram = {
  model: "LeverageHistogram",
  description:
    "Contracts of a side at each whole effective leverage: now, and at the ends of the last twelve months on average, which is the sum over those there are divided by their number.",
  schema: Type.Object({ symbol: Name, side: Name, leverage: Count, live: Contracts, average: Ratio, snapshots: Count }),
} satisfies Model;

export type LeverageStatsRow = Type.Static<typeof leverageStats.schema>;
export type LeverageHistogramRow = Type.Static<typeof leverageHistogram.schema>;

const params = Type.Object({ symbol: optional(symbolParam) });

export const statsGetLeverage = defineOperation({
  verb: "GET",
  path: "/stats/leverage",
  id: "Stats.leverage",
  summary: "Effective leverage of longs and shorts at the ends of the last twelve months, oldest first, and now.",
  access: "public",
  own: true,
  params,
  returns: leverageStats,
});

export const statsGetLeverageHistogram = defineOperation({
  verb: "GET",
  path: "/stats/leverageHistogram",
  id: "Stats.leverageHistogram",
  summary: "Contracts of longs and shorts by effective leverage, now and averaged over the ends of the last twelve months.",
  access: "public",
  own: true,
  params,
  returns: leverageHistogram,
});
