import { useState } from "react";
import { priceToTicks } from "../../../../bff/contract/prices.ts";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import { cleanPasted, figure, readFigure } from "../../../market/figures.ts";
import { guardConcerns } from "../../../market/order-guard.ts";
import { closePositionAt } from "../../../rest/orders.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { useContract, useTerminal } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as positionsTexts from "../../../texts/positions.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FigureField } from "../../../ui/figure-field.tsx";
import text from "../../../ui/text.module.css";
import { priceError } from "../order-errors.ts";
import { useMark } from "../use-mark.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./close-position.module.css";
import { ClosingList } from "./closing-list.tsx";
import { useClosing } from "./use-closing.ts";
import { useRequest } from "./use-request.ts";

/** Closes a whole position at a price: an order that rests in the book and can only close. */
export function ClosePositionAt({ position }: { readonly position: PositionRow }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {positionsTexts.closeAt}
      </Button>
      {isOpen ? <CloseAtDialog position={position} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CloseAtDialog({ position, onClose }: { readonly position: PositionRow; readonly onClose: () => void }) {
  const { symbol, currentQty } = position;
  const { symbol: shown, touch, markets } = useTerminal();
  const contract = useContract(symbol);
  const terms = contract?.terms ?? null;
  const decimals = usePriceDecimals(symbol);
  const guard = usePreferences((preferences) => preferences.guard);
  const mark = useMark(symbol);
  const isLong = currentQty > 0;
  // The best price on one's own side of the book: what a maker would start from.
  const [price, setPrice] = useState<number | null>(() => {
    const row = markets.get().find((market) => market.symbol === symbol);
    const { bid, ask } = symbol === shown ? touch.get() : { bid: row?.bidPrice ?? null, ask: row?.askPrice ?? null };
    return isLong ? ask : bid;
  });
  const limitTicks = terms === null || price === null ? null : priceToTicks(terms, price);
  const preview = useClosing(position, { limitTicks: limitTicks ?? 1 });
  const { isBusy, run } = useRequest(positionsTexts.closeAtNotPlaced);
  const size = figure(Math.abs(currentQty));
  const act = isLong ? "Sell" : "Buy";
  const wrong = price === null ? null : priceError(terms, price, decimals);
  const concerns = guardConcerns({ contracts: Math.abs(currentQty), price, mark }, guard);
  const send = async () => {
    if (price !== null && (await run(() => closePositionAt(symbol, price)))) onClose();
  };
  return (
    <Dialog title={positionsTexts.closeAtTitle(size, symbol)} onClose={onClose}>
      <div className={styles.field}>
        <FigureField
          label={commonTexts.price}
          unit={contract?.quote ?? "USD"}
          value={price}
          onChange={setPrice}
          write={(value) => figure(value, decimals)}
          read={readFigure}
          clean={cleanPasted}
          step={terms === null ? 0.5 : terms.pointsPerTick / terms.pointsPerUnit}
          error={wrong}
        />
      </div>
      <ClosingList symbol={symbol} preview={limitTicks === null ? null : preview} />
      {concerns.length === 0 ? null : (
        <div className={styles.field}>
          <Banner kind="risk" statement={commonTexts.meantSo}>
            {concerns.join(" ")}
          </Banner>
        </div>
      )}
      {preview !== null && limitTicks !== null && preview.takerContracts > 0 ? (
        <p className={text.second}>{positionsTexts.wouldTrade(figure(preview.takerContracts))}</p>
      ) : null}
      <div className={styles.actions}>
        <Button kind={isLong ? "sell" : "buy"} disabled={isBusy || limitTicks === null || wrong !== null} onClick={() => void send()}>
          {positionsTexts.closeAtNow(act, size, price === null ? null : figure(price, decimals))}
        </Button>
        <Button onClick={onClose}>{commonTexts.keepIt}</Button>
      </div>
    </Dialog>
  );
}
