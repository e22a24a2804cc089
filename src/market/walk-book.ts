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
  /** What it would take of each level, best first, contracts without sign. */
  readonly steps: readonly { readonly contracts: number; readonly ticks: number }[];
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
  const steps: { readonly contracts: number; readonly ticks: number }[] = [];
  let lastTicks: number | null = null;
  for (const level of book.side(side === "Buy" ? "Sell" : "Buy")) {
    const ticks = priceToTicks(terms, level.price);
    if (left === 0 || ticks === null || (limitTicks !== null && sign * (ticks - limitTicks) > 0)) break;
    const traded = Math.min(left, level.size);
    costSats += valueSats(terms, sign * traded, ticks * terms.pointsPerTick);
    left -= traded;
    steps.push({ contracts: traded, ticks });
    lastTicks = ticks;
  }
  return { contracts: contracts - left, costSats, levels: steps.length, steps, lastTicks };
}
