import { Table2 } from "lucide-react";
import * as tradeTexts from "../../texts/trade.ts";
import styles from "./table-switch.module.css";

interface TableSwitchProps {
  /** What is shown, as in 'Show the book as a table'. */
  readonly what: string;
  readonly isTable: boolean;
  readonly onChange: (isTable: boolean) => void;
}

/** Every drawing has a table that says the same; this shows it in the drawing's place. */
export function TableSwitch({ what, isTable, onChange }: TableSwitchProps) {
  return (
    <button
      type="button"
      className={styles.switch}
      aria-pressed={isTable}
      aria-label={tradeTexts.showAsTable(what)}
      title={tradeTexts.showAsTable(what)}
      onClick={() => onChange(!isTable)}
    >
      <Table2 size={14} strokeWidth={1.5} aria-hidden="true" />
    </button>
  );
}
