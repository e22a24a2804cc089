import { effectiveLeverage } from "./effective-leverage.ts";
import type { PositionFacts } from "./position-margin.ts";
import type { ContractTerms } from "./terms.ts";
import { valueSats } from "./value.ts";

/**
 * How early a position is deleveraged: those of a side are taken from the highest score down. Profit counts times
 * effective leverage, and a loss divided by it. Source: the BitMEX page on auto-deleveraging; section 7.5 of the contract.
 *
 * @param backingSats what stands behind a cross position in bankruptcy, as {@link effectiveLeverage} takes it
 * @returns a number of no unit; only its order means anything
 */
export function deleverageScore(terms: ContractTerms, position: PositionFacts, markPoints: number, backingSats: number): number {
  const { contracts, costSats } = position;
  const markValue = valueSats(terms, contracts, markPoints);
  const pnlShare = (markValue - costSats) / Math.abs(costSats);
  const leverage = Math.min(Number.MAX_SAFE_INTEGER, effectiveLeverage(terms, position, markPoints, backingSats));
  return pnlShare > 0 ? pnlShare * leverage : pnlShare / leverage;
}

/** Place of a position in its side's queue in fifths: 1 for the first to be deleveraged, 0.2 for the last. */
export function deleveragePercentile(place: number, count: number): number {
  return (5 - Math.floor((place * 5) / count)) / 5;
}
