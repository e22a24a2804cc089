import { divHalfUp, mulDivHalfUp, RATE_SCALE, signed } from "./round.ts";
import type { ContractTerms } from "./terms.ts";

/**
 * Value of one valuation lot at a price, satoshis, without sign.
 * Inverse: 1e8 × lot / price, halves up; an exact product for linear contracts.
 * Source: recorded BitMEX trades of 2021 (100 contracts at 32180.5 are 310,747 satoshis).
 *
 * @param pricePoints positive
 */
export function lotValueSats(terms: ContractTerms, pricePoints: number): number {
  const perLot = terms.multiplierSats * terms.valuationLot;
  if (terms.isInverse) return divHalfUp(perLot * terms.pointsPerUnit, pricePoints);
  return divHalfUp(perLot * pricePoints, terms.pointsPerUnit);
}

/**
 * Value of a signed number of contracts at a price, satoshis. An inverse long has negative value that
 * shrinks towards zero as the price rises; a linear long has positive value that grows.
 *
 * @param contracts a multiple of the valuation lot, positive for long
 */
export function valueSats(terms: ContractTerms, contracts: number, pricePoints: number): number {
  return valueAtLotSats(terms, contracts, lotValueSats(terms, pricePoints));
}

/** The same where the value of one valuation lot is known. */
export function valueAtLotSats(terms: ContractTerms, contracts: number, lotSats: number): number {
  const value = (contracts / terms.valuationLot) * lotSats;
  return terms.isInverse ? 0 - value : value;
}

/** Profit, satoshis, of contracts that cost `costSats` when they are worth their value at a price. */
export function unrealisedPnlSats(terms: ContractTerms, contracts: number, costSats: number, pricePoints: number): number {
  return valueSats(terms, contracts, pricePoints) - costSats;
}

/**
 * Fee of a fill, satoshis; negative is a rebate. sign(rate) · round(|cost| · |rate|), halves away from zero.
 * Source: −969,900,000 satoshis at −0.025 % give −242,475 in published executions.
 */
export function feeSats(costSats: number, rate: number): number {
  return signed(rate, mulDivHalfUp(Math.abs(costSats), Math.abs(rate), RATE_SCALE));
}
