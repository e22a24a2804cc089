import { ACCOUNT, POSITION, STATUS } from "../records.ts";
import type {
  AccountRecord,
  ConstituentRecord,
  IndexRuleRecord,
  LevelRecord,
  MarkRecord,
  OrderRecord,
  PositionRecord,
  Records,
} from "./read-records.ts";

/** What somebody knows who reads nothing but the engine's rows: the latest of each, for tests to look at. */
export class RowMirror {
  readonly accounts = new Map<number, AccountRecord>();
  readonly positions = new Map<string, PositionRecord>();
  readonly orders = new Map<number, OrderRecord>();
  readonly levels = new Map<string, LevelRecord>();
  readonly marks = new Map<number, MarkRecord>();
  readonly constituents = new Map<number, ConstituentRecord>();
  readonly indexRules = new Map<number, IndexRuleRecord>();

  take(records: Records): void {
    for (const row of records.accounts) this.accounts.set(row.account, row);
    for (const row of records.positions) this.positions.set(`${row.account}:${row.instrument}`, row);
    for (const row of records.marks) this.marks.set(row.instrument, row);
    for (const row of records.constituents) this.constituents.set(row.constituent, row);
    for (const row of records.indexRules) this.indexRules.set(row.instrument, row);
    for (const row of records.orders) {
      if (row.status > STATUS.partiallyFilled) this.orders.delete(row.number);
      else this.orders.set(row.number, row);
    }
    for (const row of records.levels) {
      // A price holds one side alone, so that a level which changed sides replaces the one before it.
      const key = `${row.instrument}:${row.ticks}`;
      if (row.quantity === 0) this.levels.delete(key);
      else this.levels.set(key, row);
    }
  }

  account(account: number): AccountRecord {
    return this.accounts.get(account) ?? { ...zeros(ACCOUNT), account };
  }

  position(account: number, instrument: number): PositionRecord {
    return this.positions.get(`${account}:${instrument}`) ?? { ...zeros(POSITION), account, instrument };
  }

  mark(instrument: number): MarkRecord {
    const mark = this.marks.get(instrument);
    if (mark === undefined) throw new Error(`no row of instrument ${instrument}`);
    return mark;
  }

  ordersOf(account: number): readonly OrderRecord[] {
    return [...this.orders.values()].filter((order) => order.account === account).sort((a, b) => a.number - b.number);
  }

  /** Levels of a side, the best first. */
  levelsOf(instrument: number, side: number): readonly LevelRecord[] {
    const better = side === 0 ? -1 : 1;
    return [...this.levels.values()]
      .filter((level) => level.instrument === instrument && level.side === side)
      .sort((a, b) => better * (a.ticks - b.ticks));
  }

  /** Every row in an order of its own, so that two mirrors can be compared; whether it was new is no part of it. */
  contents(): readonly unknown[] {
    const orders = new Map([...this.orders].map(([number, order]) => [number, { ...order, change: 0 }]));
    const tables: readonly ReadonlyMap<unknown, unknown>[] = [
      this.accounts,
      this.positions,
      orders,
      this.levels,
      this.marks,
      this.indexRules,
    ];
    return tables.flatMap((rows) => [...rows].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
  }
}

const zeros = <F extends Readonly<Record<string, number>>>(places: F) =>
  Object.fromEntries(Object.keys(places).map((name) => [name, 0])) as { readonly [K in keyof F]: number };
