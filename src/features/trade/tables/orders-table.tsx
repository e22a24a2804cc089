import { useMemo, useRef, useState } from "react";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { figure, MISSING, timeOfDay } from "../../../market/figures.ts";
import { useAccount } from "../../../stores/account.ts";
import { usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import type { Column } from "../../../ui/row-list.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { changeOrder } from "../amend-order.ts";
import { AmendField } from "./amend-field.tsx";
import { ChooseOrder } from "./choose-order.tsx";
import { ChosenList } from "./chosen-list.tsx";
import { Conditions } from "./conditions.tsx";
import { priceDecimals, Size } from "./contract-cells.tsx";
import { type Editing, type Hand, type Part, partsOf } from "./editing.ts";
import { OrderActions } from "./order-actions.tsx";

/** Orders in the book, or those that wait for a price. */
export type WhichOrders = "orders" | "stops";

const EMPTY: Readonly<Record<WhichOrders, string>> = tablesTexts.noOrders;

export const isWaiting = ({ stopPx, triggered, pegPriceType }: OrderRow): boolean =>
  triggered === "" && (stopPx !== null || pegPriceType === "TrailingStopPeg");

export function OrdersTable({ which }: { readonly which: WhichOrders }) {
  const all = useAccount((account) => account.orders);
  const orders = useMemo(() => all.filter((order) => isWaiting(order) === (which === "stops")), [all, which]);
  const { contracts: published, markets } = useTerminal();
  const contracts = usePublished(published);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [isBusy, setBusy] = useState(false);
  // The button that the keyboard comes back to when a row is no longer edited.
  const left = useRef<string | null>(null);
  if (orders.length === 0) return <p className={table.empty}>{EMPTY[which]}</p>;

  const leave = () => {
    left.current = editing?.order.orderID ?? null;
    setEditing(null);
  };
  const save = async () => {
    if (editing === null || isBusy) return;
    // As it is now: meanwhile a part of it may have traded.
    const order = orders.find(({ orderID }) => orderID === editing.order.orderID);
    if (order === undefined) return leave();
    const changed = (part: Part) => (editing[part] === order[part] ? null : editing[part]);
    setBusy(true);
    const isChanged = await changeOrder(
      { order, price: changed("price"), orderQty: changed("orderQty"), stopPx: changed("stopPx") },
      markets.get().find(({ symbol }) => symbol === order.symbol)?.markPrice ?? null,
    );
    setBusy(false);
    if (isChanged) leave();
  };
  const hand: Hand = {
    contracts,
    editing,
    isBusy,
    edit: (order) => setEditing({ order, price: order.price, orderQty: order.orderQty, stopPx: order.stopPx }),
    change: (part) => setEditing((now) => (now === null ? null : { ...now, ...part })),
    save: () => void save(),
    leave,
    takesFocus: (orderID) => left.current === orderID,
    focusTaken: () => {
      left.current = null;
    },
  };
  return (
    <ChosenList
      table={which}
      label={which === "orders" ? tablesTexts.ordersLabel : tablesTexts.stopsLabel}
      rows={orders}
      columns={which === "orders" ? orderColumns(hand) : stopColumns(hand)}
      keyOf={({ orderID }) => orderID}
    />
  );
}

const isEdited = ({ editing }: Hand, { orderID }: OrderRow) => editing?.order.orderID === orderID;

type OrderColumn = Column<OrderRow>;

const NAME: readonly OrderColumn[] = [
  {
    id: "contract",
    head: commonTexts.contract,
    part: "name",
    sortBy: ({ symbol }) => symbol,
    cell: (order) => <ChooseOrder order={order} />,
  },
  {
    id: "side",
    head: commonTexts.side,
    part: "name",
    sortBy: ({ side }) => side,
    cell: ({ side }) => <span className={side === "Buy" ? text.buy : text.sell}>{side}</span>,
  },
];

const sizeColumn = (hand: Hand): OrderColumn => ({
  id: "size",
  head: commonTexts.size,
  isFigure: true,
  sortBy: ({ orderQty }) => orderQty,
  cell: (order) =>
    isEdited(hand, order) ? (
      <AmendField part="orderQty" order={order} hand={hand} />
    ) : (
      <Size contracts={hand.contracts} symbol={order.symbol} value={order.orderQty} />
    ),
});

const priceColumn = (hand: Hand): OrderColumn => ({
  id: "price",
  head: commonTexts.price,
  isFigure: true,
  sortBy: ({ price }) => price,
  cell: (order) => (order.price === null ? tablesTexts.marketPrice : <EditedPrice part="price" order={order} hand={hand} />),
});

function EditedPrice({ part, order, hand }: { readonly part: "price" | "stopPx"; readonly order: OrderRow; readonly hand: Hand }) {
  if (isEdited(hand, order) && partsOf(order).includes(part)) return <AmendField part={part} order={order} hand={hand} />;
  return figure(order[part], priceDecimals(hand.contracts, order.symbol));
}

const lastColumns = (hand: Hand, isBrief = false): readonly OrderColumn[] => [
  { id: "conditions", head: tablesTexts.conditions, cell: (order) => <Conditions order={order} isBrief={isBrief} /> },
  {
    id: "placed",
    head: tablesTexts.placed,
    sortBy: ({ timestamp }) => timestamp,
    cell: ({ timestamp }) => <span className={text.second}>{timeOfDay(timestamp)}</span>,
  },
  {
    id: "actions",
    head: tablesTexts.actions,
    part: "action",
    isFigure: true,
    cell: (order) => <OrderActions order={order} hand={hand} isEdited={isEdited(hand, order)} />,
  },
];

const orderColumns = (hand: Hand): readonly OrderColumn[] => [
  ...NAME,
  sizeColumn(hand),
  {
    id: "filled",
    head: tablesTexts.filled,
    isFigure: true,
    sortBy: ({ cumQty }) => cumQty,
    cell: ({ cumQty }) => (cumQty === 0 ? <span className={text.third}>{MISSING}</span> : figure(cumQty)),
  },
  priceColumn(hand),
  ...lastColumns(hand),
];

const stopColumns = (hand: Hand): readonly OrderColumn[] => [
  ...NAME,
  sizeColumn(hand),
  {
    id: "trigger",
    head: tablesTexts.trigger,
    isFigure: true,
    sortBy: ({ stopPx }) => stopPx,
    cell: (order) => <EditedPrice part="stopPx" order={order} hand={hand} />,
  },
  {
    id: "watches",
    head: tablesTexts.watches,
    sortBy: ({ execInst }) => watchedBy(execInst),
    cell: ({ execInst }) => <span className={text.second}>{watchedBy(execInst)}</span>,
  },
  priceColumn(hand),
  ...lastColumns(hand, true),
];

const watchedBy = (execInst: string): string =>
  execInst.includes("LastPrice")
    ? tablesTexts.watchesLast
    : execInst.includes("IndexPrice")
      ? tablesTexts.watchesIndex
      : tablesTexts.watchesMark;
