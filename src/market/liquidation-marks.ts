import type { LiquidationRow } from "../../bff/contract/tables/liquidation.ts";
import type { TradeRow } from "../../bff/contract/tables/trade.ts";
import { Signal } from "./signal.ts";
import type { Tape } from "./tape.ts";

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Trades that come so much later than what the table of liquidations told are others'. */
const PATIENCE = 30;
const MOST_MARKED = 400;

/** Contracts of an order of the house that are gone, and whose trades are looked for. */
interface Gone {
  readonly order: LiquidationRow;
  readonly contracts: number;
  /** Changes of the tape that are waited for. */
  left: number;
}

/**
 * Which trades closed a position that was taken over. No column of a trade says so: the public table `liquidation` has
 * the house's orders while they stand, and what one of them lost is looked for among the newest trades at prices that it
 * could have, until some add up to exactly that. What does not add up is not marked: an order may be withdrawn as well.
 */
export class LiquidationMarks {
  readonly changed = new Signal();
  private readonly tape: Tape;
  private readonly orders = new Map<string, LiquidationRow>();
  private readonly marked = new Set<string>();
  private gone: readonly Gone[] = [];
  private readonly endTape: () => void;

  constructor(tape: Tape) {
    this.tape = tape;
    this.endTape = tape.changed.subscribe(() => this.explain());
  }

  /** Trades that are marked, by their id. A new set with every change. */
  ids(): ReadonlySet<string> {
    return new Set(this.marked);
  }

  end(): void {
    this.endTape();
  }

  image(rows: Rows): void {
    this.orders.clear();
    this.insert(rows);
  }

  insert(rows: Rows): void {
    for (const row of rows as unknown as readonly LiquidationRow[]) this.orders.set(row.orderID, row);
  }

  update(rows: Rows): number {
    let missing = 0;
    for (const change of rows as unknown as readonly Partial<LiquidationRow>[]) {
      const order = this.orders.get(change.orderID ?? "");
      if (order === undefined) {
        missing += 1;
        continue;
      }
      const now = { ...order, ...change };
      this.orders.set(order.orderID, now);
      this.lost(order, order.leavesQty - now.leavesQty);
    }
    this.explain();
    return missing;
  }

  remove(rows: Rows): number {
    let missing = 0;
    for (const { orderID } of rows as unknown as readonly LiquidationRow[]) {
      const order = this.orders.get(orderID);
      if (order === undefined) missing += 1;
      else this.lost(order, order.leavesQty);
      this.orders.delete(orderID);
    }
    this.explain();
    return missing;
  }

  private lost(order: LiquidationRow, contracts: number): void {
    if (contracts > 0) this.gone = [...this.gone, { order, contracts, left: PATIENCE }];
  }

  private explain(): void {
    if (this.gone.length === 0) return;
    const before = this.marked.size;
    this.gone = this.gone.filter((gone) => {
      gone.left -= 1;
      return !this.explains(gone) && gone.left > 0;
    });
    if (this.marked.size === before) return;
    while (this.marked.size > MOST_MARKED) {
      const [oldest] = this.marked;
      this.marked.delete(oldest ?? "");
    }
    this.changed.emit();
  }

  private explains({ order, contracts }: Gone): boolean {
    const found: string[] = [];
    let left = contracts;
    for (const trade of this.tape.newest()) {
      if (left === 0) break;
      if (trade.size > left || this.marked.has(trade.trdMatchID) || !couldBe(order, trade)) continue;
      found.push(trade.trdMatchID);
      left -= trade.size;
    }
    if (left !== 0) return false;
    for (const id of found) this.marked.add(id);
    return true;
  }
}

/** As taker at its price or better, as maker at its price. */
function couldBe({ side, price }: LiquidationRow, trade: TradeRow): boolean {
  if (trade.side !== side) return trade.price === price;
  return price === null || (side === "Buy" ? trade.price <= price : trade.price >= price);
}
