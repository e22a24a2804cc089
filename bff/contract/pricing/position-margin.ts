import { CROSS, closingFeeReserveSats, initMarginSats, type LeverageHundredths, maintMarginSats } from "./margin.ts";
import type { ContractTerms } from "./terms.ts";

/** What a position's margin follows from. */
export interface PositionFacts {
  /** Signed, positive for long. */
  readonly contracts: number;
  /** Signed value at entry of the contracts held, satoshis. */
  readonly costSats: number;
  readonly leverage: LeverageHundredths;
  /** Funding rate in 1e-8 that this side would pay next; zero or less when it receives. */
  readonly payableFundingRate: number;
  /** Margin that the owner moved into an isolated position beyond its initial margin, satoshis; zero for cross margin. */
  readonly postedSats: number;
  /** Funding that an isolated position has paid out of its own margin, satoshis; zero for cross margin. */
  readonly lossSats: number;
}

/** A position that was neither funded nor given margin. */
export const UNTOUCHED = { payableFundingRate: 0, postedSats: 0, lossSats: 0 } as const;

/** Margin of a position, satoshis. Names are the columns of the `position` table. */
export interface PositionMargin {
  readonly posInit: number;
  readonly posCross: number;
  readonly posComm: number;
  readonly posLoss: number;
  readonly posMargin: number;
  readonly posMaint: number;
}

/**
 * A short of an inverse contract whose margin is its whole entry value: its loss can at most approach that
 * value, so it needs neither maintenance nor a reserve and is never liquidated, unless funding has eaten into that
 * margin. Source: published rows at leverage 1.
 */
export function isFullyCollateralised(terms: ContractTerms, position: PositionFacts): boolean {
  const { contracts, leverage, postedSats, lossSats } = position;
  return terms.isInverse && contracts < 0 && leverage !== CROSS && leverage <= 100 && lossSats <= postedSats;
}

/**
 * Margin of a position at an unrealised profit. An isolated position keeps its own margin whatever the mark: posMargin =
 * posInit + posCross + posComm − posLoss, where posCross is what its owner moved in and posLoss what funding took out;
 * a cross position that loses draws the loss from the wallet.
 * Source: section 7.1 of the contract; liquidation is due when posMargin + unrealised profit <= posMaint.
 */
export function positionMargin(terms: ContractTerms, position: PositionFacts, unrealisedPnlSats: number): PositionMargin {
  const cost = Math.abs(position.costSats);
  const posInit = initMarginSats(terms, position.leverage, cost);
  const isCross = position.leverage === CROSS;
  const posCross = isCross ? Math.max(0, -unrealisedPnlSats) : position.postedSats;
  const posLoss = isCross ? 0 : position.lossSats;
  if (isFullyCollateralised(terms, position))
    return { posInit, posCross, posComm: 0, posLoss, posMargin: posInit + posCross - posLoss, posMaint: 0 };
  const posComm = closingFeeReserveSats(terms, cost, posInit, posCross);
  const posMaint = maintMarginSats(terms, cost, position.payableFundingRate) + posComm;
  return { posInit, posCross, posComm, posLoss, posMargin: posInit + posCross + posComm - posLoss, posMaint };
}
