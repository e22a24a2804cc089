import { CROSS } from "../contract/pricing/margin.ts";
import type { Emitter } from "./emitter.ts";
import { factsOf, isDue, standingOf, standingOfAccount } from "./margin.ts";
import type { OrderLife } from "./order-life.ts";
import { ACCEPTED, REJECT, type Verdict } from "./rejects.ts";
import type { State } from "./state.ts";

/** What the owner of a position decides about its margin. */
export interface MarginWish {
  /** Hundredths; 0 for cross margin. */
  readonly leverage?: number;
  readonly riskSteps?: number;
  /** Satoshis moved into an isolated position. */
  readonly posted?: number;
}

/**
 * Gives a position another margin, and its open orders theirs. Refused, with everything as it was, when the account
 * could not hold the position, or would be liquidated, under it.
 */
export function tryMargin(state: State, life: OrderLife, emitter: Emitter, position: number, wish: MarginWish): Verdict {
  const { positions } = state;
  const account = positions.account[position] as number;
  const instrument = positions.instrument[position] as number;
  const columns = [positions.leverage, positions.riskSteps, positions.posted, positions.loss];
  const kept = columns.map((column) => column[position] as number);
  const before = standingOfAccount(state, account);
  const leverage = wish.leverage ?? (positions.leverage[position] as number);
  positions.leverage[position] = leverage;
  if (wish.riskSteps !== undefined) positions.riskSteps[position] = wish.riskSteps;
  if (wish.posted !== undefined) positions.posted[position] = wish.posted;
  // Cross margin has nothing of its own: what was moved in is free again, and what funding took was the wallet's.
  if (leverage === CROSS) {
    positions.posted[position] = 0;
    positions.loss[position] = 0;
  }
  life.rebind(position);
  const after = standingOfAccount(state, account);
  const standing = standingOf(state, instrument, factsOf(state, position));
  const isHeld = positions.quantity[position] !== 0;
  const tooDear = after.available < 0 && after.available < before.available;
  const wouldLiquidate = isHeld && isDue(standing, after);
  // An isolated margin is locked in cash: what other positions may yet earn does not pay for it.
  const isUncovered = leverage !== CROSS && after.crossCash < 0 && after.crossCash < before.crossCash;
  if (tooDear || wouldLiquidate || isUncovered) {
    for (const [i, column] of columns.entries()) column[position] = kept[i] as number;
    life.rebind(position);
    if (tooDear) return { code: REJECT.insufficientBalance, detail: before.available - after.available };
    if (wouldLiquidate) return { code: REJECT.immediateLiquidation, detail: 0 };
    return { code: REJECT.insufficientBalance, detail: 0 - after.crossCash };
  }
  emitter.touchPosition(position);
  emitter.touchAccount(account);
  return ACCEPTED;
}
