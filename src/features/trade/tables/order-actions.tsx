import { useCallback } from "react";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { figure } from "../../../market/figures.ts";
import { cancelOrder } from "../../../rest/orders.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import { Button } from "../../../ui/button.tsx";
import table from "../../../ui/table.module.css";
import { priceDecimals } from "./contract-cells.tsx";
import { type Hand, partsOf } from "./editing.ts";
import { faultOf } from "./order-faults.ts";
import { useRequest } from "./use-request.ts";

interface OrderActionsProps {
  readonly order: OrderRow;
  readonly hand: Hand;
  readonly isEdited: boolean;
}

export function OrderActions({ order, hand, isEdited }: OrderActionsProps) {
  return (
    <span className={table.actions}>{isEdited ? <EditButtons order={order} hand={hand} /> : <RowButtons order={order} hand={hand} />}</span>
  );
}

function EditButtons({ order, hand }: Omit<OrderActionsProps, "isEdited">) {
  const { editing, contracts, isBusy, save, leave } = hand;
  if (editing === null) return null;
  const terms = contracts.get(order.symbol)?.terms ?? null;
  const decimals = priceDecimals(contracts, order.symbol);
  const parts = partsOf(order);
  const isWrong = parts.some((part) => faultOf(part, editing[part], order, terms, decimals) !== null);
  const isSame = parts.every((part) => editing[part] === order[part]);
  return (
    <>
      <Button kind="quiet" disabled={isBusy || isWrong || isSame} onClick={save}>
        {isBusy ? tablesTexts.changing : tablesTexts.change}
      </Button>
      <Button kind="quiet" onClick={leave}>
        {tablesTexts.keep}
      </Button>
    </>
  );
}

function RowButtons({ order, hand }: Omit<OrderActionsProps, "isEdited">) {
  const { contracts, edit, takesFocus, focusTaken } = hand;
  const { isBusy, run } = useRequest(tablesTexts.notCancelled);
  const { price, stopPx } = order;
  const written = (value: number) => figure(value, priceDecimals(contracts, order.symbol));
  const where =
    price !== null ? tablesTexts.atPrice(written(price)) : stopPx !== null ? tablesTexts.fromPrice(written(stopPx)) : tablesTexts.atMarket;
  const what = `${order.side} ${figure(order.leavesQty)} ${where}`;
  const takeFocus = useCallback(
    (button: HTMLButtonElement | null) => {
      if (button === null || !takesFocus(order.orderID)) return;
      button.focus();
      focusTaken();
    },
    [order.orderID, takesFocus, focusTaken],
  );
  return (
    <>
      <Button ref={takeFocus} kind="quiet" disabled={isBusy} aria-label={tablesTexts.amendLabel(what)} onClick={() => edit(order)}>
        {tablesTexts.amend}
      </Button>
      <Button
        kind="quiet"
        disabled={isBusy}
        aria-label={tablesTexts.cancelLabel(what)}
        onClick={() => void run(() => cancelOrder(order.orderID))}
      >
        {commonTexts.cancel}
      </Button>
    </>
  );
}
