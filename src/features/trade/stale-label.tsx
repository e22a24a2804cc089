import { age, timeOfDay } from "../../market/figures.ts";
import { useTerminal } from "../../stores/terminal.ts";
import * as tradeTexts from "../../texts/trade.ts";
import text from "../../ui/text.module.css";
import { useAge } from "./use-age.ts";

interface StaleLabelProps {
  readonly name: string;
  readonly table: string;
  /** Whether there is room for the moment as well. */
  readonly saysSince?: boolean;
}

/** Says in a panel's head how old what it shows is; nothing while it is live. */
export function StaleLabel({ name, table, saysSince = false }: StaleLabelProps) {
  const { knownUntilMs } = useTerminal();
  const { staleMs } = useAge(table);
  if (staleMs === null) return null;
  const sinceMs = saysSince ? knownUntilMs(table) : null;
  return (
    <span className={`${text.risk} ${text.figure}`}>
      {tradeTexts.isOld(name, age(staleMs, false), sinceMs === null ? null : timeOfDay(sinceMs))}
    </span>
  );
}
