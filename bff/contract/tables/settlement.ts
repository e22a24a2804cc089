import { Name, Nullable, Price, Ratio, Satoshis, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** At what price contracts that expired were settled. Source: the BitMEX API v1 `settlement` table, 2019 shape. */
export const settlement = defineTable({
  name: "settlement",
  model: "Settlement",
  description: "At what price contracts that expired were settled.",
  visibility: "public",
  keys: ["timestamp", "symbol"],
  required: ["timestamp", "symbol"],
  foreignKeys: { symbol: "instrument" },
  attributes: { timestamp: "sorted", symbol: "grouped" },
  columns: {
    timestamp: Timestamp,
    symbol: Name,
    settlementType: Name,
    settledPrice: Nullable(Price),
    optionStrikePrice: Nullable(Price),
    optionUnderlyingPrice: Nullable(Price),
    bankrupt: Nullable(Satoshis),
    taxBase: Nullable(Satoshis),
    taxRate: Nullable(Ratio),
  },
});

export type SettlementRow = Row<typeof settlement>;
