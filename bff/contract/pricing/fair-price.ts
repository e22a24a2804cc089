import { floorDiv, mulDivFloor, RATE_SCALE } from "./round.ts";
import type { ContractTerms } from "./terms.ts";
import { valueSats } from "./value.ts";

/**
 * What a contract is worth by its index: the mark that decides over margin, which nobody can move by trading.
 * Source: section 6.4 of the contract, and a recorded snapshot: the fair prices of 32 of its 34 instruments come out.
 */

/** A year, by which the basis of a future is counted. */
export const YEAR_MS = 365 * 24 * 3_600_000;
/** Impact prices carry two decimals more than points do. */
export const IMPACT_SCALE = 100;
/** A future's basis is counted in whole percents a year. Source: the recorded snapshot. */
const BASIS_RATE_STEP = RATE_SCALE / 100;

/** To the nearest, halves up, of a numerator of either sign. */
const roundHalfUp = (numerator: bigint, divisor: bigint): number => Number(floorDiv(2n * numerator + divisor, 2n * divisor));

/**
 * index · (1 + rate · time until / interval) in points, halves up, and never below one: of a perpetual with the funding
 * rate and the time until the next funding, of a future with its basis a year and the time until it expires.
 *
 * @param rate in 1e-8
 */
export function fairPoints(indexPoints: number, rate: number, untilMs: number, intervalMs: number): number {
  if (rate === 0 || untilMs === 0) return indexPoints;
  const scale = BigInt(RATE_SCALE) * BigInt(intervalMs);
  return Math.max(1, roundHalfUp(BigInt(indexPoints) * (scale + BigInt(rate) * BigInt(untilMs)), scale));
}

/** An order or level as an impact price sees it. */
export interface Offered {
  readonly ticks: number;
  readonly contracts: number;
}

/**
 * Average price, in points of {@link IMPACT_SCALE}, at which orders of a value would fill on one side of a book, halves
 * up; null where the book is too thin.
 *
 * @param levels the best first
 */
export function impactPrice(terms: ContractTerms, levels: Iterable<Offered>, impactSats: number): number | null {
  if (impactSats === 0) return null;
  // Contracts in millionths, for the last level is taken in part.
  const parts = 1_000_000;
  let left = impactSats;
  let taken = 0n;
  for (const { ticks, contracts } of levels) {
    const value = Math.abs(valueSats(terms, contracts, ticks * terms.pointsPerTick));
    const isLast = value >= left;
    taken += BigInt(isLast ? mulDivFloor(contracts * parts, left, Math.max(1, value)) : contracts * parts);
    if (!isLast) {
      left -= value;
      continue;
    }
    if (taken === 0n) return null;
    const unit = BigInt(terms.pointsPerUnit) * BigInt(IMPACT_SCALE);
    const multiplier = BigInt(terms.multiplierSats) * taken;
    const value1e6 = BigInt(impactSats) * BigInt(parts);
    return terms.isInverse ? roundHalfUp(multiplier * unit, value1e6) : roundHalfUp(value1e6 * unit, multiplier);
  }
  return null;
}

/** What a book can bear: average prices for the impact value, in points of {@link IMPACT_SCALE}; null on a side that is too thin. */
export interface Impact {
  readonly bid: number | null;
  readonly ask: number | null;
  /** The middle of both, to half a tick. Source: the recorded snapshot. */
  readonly mid: number | null;
  /**
   * Whether the prices are so close that the middle says anything: closer than the maintenance margin of the price, or
   * than three ticks where that is more. Source: section 6.4 of the contract.
   */
  readonly isClose: boolean;
}

export function impactOf(terms: ContractTerms, bid: number | null, ask: number | null): Impact {
  if (bid === null || ask === null) return { bid, ask, mid: null, isClose: false };
  const tick = terms.pointsPerTick * IMPACT_SCALE;
  // Twice the middle is the sum; half ticks of the middle are ticks of the sum, and whole numbers in this scale.
  const mid = (Math.floor((bid + ask) / tick + 0.5) * tick) / 2;
  const room = Math.max(mulDivFloor(mid, terms.maintMarginRate, RATE_SCALE), 3 * tick);
  return { bid, ask, mid, isClose: ask - bid < room };
}

/** (impact mid / index − 1) a year, in 1e-8, to whole percents; 0 where nothing is left of the contract's life. */
export function basisRate(indexPoints: number, impactMid: number, untilMs: number): number {
  if (untilMs <= 0) return 0;
  const index = BigInt(indexPoints) * BigInt(2 * IMPACT_SCALE);
  const difference = BigInt(2 * impactMid) - index;
  const rate = roundHalfUp(difference * BigInt(RATE_SCALE / BASIS_RATE_STEP) * BigInt(YEAR_MS), index * BigInt(untilMs));
  return rate * BASIS_RATE_STEP;
}

/**
 * The last price, or the nearest that is no further than half the maintenance margin from the fair price: beyond that
 * band a mark moves towards it and no further away. Source: section 6.4 of the contract.
 */
export function protectedPoints(lastPoints: number, fair: number, maintMarginRate: number): number {
  const low = fair - mulDivFloor(fair, maintMarginRate, 2 * RATE_SCALE);
  const high = fair + mulDivFloor(fair, maintMarginRate, 2 * RATE_SCALE);
  return Math.min(high, Math.max(low, lastPoints));
}

/** The next multiple of an interval after an offset, later than a moment. */
export function nextMultiple(afterMs: number, intervalMs: number, offsetMs: number): number {
  return offsetMs + (Math.floor((afterMs - offsetMs) / intervalMs) + 1) * intervalMs;
}
