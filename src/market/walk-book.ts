import { priceToTicks } from "../../bff/contract/prices.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { valueSats } from "../../bff/contract/pricing/value.ts";
import type { Side } from "../../bff/contract/vocabulary.ts";
import type { Book } from "./book.ts";

/** What an order would find in the book as it stands. */
export interface Walk {
  /** Contracts that would trade. */
  readonly contracts: number;
  /** Signed value of them, satoshis. */
  readonly costSats: number;
  readonly levels: number;
  /** Price of the last level that it would reach; null when it finds nobody. */
  readonly lastTicks: number | null;
}

/**
 * Walks the other side of the book outwards, as the order would.
 *
 * @param contracts without sign
 * @param limitTicks worst price that it takes; null for a market order
 */
export function walkBook(terms: ContractTerms, book: Book, side: Side, contracts: number, limitTicks: number | null): Walk {
  const sign = side === "Buy" ? 1 : -1;
  let left = contracts;
  let costSats = 0;
  let levels = 0;
  let lastTicks: number | null = null;
  for (const level of book.side(side === "Buy" ? "Sell" : "Buy")) {
    const ticks = priceToTicks(terms, level.price);
    if (left === 0 || ticks === null || (limitTicks !== null && sign * (ticks - limitTicks) > 0)) break;
    const traded = Math.min(left, level.size);
    costSats += valueSats(terms, sign * traded, ticks * terms.pointsPerTick);
    left -= traded;
    levels += 1;
    lastTicks = ticks;
  }
  return { contracts: contracts - left, costSats, levels, lastTicks };
}
