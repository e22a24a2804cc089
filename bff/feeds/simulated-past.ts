import { addTrade, type Bin, binEnd, emptyBin } from "../contract/bins.ts";
import { BIN_SIZES } from "../contract/tables/trade-bin.ts";
import { PriceProcess } from "./price-process.ts";
import { type Random, seededRandom } from "./random.ts";

const MINUTE_MS = 60_000;
const STEPS_PER_MINUTE = 12;
const LOT = 100;
const SATS = 100_000_000;
/**
 * What the traders of the demo market do in a minute, counted over hours of it: so many trades whatever happens, so many
 * more in a market of usual liveliness, of so many contracts on average. Where the past ends, the chart must not jump.
 */
const STEADY_TRADES = 75;
const LIVELY_TRADES = 43;
const CONTRACTS_PER_TRADE = 2_100;
/** Spread of the logarithms of a minute's trades and of their mean size. */
const TRADES_SPREAD = 0.12;
const SIZE_SPREAD = 0.45;
/** The index is published every five seconds. */
const INDEX_PRICES = 12;

/** A bin of a symbol and width. */
export interface PastBin {
  readonly symbol: string;
  readonly widthMs: number;
  readonly bin: Bin;
}

/**
 * Bins of XBTUSD and of its index for the days before a demo market opens, in every width: a made-up past, so that
 * charts and statistics are not empty. The same seed gives the same past.
 *
 * @param untilMs end of the past
 * @param lastPrice price that it ends at
 */
export function* simulatedPast(seed: number, days: number, untilMs: number, lastPrice: number): Generator<PastBin> {
  const until = Math.floor(untilMs / MINUTE_MS) * MINUTE_MS;
  const minutes = days * 24 * 60;
  const random = seededRandom(seed);
  const process = new PriceProcess(random, 1);
  const path: number[] = [process.price];
  const liveliness: number[] = [];
  for (let i = 0; i < minutes * STEPS_PER_MINUTE; i++) {
    path.push(process.step(MINUTE_MS / STEPS_PER_MINUTE));
    if (i % STEPS_PER_MINUTE === 0) liveliness.push(process.liveliness);
  }
  const scale = lastPrice / (path.at(-1) as number);
  const open = new Map<string, PastBin>();
  for (let minute = 0; minute < minutes; minute++) {
    const startMs = until - (minutes - minute) * MINUTE_MS;
    const prices = path.slice(minute * STEPS_PER_MINUTE, (minute + 1) * STEPS_PER_MINUTE + 1).map((price) => price * scale);
    const pace = STEADY_TRADES + LIVELY_TRADES * (liveliness[minute] as number);
    const index = minuteOf(startMs, prices, INDEX_PRICES, 0, toCent);
    const trades = Math.max(1, Math.round(pace * logNormal(random, TRADES_SPREAD)));
    const traded = minuteOf(startMs, prices, trades, CONTRACTS_PER_TRADE * logNormal(random, SIZE_SPREAD), toHalf);
    for (const [symbol, bin] of [
      [".BXBT", index],
      ["XBTUSD", traded],
    ] as const) {
      for (const widthMs of Object.values(BIN_SIZES)) {
        const key = `${symbol} ${widthMs}`;
        let wide = open.get(key);
        const endMs = binEnd(startMs, widthMs);
        if (wide === undefined || wide.bin.endMs !== endMs) {
          if (wide !== undefined) yield wide;
          wide = { symbol, widthMs, bin: { ...emptyBin(endMs, wide?.bin.close ?? bin.open) } };
          open.set(key, wide);
        }
        merge(wide.bin, bin);
      }
    }
  }
  yield* open.values();
}

/** With mean 1. */
const logNormal = (random: Random, spread: number) => Math.exp(spread * random.normal() - spread ** 2 / 2);
const toHalf = (price: number) => Math.round(price * 2) / 2;
const toCent = (price: number) => Math.round(price * 100) / 100;

/** A minute along a path of prices, with so many trades of such a size. */
function minuteOf(startMs: number, path: readonly number[], trades: number, contracts: number, round: (price: number) => number): Bin {
  const prices = path.map(round);
  const bin = emptyBin(startMs + MINUTE_MS, prices[0] as number);
  const size = contracts === 0 ? 0 : Math.max(LOT, Math.round((contracts * trades) / prices.length / LOT) * LOT);
  for (const price of prices) {
    const grossValue = size === 0 ? null : (size / LOT) * Math.round((LOT * SATS) / price);
    addTrade(bin, { price, size, grossValue, homeNotional: grossValue === null ? null : grossValue / SATS, foreignNotional: size });
  }
  bin.trades = trades;
  bin.lastSize = size === 0 ? 0 : Math.max(LOT, Math.round(contracts / LOT) * LOT);
  return bin;
}

/** Adds a finished minute to a wider bin. */
function merge(wide: Bin, minute: Bin): void {
  wide.high = wide.trades === 0 ? minute.high : Math.max(wide.high, minute.high);
  wide.low = wide.trades === 0 ? minute.low : Math.min(wide.low, minute.low);
  wide.close = minute.close;
  wide.trades += minute.trades;
  wide.volume += minute.volume;
  wide.lastSize = minute.lastSize;
  wide.turnoverSats += minute.turnoverSats;
  wide.home += minute.home;
  wide.foreign += minute.foreign;
}
