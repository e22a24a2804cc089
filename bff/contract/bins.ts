import type { TradeRow } from "./tables/trade.ts";
import type { TradeBinRow } from "./tables/trade-bin.ts";

/** Trades of an interval, being added up. Prices in the quote currency. */
export interface Bin {
  /** End of the interval, which names it. */
  readonly endMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  trades: number;
  volume: number;
  lastSize: number | null;
  turnoverSats: number;
  home: number;
  foreign: number;
}

/** End of the interval of a width that a moment lies in; a moment on the border belongs to the interval that starts there. */
export const binEnd = (timeMs: number, widthMs: number): number => (Math.floor(timeMs / widthMs) + 1) * widthMs;

/** An interval in which nothing has traded yet: it stands at the close before it. */
export function emptyBin(endMs: number, previousClose: number): Bin {
  return {
    endMs,
    open: previousClose,
    high: previousClose,
    low: previousClose,
    close: previousClose,
    trades: 0,
    volume: 0,
    lastSize: null,
    turnoverSats: 0,
    home: 0,
    foreign: 0,
  };
}

/** Adds a trade. High and low are those of the trades, so that the open can lie outside of them. */
export function addTrade(bin: Bin, trade: Pick<TradeRow, "price" | "size" | "grossValue" | "homeNotional" | "foreignNotional">): void {
  bin.high = bin.trades === 0 ? trade.price : Math.max(bin.high, trade.price);
  bin.low = bin.trades === 0 ? trade.price : Math.min(bin.low, trade.price);
  bin.close = trade.price;
  bin.trades += 1;
  bin.volume += trade.size;
  bin.lastSize = trade.size;
  bin.turnoverSats += trade.grossValue ?? 0;
  bin.home += trade.homeNotional ?? 0;
  bin.foreign += trade.foreignNotional ?? 0;
}

/** Average price of a volume: what was paid for what was had. Four decimals; null without a volume. */
export const vwapOf = (home: number, foreign: number): number | null =>
  home === 0 ? null : Math.round((foreign / home) * 10_000) / 10_000;

/** Decimals of coins are counted to the satoshi: sums of floats show no dust. */
const coins = (amount: number) => Math.round(amount * 1e8) / 1e8;

export function binRow(symbol: string, bin: Bin): TradeBinRow {
  return {
    timestamp: new Date(bin.endMs).toISOString(),
    symbol,
    open: bin.open,
    high: bin.high,
    low: bin.low,
    close: bin.close,
    trades: bin.trades,
    volume: bin.volume,
    vwap: vwapOf(bin.home, bin.foreign),
    lastSize: bin.lastSize,
    turnover: bin.turnoverSats,
    homeNotional: coins(bin.home),
    foreignNotional: coins(bin.foreign),
  };
}
