import { useState } from "react";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { figure, MISSING, timeOfDay } from "../../../market/figures.ts";
import { cancelOrder } from "../../../rest/orders.ts";
import { useAccount } from "../../../stores/account.ts";
import { Button } from "../../../ui/button.tsx";
import { type Column, RowList } from "../../../ui/row-list.tsx";
import table from "../../../ui/table.module.css";
import { Tag } from "../../../ui/tag.tsx";
import text from "../../../ui/text.module.css";
import { useLayout } from "../use-layout.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import { tellFailure } from "./tell-failure.ts";

export function OrdersTable() {
  const orders = useAccount((account) => account.orders);
  const decimals = usePriceDecimals();
  const isNarrow = useLayout() === "phone";
  if (orders.length === 0)
    return <p className={table.empty}>No open orders. What you place with the ticket or a key appears here at once.</p>;
  return <RowList label="Open orders" rows={orders} columns={columnsWith(decimals)} keyOf={({ orderID }) => orderID} isNarrow={isNarrow} />;
}

const columnsWith = (decimals: number): readonly Column<OrderRow>[] => [
  { head: "Contract", part: "name", cell: ({ symbol }) => <span className={text.strong}>{symbol}</span> },
  { head: "Side", part: "name", cell: ({ side }) => <span className={side === "Buy" ? text.buy : text.sell}>{side}</span> },
  { head: "Size, USD", isFigure: true, cell: ({ orderQty }) => figure(orderQty) },
  { head: "Filled", isFigure: true, cell: ({ cumQty }) => (cumQty === 0 ? <span className={text.third}>{MISSING}</span> : figure(cumQty)) },
  { head: "Price", isFigure: true, cell: ({ price }) => (price === null ? "market" : figure(price, decimals)) },
  { head: "Conditions", cell: ({ execInst }) => <Conditions execInst={execInst} /> },
  { head: "Placed, UTC", cell: ({ timestamp }) => <span className={text.second}>{timeOfDay(timestamp)}</span> },
  { head: "Actions", part: "action", isFigure: true, cell: (order) => <CancelOrder order={order} decimals={decimals} /> },
];

const CONDITIONS: readonly (readonly [inst: string, words: string])[] = [
  ["ParticipateDoNotInitiate", "post-only"],
  ["ReduceOnly", "reduce-only"],
  ["Close", "close"],
];

function Conditions({ execInst }: { readonly execInst: string }) {
  const held = CONDITIONS.filter(([inst]) => execInst.split(",").includes(inst));
  if (held.length === 0) return <span className={text.third}>{MISSING}</span>;
  return held.map(([inst, words]) => <Tag key={inst}>{words}</Tag>);
}

function CancelOrder({ order, decimals }: { readonly order: OrderRow; readonly decimals: number }) {
  const [isBusy, setBusy] = useState(false);
  const cancel = async () => {
    setBusy(true);
    try {
      await cancelOrder(order.orderID);
    } catch (error) {
      tellFailure("The order is not cancelled", error);
      setBusy(false);
    }
  };
  return (
    <Button
      kind="quiet"
      disabled={isBusy}
      aria-label={`Cancel ${order.side} ${figure(order.leavesQty)} at ${figure(order.price, decimals)}`}
      onClick={() => void cancel()}
    >
      Cancel
    </Button>
  );
}
