import type { StreamRow } from "./messages.ts";
import type { TableSink } from "./table-sink.ts";

const ignore = (): void => undefined;

/** Rows of a table with keys, the latest state of each; of a table without keys, its last row. `R` is its row in the contract. */
export class KeyedImage<R extends object> implements TableSink {
  private readonly byKey = new Map<string, R>();
  private keys: readonly string[] = [];
  private readonly changed: () => void;
  private readonly limit: number;

  /**
   * @param changed called once for each message that changed something
   * @param limit rows kept at most; the oldest give way, for tables that only grow
   */
  constructor(changed: () => void = ignore, limit = Number.POSITIVE_INFINITY) {
    this.changed = changed;
    this.limit = limit;
  }

  get size(): number {
    return this.byKey.size;
  }

  /** In the order in which the rows came first. */
  rows(): IterableIterator<R> {
    return this.byKey.values();
  }

  /** @param key values of the key columns, joined by `|` */
  get(key: string): R | undefined {
    return this.byKey.get(key);
  }

  clear(): void {
    this.byKey.clear();
    this.changed();
  }

  image(rows: readonly StreamRow[], symbol: string | undefined, keys: readonly string[]): void {
    this.keys = keys;
    if (symbol === undefined) this.byKey.clear();
    else for (const [key, row] of this.byKey) if ((row as StreamRow).symbol === symbol) this.byKey.delete(key);
    this.insert(rows);
  }

  insert(rows: readonly StreamRow[]): void {
    for (const row of rows) this.byKey.set(this.keyOf(row), row as R);
    for (const oldest of this.byKey.keys()) {
      if (this.byKey.size <= this.limit) break;
      this.byKey.delete(oldest);
    }
    this.changed();
  }

  update(rows: readonly StreamRow[]): number {
    let unknown = 0;
    for (const row of rows) {
      const key = this.keyOf(row);
      const held = this.byKey.get(key);
      if (held === undefined) unknown += 1;
      else this.byKey.set(key, { ...held, ...row });
    }
    this.changed();
    return unknown;
  }

  remove(rows: readonly StreamRow[]): number {
    let unknown = 0;
    for (const row of rows) if (!this.byKey.delete(this.keyOf(row))) unknown += 1;
    this.changed();
    return unknown;
  }

  private keyOf(row: StreamRow): string {
    return this.keys.map((column) => String(row[column])).join("|");
  }
}
