import { useState } from "react";
import { RATE_SCALE } from "../../../../bff/contract/pricing/round.ts";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import { figure, percent, signedCoins } from "../../../market/figures.ts";
import { closePosition } from "../../../rest/orders.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { useContract } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as positionsTexts from "../../../texts/positions.ts";
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
      tellFailure(positionsTexts.notClosed, error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button kind="quiet" disabled={isBusy} onClick={() => (asks ? setAsking(true) : void close())}>
        {commonTexts.close}
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
    <Dialog title={positionsTexts.closeTitle(size, symbol)} onClose={onClose}>
      <dl className={styles.list}>
        <div>
          <dt>{preview === null ? commonTexts.expectedPrice : positionsTexts.expectedPriceOver(preview.takerLevels)}</dt>
          <dd>{figure(preview?.price, decimals)}</dd>
        </div>
        <div>
          <dt>{positionsTexts.takerFee(percent(takerFee, 3))}</dt>
          <dd>
            {signedCoins(preview === null ? null : -preview.feeSats)} <span className={text.third}>XBT</span>
          </dd>
        </div>
        <div>
          <dt>{commonTexts.realised}</dt>
          <dd>
            <SignedFigure>{signedCoins(preview?.realisedSats)}</SignedFigure> <span className={text.third}>XBT</span>
          </dd>
        </div>
      </dl>
      {preview !== null && preview.contracts < Math.abs(currentQty) ? (
        <p className={text.risk}>{positionsTexts.bookTooThin(figure(preview.contracts))}</p>
      ) : null}
      <div className={styles.actions}>
        <Button kind={act === "Sell" ? "sell" : "buy"} disabled={isBusy} onClick={onConfirm}>
          {positionsTexts.atMarketNow(act, size)}
        </Button>
        <Button onClick={onClose}>{commonTexts.keepIt}</Button>
        <CheckBox isChecked={!asksBeforeClosing} onChange={(checked) => set({ asksBeforeClosing: !checked })}>
          {positionsTexts.dontAsk}
        </CheckBox>
      </div>
    </Dialog>
  );
}
