import * as fc from "fast-check";
import { RATE_SCALE } from "./round.ts";
import type { ContractTerms } from "./terms.ts";

/** Contracts to price in tests, and whole-number arithmetic that cannot overflow to hold the results against. */

/** XBTUSD as this exchange lists it: value rounded per 100 contracts. */
export const XBTUSD: ContractTerms = {
  isInverse: true,
  multiplierSats: 100_000_000,
  pointsPerUnit: 100,
  pointsPerTick: 50,
  lotSize: 100,
  valuationLot: 100,
  maxOrderQty: 10_000_000,
  maxPriceTicks: 2_000_000,
  initMarginRate: 1_000_000,
  maintMarginRate: 500_000,
  makerFeeRate: -25_000,
  takerFeeRate: 75_000,
  settlementFeeRate: 0,
  riskLimitSats: 20_000_000_000,
  riskStepSats: 10_000_000_000,
};

/** The same as published rows of 2017 to 2019 have it: value rounded per contract. */
export const XBTUSD_2019: ContractTerms = { ...XBTUSD, lotSize: 1, valuationLot: 1 };

/** A linear contract, quoted and settled in bitcoin: ETHM19. */
export const ETHM19: ContractTerms = {
  ...XBTUSD_2019,
  isInverse: false,
  pointsPerUnit: 100_000,
  pointsPerTick: 1,
  maxOrderQty: 100_000_000,
  maxPriceTicks: 1_000_000,
  initMarginRate: 2_000_000,
  maintMarginRate: 1_000_000,
  makerFeeRate: -50_000,
  takerFeeRate: 250_000,
};

/** A contract worth 100 satoshis a dollar: ETHUSD. */
export const ETHUSD: ContractTerms = {
  ...XBTUSD_2019,
  isInverse: false,
  multiplierSats: 100,
  pointsPerTick: 5,
  initMarginRate: 2_000_000,
  maintMarginRate: 1_000_000,
};

export const ALL_TERMS: readonly ContractTerms[] = [XBTUSD, XBTUSD_2019, ETHM19, ETHUSD];

export const abs = (value: bigint): bigint => (value < 0n ? -value : value);
export const floorDiv = (a: bigint, d: bigint): bigint => {
  const quotient = a / d;
  return a % d < 0n ? quotient - 1n : quotient;
};
export const ceilDiv = (a: bigint, d: bigint): bigint => -floorDiv(-a, d);
/** To the nearest integer, halves upwards. */
export const halfUpDiv = (a: bigint, d: bigint): bigint => floorDiv(2n * a + d, 2n * d);

export const SCALE = BigInt(RATE_SCALE);

/** Value of a lot at a price, satoshis, as a fraction that nobody has rounded. */
export function lotValue(terms: ContractTerms, points: number): { readonly over: bigint; readonly under: bigint } {
  const perLot = BigInt(terms.multiplierSats) * BigInt(terms.valuationLot);
  const unit = BigInt(terms.pointsPerUnit);
  return terms.isInverse ? { over: perLot * unit, under: BigInt(points) } : { over: perLot * BigInt(points), under: unit };
}

/** A position as somebody may hold it: of any of the contracts, at any price of the last ten years, at any leverage. */
export const heldPosition = fc
  .record({
    terms: fc.constantFrom(...ALL_TERMS),
    lots: fc.integer({ min: 1, max: 1_000 }),
    isLong: fc.boolean(),
    entry: fc.double({ min: 0, max: 1, noNaN: true }),
    leverage: fc.integer({ min: 50, max: 10_000 }),
  })
  .map(({ terms, lots, isLong, entry, leverage }) => {
    // Prices spread evenly over their sizes: from 2,000 to 120,000 ticks, which are 1,000 to 60,000 dollars.
    const entryTicks = Math.round(2_000 * 60 ** entry);
    const mostLeverage = Math.floor((100 * RATE_SCALE) / terms.initMarginRate);
    return { terms, contracts: (isLong ? lots : -lots) * terms.lotSize, entryTicks, leverage: Math.min(leverage, mostLeverage) };
  });
