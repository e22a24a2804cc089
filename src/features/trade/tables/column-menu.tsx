import { usePreferences } from "../../../stores/preferences.ts";
import { Menu, MenuChecks } from "../../../ui/menu.tsx";
import text from "../../../ui/text.module.css";

/** Columns that can be left out of each table; what a row is, and what can be done with it, stays. */
const COLUMNS = {
  positions: ["Size", "Entry", "Break-even", "Mark", "Liquidation, distance", "Margin, XBT", "PnL, XBT", "ROE", "Profit, stop"],
  orders: ["Size", "Filled", "Price", "Conditions", "Placed, UTC"],
  stops: ["Size", "Trigger", "Watches", "Price", "Conditions", "Placed, UTC"],
  fills: ["Time, UTC", "Size", "Price", "Fee, XBT", "Order"],
  history: ["Changed, UTC", "Type", "Size", "Filled", "Price", "Average", "Status"],
  wallet: ["Time, UTC", "Amount, XBT", "Fee, XBT", "Balance, XBT", "Status", "Address"],
} as const;

export type ColumnedTable = keyof typeof COLUMNS;

/** Which columns a table shows; what is chosen is remembered. */
export function ColumnMenu({ table }: { readonly table: ColumnedTable }) {
  const { hiddenColumns, set } = usePreferences();
  const hidden = hiddenColumns[table] ?? [];
  const choose = (head: string, isShown: boolean) =>
    set({ hiddenColumns: { ...hiddenColumns, [table]: isShown ? hidden.filter((one) => one !== head) : [...hidden, head] } });
  return (
    <Menu label="Columns of this table" trigger={<span className={text.second}>Columns</span>}>
      <MenuChecks
        label="Columns"
        options={COLUMNS[table].map((head) => ({ value: head, isChecked: !hidden.includes(head) }))}
        onChange={choose}
      />
    </Menu>
  );
}
