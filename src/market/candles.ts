import type { TradeRow } from "../../bff/contract/tables/trade.ts";
import { BIN_SIZES, type BinSize, type TradeBinRow } from "../../bff/contract/tables/trade-bin.ts";
import { Signal } from "./signal.ts";

/** Widths of candles on the screen. The exchange keeps four of them; the others are summed here from a finer one. */
export const INTERVALS = {
  "1m": { label: "1m", from: "1m", ms: 60_000 },
  "5m": { label: "5m", from: "5m", ms: 300_000 },
  "15m": { label: "15m", from: "5m", ms: 900_000 },
  "1h": { label: "1h", from: "1h", ms: 3_600_000 },
  "4h": { label: "4h", from: "1h", ms: 14_400_000 },
  "1d": { label: "1d", from: "1d", ms: 86_400_000 },
} as const satisfies Record<string, { label: string; from: BinSize; ms: number }>;

export type Interval = keyof typeof INTERVALS;

/** One candle. `open` is the close before it, so it may lie outside [low, high], as in the contract's bins. */
export interface Candle {
  readonly startMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  /** Contracts. */
  volume: number;
}

/** A bin of prices, of trades or of marks; marks have no volume. */
export type PriceBin = Pick<TradeBinRow, "timestamp" | "open" | "high" | "low" | "close" | "volume">;

/**
 * Sums the exchange's bins, whose stamps are their ends, into candles of an interval. Bins in which nothing ever
 * traded have no prices and are left out.
 */
export function candlesFrom(bins: readonly PriceBin[], interval: Interval): Candle[] {
  const { from, ms } = INTERVALS[interval];
  const candles: Candle[] = [];
  for (const bin of bins) {
    const { open, high, low, close } = bin;
    if (open === null || high === null || low === null || close === null) continue;
    const startMs = startOf(Date.parse(bin.timestamp) - BIN_SIZES[from], ms);
    const last = candles.at(-1);
    if (last?.startMs === startMs) {
      last.high = Math.max(last.high, high);
      last.low = Math.min(last.low, low);
      last.close = close;
      last.volume += bin.volume;
    } else {
      candles.push({ startMs, open, high, low, close, volume: bin.volume });
    }
  }
  return candles;
}

const startOf = (momentMs: number, widthMs: number): number => momentMs - (momentMs % widthMs);

/**
 * Candles of one interval: what the exchange had when they were read, and since then every trade. The running candle
 * is summed from trades; when it ends, who owns the series reads it again, so that what stays is the exchange's.
 */
export class CandleSeries {
  readonly changed = new Signal();
  readonly interval: Interval;
  /** Counts the readings; between two of them only the last candles change. */
  reading = 0;
  private candles: Candle[] = [];
  /** Trades up to here are in what was read. */
  private readUntilMs = 0;

  constructor(interval: Interval) {
    this.interval = interval;
  }

  /** The array lives on and changes. */
  all(): readonly Candle[] {
    return this.candles;
  }

  get last(): Candle | undefined {
    return this.candles.at(-1);
  }

  /**
   * Takes candles as read; those of the same start, and later ones, are replaced.
   *
   * @param readUntilMs moment of the last trade that is in them
   */
  read(candles: readonly Candle[], readUntilMs: number): void {
    const [first] = candles;
    const kept = first === undefined ? this.candles : this.candles.filter(({ startMs }) => startMs < first.startMs);
    this.candles = [...kept, ...candles.map((candle) => ({ ...candle }))];
    this.readUntilMs = readUntilMs;
    this.reading += 1;
    this.changed.emit();
  }

  /** Takes candles of before the first one; what is no older is left out. */
  prepend(candles: readonly Candle[]): void {
    const [first] = this.candles;
    if (first === undefined) return;
    const older = candles.filter(({ startMs }) => startMs < first.startMs).map((candle) => ({ ...candle }));
    if (older.length === 0) return;
    this.candles = [...older, ...this.candles];
    this.reading += 1;
    this.changed.emit();
  }

  /** Adds a trade that came after what was read. Before the first reading nothing is known to add to. */
  add(trade: TradeRow): void {
    const momentMs = Date.parse(trade.timestamp);
    // Trades with no size are those of indices.
    if (this.reading === 0 || momentMs <= this.readUntilMs || trade.size === 0) return;
    const { last } = this;
    const { price, size } = trade;
    const startMs = startOf(momentMs, INTERVALS[this.interval].ms);
    if (last === undefined || startMs > last.startMs) {
      this.candles.push({ startMs, open: last?.close ?? price, high: price, low: price, close: price, volume: size });
    } else if (startMs === last.startMs) {
      last.high = Math.max(last.high, price);
      last.low = Math.min(last.low, price);
      last.close = price;
      last.volume += size;
    } else {
      return;
    }
    this.changed.emit();
  }
}
