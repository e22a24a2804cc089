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

/** The same to be written into. Who looks at many positions reuses one, so that none is allocated. */
export type MarginSlot = { -readonly [name in keyof PositionMargin]: number };

export const marginSlot = (): MarginSlot => ({ posInit: 0, posCross: 0, posComm: 0, posLoss: 0, posMargin: 0, posMaint: 0 });

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
 *
 * @param into where it is written, all of it, and what is returned
 */
export function positionMargin(
  terms: ContractTerms,
  position: PositionFacts,
  unrealisedPnlSats: number,
  into: MarginSlot = marginSlot(),
): PositionMargin {
  const cost = Math.abs(position.costSats);
  const posInit = initMarginSats(terms, position.leverage, cost);
  const isCross = position.leverage === CROSS;
  const posCross = isCross ? Math.max(0, -unrealisedPnlSats) : position.postedSats;
  const posLoss = isCross ? 0 : position.lossSats;
  const needsNone = isFullyCollateralised(terms, position);
  const posComm = needsNone ? 0 : closingFeeReserveSats(terms, cost, posInit, posCross);
  into.posInit = posInit;
  into.posCross = posCross;
  into.posComm = posComm;
  into.posLoss = posLoss;
  into.posMargin = posInit + posCross + posComm - posLoss;
  into.posMaint = needsNone ? 0 : maintMarginSats(terms, cost, position.payableFundingRate) + posComm;
  return into;
}
