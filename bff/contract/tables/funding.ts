import { Name, Nullable, Ratio, Timespan, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** What longs paid shorts, one row a contract and funding. Source: the BitMEX API v1 `funding` table, 2019 shape. */
export const funding = defineTable({
  name: "funding",
  model: "Funding",
  description: "What longs paid shorts, one row a contract and funding.",
  visibility: "public",
  keys: ["timestamp", "symbol"],
  required: ["timestamp", "symbol"],
  foreignKeys: { symbol: "instrument" },
  attributes: { timestamp: "sorted", symbol: "grouped" },
  columns: {
    timestamp: Timestamp,
    symbol: Name,
    fundingInterval: Nullable(Timespan),
    fundingRate: Nullable(Ratio),
    fundingRateDaily: Nullable(Ratio),
  },
});

export type FundingRow = Row<typeof funding>;
