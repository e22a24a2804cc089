import type { ExecutionRow } from "../../../../bff/contract/tables/execution.ts";
import type { ExecType } from "../../../../bff/contract/vocabulary.ts";

/** What moves coins: fills, and the fundings of what is held. */
const SHOWN_TYPES: readonly string[] = ["Trade", "Funding"] satisfies readonly ExecType[];

/** Rows of which the first of each key counts. */
export function oncePerKey<T>(rows: readonly T[], keyOf: (row: T) => string): readonly T[] {
  const byKey = new Map<string, T>();
  for (const row of rows) if (!byKey.has(keyOf(row))) byKey.set(keyOf(row), row);
  return [...byKey.values()];
}

/** Fills and fundings of before, from the history, and those that the stream brought since; each once, newest first. */
export function joinFills(streamed: readonly ExecutionRow[], past: readonly ExecutionRow[]): readonly ExecutionRow[] {
  const shown = [...streamed, ...past].filter(({ execType }) => SHOWN_TYPES.includes(execType));
  const rows = oncePerKey(shown, ({ execID }) => execID);
  return rows.toSorted((a, b) => (a.transactTime === b.transactTime ? 0 : a.transactTime < b.transactTime ? 1 : -1));
}
