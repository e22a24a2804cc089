import { divCeil, mulDivCeil, RATE_SCALE } from "./round.ts";
import { type ContractTerms, closingFeeRate } from "./terms.ts";

/** Leverage is counted in hundredths: 2,500 is 25×. Zero means cross margin, whose initial rate is the contract's. */
export type LeverageHundredths = number;

export const CROSS: LeverageHundredths = 0;

/** Initial margin rate in 1e-8, rounded up: the larger of the contract's and 1 / leverage. */
export function initMarginRate(terms: ContractTerms, leverage: LeverageHundredths): number {
  if (leverage === CROSS) return terms.initMarginRate;
  return Math.max(terms.initMarginRate, divCeil(100 * RATE_SCALE, leverage));
}

/** Whether 1 / leverage is the larger of the two rates, which gives the larger margin: rounding up keeps the order. */
function isByLeverage(terms: ContractTerms, leverage: LeverageHundredths): boolean {
  return leverage !== CROSS && leverage * terms.initMarginRate < 100 * RATE_SCALE;
}

/**
 * Initial margin of a position, satoshis, rounded up: the fraction is the house's.
 * Source: posInit = ceil(C × initMarginReq), reproduced on published rows.
 *
 * @param costSats entry value without sign
 */
export function initMarginSats(terms: ContractTerms, leverage: LeverageHundredths, costSats: number): number {
  return isByLeverage(terms, leverage) ? mulDivCeil(costSats, 100, leverage) : mulDivCeil(costSats, terms.initMarginRate, RATE_SCALE);
}

/** Fee reserve to close at bankruptcy, satoshis: posComm = ceil((C + posInit + posCross) × f). */
export function closingFeeReserveSats(terms: ContractTerms, costSats: number, initSats: number, crossSats: number): number {
  return mulDivCeil(costSats + initSats + crossSats, closingFeeRate(terms), RATE_SCALE);
}

/** Maintenance, satoshis, without the fee reserve: ceil(C × (maintenance rate + funding rate that this side pays)). */
export function maintMarginSats(terms: ContractTerms, costSats: number, payableFundingRate: number): number {
  return mulDivCeil(costSats, terms.maintMarginRate + Math.max(0, payableFundingRate), RATE_SCALE);
}

/**
 * Margin that an order binds, satoshis: ceil(v·IM + v·f + v·(1 + IM)·f), which pays initial margin, the fee
 * to open and the reserve to close. Source: published margin rows, three exact.
 *
 * @param valueSats order value at its price, without sign
 */
export function orderMarginSats(terms: ContractTerms, leverage: LeverageHundredths, valueSats: number): number {
  const fee = closingFeeRate(terms);
  const isLevered = isByLeverage(terms, leverage);
  const parts = isLevered ? 100 : terms.initMarginRate;
  const whole = isLevered ? leverage : RATE_SCALE;
  // IM is parts / whole. Mostly it is a round number of rate units, and so is IM·f: the sum of the rates is exact then.
  const init = (parts * RATE_SCALE) / whole;
  const onFee = (init * fee) / RATE_SCALE;
  if (Number.isInteger(init) && Number.isInteger(onFee)) return mulDivCeil(valueSats, init + 2 * fee + onFee, RATE_SCALE);
  return mulDivCeil(valueSats, parts * RATE_SCALE + (2 * whole + parts) * fee, whole * RATE_SCALE);
}

/**
 * What an order that opens would lose at once against the mark, satoshis; bound one to one. Zero at the mark or better.
 *
 * @param orderValueSats signed value of the order's contracts at its price
 * @param markValueSats signed value of the same contracts at the mark
 */
export function premiumSats(orderValueSats: number, markValueSats: number): number {
  return Math.max(0, orderValueSats - markValueSats);
}
