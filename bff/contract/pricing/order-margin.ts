import { mulDivCeil } from "./round.ts";

/** Open orders of one side in one contract, added up. */
export interface OrderSide {
  readonly contracts: number;
  /** Margin that they bind by their value, and for standing beyond the mark; satoshis. */
  readonly reserveSats: number;
  readonly premiumSats: number;
}

/**
 * Margin that a side's open orders bind, satoshis: what exceeds the position they would close, at the side's average.
 *
 * @param closes contracts of the position that the side would close; zero where it would only add to it
 */
export function sideMarginSats(side: OrderSide, closes: number): number {
  const bound = side.reserveSats + side.premiumSats;
  return side.contracts === 0 ? bound : mulDivCeil(bound, Math.max(0, side.contracts - closes), side.contracts);
}

/** Margin that the open orders of a contract bind: the dearer of its two sides, for only one of them can open a position. */
export function openOrderMarginSats(contractsHeld: number, buys: OrderSide, sells: OrderSide): number {
  return Math.max(sideMarginSats(buys, Math.max(0, -contractsHeld)), sideMarginSats(sells, Math.max(0, contractsHeld)));
}
