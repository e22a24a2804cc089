import { orderMarginSats } from "../contract/pricing/margin.ts";
import { valueSats } from "../contract/pricing/value.ts";
import { SIDE } from "./commands.ts";
import type { State } from "./state.ts";

/** Value of what is left of an order at its price, and what is set aside for it; satoshis. */
export interface OrderReserve {
  readonly value: number;
  /** An account's margin; for what the house took over the insurance fund's loss, if all of it trades at this price. */
  readonly reserve: number;
}

export function reserveOf(state: State, order: number): OrderReserve {
  const { orders, positions } = state;
  const position = orders.position[order] as number;
  const terms = state.termsFor(positions.instrument[position] as number, position);
  const leaves = orders.leaves[order] as number;
  const worth = valueSats(terms, leaves, (orders.ticks[order] as number) * terms.pointsPerTick);
  const value = Math.abs(worth);
  const entryTicks = orders.entryTicks[order] as number;
  if (entryTicks === 0) return { value, reserve: orderMarginSats(terms, positions.leverage[position] as number, value) };
  const lost = valueSats(terms, leaves, entryTicks * terms.pointsPerTick) - worth;
  return { value, reserve: Math.max(0, orders.side[order] === SIDE.sell ? lost : 0 - lost) };
}
