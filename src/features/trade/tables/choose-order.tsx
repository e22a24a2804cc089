import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import { figure } from "../../../market/figures.ts";
import { useChosenOrders } from "../../../stores/chosen-orders.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import { CheckBox } from "../../../ui/check-box.tsx";
import text from "../../../ui/text.module.css";
import { ContractLink } from "./contract-cells.tsx";

/** The contract of an open order, and whether the order is among those that are cancelled together. */
export function ChooseOrder({ order }: { readonly order: OrderRow }) {
  const isChosen = useChosenOrders(({ ids }) => ids.has(order.orderID));
  const choose = useChosenOrders((chosen) => chosen.choose);
  return (
    <span className={text.row}>
      <CheckBox isChecked={isChosen} onChange={(next) => choose(order.orderID, next)}>
        <span className={text.hidden}>{tablesTexts.chooseOrder(order.side, figure(order.leavesQty), order.symbol)}</span>
      </CheckBox>
      <ContractLink symbol={order.symbol} />
    </span>
  );
}
