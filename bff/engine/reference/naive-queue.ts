import { SIDE } from "../commands.ts";
import { EXEC, LIQUIDITY, STATUS } from "../records.ts";
import { NONE } from "../rows.ts";
import { LIQUIDATION_TEXT } from "../takeover.ts";
import type { OrderRecord, Records } from "./read-records.ts";

/** An order that rests, as its last row says it. */
interface Resting {
  readonly row: OrderRecord;
  /** The command in which it took its place: of those that took theirs in one command neither is known to be first. */
  readonly since: number;
}

/**
 * Who has to trade first, from rows alone: the best price, and of one price those that show anything before hidden ones
 * and the older before the younger. Every trade is held against all orders that rested before its command.
 */
export class NaiveQueue {
  private readonly books = new Map<number, Map<number, Resting>>();

  /** @param rests whether an order stands in a book after the command */
  take(records: Records, rests: (number: number) => boolean): void {
    const makers = new Map<number, number>();
    const touched = new Map<number, OrderRecord>();
    for (const told of records.told) {
      if (told.kind === "order") {
        touched.set(told.row.number, told.row);
        this.leaveUnlessSame(told.row);
      }
      if (told.kind !== "execution") continue;
      const { type, match, order, status, instrument, liquidity } = told.row;
      // The maker's execution comes first, and its trade's row before both.
      if (type === EXEC.trade && !makers.has(match)) {
        makers.set(match, order);
        const trade = records.trades.find((one) => one.match === match);
        if (trade !== undefined) this.check(order, trade.instrument, trade.side, trade.ticks);
      }
      // Who takes, has left its place: a takeover that follows the mark stands again behind the others.
      const isTaking = type === EXEC.trade && liquidity === LIQUIDITY.removed;
      if (isTaking || status === STATUS.canceled || status === STATUS.filled) this.books.get(instrument)?.delete(order);
    }
    for (const [number, row] of touched) {
      const book = this.books.get(row.instrument) ?? new Map<number, Resting>();
      this.books.set(row.instrument, book);
      const before = book.get(number);
      if (!rests(number)) book.delete(number);
      else book.set(number, { row, since: before?.since ?? records.sequence });
    }
  }

  /**
   * One that changes its price, or grows, loses its place. So does a takeover of which nothing is new but the time: it has
   * left its place to take what the book held, and whoever stood there was cancelled instead of trading.
   */
  private leaveUnlessSame({ number, instrument, ticks, leaves, filled, text }: OrderRecord): void {
    const book = this.books.get(instrument);
    const row = book?.get(number)?.row;
    if (row === undefined) return;
    const isBack = text === LIQUIDATION_TEXT && leaves === row.leaves && filled === row.filled;
    if (isBack || row.ticks !== ticks || leaves + filled > row.leaves + row.filled) book?.delete(number);
  }

  private check(maker: number, instrument: number, takerSide: number, ticks: number): void {
    const book = this.books.get(instrument);
    if (book === undefined) return;
    const own = book.get(maker);
    const side = takerSide === SIDE.buy ? SIDE.sell : SIDE.buy;
    for (const [number, { row, since }] of book) {
      if (row.side !== side || number === maker) continue;
      const isBetter = side === SIDE.sell ? row.ticks < ticks : row.ticks > ticks;
      if (isBetter) throw new Error(`order ${maker} trades at ${ticks} while ${number} stands at ${row.ticks}`);
      // Of icebergs it is not known which slice stands where.
      if (own === undefined || row.ticks !== ticks || row.display !== NONE) continue;
      if (own.row.display === 0) throw new Error(`hidden order ${maker} trades before ${number}, which shows itself`);
      if (own.row.display === NONE && since < own.since)
        throw new Error(`order ${maker} trades at ${ticks} before ${number}, which is older`);
    }
  }
}
