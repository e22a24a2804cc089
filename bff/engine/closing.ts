import { isReduceOnly, SIDE } from "./commands.ts";
import type { State } from "./state.ts";

/** Contracts that an order may trade now: one that may only shrink its position, no more than there are to close. */
export function tradable(state: State, order: number): number {
  const { orders, positions } = state;
  return tradableAt(state, order, positions.quantity[orders.position[order] as number] as number);
}

/** The same with a position that is supposed. */
export function tradableAt(state: State, order: number, held: number): number {
  const { orders } = state;
  const leaves = orders.leaves[order] as number;
  if (!isReduceOnly(orders.instructions[order] as number)) return leaves;
  return Math.min(leaves, Math.max(0, orders.side[order] === SIDE.buy ? -held : held));
}

/** The contract's words for an order that has nothing left to close. */
export function reduceOnlyReason(state: State, order: number): string {
  const { orders, positions } = state;
  const side = orders.side[order] === SIDE.buy ? "Buy" : "Sell";
  const held = positions.quantity[orders.position[order] as number] as number;
  return `Order had execInst of ReduceOnly and side of ${side} but current position is ${held}`;
}
