import { otherSide, SIDE, type SideCode } from "./commands.ts";
import type { Orders } from "./orders.ts";
import { NONE, Rows } from "./rows.ts";

/**
 * Price levels of one contract: a ladder of pages, each of as many levels as a page has ticks, made when a price
 * in it is first used. A level is a queue of orders, linked through the orders themselves. Bit sets of three
 * storeys say which levels of a side hold orders, so that the best one and the next are found without a search.
 */

const PAGE_BITS = 10;
const PAGE_LEVELS = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_LEVELS - 1;
/** Words of 32 levels in a page, and the page's summary word: one bit for each of those. */
const PAGE_WORDS = PAGE_LEVELS / 32;

/** Levels, their queues and the bits within a page. */
class Pages extends Rows {
  head = this.column("head", Int32Array, PAGE_LEVELS);
  tail = this.column("tail", Int32Array, PAGE_LEVELS);
  /** Contracts resting at the level. */
  quantity = this.column("quantity", Float64Array, PAGE_LEVELS);
  /** A level holds orders of one side only; two sets keep the other side's search from stumbling over it. */
  bits = this.column("bits", Uint32Array, 2 * PAGE_WORDS);
  summary = this.column("summary", Uint32Array, 2);
  /** Which stretch of the ladder the page covers. */
  stretch = this.column("stretch", Int32Array);

  constructor() {
    super(4);
  }

  open(stretch: number): number {
    const page = this.append();
    this.head.fill(NONE, page * PAGE_LEVELS, (page + 1) * PAGE_LEVELS);
    this.tail.fill(NONE, page * PAGE_LEVELS, (page + 1) * PAGE_LEVELS);
    this.stretch[page] = stretch;
    return page;
  }
}

/** What {@link Book.take} asks of a taker at each resting order. */
export interface Taker {
  /**
   * Trades `quantity` contracts against a resting order at its price.
   *
   * @returns contracts traded; none when the taker made the resting order leave the book instead; less than none
   *   when the taker goes no further
   */
  meet(resting: number, quantity: number, ticks: number): number;
}

/** Highest and lowest set bit of a non-zero word. */
const highest = (word: number) => 31 - Math.clz32(word);
const lowest = (word: number) => 31 - Math.clz32(word & -word);

export class Book {
  readonly pages = new Pages();
  private readonly orders: Orders;
  /** Page of each stretch of the ladder; NONE where no price was used yet. */
  private readonly pageOf: Int32Array;
  /** Stretches whose page holds orders of a side, and the storey above: one bit for each word of those. */
  private readonly stretches: readonly [Uint32Array, Uint32Array];
  private readonly stretchSummary: readonly [Uint32Array, Uint32Array];
  /** Best price of each side in ticks; NONE when the side is empty. */
  private readonly best = [NONE, NONE];

  constructor(orders: Orders, maxTicks: number) {
    this.orders = orders;
    const stretches = (maxTicks >> PAGE_BITS) + 1;
    const words = Math.ceil(stretches / 32);
    this.pageOf = new Int32Array(stretches).fill(NONE);
    this.stretches = [new Uint32Array(words), new Uint32Array(words)];
    this.stretchSummary = [new Uint32Array(Math.ceil(words / 32)), new Uint32Array(Math.ceil(words / 32))];
  }

  /** Best price of a side in ticks, NONE when it is empty. */
  bestTicks(side: SideCode): number {
    return this.best[side] as number;
  }

  quantityAt(ticks: number): number {
    const page = this.pageOf[ticks >> PAGE_BITS] as number;
    return page === NONE ? 0 : (this.pages.quantity[page * PAGE_LEVELS + (ticks & PAGE_MASK)] as number);
  }

  /** First order in the queue at a price, NONE when there is none. */
  headAt(ticks: number): number {
    const page = this.pageOf[ticks >> PAGE_BITS] as number;
    return page === NONE ? NONE : (this.pages.head[page * PAGE_LEVELS + (ticks & PAGE_MASK)] as number);
  }

  /** Puts an order at the end of the queue of its price. */
  insert(order: number): void {
    const { orders, pages } = this;
    const ticks = orders.ticks[order] as number;
    const side = orders.side[order] as SideCode;
    const stretch = ticks >> PAGE_BITS;
    let page = this.pageOf[stretch] as number;
    if (page === NONE) {
      page = pages.open(stretch);
      this.pageOf[stretch] = page;
    }
    const level = page * PAGE_LEVELS + (ticks & PAGE_MASK);
    const last = pages.tail[level] as number;
    orders.next[order] = NONE;
    orders.previous[order] = last;
    pages.tail[level] = order;
    if (last !== NONE) {
      orders.next[last] = order;
    } else {
      pages.head[level] = order;
      this.mark(page, stretch, ticks, side);
      const best = this.best[side] as number;
      if (best === NONE || (side === SIDE.buy ? ticks > best : ticks < best)) this.best[side] = ticks;
    }
    pages.quantity[level] = (pages.quantity[level] as number) + (orders.leaves[order] as number);
  }

  /** Takes an order out of its queue. */
  remove(order: number): void {
    const { orders, pages } = this;
    const ticks = orders.ticks[order] as number;
    const stretch = ticks >> PAGE_BITS;
    const page = this.pageOf[stretch] as number;
    const level = page * PAGE_LEVELS + (ticks & PAGE_MASK);
    const next = orders.next[order] as number;
    const previous = orders.previous[order] as number;
    if (next === NONE) pages.tail[level] = previous;
    else orders.previous[next] = previous;
    if (previous === NONE) pages.head[level] = next;
    else orders.next[previous] = next;
    orders.next[order] = NONE;
    orders.previous[order] = NONE;
    pages.quantity[level] = (pages.quantity[level] as number) - (orders.leaves[order] as number);
    if (pages.head[level] === NONE) {
      const side = orders.side[order] as SideCode;
      this.unmark(page, stretch, ticks, side);
      if (this.best[side] === ticks) this.best[side] = this.worseThan(side, ticks);
    }
  }

  /** Takes contracts off a resting order, which keeps its place in the queue. */
  reduce(order: number, quantity: number): void {
    const { orders, pages } = this;
    const ticks = orders.ticks[order] as number;
    const level = (this.pageOf[ticks >> PAGE_BITS] as number) * PAGE_LEVELS + (ticks & PAGE_MASK);
    orders.leaves[order] = (orders.leaves[order] as number) - quantity;
    pages.quantity[level] = (pages.quantity[level] as number) - quantity;
  }

  /**
   * Meets resting orders of the other side in price-time order, down to a limit.
   *
   * @param limitTicks worst price that the taker accepts
   * @returns contracts that found nobody
   */
  take(side: SideCode, limitTicks: number, quantity: number, taker: Taker): number {
    const resting = otherSide(side);
    let left = quantity;
    while (left > 0) {
      const ticks = this.best[resting] as number;
      if (ticks === NONE || (side === SIDE.buy ? ticks > limitTicks : ticks < limitTicks)) break;
      const order = this.headAt(ticks);
      const leaves = this.orders.leaves[order] as number;
      const met = taker.meet(order, leaves < left ? leaves : left, ticks);
      if (met < 0) break;
      left -= met;
    }
    return left;
  }

  /** Next occupied price behind `ticks` on its side: lower for bids, higher for offers; NONE at the end. */
  worseThan(side: SideCode, ticks: number): number {
    return side === SIDE.buy ? this.below(ticks) : this.above(ticks);
  }

  private mark(page: number, stretch: number, ticks: number, side: SideCode): void {
    const { pages } = this;
    const inPage = ticks & PAGE_MASK;
    const word = (2 * page + side) * PAGE_WORDS + (inPage >> 5);
    pages.bits[word] = (pages.bits[word] as number) | (1 << (inPage & 31));
    const at = 2 * page + side;
    pages.summary[at] = (pages.summary[at] as number) | (1 << (inPage >> 5));
    const set = this.stretches[side];
    const above = this.stretchSummary[side];
    set[stretch >> 5] = (set[stretch >> 5] as number) | (1 << (stretch & 31));
    above[stretch >> 10] = (above[stretch >> 10] as number) | (1 << ((stretch >> 5) & 31));
  }

  private unmark(page: number, stretch: number, ticks: number, side: SideCode): void {
    const { pages } = this;
    const inPage = ticks & PAGE_MASK;
    const word = (2 * page + side) * PAGE_WORDS + (inPage >> 5);
    pages.bits[word] = (pages.bits[word] as number) & ~(1 << (inPage & 31));
    if (pages.bits[word] !== 0) return;
    const at = 2 * page + side;
    pages.summary[at] = (pages.summary[at] as number) & ~(1 << (inPage >> 5));
    if (pages.summary[at] !== 0) return;
    const set = this.stretches[side];
    set[stretch >> 5] = (set[stretch >> 5] as number) & ~(1 << (stretch & 31));
    if (set[stretch >> 5] !== 0) return;
    const above = this.stretchSummary[side];
    above[stretch >> 10] = (above[stretch >> 10] as number) & ~(1 << ((stretch >> 5) & 31));
  }

  private below(ticks: number): number {
    const { pages } = this;
    const stretch = ticks >> PAGE_BITS;
    const page = this.pageOf[stretch] as number;
    if (page !== NONE) {
      const inPage = ticks & PAGE_MASK;
      const base = 2 * page * PAGE_WORDS;
      const word = (pages.bits[base + (inPage >> 5)] as number) & ((1 << (inPage & 31)) - 1);
      if (word !== 0) return (stretch << PAGE_BITS) | (inPage & ~31) | highest(word);
      const rest = (pages.summary[2 * page] as number) & ((1 << (inPage >> 5)) - 1);
      if (rest !== 0) return this.highestIn(stretch, page, highest(rest));
    }
    const before = this.stretchBelow(stretch);
    if (before === NONE) return NONE;
    const found = this.pageOf[before] as number;
    return this.highestIn(before, found, highest(pages.summary[2 * found] as number));
  }

  private above(ticks: number): number {
    const { pages } = this;
    const stretch = ticks >> PAGE_BITS;
    const page = this.pageOf[stretch] as number;
    if (page !== NONE) {
      const inPage = ticks & PAGE_MASK;
      const base = (2 * page + 1) * PAGE_WORDS;
      const word = (pages.bits[base + (inPage >> 5)] as number) & (-2 << (inPage & 31));
      if (word !== 0) return (stretch << PAGE_BITS) | (inPage & ~31) | lowest(word);
      const rest = (pages.summary[2 * page + 1] as number) & (-2 << (inPage >> 5));
      if (rest !== 0) return this.lowestIn(stretch, page, lowest(rest));
    }
    const after = this.stretchAbove(stretch);
    if (after === NONE) return NONE;
    const found = this.pageOf[after] as number;
    return this.lowestIn(after, found, lowest(pages.summary[2 * found + 1] as number));
  }

  private highestIn(stretch: number, page: number, word: number): number {
    return (stretch << PAGE_BITS) | (word << 5) | highest(this.pages.bits[2 * page * PAGE_WORDS + word] as number);
  }

  private lowestIn(stretch: number, page: number, word: number): number {
    return (stretch << PAGE_BITS) | (word << 5) | lowest(this.pages.bits[(2 * page + 1) * PAGE_WORDS + word] as number);
  }

  private stretchBelow(stretch: number): number {
    const set = this.stretches[SIDE.buy];
    const at = stretch >> 5;
    const word = (set[at] as number) & ((1 << (stretch & 31)) - 1);
    if (word !== 0) return (at << 5) | highest(word);
    const above = this.stretchSummary[SIDE.buy];
    let summary = (above[at >> 5] as number) & ((1 << (at & 31)) - 1);
    for (let i = at >> 5; ; summary = above[i] as number) {
      if (summary !== 0) {
        const found = (i << 5) | highest(summary);
        return (found << 5) | highest(set[found] as number);
      }
      if (--i < 0) return NONE;
    }
  }

  private stretchAbove(stretch: number): number {
    const set = this.stretches[SIDE.sell];
    const at = stretch >> 5;
    const word = (set[at] as number) & (-2 << (stretch & 31));
    if (word !== 0) return (at << 5) | lowest(word);
    const above = this.stretchSummary[SIDE.sell];
    let summary = (above[at >> 5] as number) & (-2 << (at & 31));
    for (let i = at >> 5; ; summary = above[i] as number) {
      if (summary !== 0) {
        const found = (i << 5) | lowest(summary);
        return (found << 5) | lowest(set[found] as number);
      }
      if (++i >= above.length) return NONE;
    }
  }

  /** Rebuilds what follows from the pages, after they were restored. */
  reindex(): void {
    const { pages } = this;
    for (let page = 0; page < pages.count; page++) {
      const stretch = pages.stretch[page] as number;
      this.pageOf[stretch] = page;
      for (const side of [SIDE.buy, SIDE.sell] as const) {
        const summary = pages.summary[2 * page + side] as number;
        if (summary === 0) continue;
        const set = this.stretches[side];
        const above = this.stretchSummary[side];
        set[stretch >> 5] = (set[stretch >> 5] as number) | (1 << (stretch & 31));
        above[stretch >> 10] = (above[stretch >> 10] as number) | (1 << ((stretch >> 5) & 31));
        const ticks = side === SIDE.buy ? this.highestIn(stretch, page, highest(summary)) : this.lowestIn(stretch, page, lowest(summary));
        const best = this.best[side] as number;
        if (best === NONE || (side === SIDE.buy ? ticks > best : ticks < best)) this.best[side] = ticks;
      }
    }
  }
}
