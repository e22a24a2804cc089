import { bankruptcyTicks } from "./critical-price.ts";
import type { PositionFacts } from "./position-margin.ts";
import type { ContractTerms } from "./terms.ts";
import { valueSats } from "./value.ts";

/**
 * Effective leverage of a position: its value at the mark over what separates that from its value at the bankruptcy
 * price. At liquidation it is about the reciprocal of the maintenance rate. Source: the leverage statistics of April
 * 2019 and the BitMEX page on auto-deleveraging.
 *
 * @param backingSats what stands behind a cross position in bankruptcy, as {@link bankruptcyTicks} takes it
 * @returns infinity for a position that is worth no more than at its bankruptcy price
 */
export function effectiveLeverage(terms: ContractTerms, position: PositionFacts, markPoints: number, backingSats: number): number {
  const markValue = valueSats(terms, position.contracts, markPoints);
  const bankrupt = bankruptcyTicks(terms, position, backingSats);
  // What cannot go bankrupt has its whole value behind it.
  const bankruptValue = bankrupt === null ? 0 : valueSats(terms, position.contracts, Math.max(1, bankrupt) * terms.pointsPerTick);
  const left = markValue - bankruptValue;
  return left > 0 ? Math.abs(markValue) / left : Number.POSITIVE_INFINITY;
}

/**
 * The value of a sorted list at the index of count times share, where the list holds every leverage once for each
 * contract held at it. Source: the method of the leverage statistics of April 2019.
 *
 * @param contractsAt contracts by leverage, the lowest first
 * @param share from 0 to 1; the last value for 1
 * @returns 0 for an empty list
 */
export function percentileByContracts(contractsAt: readonly (readonly [leverage: number, contracts: number])[], share: number): number {
  const count = contractsAt.reduce((sum, [, contracts]) => sum + contracts, 0);
  // Halves and tenths are no binary fractions: 0.1 of 30 contracts is the third, not the one before it.
  const index = Math.min(count - 1, Math.floor(count * share + 1e-9));
  let passed = 0;
  for (const [leverage, contracts] of contractsAt) {
    passed += contracts;
    if (index < passed) return leverage;
  }
  return 0;
}
