import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { ownKey } from "../../../paint/book-painter.ts";

/** Own contracts at each price of the book. */
export function ownLevels(orders: readonly OrderRow[], symbol: string): ReadonlyMap<string, number> {
  const own = new Map<string, number>();
  for (const order of orders) {
    if (order.symbol !== symbol || order.price === null) continue;
    const key = ownKey(order.side, order.price);
    own.set(key, (own.get(key) ?? 0) + order.leavesQty);
  }
  return own;
}
