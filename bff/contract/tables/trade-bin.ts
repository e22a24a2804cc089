import { Amount, Contracts, Count, Name, Nullable, Price, Satoshis, Timestamp } from "../columns.ts";
import { defineTable, type Row } from "../table.ts";

/** Widths of the bins that are kept and streamed, with their length. */
export const BIN_SIZES = { "1m": 60_000, "5m": 300_000, "1h": 3_600_000, "1d": 86_400_000 } as const;

export type BinSize = keyof typeof BIN_SIZES;

/**
 * Trades summed over an interval. `timestamp` is the end of the interval and `open` the close before it,
 * so that open may lie outside [low, high]. Source: the BitMEX API v1 `tradeBin` tables, 2019 shape.
 */
const defineBins = <N extends `tradeBin${BinSize}`>(name: N) =>
  defineTable({
    name,
    model: "TradeBin",
    description: "Trades summed over an interval; `timestamp` is the end of it.",
    visibility: "public",
    keys: [],
    required: ["timestamp", "symbol"],
    foreignKeys: { symbol: "instrument" },
    attributes: { timestamp: "sorted", symbol: "grouped" },
    columns: {
      timestamp: Timestamp,
      symbol: Name,
      open: Nullable(Price),
      high: Nullable(Price),
      low: Nullable(Price),
      close: Nullable(Price),
      trades: Count,
      volume: Contracts,
      vwap: Nullable(Price),
      lastSize: Nullable(Contracts),
      turnover: Satoshis,
      homeNotional: Nullable(Amount),
      foreignNotional: Nullable(Amount),
    },
  });

export const tradeBin1m = defineBins("tradeBin1m");
export const tradeBin5m = defineBins("tradeBin5m");
export const tradeBin1h = defineBins("tradeBin1h");
export const tradeBin1d = defineBins("tradeBin1d");

export type TradeBinRow = Row<typeof tradeBin1m>;
