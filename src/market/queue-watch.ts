import type { OrderRow } from "../../bff/contract/tables/order.ts";
import type { Book } from "./book.ts";
import { Signal } from "./signal.ts";

type Resting = Pick<OrderRow, "orderID" | "symbol" | "side" | "price" | "orderQty" | "leavesQty">;

/** What is remembered of a price at which own orders rest. */
interface Place {
  /** The first of the own orders in the queue, and its quantity: with another one the count starts anew. */
  readonly front: string;
  /** Contracts of others at the price when it was looked at last. */
  others: number;
  /** The least that was seen: others at the price can only have left or joined behind. Null until it was seen twice. */
  ahead: number | null;
}

export const ownKey = (side: string, price: number): string => `${side}|${price}`;

/**
 * How many contracts stand before an own order at most. The exchange tells sizes of levels and not places in the
 * queue; but those before an order only ever become fewer, and never are more than all others at its price.
 *
 * Orders and levels come by different tables, a moment apart, so a count holds only when two looks agree on it: of
 * each pair of looks the greater counts.
 */
export class QueueWatch {
  /** A place in a queue is another than before. */
  readonly changed = new Signal();
  private readonly places = new Map<string, Place>();

  /**
   * @param orders open ones of the account, newest first
   * @returns whether another look may say more, though nothing changes until then
   */
  look(orders: readonly Resting[], symbol: string, book: Book): boolean {
    let isUnsettled = false;
    let isChanged = false;
    const own = new Map<string, { contracts: number; front: string }>();
    for (const { orderID, symbol: of, side, price, orderQty, leavesQty } of orders) {
      if (of !== symbol || price === null) continue;
      const key = ownKey(side, price);
      own.set(key, { contracts: (own.get(key)?.contracts ?? 0) + leavesQty, front: `${orderID} ${orderQty}` });
    }
    for (const key of this.places.keys()) if (!own.has(key)) this.places.delete(key);
    for (const [key, { contracts, front }] of own) {
      const [side, price] = key.split("|");
      const size = book.sizeAt(side === "Buy" ? "Buy" : "Sell", Number(price));
      if (size === null) continue;
      const others = Math.max(0, size - contracts);
      const place = this.places.get(key);
      if (place === undefined || place.front !== front) {
        this.places.set(key, { front, others, ahead: null });
        isUnsettled = true;
        continue;
      }
      const ahead = Math.min(place.ahead ?? Number.POSITIVE_INFINITY, Math.max(place.others, others));
      if (ahead !== place.ahead) isChanged = true;
      if (others !== place.others) isUnsettled = true;
      place.ahead = ahead;
      place.others = others;
    }
    if (isChanged) this.changed.emit();
    return isUnsettled;
  }

  /** Contracts before the first own order at a price, at most; null while that is not known. */
  ahead(key: string): number | null {
    return this.places.get(key)?.ahead ?? null;
  }
}
