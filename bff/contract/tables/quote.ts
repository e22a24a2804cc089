import { Contracts, Name, Nullable, Price, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";
import type { BinSize } from "./trade-bin.ts";

const defineQuotes = <N extends "quote" | `quoteBin${BinSize}`>(name: N, description: string) =>
  defineTable({
    name,
    model: "Quote",
    description,
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

/** Best bid and offer, one row per change. Source: the BitMEX API v1 `quote` table, 2019 shape. */
export const quote = defineQuotes("quote", "Best bid and offer, one row per change.");

export type QuoteRow = Row<typeof quote>;

const LAST_OF_INTERVAL = "The last quote of an interval; `timestamp` is the end of it.";

/** Source: the `quoteBin` tables of the same API. */
export const quoteBin1m = defineQuotes("quoteBin1m", LAST_OF_INTERVAL);
export const quoteBin5m = defineQuotes("quoteBin5m", LAST_OF_INTERVAL);
export const quoteBin1h = defineQuotes("quoteBin1h", LAST_OF_INTERVAL);
export const quoteBin1d = defineQuotes("quoteBin1d", LAST_OF_INTERVAL);
