import type { Table } from "../contract/table.ts";
import { TABLES_WITHOUT_SYMBOL, tableByName } from "../contract/tables.ts";

/** What somebody subscribes to: a table, whole or of one symbol. */
export interface Topic {
  readonly table: Table;
  /** Null for all rows. */
  readonly symbol: string | null;
}

/** A topic that is none, with the words for its sender. */
export interface NoTopic {
  readonly reason: string;
}

/**
 * Reads `table`, `table:SYMBOL`, `table:ROOT`, `table:ROOT:timeframe` or `table:*`.
 *
 * @param listed the symbol that a text means; null for none
 */
export function readTopic(text: string, listed: (text: string) => string | null): Topic | NoTopic {
  const colon = text.indexOf(":");
  const name = colon === -1 ? text : text.slice(0, colon);
  const scope = colon === -1 ? "*" : text.slice(colon + 1);
  const table = tableByName(name);
  if (table === undefined) return { reason: `Unknown table: ${name.slice(0, 40)}` };
  if (scope === "*" || scope === "" || TABLES_WITHOUT_SYMBOL.has(name)) return topicOf(table, null);
  const symbol = listed(scope);
  if (symbol === null) return { reason: `Unknown or expired symbol: ${scope.slice(0, 40)}` };
  return topicOf(table, symbol);
}

/** Ten thousand sockets that follow the same hold the same topic. There are as many as tables and contracts allow. */
const topics = new Map<string, Topic>();

function topicOf(table: Table, symbol: string | null): Topic {
  const key = `${table.name}|${symbol ?? ""}`;
  const known = topics.get(key);
  if (known !== undefined) return known;
  const topic = { table, symbol };
  topics.set(key, topic);
  return topic;
}

/** Where a topic's subscribers are found: public rows by table and symbol, private ones by account as well. */
export const channelOf = (table: string, symbol: string | null, account: number | null): string =>
  `${account ?? ""}|${table}|${symbol ?? ""}`;
