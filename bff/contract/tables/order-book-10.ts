import { Levels, Name, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/**
 * The best ten levels of each side as one row; every change sends both sides whole.
 * Source: the BitMEX API v1 `orderBook10` table.
 */
export const orderBook10 = defineTable({
  name: "orderBook10",
  model: "OrderBook10",
  description: "The best ten price levels of each side, as pairs of price and size.",
  visibility: "public",
  keys: ["symbol"],
  required: ["symbol"],
  foreignKeys: { symbol: "instrument" },
  attributes: { symbol: "sorted" },
  columns: { symbol: Name, bids: Levels, asks: Levels, timestamp: Timestamp },
});

export type OrderBook10Row = Row<typeof orderBook10>;
