import type { Random } from "../bff/feeds/random.ts";

/**
 * Who trades in a replay. Wallets are log-normal: most are small, a few hold most of the coins. Leverage is drawn so
 * that, counted by contracts, it has the published figures of April 2019: longs 22x and four fifths at up to 54x, shorts
 * 30x and 47x, nobody beyond the contract's 100x.
 */
export interface Member {
  readonly isLong: boolean;
  readonly walletSats: number;
  /** Times. */
  readonly leverage: number;
  /** Share of the wallet that is put up as margin. */
  readonly share: number;
}

const SATS = 100_000_000;
/** Median wallet in XBT, and the deviation of its logarithm: a mean of 0.1 XBT. */
const MEDIAN_XBT = 0.02;
const DEVIATION = 1.8;
const LEAST_SATS = 50_000;
const MOST_SATS = 500 * SATS;

const PUBLISHED = { long: { mean: 22, bound: 54 }, short: { mean: 30, bound: 47 } } as const;
/** Four fifths of a normal distribution lie below so many deviations. */
const FOUR_FIFTHS = 0.8416;

export function drawMember(random: Random): Member {
  const isLong = random.next() < 0.5;
  const wallet = SATS * MEDIAN_XBT * Math.exp(DEVIATION * random.normal());
  return {
    isLong,
    walletSats: Math.round(Math.min(MOST_SATS, Math.max(LEAST_SATS, wallet))),
    leverage: drawLeverage(isLong, random),
    share: 0.3 + 0.6 * random.next(),
  };
}

/** Notional over margin is exp(m − s²/2) and the bound exp(m + 0.8416 s) of a log-normal with mean m and deviation s by contracts. */
function drawLeverage(isLong: boolean, random: Random): number {
  const { mean, bound } = PUBLISHED[isLong ? "long" : "short"];
  const deviation = Math.sqrt(FOUR_FIFTHS ** 2 + 2 * Math.log(bound / mean)) - FOUR_FIFTHS;
  const logMean = Math.log(mean) - deviation ** 2 / 2;
  const leverage = Math.exp(logMean + deviation * random.normal());
  return Math.round(Math.max(1, Math.min(100, leverage)) * 100) / 100;
}
