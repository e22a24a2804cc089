import type { Side } from "../../bff/contract/vocabulary.ts";
import { Signal } from "./signal.ts";

/** A price level. Mutable: a message changes its size in place. */
export interface Level {
  readonly id: number;
  readonly side: Side;
  readonly price: number;
  size: number;
}

export interface LevelChange {
  readonly id: number;
  readonly side: Side;
  readonly size: number;
}

/**
 * The order book of one contract: levels by id, and both sides sorted from the best price outwards. A change costs a
 * look-up and, where a level comes or goes, one splice; nothing is copied.
 */
export class Book {
  readonly changed = new Signal();
  private readonly byId = new Map<number, Level>();
  private readonly bids: Level[] = [];
  private readonly asks: Level[] = [];

  get size(): number {
    return this.byId.size;
  }

  /** Best first. The array lives on and changes; who paints reads it at once. */
  side(side: Side): readonly Level[] {
    return side === "Buy" ? this.bids : this.asks;
  }

  get bestBid(): Level | undefined {
    return this.bids[0];
  }

  get bestAsk(): Level | undefined {
    return this.asks[0];
  }

  /** Between the best prices; null while one side is empty. */
  get spread(): number | null {
    const [bid] = this.bids;
    const [ask] = this.asks;
    return bid === undefined || ask === undefined ? null : ask.price - bid.price;
  }

  /** Contracts at a price; null where there is no such level. */
  sizeAt(side: Side, price: number): number | null {
    const levels = this.side(side);
    const level = levels[placeOf(levels, { side, price })];
    return level?.price === price ? level.size : null;
  }

  /** Whether somebody bids what somebody else asks, which a book of the exchange never shows. */
  get isCrossed(): boolean {
    const [bid] = this.bids;
    const [ask] = this.asks;
    return bid !== undefined && ask !== undefined && bid.price >= ask.price;
  }

  replace(levels: readonly Level[]): void {
    this.byId.clear();
    this.bids.length = 0;
    this.asks.length = 0;
    for (const level of levels) this.add(level);
    this.changed.emit();
  }

  /** Takes a level that appeared; one that is known already is replaced. */
  insert(levels: readonly Level[]): void {
    for (const level of levels) {
      this.take(level.id);
      this.add(level);
    }
    this.changed.emit();
  }

  /** @returns levels that are not in the book, or stand on its other side */
  update(changes: readonly LevelChange[]): number {
    let unknown = 0;
    for (const change of changes) {
      const level = this.byId.get(change.id);
      if (level === undefined || level.side !== change.side) unknown += 1;
      else level.size = change.size;
    }
    this.changed.emit();
    return unknown;
  }

  /** @returns levels that are not in the book */
  remove(ids: readonly number[]): number {
    let unknown = 0;
    for (const id of ids) if (!this.take(id)) unknown += 1;
    this.changed.emit();
    return unknown;
  }

  private add(level: Level): void {
    const side = level.side === "Buy" ? this.bids : this.asks;
    side.splice(placeOf(side, level), 0, level);
    this.byId.set(level.id, level);
  }

  private take(id: number): boolean {
    const level = this.byId.get(id);
    if (level === undefined) return false;
    const side = level.side === "Buy" ? this.bids : this.asks;
    side.splice(placeOf(side, level), 1);
    this.byId.delete(id);
    return true;
  }
}

/** Where a price stands, or would stand, in a side that is sorted from the best price outwards. */
function placeOf(side: readonly Level[], { price, side: name }: Pick<Level, "price" | "side">): number {
  const sign = name === "Buy" ? -1 : 1;
  let from = 0;
  let to = side.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = side[middle];
    if (other !== undefined && sign * (other.price - price) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
