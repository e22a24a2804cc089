import { NONE } from "./rows.ts";
import type { State } from "./state.ts";

/** Slices that an order may come in: each is a fill of its own, and one command has to bear them all. */
const MAX_SLICES = 100;

/** Contracts that an iceberg shows at a time: what it asked for, and no less than a hundredth of the order. */
export function sliceOf({ orders, positions, instruments }: State, order: number): number {
  const { lotSize } = instruments.termsOf(positions.instrument[orders.position[order] as number] as number);
  const least = Math.ceil((orders.quantity[order] as number) / (MAX_SLICES * lotSize)) * lotSize;
  return Math.max(orders.display[order] as number, least);
}

/** Contracts of an order that trade before any other of its price does. */
interface Slice {
  readonly order: number;
  readonly contracts: number;
}

/**
 * What stands at a price, in the order in which it would trade as far as it is asked for: what an order shows, then the
 * next slices of icebergs behind all that shows anything, then hidden orders. Nothing is changed.
 *
 * @param head the first order in the queue of a price, NONE for none
 */
export function* slicesFrom(state: State, head: number): Generator<Slice> {
  const { orders } = state;
  let shown: { readonly order: number; readonly leaves: number; readonly contracts: number }[] = [];
  const hidden: Slice[] = [];
  for (let order = head; order !== NONE; order = orders.next[order] as number) {
    const [leaves, unseen] = [orders.leaves[order] as number, orders.hidden[order] as number];
    if (unseen === leaves) hidden.push({ order, contracts: leaves });
    else shown.push({ order, leaves, contracts: leaves - unseen });
  }
  while (shown.length > 0) {
    const next: typeof shown = [];
    for (const { order, leaves, contracts } of shown) {
      yield { order, contracts };
      const left = leaves - contracts;
      if (left > 0) next.push({ order, leaves: left, contracts: Math.min(left, sliceOf(state, order)) });
    }
    shown = next;
  }
  yield* hidden;
}
