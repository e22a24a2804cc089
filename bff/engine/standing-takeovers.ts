import { SIDE, type SideCode } from "./commands.ts";
import type { Orders } from "./orders.ts";
import type { Positions } from "./positions.ts";
import type { State } from "./state.ts";
import { HandleList, ThresholdBook, ThresholdLinks } from "./threshold-book.ts";

/** The house's orders of a side in one contract. */
interface Standing {
  /** All of them, by the price of the takeover. */
  readonly entries: ThresholdBook;
  /** By where they stand, those that do not stand there. */
  readonly moved: ThresholdBook;
}

/**
 * The house's orders for what it took over, by price: a change of the mark costs what it concerns, however many others
 * stand. Follows from the orders, is derived anew with each engine, and decides no sequence: what is found is gone
 * through by number, the oldest first.
 */
export class StandingTakeovers {
  private readonly orders: Orders;
  private readonly positions: Positions;
  private readonly entryLinks = new ThresholdLinks();
  private readonly movedLinks = new ThresholdLinks();
  /** Two a contract, for its buys and its sells. */
  private readonly sides: (Standing | undefined)[] = [];
  private readonly found = new HandleList();

  constructor({ orders, positions, byNumber }: State) {
    this.orders = orders;
    this.positions = positions;
    for (const order of byNumber.values()) if (orders.entryTicks[order] !== 0) this.add(order);
  }

  /** Takes up an open order whose price of takeover is known. */
  add(order: number): void {
    this.entryLinks.reserve(order);
    this.movedLinks.reserve(order);
    const { entries, moved } = this.sideOf(order);
    const entry = this.orders.entryTicks[order] as number;
    const ticks = this.orders.ticks[order] as number;
    entries.add(order, entry);
    if (ticks !== entry) moved.add(order, ticks);
  }

  /** Is to be told once an order's price has changed. */
  move(order: number): void {
    const { moved } = this.sideOf(order);
    const ticks = this.orders.ticks[order] as number;
    if (moved.has(order)) moved.remove(order);
    if (ticks !== this.orders.entryTicks[order]) moved.add(order, ticks);
  }

  remove(order: number): void {
    const { entries, moved } = this.sideOf(order);
    entries.remove(order);
    if (moved.has(order)) moved.remove(order);
  }

  standIn(instrument: number): boolean {
    const [buys, sells] = [this.sides[2 * instrument + SIDE.buy], this.sides[2 * instrument + SIDE.sell]];
    return (buys !== undefined && buys.entries.count > 0) || (sells !== undefined && sells.entries.count > 0);
  }

  /** Numbers of the orders that stand beyond a mark, other than at the price of the takeover; oldest first. */
  beyond(instrument: number, lowestAsk: number, highestBid: number): readonly number[] {
    this.sides[2 * instrument + SIDE.sell]?.moved.reached(lowestAsk - 1, this.found);
    this.sides[2 * instrument + SIDE.buy]?.moved.reached(highestBid + 1, this.found);
    return this.takeFound();
  }

  /** Numbers of the orders whose price of takeover the mark has left behind; oldest first. */
  passed(instrument: number, lowestAsk: number, highestBid: number): readonly number[] {
    this.sides[2 * instrument + SIDE.sell]?.entries.reached(lowestAsk + 1, this.found);
    this.sides[2 * instrument + SIDE.buy]?.entries.reached(highestBid - 1, this.found);
    return this.takeFound();
  }

  private takeFound(): readonly number[] {
    const { found, orders } = this;
    if (found.length === 0) return NOBODY;
    const numbers = found.toArray().map((order) => orders.number[order] as number);
    found.clear();
    return numbers.sort((a, b) => a - b);
  }

  private sideOf(order: number): Standing {
    const { orders, positions, sides } = this;
    const side = orders.side[order] as SideCode;
    const at = 2 * (positions.instrument[orders.position[order] as number] as number) + side;
    // A mark that falls leaves the sells behind, the highest first; one that rises comes back to the lowest first.
    const isSell = side === SIDE.sell;
    sides[at] ??= {
      entries: new ThresholdBook(at, !isSell, this.entryLinks),
      moved: new ThresholdBook(at, isSell, this.movedLinks),
    };
    return sides[at];
  }
}

const NOBODY: readonly number[] = [];
