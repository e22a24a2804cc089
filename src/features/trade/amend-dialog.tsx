import { figure } from "../../market/figures.ts";
import { type Amendment, useAmending } from "../../stores/amending.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import styles from "./amend-dialog.module.css";
import { usePriceDecimals } from "./use-price-decimals.ts";

/** Asks about a change of an order that looks like a slip of the finger, wherever it was made. */
export function AmendDialog() {
  const asking = useAmending((state) => state.asking);
  const decimals = usePriceDecimals(asking?.amendment.order.symbol);
  if (asking === null) return null;
  const { amendment, concerns, answer } = asking;
  const { order } = amendment;
  return (
    <Dialog
      title={`Change ${order.side} ${figure(order.leavesQty)} ${order.symbol} ${changeWords(amendment, decimals)}?`}
      onClose={() => answer(false)}
    >
      <Banner kind="risk" statement="Is this what you mean?">
        {concerns.join(" ")}
      </Banner>
      <div className={styles.actions}>
        <Button kind={order.side === "Buy" ? "buy" : "sell"} onClick={() => answer(true)}>
          Change it
        </Button>
        <Button onClick={() => answer(false)}>Keep it as it is</Button>
      </div>
    </Dialog>
  );
}

/** 'from 60,000.0 to 59,000.0'. */
function changeWords({ order, price, orderQty, stopPx = null }: Amendment, decimals: number): string {
  const parts = [
    price === null ? null : `from ${figure(order.price, decimals)} to ${figure(price, decimals)}`,
    stopPx === null ? null : `to go off at ${figure(stopPx, decimals)}, not ${figure(order.stopPx, decimals)}`,
    orderQty === null ? null : `to ${figure(orderQty)} contracts`,
  ];
  return parts.filter((part) => part !== null).join(" and ");
}
