import { usePart, useTerminal } from "../../stores/terminal.ts";

/** A sound connection speaks at least this often; the client asks after five seconds of silence. */
const SILENCE_MS = 7_000;
/** Shorter losses pass by: a new connection after signing in takes less. */
const LOSS_MS = 2_500;
const NEVER = -1;

export interface Age {
  /** Nothing has come yet. */
  readonly isLoading: boolean;
  /** How old the rows are, by the second; null while they are as they should be. */
  readonly staleMs: number | null;
}

/** How old a table's rows are. The component renders again when that changes, not with every beat. */
export function useAge(table: string): Age {
  const terminal = useTerminal();
  const code = usePart(terminal.vitals, ({ nowMs }) => {
    const knownUntilMs = terminal.knownUntilMs(table);
    if (knownUntilMs === null) return NEVER;
    const ageMs = nowMs - knownUntilMs;
    return ageMs > (terminal.isLive(table) ? SILENCE_MS : LOSS_MS) ? Math.floor(ageMs / 1_000) * 1_000 : 0;
  });
  return { isLoading: code === NEVER, staleMs: code > 0 ? code : null };
}
