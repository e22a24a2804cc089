import type { OrderLife } from "./order-life.ts";
import { PHASE } from "./orders.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";

/**
 * Ends what was given a time: orders of a day that is over, and all orders of accounts that asked for it and have not
 * been heard of since. Runs before a command of that moment or a later one, so that the journal alone decides.
 */
export function runTimers(state: State, life: OrderLife): void {
  const { scalars, accounts, orders } = state;
  const { timeMs } = scalars;
  if (scalars.nextDeadlineMs === 0 || scalars.nextDeadlineMs > timeMs) return;
  scalars.nextDeadlineMs = 0;
  for (const account of accounts.handles()) {
    const atMs = accounts.cancelAtMs[account] as number;
    if (atMs === 0) continue;
    if (atMs > timeMs) {
      state.setDeadline(atMs);
      continue;
    }
    accounts.cancelAtMs[account] = 0;
    life.cancelAll(account, NONE, NONE, "cancelAllAfter", () => undefined);
  }
  for (const order of orders.handles()) {
    const atMs = orders.expiresAtMs[order] as number;
    if (atMs === 0 || orders.phase[order] === PHASE.filled) continue;
    if (atMs > timeMs) state.setDeadline(atMs);
    else life.cancel(order, "Order had timeInForce of Day", true);
  }
}
