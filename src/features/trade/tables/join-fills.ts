import type { ExecutionRow } from "../../../../bff/contract/tables/execution.ts";
import type { ExecType } from "../../../../bff/contract/vocabulary.ts";

const SHOWN = 100;
/** What moves coins: fills, and the fundings of what is held. */
const SHOWN_TYPES: readonly string[] = ["Trade", "Funding"] satisfies readonly ExecType[];

/** Fills and fundings of before, from the history, and those that the stream brought since; each once, newest first. */
export function joinFills(streamed: readonly ExecutionRow[], past: readonly ExecutionRow[]): readonly ExecutionRow[] {
  const byId = new Map<string, ExecutionRow>();
  for (const row of [...streamed, ...past]) if (SHOWN_TYPES.includes(row.execType) && !byId.has(row.execID)) byId.set(row.execID, row);
  return [...byId.values()].sort((a, b) => b.transactTime.localeCompare(a.transactTime)).slice(0, SHOWN);
}
