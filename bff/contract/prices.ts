import type { ContractTerms } from "./pricing/terms.ts";

/** A price of the wire is a decimal; inside it is a whole number of ticks (orders) or points (marks). */

/** Ticks of a price, or null when it lies between two ticks or is not a positive finite number. */
export function priceToTicks(terms: ContractTerms, price: number): number | null {
  const points = priceToPoints(terms, price);
  return points !== null && points % terms.pointsPerTick === 0 ? points / terms.pointsPerTick : null;
}

/**
 * Points of a price, or null when it carries more decimals than the contract has.
 * A decimal that was written with enough digits is the double nearest to points / pointsPerUnit.
 */
export function priceToPoints(terms: Pick<ContractTerms, "pointsPerUnit">, price: number): number | null {
  const points = Math.round(price * terms.pointsPerUnit);
  if (!Number.isSafeInteger(points) || points <= 0) return null;
  return points / terms.pointsPerUnit === price ? points : null;
}

/** The double nearest to the decimal: both operands are exact, so the quotient prints with no spurious digits. */
export const pointsToPrice = (terms: Pick<ContractTerms, "pointsPerUnit">, points: number): number => points / terms.pointsPerUnit;

export const ticksToPrice = (terms: Pick<ContractTerms, "pointsPerUnit" | "pointsPerTick">, ticks: number): number =>
  (ticks * terms.pointsPerTick) / terms.pointsPerUnit;
