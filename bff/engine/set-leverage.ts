import { CROSS, initMarginRate } from "../contract/pricing/margin.ts";
import { RATE_SCALE } from "../contract/pricing/round.ts";
import type { Emitter } from "./emitter.ts";
import { factsOf, isDue, standingOf, standingOfAccount } from "./margin.ts";
import type { OrderLife } from "./order-life.ts";
import { ACCEPTED, REJECT, type Verdict } from "./rejects.ts";
import type { State } from "./state.ts";

/**
 * Isolates a position at a leverage, or gives it cross margin. What its open orders bind follows. Refused when the
 * account could not hold the position, or would be liquidated, under the new margin.
 */
export function setLeverage(
  state: State,
  life: OrderLife,
  emitter: Emitter,
  account: number,
  instrument: number,
  leverage: number,
): Verdict {
  const { accounts, instruments, positions } = state;
  if (!accounts.isClient(account)) return { code: REJECT.unknownAccount, detail: 0 };
  if (!instruments.isContract(instrument)) return { code: REJECT.unknownInstrument, detail: 0 };
  const terms = state.termsFor(instrument, state.positionOf(account, instrument));
  const isPossible = Number.isSafeInteger(leverage) && leverage >= 0 && leverage * terms.initMarginRate <= 100 * RATE_SCALE;
  if (!isPossible || initMarginRate(terms, leverage) > 100 * RATE_SCALE) return { code: REJECT.leverage, detail: 0 };
  const position = state.positionFor(account, instrument);
  const before = positions.leverage[position] as number;
  const [posted, loss] = [positions.posted[position] as number, positions.loss[position] as number];
  const standingBefore = standingOfAccount(state, account);
  positions.leverage[position] = leverage;
  // Cross margin has nothing of its own: what was moved in is free again, and what funding took was the wallet's.
  if (leverage === CROSS) {
    positions.posted[position] = 0;
    positions.loss[position] = 0;
  }
  life.rebind(position);
  const after = standingOfAccount(state, account);
  const standing = standingOf(state, instrument, factsOf(state, position));
  const isHeld = positions.quantity[position] !== 0;
  const tooDear = after.available < 0 && after.available < standingBefore.available;
  const wouldLiquidate = isHeld && isDue(standing, after);
  // An isolated margin is locked in cash: what other positions may yet earn does not pay for it.
  const isUncovered = leverage !== CROSS && after.crossCash < 0 && after.crossCash < standingBefore.crossCash;
  if (tooDear || wouldLiquidate || isUncovered) {
    positions.leverage[position] = before;
    positions.posted[position] = posted;
    positions.loss[position] = loss;
    life.rebind(position);
    if (tooDear) return { code: REJECT.insufficientBalance, detail: standingBefore.available - after.available };
    if (wouldLiquidate) return { code: REJECT.immediateLiquidation, detail: 0 };
    return { code: REJECT.insufficientBalance, detail: 0 - after.crossCash };
  }
  emitter.touchPosition(position);
  emitter.touchAccount(account);
  return ACCEPTED;
}
