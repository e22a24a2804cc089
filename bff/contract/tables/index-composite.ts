import { Name, Nullable, Price, Ratio, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** Values of an index, a row a minute. Source: the BitMEX API v1 `IndexComposite` model, 2019 shape. */
export const indexComposite = defineTable({
  name: "compositeIndex",
  model: "IndexComposite",
  description: "Values of an index, a row a minute, with the index itself as `reference`: what its venues quoted is not kept.",
  visibility: "public",
  keys: [],
  required: ["timestamp"],
  foreignKeys: { symbol: "instrument" },
  attributes: { timestamp: "sorted" },
  columns: {
    timestamp: Timestamp,
    symbol: Name,
    indexSymbol: Name,
    reference: Name,
    lastPrice: Nullable(Price),
    weight: Nullable(Ratio),
    logged: Timestamp,
  },
});

export type IndexCompositeRow = Row<typeof indexComposite>;
