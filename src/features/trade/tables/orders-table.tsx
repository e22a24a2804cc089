import { useRef, useState } from "react";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { figure, MISSING, timeOfDay } from "../../../market/figures.ts";
import { useAccount } from "../../../stores/account.ts";
import { usePublished, useTerminal } from "../../../stores/terminal.ts";
import { type Column, RowList } from "../../../ui/row-list.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { changeOrder } from "../amend-order.ts";
import { useLayout } from "../use-layout.ts";
import { AmendField } from "./amend-field.tsx";
import { Conditions } from "./conditions.tsx";
import { ContractLink, priceDecimals, Size } from "./contract-cells.tsx";
import type { Editing, Hand } from "./editing.ts";
import { OrderActions } from "./order-actions.tsx";

export function OrdersTable() {
  const orders = useAccount((account) => account.orders);
  const { contracts: published, markets } = useTerminal();
  const contracts = usePublished(published);
  const isNarrow = useLayout() === "phone";
  const [editing, setEditing] = useState<Editing | null>(null);
  const [isBusy, setBusy] = useState(false);
  // The button that the keyboard comes back to when a row is no longer edited.
  const left = useRef<string | null>(null);
  if (orders.length === 0)
    return <p className={table.empty}>No open orders. What you place with the ticket or a key appears here at once.</p>;

  const leave = () => {
    left.current = editing?.order.orderID ?? null;
    setEditing(null);
  };
  const save = async () => {
    if (editing === null || isBusy) return;
    // As it is now: meanwhile a part of it may have traded.
    const order = orders.find(({ orderID }) => orderID === editing.order.orderID);
    if (order === undefined) return leave();
    const { price, orderQty } = editing;
    setBusy(true);
    const isChanged = await changeOrder(
      { order, price: price === order.price ? null : price, orderQty: orderQty === order.orderQty ? null : orderQty },
      markets.get().find(({ symbol }) => symbol === order.symbol)?.markPrice ?? null,
    );
    setBusy(false);
    if (isChanged) leave();
  };
  const hand: Hand = {
    contracts,
    editing,
    isBusy,
    edit: (order) => setEditing({ order, price: order.price, orderQty: order.orderQty }),
    change: (part) => setEditing((now) => (now === null ? null : { ...now, ...part })),
    save: () => void save(),
    leave,
    takesFocus: (orderID) => left.current === orderID,
    focusTaken: () => {
      left.current = null;
    },
  };
  return <RowList label="Open orders" rows={orders} columns={columnsWith(hand)} keyOf={({ orderID }) => orderID} isNarrow={isNarrow} />;
}

const isEdited = ({ editing }: Hand, { orderID }: OrderRow) => editing?.order.orderID === orderID;

const columnsWith = (hand: Hand): readonly Column<OrderRow>[] => [
  { head: "Contract", part: "name", sortBy: ({ symbol }) => symbol, cell: ({ symbol }) => <ContractLink symbol={symbol} /> },
  {
    head: "Side",
    part: "name",
    sortBy: ({ side }) => side,
    cell: ({ side }) => <span className={side === "Buy" ? text.buy : text.sell}>{side}</span>,
  },
  {
    head: "Size",
    isFigure: true,
    sortBy: ({ orderQty }) => orderQty,
    cell: (order) =>
      isEdited(hand, order) ? (
        <AmendField part="orderQty" order={order} hand={hand} />
      ) : (
        <Size contracts={hand.contracts} symbol={order.symbol} value={order.orderQty} />
      ),
  },
  {
    head: "Filled",
    isFigure: true,
    sortBy: ({ cumQty }) => cumQty,
    cell: ({ cumQty }) => (cumQty === 0 ? <span className={text.third}>{MISSING}</span> : figure(cumQty)),
  },
  {
    head: "Price",
    isFigure: true,
    sortBy: ({ price }) => price,
    cell: (order) =>
      isEdited(hand, order) ? (
        <AmendField part="price" order={order} hand={hand} />
      ) : order.price === null ? (
        "market"
      ) : (
        figure(order.price, priceDecimals(hand.contracts, order.symbol))
      ),
  },
  { head: "Conditions", cell: (order) => <Conditions order={order} /> },
  {
    head: "Placed, UTC",
    sortBy: ({ timestamp }) => timestamp,
    cell: ({ timestamp }) => <span className={text.second}>{timeOfDay(timestamp)}</span>,
  },
  {
    head: "Actions",
    part: "action",
    isFigure: true,
    cell: (order) => <OrderActions order={order} hand={hand} isEdited={isEdited(hand, order)} />,
  },
];
