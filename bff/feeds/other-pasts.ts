import { type Bin, binEnd, emptyBin } from "../contract/bins.ts";
import { RATE_SCALE } from "../contract/pricing/round.ts";
import type { ContractTerms } from "../contract/pricing/terms.ts";
import { lotValueSats } from "../contract/pricing/value.ts";
import { BIN_SIZES } from "../contract/tables/trade-bin.ts";
import { PriceProcess } from "./price-process.ts";
import { seededRandom } from "./random.ts";
import type { PastBin } from "./simulated-past.ts";

/** An index beside that of bitcoin, and where its past ends. */
export interface PastIndex {
  readonly symbol: string;
  readonly lastPrice: number;
  readonly pointsPerUnit: number;
}

/** A contract whose past follows that of its index. */
export interface PastContract {
  readonly symbol: string;
  readonly index: string;
  readonly terms: ContractTerms;
  /** Its price over that of its index. */
  readonly factor: number;
  /** Satoshis for a unit of the quote currency of a quanto contract; null for any other. */
  readonly settlePerQuote: number | null;
  /** It was not listed before. */
  readonly sinceMs: number;
}

/** What is made up beside XBTUSD and its index. */
export interface OtherPasts {
  readonly indices: readonly PastIndex[];
  readonly contracts: readonly PastContract[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Narrow bins are made for so long; before it, hours and days have to do. */
const FINE_MS = DAY_MS;
const COARSE_STEP_MS = 5 * MINUTE_MS;
/** What the demo's takers do in a minute, bitcoins in all, and trades. */
const XBT_A_MINUTE = 0.11;
const TRADES_A_MINUTE = 6;
/** How far a bin's volume strays from that. */
const VOLUME_SPREAD = 0.35;

/** Whether a bin of a width that ends then is worth keeping. */
const isKept = (widthMs: number, endMs: number, untilMs: number) => widthMs >= BIN_SIZES["1h"] || endMs > untilMs - FINE_MS;

/** The bins that are given, those of the other indices, and those of every contract that follows any of them. */
export function* withOthers(
  bins: Iterable<PastBin>,
  { indices, contracts }: OtherPasts,
  seed: number,
  days: number,
  untilMs: number,
): Generator<PastBin> {
  yield* withContracts(bins, contracts, seed, untilMs);
  for (const [i, index] of indices.entries())
    yield* withContracts(indexPast(seed + 104_729 * (i + 1), days, untilMs, index), contracts, seed, untilMs);
}

/** Bins of a made-up index for the days before a demo market opens; narrow ones for the last day. */
function* indexPast(seed: number, days: number, untilMs: number, { symbol, lastPrice, pointsPerUnit }: PastIndex): Generator<PastBin> {
  const until = Math.floor(untilMs / MINUTE_MS) * MINUTE_MS;
  const process = new PriceProcess(seededRandom(seed), 1);
  const steps: { readonly startMs: number; readonly price: number }[] = [];
  for (let startMs = until - days * DAY_MS; startMs < until; ) {
    const stepMs = startMs < until - FINE_MS ? COARSE_STEP_MS : MINUTE_MS;
    steps.push({ startMs, price: process.step(stepMs) });
    startMs += stepMs;
  }
  const scale = lastPrice / process.price;
  const toPoint = (price: number) => Math.max(1, Math.round(price * scale * pointsPerUnit)) / pointsPerUnit;
  const open = new Map<number, Bin>();
  for (const { startMs, price: exact } of steps) {
    const price = toPoint(exact);
    for (const widthMs of Object.values(BIN_SIZES)) {
      const endMs = binEnd(startMs, widthMs);
      let bin = open.get(widthMs);
      if (bin?.endMs !== endMs) {
        if (bin !== undefined && isKept(widthMs, bin.endMs, until)) yield { symbol, widthMs, bin };
        bin = emptyBin(endMs, bin?.close ?? price);
        open.set(widthMs, bin);
      }
      bin.high = bin.trades === 0 ? price : Math.max(bin.high, price);
      bin.low = bin.trades === 0 ? price : Math.min(bin.low, price);
      bin.close = price;
      bin.trades += 1;
    }
  }
  for (const [widthMs, bin] of open) yield { symbol, widthMs, bin };
}

/** The bins of indices, and after each those of the contracts that follow it. */
function* withContracts(bins: Iterable<PastBin>, contracts: readonly PastContract[], seed: number, untilMs: number): Generator<PastBin> {
  const random = seededRandom(seed ^ 0x51f15e);
  for (const past of bins) {
    yield past;
    const { symbol, widthMs, bin } = past;
    for (const contract of contracts) {
      if (contract.index !== symbol || !isKept(widthMs, bin.endMs, untilMs) || bin.endMs - widthMs < contract.sinceMs) continue;
      const stray = Math.exp(VOLUME_SPREAD * random.normal() - VOLUME_SPREAD ** 2 / 2);
      const minutes = (Math.min(bin.endMs, untilMs) - (bin.endMs - widthMs)) / MINUTE_MS;
      yield { symbol: contract.symbol, widthMs, bin: follow(contract, bin, minutes * stray) };
    }
  }
}

/** A bin of a contract whose price keeps its distance from the index, with what is traded in so many minutes. */
function follow({ terms, factor, settlePerQuote }: PastContract, index: Bin, minutes: number): Bin {
  const { pointsPerTick, pointsPerUnit, lotSize, valuationLot } = terms;
  const ticks = (price: number) => Math.max(1, Math.round((price * factor * pointsPerUnit) / pointsPerTick));
  const toTick = (price: number) => (ticks(price) * pointsPerTick) / pointsPerUnit;
  const close = toTick(index.close);
  const contractSats = lotValueSats(terms, ticks(index.close) * pointsPerTick) / valuationLot;
  const volume = Math.max(lotSize, Math.round((XBT_A_MINUTE * RATE_SCALE * minutes) / contractSats / lotSize) * lotSize);
  const turnoverSats = Math.round(volume * contractSats);
  const coins = turnoverSats / RATE_SCALE;
  const quoted = settlePerQuote === null ? coins : turnoverSats / settlePerQuote;
  const trades = Math.max(1, Math.round(TRADES_A_MINUTE * minutes));
  return {
    endMs: index.endMs,
    open: toTick(index.open),
    high: toTick(index.high),
    low: toTick(index.low),
    close,
    trades,
    volume,
    lastSize: Math.max(lotSize, Math.round(volume / trades / lotSize) * lotSize),
    turnoverSats,
    home: terms.isInverse ? coins : settlePerQuote === null ? volume : quoted / close,
    foreign: terms.isInverse ? volume : quoted,
  };
}
