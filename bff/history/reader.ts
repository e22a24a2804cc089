import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Bin, binRow } from "../contract/bins.ts";
import { type BinQuery, binsSql, type Guard, type ListQuery, listSql } from "./queries.ts";
import { type RowCodec, rowCodec } from "./row-codec.ts";
import { KEPT_TABLES, type KeptTable } from "./schema.ts";

/** A statement took longer than it may. */
export class PastDue extends Error {}

/** Evaluated for some of the rows that a statement passes; throws when its time is up, which ends the statement. */
const GUARD: Guard = "past_due";

/** A bin with the symbol that it is of. */
type SeriesBin = Bin & { readonly symbol: string };

/** Reads history beside the store that writes it, on a connection of its own that can change nothing. */
export class HistoryReader {
  private readonly database: DatabaseSync;
  private readonly now: () => number;
  private readonly codecs = new Map<KeptTable, RowCodec>();
  private dueMs = 0;

  /** @param now wall clock, milliseconds */
  constructor(dataDir: string, now: () => number) {
    this.now = now;
    this.database = new DatabaseSync(join(dataDir, "history.sqlite"), { readOnly: true });
    this.database.exec("PRAGMA cache_size = -16384; PRAGMA query_only = ON;");
    this.database.function(GUARD, () => {
      if (this.now() > this.dueMs) throw new PastDue("the time of a read is up");
      return 1;
    });
  }

  /** @param dueMs moment at which the read ends in any case. @throws PastDue then */
  list(query: ListQuery, dueMs: number): Record<string, unknown>[] {
    const { sql, parameters } = listSql(query, GUARD);
    const codec = this.codecOf(query.table);
    return this.until(dueMs, () => this.database.prepare(sql).all(...parameters)).map((row) => codec.decode(row));
  }

  /** Rows written out as a JSON array. @param columns of them in their order; null for all */
  listText(query: ListQuery, columns: readonly string[] | null, dueMs: number): string {
    return JSON.stringify(picked(this.list(query, dueMs), columns));
  }

  bins(query: BinQuery, dueMs: number): SeriesBin[] {
    const reached = this.database.prepare("SELECT value FROM meta WHERE name = 'timeMs'").get() as { value: number } | undefined;
    const { sql, parameters } = binsSql(query, reached?.value ?? 0, GUARD);
    return this.until(dueMs, () => this.database.prepare(sql).all(...parameters)) as unknown as SeriesBin[];
  }

  /** Bins as rows of the contract, written out as a JSON array. */
  binsText(query: BinQuery, columns: readonly string[] | null, dueMs: number): string {
    return JSON.stringify(
      picked(
        this.bins(query, dueMs).map((bin) => binRow(bin.symbol, bin)),
        columns,
      ),
    );
  }

  close(): void {
    this.database.close();
  }

  private until<T>(dueMs: number, work: () => T): T {
    this.dueMs = dueMs;
    return work();
  }

  private codecOf(table: KeptTable): RowCodec {
    const known = this.codecs.get(table) ?? rowCodec(KEPT_TABLES[table]);
    this.codecs.set(table, known);
    return known;
  }
}

function picked(rows: readonly object[], columns: readonly string[] | null): readonly object[] {
  if (columns === null) return rows;
  return rows.map((row) => Object.fromEntries(columns.map((name) => [name, (row as Readonly<Record<string, unknown>>)[name] ?? null])));
}
