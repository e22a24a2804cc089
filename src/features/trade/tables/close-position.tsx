import { useState } from "react";
import { RATE_SCALE } from "../../../../bff/contract/pricing/round.ts";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import { figure, percent, signedCoins } from "../../../market/figures.ts";
import { closePosition } from "../../../rest/orders.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { useContract } from "../../../stores/terminal.ts";
import { Button } from "../../../ui/button.tsx";
import { CheckBox } from "../../../ui/check-box.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import text from "../../../ui/text.module.css";
import { SignedFigure } from "../signed-figure.tsx";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./close-position.module.css";
import { tellFailure } from "./tell-failure.ts";
import { useClosing } from "./use-closing.ts";

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
  const preview = useClosing(position, { limitTicks: null });
  const decimals = usePriceDecimals(symbol);
  const terms = useContract(symbol)?.terms ?? null;
  const takerFee = terms === null ? null : terms.takerFeeRate / RATE_SCALE;
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
