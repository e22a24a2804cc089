import { useState } from "react";
import { priceToPoints } from "../../../../bff/contract/prices.ts";
import { RATE_SCALE } from "../../../../bff/contract/pricing/round.ts";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import { figure, percent, signedCoins } from "../../../market/figures.ts";
import { fundsBehind, holdingOf } from "../../../market/funds.ts";
import { type OrderPreview, previewOrder } from "../../../market/order-preview.ts";
import { closePosition } from "../../../rest/orders.ts";
import { useAccount } from "../../../stores/account.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { usePart, usePublished, useTerminal } from "../../../stores/terminal.ts";
import { Button } from "../../../ui/button.tsx";
import { CheckBox } from "../../../ui/check-box.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import text from "../../../ui/text.module.css";
import { SignedFigure } from "../signed-figure.tsx";
import { useAge } from "../use-age.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./close-position.module.css";
import { tellFailure } from "./tell-failure.ts";

/** Closes a whole position at market, after asking unless somebody has asked not to be asked. */
export function ClosePosition({ position }: { readonly position: PositionRow }) {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const asks = usePreferences(({ asksBeforeClosing }) => asksBeforeClosing);
  const close = async () => {
    setBusy(true);
    try {
      await closePosition(position.symbol);
      setAsking(false);
    } catch (error) {
      tellFailure("The position is not closed", error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button kind="quiet" disabled={isBusy} onClick={() => (asks ? setAsking(true) : void close())}>
        Close
      </Button>
      {isAsking ? (
        <CloseDialog position={position} isBusy={isBusy} onClose={() => setAsking(false)} onConfirm={() => void close()} />
      ) : null}
    </>
  );
}

interface CloseDialogProps {
  readonly position: PositionRow;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

function CloseDialog({ position, isBusy, onClose, onConfirm }: CloseDialogProps) {
  const { symbol, currentQty } = position;
  const { asksBeforeClosing, set } = usePreferences();
  const preview = useClosing(position);
  const decimals = usePriceDecimals();
  const takerFee = usePart(useTerminal().terms, (terms) => (terms === null ? null : terms.takerFeeRate / RATE_SCALE));
  const size = figure(Math.abs(currentQty));
  const act = currentQty > 0 ? "Sell" : "Buy";
  return (
    <Dialog title={`Close ${size} ${symbol} at market?`} onClose={onClose}>
      <dl className={styles.list}>
        <div>
          <dt>Expected price{preview === null ? "" : `, ${preview.takerLevels} ${preview.takerLevels === 1 ? "level" : "levels"}`}</dt>
          <dd>{figure(preview?.price, decimals)}</dd>
        </div>
        <div>
          <dt>Taker fee {percent(takerFee, 3)}</dt>
          <dd>
            {signedCoins(preview === null ? null : -preview.feeSats)} <span className={text.third}>XBT</span>
          </dd>
        </div>
        <div>
          <dt>Realised</dt>
          <dd>
            <SignedFigure>{signedCoins(preview?.realisedSats)}</SignedFigure> <span className={text.third}>XBT</span>
          </dd>
        </div>
      </dl>
      {preview !== null && preview.contracts < Math.abs(currentQty) ? (
        <p className={text.risk}>
          Only {figure(preview.contracts)} contracts stand in the book as it is streamed; the rest may trade beyond it or be cancelled.
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button kind={act === "Sell" ? "sell" : "buy"} disabled={isBusy} onClick={onConfirm}>
          {act} {size} at market
        </Button>
        <Button onClick={onClose}>Keep it</Button>
        <CheckBox isChecked={!asksBeforeClosing} onChange={(checked) => set({ asksBeforeClosing: !checked })}>
          Don’t ask for market closes
        </CheckBox>
      </div>
    </Dialog>
  );
}

/** What closing would come to in the book as it is; null while prices are too old to say. */
function useClosing(position: PositionRow): OrderPreview | null {
  const { symbol, book, terms: published, ticker, touch } = useTerminal();
  const terms = usePublished(published);
  const mark = usePart(ticker, (now) => now.mark);
  usePublished(touch);
  const { margin, positions } = useAccount();
  const isStale = useAge("orderBookL2_25").staleMs !== null;
  const markPoints = terms === null || mark === null ? null : priceToPoints(terms, mark);
  if (terms === null || markPoints === null || isStale || position.symbol !== symbol) return null;
  return previewOrder(terms, book, markPoints, holdingOf(position), margin === null ? null : fundsBehind(symbol, margin, positions), {
    side: position.currentQty > 0 ? "Sell" : "Buy",
    contracts: Math.abs(position.currentQty),
    limitTicks: null,
    isPostOnly: false,
    isReduceOnly: true,
  });
}
