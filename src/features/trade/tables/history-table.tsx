import { useMemo } from "react";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import type { Contracts } from "../../../market/contract.ts";
import { day, figure, MISSING, timeOfDay } from "../../../market/figures.ts";
import { useOrderHistory } from "../../../rest/account-history.ts";
import { useOlderOrders } from "../../../rest/older-rows.ts";
import { useAccount } from "../../../stores/account.ts";
import { useSession } from "../../../stores/session.ts";
import { usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import type { Column } from "../../../ui/row-list.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { ChosenList } from "./chosen-list.tsx";
import { Conditions } from "./conditions.tsx";
import { ContractLink, priceDecimals, Size } from "./contract-cells.tsx";
import { oncePerKey } from "./join-fills.ts";

/** Every order of the account, open and ended, newest first. */
export function HistoryTable() {
  const account = useSession(({ session }) => session?.account ?? null);
  // What happens to an order comes as an execution; the history is read again then.
  const newest = useAccount(({ executions }) => executions[0]?.execID ?? null);
  const history = useOrderHistory(account, newest);
  const contracts = usePublished(useTerminal().contracts);
  const recent = history.data;
  const older = useOlderOrders(account, recent?.length ?? 0);
  const orders = useMemo(() => oncePerKey([...(recent ?? []), ...older.rows], ({ orderID }) => orderID), [recent, older.rows]);
  const columns = useMemo(() => columnsWith(contracts), [contracts]);
  if (history.isError && orders.length === 0) return <p className={table.empty}>{tablesTexts.historyUnreadable(history.error.message)}</p>;
  if (orders.length === 0) return <p className={table.empty}>{history.isPending ? commonTexts.reading : tablesTexts.noHistory}</p>;
  return (
    <ChosenList
      table="history"
      label={tablesTexts.history}
      rows={orders}
      columns={columns}
      keyOf={({ orderID }) => orderID}
      onEnd={older.more}
    />
  );
}

/** What became of an order, in words; the contract's own stand in the export. */
const STATUS: Readonly<Record<string, string>> = tablesTexts.orderStates;

const columnsWith = (contracts: Contracts): readonly Column<OrderRow>[] => [
  {
    id: "contract",
    head: commonTexts.contract,
    part: "name",
    sortBy: ({ symbol }) => symbol,
    cell: ({ symbol }) => <ContractLink symbol={symbol} />,
  },
  {
    id: "side",
    head: commonTexts.side,
    part: "name",
    sortBy: ({ side }) => side,
    cell: ({ side }) => <span className={side === "Buy" ? text.buy : text.sell}>{side}</span>,
  },
  {
    id: "changed",
    head: tablesTexts.changed,
    sortBy: ({ timestamp }) => timestamp,
    cell: ({ timestamp }) => (
      <>
        <span className={text.third}>{day(timestamp)}</span> {timeOfDay(timestamp)}
      </>
    ),
  },
  {
    id: "orderType",
    head: tablesTexts.orderType,
    sortBy: ({ ordType }) => ordType,
    cell: (order) => (
      <span className={text.second}>
        {order.ordType.toLowerCase()} {order.execInst === "" && order.stopPx === null ? null : <Conditions order={order} />}
      </span>
    ),
  },
  {
    id: "size",
    head: commonTexts.size,
    isFigure: true,
    sortBy: ({ orderQty }) => orderQty,
    cell: ({ symbol, orderQty }) => <Size contracts={contracts} symbol={symbol} value={orderQty} />,
  },
  {
    id: "filled",
    head: tablesTexts.filled,
    isFigure: true,
    sortBy: ({ cumQty }) => cumQty,
    cell: ({ cumQty }) => (cumQty === 0 ? <span className={text.third}>{MISSING}</span> : figure(cumQty)),
  },
  {
    id: "price",
    head: commonTexts.price,
    isFigure: true,
    sortBy: ({ price }) => price,
    cell: ({ symbol, price }) =>
      price === null ? <span className={text.second}>{tablesTexts.marketPrice}</span> : figure(price, priceDecimals(contracts, symbol)),
  },
  {
    id: "average",
    head: tablesTexts.average,
    isFigure: true,
    sortBy: ({ avgPx }) => avgPx,
    cell: ({ symbol, avgPx }) =>
      avgPx === null ? <span className={text.third}>{MISSING}</span> : figure(avgPx, priceDecimals(contracts, symbol)),
  },
  {
    id: "status",
    head: commonTexts.status,
    sortBy: ({ ordStatus }) => ordStatus,
    cell: ({ ordStatus, ordRejReason }) => (
      <span className={ordStatus === "Rejected" ? text.error : text.second} title={ordRejReason === "" ? undefined : ordRejReason}>
        {STATUS[ordStatus] ?? ordStatus}
      </span>
    ),
  },
];
