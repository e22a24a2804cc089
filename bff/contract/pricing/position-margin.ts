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
}

/** Margin of a position, satoshis. Names are the columns of the `position` table. */
export interface PositionMargin {
  readonly posInit: number;
  readonly posCross: number;
  readonly posComm: number;
  readonly posMargin: number;
  readonly posMaint: number;
}

/**
 * A short of an inverse contract whose margin is its whole entry value: its loss can at most approach that
 * value, so it needs neither maintenance nor a reserve and is never liquidated. Source: published rows at leverage 1.
 */
export function isFullyCollateralised(terms: ContractTerms, position: PositionFacts): boolean {
  return terms.isInverse && position.contracts < 0 && position.leverage !== CROSS && position.leverage <= 100;
}

/**
 * Margin of a position at an unrealised profit. An isolated position keeps its own margin whatever the mark;
 * a cross position that loses draws the loss from the wallet.
 * Source: section 7.1 of the contract; liquidation is due when posMargin + unrealised profit <= posMaint.
 */
export function positionMargin(terms: ContractTerms, position: PositionFacts, unrealisedPnlSats: number): PositionMargin {
  const cost = Math.abs(position.costSats);
  const posInit = initMarginSats(terms, position.leverage, cost);
  if (isFullyCollateralised(terms, position)) return { posInit, posCross: 0, posComm: 0, posMargin: posInit, posMaint: 0 };
  const posCross = position.leverage === CROSS ? Math.max(0, -unrealisedPnlSats) : 0;
  const posComm = closingFeeReserveSats(terms, cost, posInit, posCross);
  const posMaint = maintMarginSats(terms, cost, position.payableFundingRate) + posComm;
  return { posInit, posCross, posComm, posMargin: posInit + posCross + posComm, posMaint };
}
