import { CROSS } from "../contract/pricing/margin.ts";
import type { Emitter } from "./emitter.ts";
import { factsOf, standingOf } from "./margin.ts";
import type { OrderLife } from "./order-life.ts";
import { REJECT, type Verdict } from "./rejects.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";
import { tryMargin } from "./try-margin.ts";

/**
 * Moves free balance into an isolated position, or back. What comes back was moved in before, and what the position
 * has lost since is not among it: initial margin and the reserve to close stay.
 *
 * @param sats below zero to take out
 */
export function transferMargin(
  state: State,
  life: OrderLife,
  emitter: Emitter,
  account: number,
  instrument: number,
  sats: number,
): Verdict {
  const { accounts, instruments, positions } = state;
  if (!accounts.isClient(account)) return { code: REJECT.unknownAccount, detail: 0 };
  if (!instruments.isContract(instrument)) return { code: REJECT.unknownInstrument, detail: 0 };
  const position = state.positionOf(account, instrument);
  if (position === NONE || positions.leverage[position] === CROSS) return { code: REJECT.crossMargin, detail: 0 };
  const posted = (positions.posted[position] as number) + sats;
  const isAmount = Number.isSafeInteger(sats) && sats !== 0 && Number.isSafeInteger(posted);
  if (!isAmount || positions.quantity[position] === 0) return { code: REJECT.transferAmount, detail: 0 };
  // More than the account holds is no margin of anybody's, and keeps what is reckoned from it within the exact integers.
  const cash = accounts.cash[account] as number;
  if (posted > cash) return { code: REJECT.insufficientBalance, detail: sats };
  if (sats < 0 && (posted < 0 || !keepsInitialMargin(state, position, posted))) return { code: REJECT.isolatedMargin, detail: 0 };
  return tryMargin(state, life, emitter, position, { posted });
}

function keepsInitialMargin(state: State, position: number, postedSats: number): boolean {
  const { posInit, posComm, posMargin, unrealisedPnl } = standingOf(state, state.positions.instrument[position] as number, {
    ...factsOf(state, position),
    postedSats,
  });
  return posMargin + Math.min(0, unrealisedPnl) >= posInit + posComm;
}
