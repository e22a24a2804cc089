import { positionMargin } from "../../bff/contract/pricing/position-margin.ts";
import { unrealisedPnlSats, valueSats } from "../../bff/contract/pricing/value.ts";
import type { Stake } from "./stake.ts";

/**
 * How much a position gains with the price, and how that changes. All are closed forms over the exchange's own value;
 * with PnL the profit at a price P, exposure is P · dPnL/dP. An inverse contract is worth Q / P coins, so that its
 * exposure shrinks as the price rises; a linear one's grows.
 */

const pointsOf = ({ terms }: Stake, price: number) => Math.max(1, Math.round(price * terms.pointsPerUnit));

/** Coins, in satoshis, that the position moves with as if it held them; signed as its side. */
export function exposureSats(stake: Stake, price: number): number {
  if (stake.contracts === 0) return 0;
  return Math.sign(stake.contracts) * Math.abs(valueSats(stake.terms, stake.contracts, pointsOf(stake, price)));
}

/** Exposure of the contract of equal size whose pay-off is linear: the cost at entry, in proportion to the price. */
export const linearExposureSats = (stake: Stake, price: number): number =>
  stake.entry === null ? 0 : (Math.sign(stake.contracts) * Math.abs(stake.costSats) * price) / stake.entry;

/** Delta: profit for one per cent upwards, satoshis, as far as the slope goes. */
export const deltaSats = (stake: Stake, price: number): number => exposureSats(stake, price) / 100;

/** Gamma: how much exposure changes for one per cent upwards, satoshis. Inverse: −exposure / 100; linear: +exposure / 100. */
export const gammaSats = (stake: Stake, price: number): number => ((stake.terms.isInverse ? -1 : 1) * exposureSats(stake, price)) / 100;

/** What is left of the margin behind the position at a price; null where that is not known. */
export function marginLeftSats(stake: Stake, price: number): number | null {
  return stake.collateralSats === null ? null : stake.collateralSats + unrealisedAt(stake, price);
}

/** What the exchange asks for at a price: at or below it, the position is liquidated. */
export function marginNeededSats(stake: Stake, price: number): number {
  const { terms, contracts, costSats, leverage, touched } = stake;
  return positionMargin(terms, { contracts, costSats, leverage, ...touched }, unrealisedAt(stake, price)).posMaint;
}

function unrealisedAt(stake: Stake, price: number): number {
  return stake.contracts === 0 ? 0 : unrealisedPnlSats(stake.terms, stake.contracts, stake.costSats, pointsOf(stake, price));
}
