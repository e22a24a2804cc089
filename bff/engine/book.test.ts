import { expect, test } from "vitest";
import { Book } from "./book.ts";
import { SIDE, type SideCode } from "./commands.ts";
import { Orders } from "./orders.ts";
import { SeededRandom } from "./reference/random.ts";
import { type Column, NONE } from "./rows.ts";

const MAX_TICKS = 2_000_000;
/** Where the words, pages, stretches and storeys of the ladder meet. */
const SEAMS = [1, 31, 32, 63, 64, 1_023, 1_024, 2_047, 2_048, 32_767, 32_768, 65_536, 1_048_575, 1_048_576, 1_999_999, MAX_TICKS];

/** Orders of one side, far apart or side by side, as the book alone sees them. */
class Shelf {
  readonly orders = new Orders(4);
  readonly book = new Book(this.orders, MAX_TICKS);
  readonly side: SideCode;
  readonly resting: number[] = [];

  constructor(side: SideCode) {
    this.side = side;
  }

  put(ticks: number, leaves: number): number {
    const order = this.orders.allocate();
    this.orders.number[order] = order + 1;
    this.orders.side[order] = this.side;
    this.orders.ticks[order] = ticks;
    this.orders.leaves[order] = leaves;
    this.book.insert(order);
    this.resting.push(order);
    return order;
  }

  take(order: number): void {
    this.book.remove(order);
    this.orders.release(order);
    this.resting.splice(this.resting.indexOf(order), 1);
  }

  /** Contracts by price, the best first, added up from the orders. */
  expected(): [number, number][] {
    const levels = new Map<number, number>();
    for (const order of this.resting) {
      const ticks = this.orders.ticks[order] as number;
      levels.set(ticks, (levels.get(ticks) ?? 0) + (this.orders.leaves[order] as number));
    }
    return [...levels].sort(([a], [b]) => (this.side === SIDE.buy ? b - a : a - b));
  }

  walked(book = this.book): [number, number][] {
    const levels: [number, number][] = [];
    for (let ticks = book.bestTicks(this.side); ticks !== NONE; ticks = book.worseThan(this.side, ticks)) {
      levels.push([ticks, book.quantityAt(ticks)]);
      if (book.headAt(ticks) === NONE) throw new Error(`an empty level is walked: ${ticks}`);
    }
    return levels;
  }
}

test.each([
  ["bids", SIDE.buy],
  ["offers", SIDE.sell],
] as const)("ENG-004 %s over the whole ladder are walked from the best to the worst, whatever came and went", (_, side) => {
  const random = new SeededRandom(7);
  const shelf = new Shelf(side);
  for (let i = 0; i < 1_200; i++) {
    const grows = shelf.resting.length < 40 ? random.below(10) < 7 : random.below(10) < 4;
    if (grows || shelf.resting.length === 0) {
      const ticks = random.oneIn(3) ? random.pick(SEAMS) : random.oneIn(2) ? random.between(1, MAX_TICKS) : random.between(90_000, 90_100);
      shelf.put(ticks, random.between(1, 1_000));
    } else if (random.oneIn(4)) {
      const order = random.pick(shelf.resting);
      const leaves = shelf.orders.leaves[order] as number;
      if (leaves > 1) shelf.book.reduce(order, random.between(1, leaves - 1));
    } else {
      shelf.take(random.pick(shelf.resting));
    }
    expect(shelf.walked()).toEqual(shelf.expected());
  }
  expect(shelf.book.bestTicks(side === SIDE.buy ? SIDE.sell : SIDE.buy)).toBe(NONE);
});

test("ENG-004 what follows from the pages is the same when it is rebuilt from them", () => {
  const random = new SeededRandom(11);
  for (const side of [SIDE.buy, SIDE.sell] as const) {
    const shelf = new Shelf(side);
    for (let i = 0; i < 200; i++) shelf.put(random.oneIn(2) ? random.pick(SEAMS) : random.between(1, MAX_TICKS), 100);
    for (let i = 0; i < 150; i++) shelf.take(random.pick(shelf.resting));
    const { pages } = shelf.book;
    const rebuilt = new Book(shelf.orders, MAX_TICKS);
    rebuilt.pages.restore(pages.count, pages.free, new Map(pages.columns().map(({ name, used }): [string, Column] => [name, used])));
    rebuilt.reindex();
    expect(shelf.walked(rebuilt)).toEqual(shelf.expected());
    expect(rebuilt.bestTicks(side)).toBe(shelf.book.bestTicks(side));
    for (let i = 0; i < 50; i++) {
      const ticks = random.between(2, MAX_TICKS - 1);
      expect(rebuilt.worseThan(side, ticks)).toBe(shelf.book.worseThan(side, ticks));
    }
  }
});

test("ENG-001 at a price the first to come is the first to trade, and one that shrinks keeps its place", () => {
  const shelf = new Shelf(SIDE.sell);
  const [first, second, third] = [shelf.put(500, 10), shelf.put(500, 20), shelf.put(500, 30)];
  shelf.book.reduce(first as number, 5);
  shelf.take(second as number);
  const met: [number, number][] = [];
  const left = shelf.book.take(SIDE.buy, 500, 20, {
    meet: (resting, quantity, ticks) => {
      met.push([resting, quantity]);
      expect(ticks).toBe(500);
      shelf.book.reduce(resting, quantity);
      if (shelf.orders.leaves[resting] === 0) shelf.take(resting);
      return quantity;
    },
  });
  expect(met).toEqual([
    [first, 5],
    [third, 15],
  ]);
  expect([left, shelf.book.quantityAt(500)]).toEqual([0, 15]);
});

test("ENG-001 a taker meets no price worse than its limit, and goes no further than it says", () => {
  const shelf = new Shelf(SIDE.sell);
  const [near, far] = [shelf.put(500, 10), shelf.put(501, 10)] as [number, number];
  const met: number[] = [];
  const passing = {
    meet: (resting: number, quantity: number) => {
      met.push(resting);
      shelf.take(resting);
      return quantity;
    },
  };
  expect(shelf.book.take(SIDE.buy, 500, 30, passing)).toBe(20);
  expect(shelf.book.take(SIDE.buy, 500, 30, passing)).toBe(30);
  expect(shelf.book.take(SIDE.buy, 501, 30, { meet: () => -1 })).toBe(30);
  expect([met, shelf.resting]).toEqual([[near], [far]]);
});
