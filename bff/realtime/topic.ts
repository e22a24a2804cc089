import type { Table } from "../contract/table.ts";
import { TABLES_WITHOUT_SYMBOL, tableByName } from "../contract/tables.ts";

/** What somebody subscribes to: a table, whole or of one symbol. */
export interface Topic {
  readonly table: Table;
  /** Null for all rows. */
  readonly symbol: string | null;
  /** As the client wrote it. */
  readonly text: string;
}

/** A topic that is none, with the words for its sender. */
export interface NoTopic {
  readonly reason: string;
}

/** Reads `table`, `table:SYMBOL` or `table:*`. */
export function readTopic(text: string, isSymbol: (symbol: string) => boolean): Topic | NoTopic {
  const colon = text.indexOf(":");
  const name = colon === -1 ? text : text.slice(0, colon);
  const symbol = colon === -1 ? undefined : text.slice(colon + 1);
  const table = tableByName(name);
  if (table === undefined) return { reason: `Unknown table: ${name.slice(0, 40)}` };
  if (symbol === undefined || symbol === "*" || symbol === "" || TABLES_WITHOUT_SYMBOL.has(name)) return { table, symbol: null, text };
  if (!isSymbol(symbol)) return { reason: `Unknown or expired symbol: ${symbol.slice(0, 40)}` };
  return { table, symbol, text };
}

/** Where a topic's subscribers are found: public rows by table and symbol, private ones by account as well. */
export const channelOf = (table: string, symbol: string | null, account: number | null): string =>
  `${account ?? ""}|${table}|${symbol ?? ""}`;
