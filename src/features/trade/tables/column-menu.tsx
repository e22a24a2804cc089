import { usePreferences } from "../../../stores/preferences.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import { Menu, MenuChecks } from "../../../ui/menu.tsx";
import text from "../../../ui/text.module.css";

/** Columns that can be left out of each table, by their names in it; what a row is, and what can be done with it, stays. */
const COLUMNS = {
  positions: {
    size: commonTexts.size,
    entry: tablesTexts.entry,
    breakEven: tablesTexts.breakEven,
    mark: commonTexts.mark,
    liquidationDistance: tablesTexts.liquidationDistance,
    pnlXbt: tablesTexts.pnlXbt,
    roe: tablesTexts.roe,
    bracketEnds: tablesTexts.bracketEnds,
    marginXbt: tablesTexts.marginXbt,
  },
  orders: {
    size: commonTexts.size,
    filled: tablesTexts.filled,
    price: commonTexts.price,
    conditions: tablesTexts.conditions,
    placed: tablesTexts.placed,
  },
  stops: {
    size: commonTexts.size,
    trigger: tablesTexts.trigger,
    watches: tablesTexts.watches,
    price: commonTexts.price,
    conditions: tablesTexts.conditions,
    placed: tablesTexts.placed,
  },
  fills: {
    timeUtc: commonTexts.timeUtc,
    size: commonTexts.size,
    price: commonTexts.price,
    feeXbt: commonTexts.feeXbt,
    order: tablesTexts.order,
  },
  history: {
    changed: tablesTexts.changed,
    orderType: tablesTexts.orderType,
    size: commonTexts.size,
    filled: tablesTexts.filled,
    price: commonTexts.price,
    average: tablesTexts.average,
    status: commonTexts.status,
  },
  wallet: {
    timeUtc: commonTexts.timeUtc,
    amountXbt: tablesTexts.amountXbt,
    feeXbt: commonTexts.feeXbt,
    balanceXbt: tablesTexts.balanceXbt,
    status: commonTexts.status,
    address: commonTexts.address,
  },
} as const;

export type ColumnedTable = keyof typeof COLUMNS;

/** Which columns a table shows; what is chosen is remembered. */
export function ColumnMenu({ table }: { readonly table: ColumnedTable }) {
  const { leftOut, set } = usePreferences();
  const hidden = leftOut[table] ?? [];
  const choose = (id: string, isShown: boolean) =>
    set({ leftOut: { ...leftOut, [table]: isShown ? hidden.filter((one) => one !== id) : [...hidden, id] } });
  return (
    <Menu label={tablesTexts.columnsLabel} trigger={<span className={text.second}>{tablesTexts.columns}</span>}>
      <MenuChecks
        label={tablesTexts.columns}
        options={Object.entries(COLUMNS[table]).map(([id, head]) => ({ value: id, label: head, isChecked: !hidden.includes(id) }))}
        onChange={choose}
      />
    </Menu>
  );
}
