import { RATE_SCALE } from "../../bff/contract/pricing/round.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";
import { decimalsOf } from "./figures.ts";

/** Decimals of the finest price in a currency, that of marks and indices. Source: the BitMEX API v1, marks of dollar contracts and of alts. */
const FINEST_DECIMALS: Readonly<Record<string, number>> = { USD: 2, XBT: 8 };
const USUAL_DECIMALS = 2;

export const finestDecimals = (quoteCurrency: string): number => FINEST_DECIMALS[quoteCurrency] ?? USUAL_DECIMALS;

/**
 * Contracts for which value is rounded once, which no column of the instrument carries: a lot of them. Recorded trades
 * of the years with a lot of 100 contracts round so, and those with a lot of 1 contract by contract. Where value is
 * proportional to the price nothing is rounded, so that it makes no difference.
 */
const valuationLotOf = (lotSize: number) => lotSize;

/** Terms for the pricing functions, from the row that describes a contract; null for an index, which has none. */
export function termsOf(row: InstrumentRow): ContractTerms | null {
  const { multiplier, tickSize, lotSize, maxOrderQty, maxPrice, initMargin, maintMargin, riskLimit, riskStep } = row;
  const { makerFee, takerFee, settlementFee } = row;
  if (multiplier === null || tickSize === null || lotSize === null || initMargin === null || maintMargin === null) return null;
  if (maxOrderQty === null || maxPrice === null || makerFee === null || takerFee === null || riskLimit === null) return null;
  const pointsPerUnit = 10 ** Math.max(finestDecimals(row.quoteCurrency), decimalsOf(tickSize));
  const rate = (fraction: number) => Math.round(fraction * RATE_SCALE);
  return {
    isInverse: row.isInverse,
    multiplierSats: Math.abs(multiplier),
    pointsPerUnit,
    pointsPerTick: Math.round(tickSize * pointsPerUnit),
    lotSize,
    valuationLot: valuationLotOf(lotSize),
    maxOrderQty,
    maxPriceTicks: Math.round(maxPrice / tickSize),
    initMarginRate: rate(initMargin),
    maintMarginRate: rate(maintMargin),
    makerFeeRate: rate(makerFee),
    takerFeeRate: rate(takerFee),
    settlementFeeRate: rate(settlementFee ?? 0),
    riskLimitSats: riskLimit,
    riskStepSats: riskStep ?? 0,
  };
}
