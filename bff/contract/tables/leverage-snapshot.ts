import { Contracts, Count, Name, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** Contracts held at an effective leverage, of the exchange's own. */
export const leverageSnapshot = defineTable({
  name: "leverageSnapshot",
  model: "LeverageSnapshot",
  description:
    "Contracts and positions of a side by their effective leverage, rounded to the nearest whole number, at the last moment of a month.",
  visibility: "public",
  keys: [],
  required: ["timestamp"],
  foreignKeys: { symbol: "instrument", side: "side" },
  attributes: { timestamp: "sorted" },
  columns: { timestamp: Timestamp, symbol: Name, side: Name, leverage: Count, contracts: Contracts, positions: Count },
});

export type LeverageSnapshotRow = Row<typeof leverageSnapshot>;
