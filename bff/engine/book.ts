import { SIDE, type SideCode } from "./commands.ts";
import type { Orders } from "./orders.ts";
import { PriceBits } from "./price-bits.ts";
import { NONE, Rows } from "./rows.ts";

/**
 * Price levels of one contract: a ladder of pages, each of as many levels as a page has ticks, made when a price
 * in it is first used. A level is a queue of orders, linked through the orders themselves.
 */

const PAGE_BITS = 10;
const PAGE_LEVELS = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_LEVELS - 1;

/**
 * First and last order of a level's queue, and the first of those that are hidden altogether: they stand behind all
 * that shows anything.
 */
const ENDS = 3;
const HEAD = 0;
const TAIL = 1;
const VEIL = 2;

/** Levels and their queues. */
class Pages extends Rows {
  ends = this.column("ends", Int32Array, ENDS * PAGE_LEVELS);
  /** Contracts that the level shows. */
  quantity = this.column("quantity", Float64Array, PAGE_LEVELS);
  /** Which stretch of the ladder the page covers. */
  stretch = this.column("stretch", Int32Array);

  constructor() {
    super(4);
  }

  open(stretch: number): number {
    const page = this.append();
    this.ends.fill(NONE, page * ENDS * PAGE_LEVELS, (page + 1) * ENDS * PAGE_LEVELS);
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

export class Book {
  readonly pages = new Pages();
  private readonly orders: Orders;
  /** Page of each stretch of the ladder; NONE where no price was used yet. */
  private readonly pageOf: Int32Array;
  /** Prices at which orders of a side rest. */
  private readonly bids: PriceBits;
  private readonly offers: PriceBits;
  /** Best price of each side in ticks; NONE when the side is empty. */
  private bestBid = NONE;
  private bestOffer = NONE;

  constructor(orders: Orders, maxTicks: number) {
    this.orders = orders;
    this.pageOf = new Int32Array((maxTicks >> PAGE_BITS) + 1).fill(NONE);
    this.bids = new PriceBits(maxTicks);
    this.offers = new PriceBits(maxTicks);
  }

  /** Best price of a side in ticks, NONE when it is empty. */
  bestTicks(side: SideCode): number {
    return side === SIDE.buy ? this.bestBid : this.bestOffer;
  }

  quantityAt(ticks: number): number {
    const level = this.levelAt(ticks);
    return level < 0 ? 0 : (this.pages.quantity[level] as number);
  }

  /** First order in the queue at a price, NONE when there is none. */
  headAt(ticks: number): number {
    const level = this.levelAt(ticks);
    return level < 0 ? NONE : (this.pages.ends[level * ENDS + HEAD] as number);
  }

  /** Puts an order at the end of the queue of its price, in front of hidden ones when it shows anything. */
  insert(order: number): void {
    const { orders } = this;
    const ticks = orders.ticks[order] as number;
    let level = this.levelAt(ticks);
    if (level < 0) {
      this.pageOf[ticks >> PAGE_BITS] = this.pages.open(ticks >> PAGE_BITS);
      level = this.levelAt(ticks);
    }
    const { ends, quantity } = this.pages;
    const at = level * ENDS;
    const shown = (orders.leaves[order] as number) - (orders.hidden[order] as number);
    const veil = ends[at + VEIL] as number;
    const behind = shown === 0 ? NONE : veil;
    const last = (behind === NONE ? ends[at + TAIL] : orders.previous[behind]) as number;
    if (shown === 0 && veil === NONE) ends[at + VEIL] = order;
    if (behind === NONE) ends[at + TAIL] = order;
    else orders.previous[behind] = order;
    orders.next[order] = behind;
    orders.previous[order] = last;
    quantity[level] = (quantity[level] as number) + shown;
    if (last !== NONE) {
      orders.next[last] = order;
    } else {
      ends[at + HEAD] = order;
      if (behind === NONE) this.open(orders.side[order] as SideCode, ticks);
    }
  }

  /** Takes an order out of its queue. Its own links stay as they were, for whoever takes it in next to set. */
  remove(order: number): void {
    const { orders } = this;
    const { ends, quantity } = this.pages;
    const ticks = orders.ticks[order] as number;
    const level = this.levelAt(ticks);
    const at = level * ENDS;
    const next = orders.next[order] as number;
    const previous = orders.previous[order] as number;
    const leaves = orders.leaves[order] as number;
    // What has traded whole shows nothing and hides nothing.
    if (leaves !== 0) quantity[level] = (quantity[level] as number) - (leaves - (orders.hidden[order] as number));
    if (ends[at + VEIL] === order) ends[at + VEIL] = next;
    if (next === NONE) ends[at + TAIL] = previous;
    else orders.previous[next] = previous;
    if (previous === NONE) {
      ends[at + HEAD] = next;
      if (next === NONE) this.close(orders.side[order] as SideCode, ticks);
    } else {
      orders.next[previous] = next;
    }
  }

  /**
   * Takes contracts off a resting order, which keeps its place in the queue.
   *
   * @param hiddenFirst whether those go first that nobody sees, as when they are given up and not traded
   */
  reduce(order: number, contracts: number, hiddenFirst = false): void {
    const { orders } = this;
    const { quantity } = this.pages;
    const level = this.levelAt(orders.ticks[order] as number);
    const leaves = orders.leaves[order] as number;
    const hidden = orders.hidden[order] as number;
    if (hidden === 0) {
      orders.leaves[order] = leaves - contracts;
      quantity[level] = (quantity[level] as number) - contracts;
      return;
    }
    const unseen = hiddenFirst ? Math.min(hidden, contracts) : Math.max(0, contracts - (leaves - hidden));
    orders.leaves[order] = leaves - contracts;
    orders.hidden[order] = hidden - unseen;
    quantity[level] = (quantity[level] as number) - (contracts - unseen);
  }

  /**
   * Meets resting orders of the other side in price-time order, down to a limit.
   *
   * @param limitTicks worst price that the taker accepts
   * @returns contracts that found nobody
   */
  take(side: SideCode, limitTicks: number, quantity: number, taker: Taker): number {
    const { orders } = this;
    const isBuy = side === SIDE.buy;
    let left = quantity;
    while (left > 0) {
      const ticks = isBuy ? this.bestOffer : this.bestBid;
      if (ticks === NONE || (isBuy ? ticks > limitTicks : ticks < limitTicks)) break;
      const order = this.pages.ends[this.levelAt(ticks) * ENDS + HEAD] as number;
      const leaves = orders.leaves[order] as number;
      const hidden = orders.hidden[order] as number;
      // Those contracts that it shows, or all when it shows none.
      const tradable = hidden === leaves ? leaves : leaves - hidden;
      const met = taker.meet(order, Math.min(tradable, left), ticks);
      if (met < 0) break;
      left -= met;
    }
    return left;
  }

  /** Next occupied price behind `ticks` on its side: lower for bids, higher for offers; NONE at the end. */
  worseThan(side: SideCode, ticks: number): number {
    return side === SIDE.buy ? this.bids.below(ticks) : this.offers.above(ticks);
  }

  /** Prices at which a side shows anything, the best first. */
  *shownOn(side: SideCode): Generator<number, void> {
    for (let ticks = this.bestTicks(side); ticks !== NONE; ticks = this.worseThan(side, ticks)) if (this.quantityAt(ticks) > 0) yield ticks;
  }

  /** Level of a price in the columns of the pages; below 0 where there is no page yet. */
  private levelAt(ticks: number): number {
    return ((this.pageOf[ticks >> PAGE_BITS] as number) << PAGE_BITS) | (ticks & PAGE_MASK);
  }

  /** The first order has come to a price. */
  private open(side: SideCode, ticks: number): void {
    if (side === SIDE.buy) {
      this.bids.add(ticks);
      this.bestBid = Math.max(this.bestBid, ticks);
    } else {
      this.offers.add(ticks);
      if (this.bestOffer === NONE || ticks < this.bestOffer) this.bestOffer = ticks;
    }
  }

  /** The last order has left a price. */
  private close(side: SideCode, ticks: number): void {
    if (side === SIDE.buy) {
      this.bids.delete(ticks);
      if (ticks === this.bestBid) this.bestBid = this.bids.below(ticks);
    } else {
      this.offers.delete(ticks);
      if (ticks === this.bestOffer) this.bestOffer = this.offers.above(ticks);
    }
  }

  /** Rebuilds what follows from the pages and the orders, after they were restored. */
  reindex(): void {
    const { pages, orders } = this;
    for (let page = 0; page < pages.count; page++) {
      const stretch = pages.stretch[page] as number;
      this.pageOf[stretch] = page;
      for (let i = 0; i < PAGE_LEVELS; i++) {
        const head = pages.ends[(page * PAGE_LEVELS + i) * ENDS + HEAD] as number;
        if (head !== NONE) this.open(orders.side[head] as SideCode, (stretch << PAGE_BITS) | i);
      }
    }
  }
}
