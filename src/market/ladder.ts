import { priceToTicks, ticksToPrice } from "../../bff/contract/prices.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import type { Side } from "../../bff/contract/vocabulary.ts";
import type { Book } from "./book.ts";

/** A row of the book as it is shown: a level, or several that are grouped under one price. */
export interface Rung {
  readonly side: Side;
  readonly price: number;
  readonly size: number;
  /** Contracts from the best price up to and with this row. */
  readonly total: number;
}

/** How many ticks stand together in a row. */
export interface Grouping {
  readonly terms: ContractTerms;
  readonly ticks: number;
}

/** Widths of a group that a person can choose, in ticks: halves, ones, fives and tens where a tick is a half. */
export const GROUP_TICKS = [1, 2, 5, 10, 20, 50, 100, 200] as const;

/**
 * The price under which a level stands: bids are rounded down and offers up, so that a row never promises a better
 * price than all of its contracts have.
 */
export function groupPrice({ terms, ticks }: Grouping, side: Side, price: number): number {
  const exact = priceToTicks(terms, price);
  if (exact === null || ticks === 1) return price;
  return ticksToPrice(terms, (side === "Buy" ? Math.floor(exact / ticks) : Math.ceil(exact / ticks)) * ticks);
}

/**
 * One side of the book as rows, best first, with running totals.
 *
 * @param most rows at most
 * @param grouping null for one row a level
 */
function rungsOf(book: Book, side: Side, most: number, grouping: Grouping | null): readonly Rung[] {
  const rungs: { side: Side; price: number; size: number; total: number }[] = [];
  let total = 0;
  for (const { price: exact, size } of book.side(side)) {
    const price = grouping === null ? exact : groupPrice(grouping, side, exact);
    const last = rungs.at(-1);
    if (last?.price !== price && rungs.length === most) break;
    total += size;
    if (last?.price === price) {
      last.size += size;
      last.total = total;
    } else {
      rungs.push({ side, price, size, total });
    }
  }
  return rungs;
}

/** Both sides, as they were at one moment: what is seen is what a click or a key takes. */
export interface Ladder {
  readonly bids: readonly Rung[];
  readonly asks: readonly Rung[];
}

export const EMPTY_LADDER: Ladder = { bids: [], asks: [] };

export const ladderOf = (book: Book, most: number, grouping: Grouping | null): Ladder => ({
  bids: rungsOf(book, "Buy", most, grouping),
  asks: rungsOf(book, "Sell", most, grouping),
});

/** The row that stands for a price, or the next one outwards; the outermost where there is none. */
export function rungAt({ bids, asks }: Ladder, { side, price }: Pick<Rung, "side" | "price">): Rung | undefined {
  const rungs = side === "Buy" ? bids : asks;
  return rungs.find((rung) => (side === "Buy" ? rung.price <= price : rung.price >= price)) ?? rungs.at(-1);
}

/**
 * The row so many steps up or down the screen from another, offers standing over bids; the last one where the book ends.
 *
 * @param from null starts from the spread
 * @param steps positive goes up
 */
export function rungBeside(ladder: Ladder, from: Pick<Rung, "side" | "price"> | null, steps: number): Rung | undefined {
  const screen = [...ladder.bids.toReversed(), ...ladder.asks];
  const now = from === null ? undefined : rungAt(ladder, from);
  const place = now === undefined ? ladder.bids.length + (steps > 0 ? -1 : 0) : screen.indexOf(now);
  return screen[Math.max(0, Math.min(screen.length - 1, place + steps))];
}
