import type { AmendOrder, NewOrder } from "../contract/operations/order.ts";
import type { Market } from "./market.ts";
import type { Random } from "./random.ts";

export const SATS = 100_000_000;

/** An open order of the trader's own. */
export interface OwnOrder {
  readonly orderID: string;
  readonly side: "Buy" | "Sell";
  readonly price: number;
  readonly leavesQty: number;
}

/** What a trader sees when it decides: what any client with its key could see. */
export interface Sight {
  /** The contract that is looked at. */
  readonly market: Market;
  /** Market time, as the index was last stamped. */
  readonly timeMs: number;
  readonly index: number;
  /** Null where the side of the book is empty. */
  readonly bid: number | null;
  readonly ask: number | null;
  /** Contracts, signed. */
  readonly held: number;
  /** Open orders, where the trader follows them. */
  readonly orders: readonly OwnOrder[];
  /** Null where the trader does not ask for them. */
  readonly means: Means | null;
  /** Why the exchange refused what was decided last; null when it did not. */
  readonly refusal: string | null;
}

/** Money of the trader, and how its position does. */
export interface Means {
  readonly availableSats: number;
  readonly leverage: number;
  /** Return on the margin of the position, as a fraction of it. */
  readonly roe: number;
  /** Contracts in open orders, both sides together. */
  readonly ordered: number;
}

/** A new order without what is the same for all of them. */
export type Order = Omit<NewOrder, "symbol">;

export type Action =
  | { readonly kind: "place"; readonly orders: readonly Order[] }
  | { readonly kind: "amend"; readonly amendments: readonly AmendOrder[] }
  | { readonly kind: "cancel"; readonly orderIDs: readonly string[] }
  | { readonly kind: "cancelAll" }
  | { readonly kind: "leverage"; readonly leverage: number };

export interface Decision<Memory> {
  /** In order; when one is refused, the rest is left. */
  readonly actions: readonly Action[];
  readonly memory: Memory;
  /** Market time until the trader looks again. */
  readonly waitMs: number;
}

/**
 * How a trader decides. Nothing but what it sees, what it remembers and the next numbers of its own chance go in, so that
 * the same sights give the same decisions.
 */
export interface Strategy<Memory> {
  readonly start: Memory;
  decide(sight: Sight, memory: Memory, random: Random): Decision<Memory>;
}
