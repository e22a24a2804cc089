import { ticksToPrice } from "../../contract/prices.ts";
import type { Offered } from "../../contract/pricing/fair-price.ts";
import type { OrderBook10Row } from "../../contract/tables/order-book-10.ts";
import { levelId, type OrderBookL2Row } from "../../contract/tables/order-book-l2.ts";
import type { QuoteRow } from "../../contract/tables/quote.ts";
import type { Listed } from "../catalogue.ts";
import type { ChangeList } from "./changes.ts";

const WINDOW = 25;
const TOP = 10;
const BUY = 0;

interface Level {
  readonly ticks: number;
  readonly side: number;
  size: number;
  timestamp: string;
}

/** Best level of a side, as a quote has it. */
interface Best {
  readonly price: number | null;
  readonly size: number | null;
}

/** The book of one contract as the engine last told of it, with the windows and the quote that follow from it. */
export class LiveBook {
  private listed: Listed;
  private readonly levels = new Map<number, Level>();
  /** Prices with orders, best first: bids fall, offers rise. */
  private readonly sorted: [number[], number[]] = [[], []];
  /** Rows of orderBookL2_25 as subscribers know them. */
  private window = new Map<number, OrderBookL2Row>();
  private top: OrderBook10Row;
  private lastQuote: QuoteRow | null = null;
  /** The best place on either side at which something changed since the last settling; none is Infinity. */
  private changedFrom = Number.POSITIVE_INFINITY;

  constructor(listed: Listed) {
    this.listed = listed;
    this.top = { symbol: listed.symbol, bids: [], asks: [], timestamp: new Date(listed.listedAtMs).toISOString() };
  }

  /** The contract has other terms. A new tick finds the book empty. */
  relist(listed: Listed): void {
    this.listed = listed;
  }

  /** Takes over a level; size zero removes it. A level that changes sides leaves and comes back. */
  set(side: number, ticks: number, size: number, timestamp: string, changes: ChangeList): void {
    const known = this.levels.get(ticks);
    if (known !== undefined && (size === 0 || known.side !== side)) {
      this.drop(known, changes);
      if (size === 0) return;
    } else if (size === 0) {
      return;
    }
    if (known !== undefined && known.side === side) {
      if (known.size === size) return;
      known.size = size;
      known.timestamp = timestamp;
      this.touch(place(this.sorted[side as 0 | 1], ticks, side));
      this.emit(changes, "update", { symbol: this.listed.symbol, id: this.id(ticks), side: sideName(side), size, timestamp });
      return;
    }
    const level: Level = { ticks, side, size, timestamp };
    this.levels.set(ticks, level);
    const prices = this.sorted[side as 0 | 1];
    const at = place(prices, ticks, side);
    prices.splice(at, 0, ticks);
    this.touch(at);
    this.emit(changes, "insert", this.row(level));
  }

  /** Brings windows and quote up to the levels, and tells of what changed in them. */
  settle(timestamp: string, changes: ChangeList): boolean {
    const from = this.changedFrom;
    this.changedFrom = Number.POSITIVE_INFINITY;
    if (from < WINDOW) this.settleWindow(changes);
    if (from < TOP) this.settleTop(timestamp, changes);
    return from === 0 && this.settleQuote(timestamp, changes);
  }

  /** Best levels of each side, from the highest offer to the lowest bid; 0 for all. */
  rows(depth: number): OrderBookL2Row[] {
    const count = depth === 0 ? Number.POSITIVE_INFINITY : depth;
    const [bids, asks] = this.sorted;
    const offers = asks.slice(0, Math.min(count, asks.length)).reverse();
    return [...offers, ...bids.slice(0, Math.min(count, bids.length))].map((ticks) => this.row(this.levels.get(ticks) as Level));
  }

  /** The windows' rows, sorted by id as in an image. */
  windowRows(): OrderBookL2Row[] {
    return [...this.window.values()].sort((a, b) => a.id - b.id);
  }

  topRow(): OrderBook10Row {
    return this.top;
  }

  quote(): QuoteRow | null {
    return this.lastQuote;
  }

  /** Best bid and offer; null where there is none. */
  bestTicks(): readonly [bid: number | null, ask: number | null] {
    const [bids, asks] = this.sorted;
    return [bids[0] ?? null, asks[0] ?? null];
  }

  /** What a side shows, the best first. */
  *levelsOf(side: number): Generator<Offered> {
    for (const ticks of this.sorted[side as 0 | 1]) yield { ticks, contracts: (this.levels.get(ticks) as Level).size };
  }

  private touch(place: number): void {
    this.changedFrom = Math.min(this.changedFrom, place);
  }

  private drop(level: Level, changes: ChangeList): void {
    this.levels.delete(level.ticks);
    const prices = this.sorted[level.side as 0 | 1];
    const at = place(prices, level.ticks, level.side);
    prices.splice(at, 1);
    this.touch(at);
    this.emit(changes, "delete", { symbol: this.listed.symbol, id: this.id(level.ticks), side: sideName(level.side) });
  }

  private emit(changes: ChangeList, action: "insert" | "update" | "delete", row: object): void {
    changes.add("orderBookL2", action, this.listed.symbol, null, row);
  }

  private settleWindow(changes: ChangeList): void {
    const { symbol } = this.listed;
    const next = new Map<number, OrderBookL2Row>();
    for (const prices of this.sorted) {
      for (const ticks of prices.slice(0, WINDOW)) {
        const level = this.levels.get(ticks) as Level;
        const known = this.window.get(ticks);
        const same = known !== undefined && known.side === sideName(level.side) && known.size === level.size;
        next.set(ticks, same ? known : this.row(level));
      }
    }
    // What leaves goes first, so that no one ever holds more than the window.
    for (const [ticks, { id, side }] of this.window) {
      if (next.get(ticks)?.side !== side) changes.add("orderBookL2_25", "delete", symbol, null, { symbol, id, side });
    }
    for (const [ticks, row] of next) {
      const known = this.window.get(ticks);
      if (known === row) continue;
      const { id, side, size, timestamp } = row;
      if (known?.side === side) changes.add("orderBookL2_25", "update", symbol, null, { symbol, id, side, size, timestamp });
      else changes.add("orderBookL2_25", "insert", symbol, null, row);
    }
    this.window = next;
  }

  private settleTop(timestamp: string, changes: ChangeList): void {
    const side = (prices: readonly number[]) =>
      prices.slice(0, TOP).map((ticks) => [ticksToPrice(this.listed.terms, ticks), (this.levels.get(ticks) as Level).size]);
    const [bids, asks] = [side(this.sorted[0]), side(this.sorted[1])];
    if (sameLevels(bids, this.top.bids) && sameLevels(asks, this.top.asks)) return;
    this.top = { symbol: this.listed.symbol, bids, asks, timestamp };
    changes.add("orderBook10", "update", this.listed.symbol, null, this.top);
  }

  private settleQuote(timestamp: string, changes: ChangeList): boolean {
    const bid = this.best(0);
    const ask = this.best(1);
    const last = this.lastQuote;
    if (
      last !== null &&
      last.bidPrice === bid.price &&
      last.bidSize === bid.size &&
      last.askPrice === ask.price &&
      last.askSize === ask.size
    ) {
      return false;
    }
    const { symbol } = this.listed;
    this.lastQuote = { timestamp, symbol, bidSize: bid.size, bidPrice: bid.price, askPrice: ask.price, askSize: ask.size };
    changes.add("quote", "insert", symbol, null, this.lastQuote);
    return true;
  }

  private best(side: 0 | 1): Best {
    const [ticks] = this.sorted[side];
    if (ticks === undefined) return { price: null, size: null };
    return { price: ticksToPrice(this.listed.terms, ticks), size: (this.levels.get(ticks) as Level).size };
  }

  private id(ticks: number): number {
    const { terms, description, handle } = this.listed;
    return levelId(handle, (ticks * terms.pointsPerTick) / description.levelIdPoints);
  }

  private row(level: Level): OrderBookL2Row {
    return {
      symbol: this.listed.symbol,
      id: this.id(level.ticks),
      side: sideName(level.side),
      size: level.size,
      price: ticksToPrice(this.listed.terms, level.ticks),
      timestamp: level.timestamp,
    };
  }
}

const sideName = (side: number) => (side === BUY ? "Buy" : "Sell");

/** Where a price stands, or would stand, among the sorted ones of its side. */
function place(prices: readonly number[], ticks: number, side: number): number {
  let low = 0;
  let high = prices.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = prices[middle] as number;
    if (side === BUY ? other > ticks : other < ticks) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sameLevels(a: readonly number[][], b: readonly number[][]): boolean {
  return a.length === b.length && a.every((level, i) => level[0] === b[i]?.[0] && level[1] === b[i]?.[1]);
}
