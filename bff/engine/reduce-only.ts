import { reduceOnlyReason } from "./closing.ts";
import { isReduceOnly, SIDE } from "./commands.ts";
import { type Emitter, NOTHING_TRADED } from "./emitter.ts";
import { statusOf } from "./matching.ts";
import type { OrderLife } from "./order-life.ts";
import { PHASE } from "./orders.ts";
import { EXEC, ORDER_CHANGE } from "./records.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";

/** Whether an order may only shrink its position and works already: one that waits for a price is judged when it comes. */
const isTrimmed = (state: State, order: number): boolean =>
  isReduceOnly(state.orders.instructions[order] as number) && state.orders.phase[order] === PHASE.working;

/**
 * Cuts resting reduce-only orders down to the position that they may close, the least aggressive first: the one
 * furthest from trading, and among equals the latest. What has nothing left to close is cancelled.
 */
export function trimReduceOnly(state: State, emitter: Emitter, life: OrderLife, position: number): void {
  const { orders, positions } = state;
  if (positions.reduceOnlyOrders[position] === 0) return;
  const held = positions.quantity[position] as number;
  const closing = held > 0 ? SIDE.sell : SIDE.buy;
  let excess = -Math.abs(held);
  for (let order = positions.firstOrder[position] as number; order !== NONE; ) {
    const next = orders.nextOwn[order] as number;
    if (isTrimmed(state, order)) {
      if (held === 0 || orders.side[order] !== closing) life.cancel(order, reduceOnlyReason(state, order), true);
      else excess += orders.leaves[order] as number;
    }
    order = next;
  }
  while (excess > 0) {
    const order = leastAggressive(state, position);
    const leaves = orders.leaves[order] as number;
    if (leaves <= excess) {
      life.cancel(order, reduceOnlyReason(state, order), true);
      excess -= leaves;
      continue;
    }
    life.shrink(order, excess, true);
    orders.quantity[order] = (orders.quantity[order] as number) - excess;
    emitter.order(order, ORDER_CHANGE.update, statusOf(state, order));
    emitter.execution(order, statusOf(state, order), { type: EXEC.replaced, ...NOTHING_TRADED });
    excess = 0;
  }
}

function leastAggressive(state: State, position: number): number {
  const { orders, positions } = state;
  let worst = NONE;
  for (let order = positions.firstOrder[position] as number; order !== NONE; order = orders.nextOwn[order] as number) {
    if (!isTrimmed(state, order)) continue;
    if (worst === NONE || isLessAggressive(state, order, worst)) worst = order;
  }
  return worst;
}

function isLessAggressive(state: State, a: number, b: number): boolean {
  const { orders } = state;
  const [nearer, further] = orders.side[a] === SIDE.buy ? [b, a] : [a, b];
  const ticks = (orders.ticks[nearer] as number) - (orders.ticks[further] as number);
  return ticks > 0 || (ticks === 0 && (orders.number[a] as number) > (orders.number[b] as number));
}
