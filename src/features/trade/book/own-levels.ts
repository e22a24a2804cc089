import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { type Grouping, groupPrice } from "../../../market/ladder.ts";
import { ownKey, type QueueWatch } from "../../../market/queue-watch.ts";
import type { OwnLevel } from "../../../paint/book-painter.ts";

/** Own contracts in each row of the book. The place in the queue is told for single levels alone: a group has many queues. */
export function ownLevels(
  orders: readonly OrderRow[],
  symbol: string,
  grouping: Grouping | null,
  queue: QueueWatch,
): ReadonlyMap<string, OwnLevel> {
  const own = new Map<string, OwnLevel>();
  for (const order of orders) {
    if (order.symbol !== symbol || order.price === null) continue;
    const side = order.side === "Buy" ? "Buy" : "Sell";
    const key = ownKey(side, grouping === null ? order.price : groupPrice(grouping, side, order.price));
    const contracts = (own.get(key)?.contracts ?? 0) + order.leavesQty;
    own.set(key, { contracts, ahead: grouping === null ? queue.ahead(key) : null });
  }
  return own;
}
