import { RATE_SCALE } from "../../bff/contract/pricing/round.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";

/**
 * Two figures that pricing needs and that no column of the instrument carries.
 *
 * Points in a unit of the quote currency: prices in dollars have two decimals on the wire (marks and indices use
 * both), so the finest step is 0.01.
 */
const POINTS_PER_UNIT = 100;
/** Value is rounded once a lot: recorded trades of the years with a lot of 100 contracts round so. */
const valuationLotOf = (lotSize: number) => lotSize;

/** Terms for the pricing functions, from the row that describes a contract; null for an index, which has none. */
export function termsOf(row: InstrumentRow): ContractTerms | null {
  const { multiplier, tickSize, lotSize, maxOrderQty, maxPrice, initMargin, maintMargin, riskLimit, riskStep } = row;
  const { makerFee, takerFee, settlementFee } = row;
  if (multiplier === null || tickSize === null || lotSize === null || initMargin === null || maintMargin === null) return null;
  if (maxOrderQty === null || maxPrice === null || makerFee === null || takerFee === null || riskLimit === null) return null;
  const rate = (fraction: number) => Math.round(fraction * RATE_SCALE);
  return {
    isInverse: row.isInverse,
    multiplierSats: Math.abs(multiplier),
    pointsPerUnit: POINTS_PER_UNIT,
    pointsPerTick: Math.round(tickSize * POINTS_PER_UNIT),
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
