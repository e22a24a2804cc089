import { bankruptcyTicks, liquidationTicks } from "../../bff/contract/pricing/critical-price.ts";
import { orderMarginSats } from "../../bff/contract/pricing/margin.ts";
import { UNTOUCHED } from "../../bff/contract/pricing/position-margin.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { valueSats } from "../../bff/contract/pricing/value.ts";
import { type Stake, stakeAtPrice } from "./stake.ts";

/** Leverage of a short whose margin is its whole value, in hundredths. */
export const FULLY_BACKED = 100;

/**
 * The largest short that coins back in full: its whole value as margin and the fees of opening and closing, as the
 * exchange binds them. What does not make a lot stays outside.
 *
 * @returns contracts without sign, a multiple of the lot
 */
export function lockingContracts(terms: ContractTerms, coinsSats: number, pricePoints: number): number {
  const boundBy = (lots: number) => orderMarginSats(terms, FULLY_BACKED, Math.abs(valueSats(terms, -lots * terms.lotSize, pricePoints)));
  const most = Math.floor(terms.maxOrderQty / terms.lotSize);
  // What a lot binds is nearly proportional: the guess is at most a lot off, for each rounds upwards.
  let lots = Math.min(most, Math.floor(coinsSats / boundBy(1)) + 1);
  while (lots > 0 && boundBy(lots) > coinsSats) lots -= 1;
  while (lots < most && boundBy(lots + 1) <= coinsSats) lots += 1;
  return lots * terms.lotSize;
}

/** The coins and the short that locks them, as one position: its equity in dollars hardly moves with the price. */
export function lockedStake(terms: ContractTerms, coinsSats: number, contracts: number, pricePoints: number): Stake {
  const facts = {
    contracts: -contracts,
    costSats: valueSats(terms, -contracts, pricePoints),
    leverage: FULLY_BACKED,
    ...UNTOUCHED,
  };
  const price = (ticks: number | null) => (ticks === null ? null : (ticks * terms.pointsPerTick) / terms.pointsPerUnit);
  const stake = stakeAtPrice(terms, -contracts, pricePoints, FULLY_BACKED, {
    liquidation: price(liquidationTicks(terms, facts, 0)),
    bankruptcy: price(bankruptcyTicks(terms, facts, 0)),
  });
  return { ...stake, collateralSats: coinsSats };
}
