import { FIRST_CLIENT } from "./accounts.ts";
import { isMarket, mayRest } from "./commands.ts";
import { PHASE } from "./orders.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";

/**
 * Orders that have filled and may yet be brought back by an amendment: they keep their rows for a minute, in a queue,
 * out of every book and list. Source: `leavesQty` of PUT `/order` of the BitMEX API v1.
 */

/** How long a filled order may be brought back. */
export const REVIVAL_MS = 60_000;
/** Filled orders that are kept at most; beyond it the first to have filled goes before its minute is over. */
const MAX_FILLED = 16_384;

/** Whether an order is one of a client that can rest: what has no limit, or may not rest, has nothing to come back to. */
export function mayReturn({ orders, positions }: State, order: number): boolean {
  const account = positions.account[orders.position[order] as number] as number;
  return account >= FIRST_CLIENT && !isMarket(orders.type[order] as number) && mayRest(orders.timeInForce[order] as number);
}

/** Puts a filled order at the end of the queue. It comes back no later than its own day ends. */
export function keepFilled(state: State, order: number): void {
  const { orders, scalars } = state;
  const dayEndsAtMs = orders.expiresAtMs[order] as number;
  const untilMs = scalars.timeMs + REVIVAL_MS;
  orders.phase[order] = PHASE.filled;
  orders.expiresAtMs[order] = dayEndsAtMs === 0 ? untilMs : Math.min(untilMs, dayEndsAtMs);
  const last = scalars.lastFilled;
  orders.previous[order] = last;
  orders.next[order] = NONE;
  if (last === NONE) scalars.firstFilled = order;
  else orders.next[last] = order;
  scalars.lastFilled = order;
  scalars.filledOrders += 1;
  state.indexFilled(order);
}

/** Takes an order out of the queue. Its links are those of the book or of the freed rows from then on. */
export function dropFilled(state: State, order: number): void {
  const { orders, positions, scalars } = state;
  const next = orders.next[order] as number;
  const previous = orders.previous[order] as number;
  if (previous === NONE) scalars.firstFilled = next;
  else orders.next[previous] = next;
  if (next === NONE) scalars.lastFilled = previous;
  else orders.previous[next] = previous;
  scalars.filledOrders -= 1;
  state.filledByNumber.delete(orders.number[order] as number);
  const clientId = orders.clientIdOf(order);
  if (clientId === "") return;
  const account = positions.account[orders.position[order] as number] as number;
  if (state.filledByClientId.get(account, clientId) === order) state.filledByClientId.delete(account, clientId);
}

/** The first in the queue, if its time is over or there are too many; NONE for none. */
export function firstOutlived({ orders, scalars }: State): number {
  const first = scalars.firstFilled;
  const goes = () => scalars.filledOrders > MAX_FILLED || (orders.expiresAtMs[first] as number) <= scalars.timeMs;
  return first !== NONE && goes() ? first : NONE;
}
