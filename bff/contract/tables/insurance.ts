import { Name, Satoshis, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/**
 * What the insurance fund held, one row a day that ends at noon, UTC; the day that runs stands at what the fund holds
 * now. Source: the BitMEX API v1 `insurance` table, 2019 shape.
 */
export const insurance = defineTable({
  name: "insurance",
  model: "Insurance",
  description: "What the insurance fund held at noon, UTC; the row of the coming noon stands at what it holds now.",
  visibility: "public",
  keys: ["currency", "timestamp"],
  required: ["currency", "timestamp"],
  foreignKeys: {},
  attributes: { currency: "sorted", timestamp: "sorted" },
  columns: { currency: Name, timestamp: Timestamp, walletBalance: Satoshis },
});

export type InsuranceRow = Row<typeof insurance>;
