import { Contracts, Name, Nullable, Price, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** Best bid and offer, one row per change. Source: the BitMEX API v1 `quote` table, 2019 shape. */
export const quote = defineTable({
  name: "quote",
  model: "Quote",
  description: "Best bid and offer, one row per change.",
  visibility: "public",
  keys: [],
  required: ["timestamp", "symbol"],
  foreignKeys: { symbol: "instrument" },
  attributes: { timestamp: "sorted", symbol: "grouped" },
  columns: {
    timestamp: Timestamp,
    symbol: Name,
    bidSize: Nullable(Contracts),
    bidPrice: Nullable(Price),
    askPrice: Nullable(Price),
    askSize: Nullable(Contracts),
  },
});

export type QuoteRow = Row<typeof quote>;
