import { figure } from "../../market/figures.ts";
import { type Amendment, useAmending } from "../../stores/amending.ts";
import * as commonTexts from "../../texts/common.ts";
import * as tablesTexts from "../../texts/tables.ts";
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
      title={tablesTexts.changeTitle(order.side, figure(order.leavesQty), order.symbol, changeWords(amendment, decimals))}
      onClose={() => answer(false)}
    >
      <Banner kind="risk" statement={commonTexts.meantSo}>
        {concerns.join(" ")}
      </Banner>
      <div className={styles.actions}>
        <Button kind={order.side === "Buy" ? "buy" : "sell"} onClick={() => answer(true)}>
          {tablesTexts.changeIt}
        </Button>
        <Button onClick={() => answer(false)}>{tablesTexts.keepAsIs}</Button>
      </div>
    </Dialog>
  );
}

/** 'from 60,000.0 to 59,000.0'. */
function changeWords({ order, price, orderQty, stopPx = null }: Amendment, decimals: number): string {
  const parts = [
    price === null ? null : tablesTexts.changesPrice(figure(order.price, decimals), figure(price, decimals)),
    stopPx === null ? null : tablesTexts.changesTrigger(figure(stopPx, decimals), figure(order.stopPx, decimals)),
    orderQty === null ? null : tablesTexts.changesSize(figure(orderQty)),
  ];
  return parts.filter((part) => part !== null).join(" and ");
}
