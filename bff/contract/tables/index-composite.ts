import { Name, Nullable, Price, Ratio, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** Values of an index and of its venues, once a minute. Source: the BitMEX API v1 `IndexComposite` model, 2019 shape. */
export const indexComposite = defineTable({
  name: "compositeIndex",
  model: "IndexComposite",
  description:
    "What an index was published from, once a minute: a row for each venue with its part of the index as `weight`, 0 for one that did not count, and one for the index itself with `BMI` for a `reference`. An index without venues has the last alone.",
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
