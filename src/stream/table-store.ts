import type { StreamRow, TableMessage } from "./messages.ts";
import type { TableSink } from "./table-sink.ts";

/** What became of a message. */
export type Outcome =
  | { readonly kind: "imaged"; readonly symbol: string | undefined }
  | { readonly kind: "applied" }
  /** A delta of something that no image of this connection covers: it says nothing that could be relied upon. */
  | { readonly kind: "early" }
  /** The delta named rows that the image lacks: something was lost, and a new image is needed. */
  | { readonly kind: "gap"; readonly symbols: readonly string[] }
  /** Nobody here keeps this table. */
  | { readonly kind: "unkept" };

const APPLIED: Outcome = { kind: "applied" };
const EARLY: Outcome = { kind: "early" };
const UNKEPT: Outcome = { kind: "unkept" };
/** Scope of an image that was not narrowed to a contract. */
const WHOLE = "*";

/**
 * Lets images and deltas through to the sinks that keep them, in the only order that means anything: an image first,
 * then its deltas. A table may be imaged contract by contract.
 */
export class TableStore {
  /** What was refused since the start; both stay 0 on a sound connection. */
  readonly refused = { early: 0, unknown: 0 };
  private readonly sinks: ReadonlyMap<string, TableSink>;
  private readonly imaged = new Map<string, Set<string>>();

  constructor(sinks: Readonly<Record<string, TableSink>>) {
    this.sinks = new Map(Object.entries(sinks));
  }

  apply(message: TableMessage): Outcome {
    const sink = this.sinks.get(message.table);
    if (sink === undefined) return UNKEPT;
    if (message.action === "partial") return this.image(sink, message);
    const rows = this.covered(message);
    if (rows.length === 0 && message.data.length > 0) {
      this.refused.early += message.data.length;
      return EARLY;
    }
    this.refused.early += message.data.length - rows.length;
    if (message.action === "insert") {
      sink.insert(rows);
      return APPLIED;
    }
    const unknown = message.action === "update" ? sink.update(rows) : sink.remove(rows);
    if (unknown === 0) return APPLIED;
    this.refused.unknown += unknown;
    const symbols = [...new Set(rows.map((row) => row.symbol).filter((symbol) => typeof symbol === "string"))];
    for (const symbol of symbols) this.forget(message.table, symbol);
    if (symbols.length === 0) this.forget(message.table, undefined);
    return { kind: "gap", symbols };
  }

  /** Deltas that are still on their way for a topic that was let go are of no use, and the next image starts it anew. */
  letGo(table: string, symbol: string | undefined): void {
    this.imaged.get(table)?.delete(symbol ?? WHOLE);
  }

  /** Rows stay where they are, as the last that was known, but deltas count for nothing until the next image. */
  forgetAll(): void {
    this.imaged.clear();
  }

  private image(sink: TableSink, message: TableMessage): Outcome {
    const symbol = message.filter?.symbol;
    const scopes = this.imaged.get(message.table) ?? new Set<string>();
    scopes.add(symbol ?? WHOLE);
    this.imaged.set(message.table, scopes);
    sink.image(message.data, symbol, message.keys ?? []);
    return { kind: "imaged", symbol };
  }

  /** The rows that an image of this connection covers. */
  private covered(message: TableMessage): readonly StreamRow[] {
    const scopes = this.imaged.get(message.table);
    if (scopes === undefined) return [];
    if (scopes.has(WHOLE)) return message.data;
    const isCovered = (row: StreamRow) => typeof row.symbol === "string" && scopes.has(row.symbol);
    return message.data.every(isCovered) ? message.data : message.data.filter(isCovered);
  }

  private forget(table: string, symbol: string | undefined): void {
    const scopes = this.imaged.get(table);
    if (symbol === undefined || scopes?.has(WHOLE) === true) this.imaged.delete(table);
    else scopes?.delete(symbol);
  }
}
