import type { TradeRow } from "../../bff/contract/tables/trade.ts";
import { Signal } from "./signal.ts";

type Rows = readonly Readonly<Record<string, unknown>>[];

/** The last trades of one contract, newest first. A sink of the stream: the table is only ever inserted into. */
export class Tape {
  readonly changed = new Signal();
  /** Hears of every trade, one by one and in order, but not of those of an image. */
  onTrade: ((trade: TradeRow) => void) | null = null;
  private readonly trades: TradeRow[] = [];
  private readonly limit: number;

  constructor(limit = 100) {
    this.limit = limit;
  }

  /** The array lives on and changes. */
  newest(): readonly TradeRow[] {
    return this.trades;
  }

  image(rows: Rows): void {
    this.trades.length = 0;
    this.keep(rows);
  }

  insert(rows: Rows): void {
    if (this.onTrade !== null) for (const row of rows as readonly TradeRow[]) this.onTrade(row);
    this.keep(rows);
  }

  update(rows: Rows): number {
    return rows.length;
  }

  remove(rows: Rows): number {
    return rows.length;
  }

  private keep(rows: Rows): void {
    const fresh = (rows as readonly TradeRow[]).slice(-this.limit).reverse();
    this.trades.unshift(...fresh);
    if (this.trades.length > this.limit) this.trades.length = this.limit;
    this.changed.emit();
  }
}
