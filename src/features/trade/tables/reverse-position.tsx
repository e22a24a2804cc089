import { useState } from "react";
import { ticksToPrice } from "../../../../bff/contract/prices.ts";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import { figure, MISSING } from "../../../market/figures.ts";
import { guardConcerns } from "../../../market/order-guard.ts";
import { newClientId, placeOrder } from "../../../rest/orders.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { useContract } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as positionsTexts from "../../../texts/positions.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import text from "../../../ui/text.module.css";
import { useMark } from "../use-mark.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./close-position.module.css";
import { ClosingList } from "./closing-list.tsx";
import { useClosing } from "./use-closing.ts";
import { useRequest } from "./use-request.ts";

/** Turns a position round: one order of twice its size, which closes first and then opens the other side. It always asks. */
export function ReversePosition({ position }: { readonly position: PositionRow }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {positionsTexts.reverse}
      </Button>
      {isOpen ? <ReverseDialog position={position} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ReverseDialog({ position, onClose }: { readonly position: PositionRow; readonly onClose: () => void }) {
  const { symbol, currentQty } = position;
  const terms = useContract(symbol)?.terms ?? null;
  const mark = useMark(symbol);
  const decimals = usePriceDecimals(symbol);
  const guard = usePreferences((preferences) => preferences.guard);
  const preview = useClosing(position, { limitTicks: null, isReversing: true });
  const { isBusy, run } = useRequest(positionsTexts.notReversed);
  const side = currentQty > 0 ? "Sell" : "Buy";
  // The position as it was when the dialog opened: what is confirmed is what is sent.
  const [contracts] = useState(2 * Math.abs(currentQty));
  const concerns = guardConcerns({ contracts, price: preview?.price ?? null, mark }, guard);
  const liquidation = terms === null || preview === null || preview.liquidation === null ? null : ticksToPrice(terms, preview.liquidation);
  const send = async () => {
    const order = { symbol, side, orderQty: contracts, ordType: "Market", clOrdID: newClientId() };
    if (await run(() => placeOrder(order))) onClose();
  };
  return (
    <Dialog title={positionsTexts.reverseTitle(side.toLowerCase(), figure(contracts), symbol)} onClose={onClose}>
      {concerns.length === 0 ? null : (
        <div className={styles.field}>
          <Banner kind="risk" statement={commonTexts.meantSo}>
            {concerns.join(" ")}
          </Banner>
        </div>
      )}
      <ClosingList symbol={symbol} preview={preview}>
        <div>
          <dt>{positionsTexts.positionAfter}</dt>
          <dd>
            {preview === null
              ? MISSING
              : `${preview.contractsAfter > 0 ? commonTexts.long : commonTexts.short} ${figure(Math.abs(preview.contractsAfter))}`}
          </dd>
        </div>
        <div>
          <dt>{positionsTexts.liquidationAfter}</dt>
          <dd className={liquidation === null ? text.third : text.risk}>
            {preview !== null && liquidation === null ? commonTexts.none : figure(liquidation, decimals)}
          </dd>
        </div>
      </ClosingList>
      {preview?.isTooDear === true ? <p className={text.risk}>{positionsTexts.needsMargin}</p> : null}
      <div className={styles.actions}>
        <Button kind={side === "Sell" ? "sell" : "buy"} disabled={isBusy || preview === null} onClick={() => void send()}>
          {positionsTexts.atMarketNow(side, figure(contracts))}
        </Button>
        <Button onClick={onClose}>{commonTexts.keepIt}</Button>
      </div>
    </Dialog>
  );
}
