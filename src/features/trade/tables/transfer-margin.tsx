import { useState } from "react";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import { cleanPasted, coins, figure, readFigure, SATOSHI_DECIMALS } from "../../../market/figures.ts";
import { transferMargin } from "../../../rest/orders.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as positionsTexts from "../../../texts/positions.ts";
import { Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FigureField } from "../../../ui/figure-field.tsx";
import text from "../../../ui/text.module.css";
import { MarginMoves } from "../margin-moves.tsx";
import { BeforeAfter } from "../ticket/preview-line.tsx";
import { useMarginPreview } from "../use-margin-preview.ts";
import styles from "./close-position.module.css";
import { useRequest } from "./use-request.ts";

const SATS = 100_000_000;
/** One press of an arrow key, XBT. */
const STEP = 0.001;

const WAYS = [
  { value: "add", label: positionsTexts.add },
  { value: "take", label: positionsTexts.takeOut },
] as const;
type Way = (typeof WAYS)[number]["value"];

/** Moves margin into an isolated position or back out of it; cross margin has none of its own. */
export function TransferMargin({ position }: { readonly position: PositionRow }) {
  const [isOpen, setOpen] = useState(false);
  if (position.crossMargin) return null;
  return (
    <>
      <Button kind="quiet" aria-haspopup="dialog" aria-label={positionsTexts.transferLabel(position.symbol)} onClick={() => setOpen(true)}>
        ±
      </Button>
      {isOpen ? <TransferDialog position={position} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function TransferDialog({ position, onClose }: { readonly position: PositionRow; readonly onClose: () => void }) {
  const { symbol, posMargin, posCross } = position;
  const [way, setWay] = useState<Way>("add");
  const [amount, setAmount] = useState<number | null>(null);
  const now = useMarginPreview(symbol);
  const { isBusy, run } = useRequest(positionsTexts.notMoved);
  const sats = amount === null ? 0 : Math.round(amount * SATS) * (way === "add" ? 1 : -1);
  const mostSats = way === "add" ? (now?.availableSats ?? 0) : posCross;
  const isTooMuch = Math.abs(sats) > mostSats;
  const move = now === null || sats === 0 ? null : now.preview({ postedSats: posCross + sats });
  const send = async () => {
    if (await run(() => transferMargin(symbol, sats))) onClose();
  };
  return (
    <Dialog title={positionsTexts.marginOf(symbol)} onClose={onClose}>
      <div className={styles.field}>
        <Choice label={positionsTexts.way} options={WAYS} value={way} onChange={setWay} />
      </div>
      <div className={styles.field}>
        <FigureField
          label={positionsTexts.amount}
          unit="XBT"
          value={amount}
          onChange={setAmount}
          write={(value) => figure(value, SATOSHI_DECIMALS)}
          read={readFigure}
          clean={cleanPasted}
          step={STEP}
          error={isTooMuch ? positionsTexts.mostToMove(coins(mostSats, SATOSHI_DECIMALS), way === "add") : null}
          hint={
            way === "add"
              ? positionsTexts.isAvailable(coins(mostSats, SATOSHI_DECIMALS))
              : positionsTexts.wasAdded(coins(mostSats, SATOSHI_DECIMALS))
          }
        />
      </div>
      <MarginMoves symbol={symbol} move={move} isHeld availableSats={now?.availableSats ?? null}>
        <div>
          <dt>{positionsTexts.marginAfter}</dt>
          <dd>
            <BeforeAfter before={coins(posMargin)} after={coins(posMargin + (move?.marginSats ?? 0))} />{" "}
            <span className={text.third}>XBT</span>
          </dd>
        </div>
      </MarginMoves>
      <div className={styles.actions}>
        <Button disabled={isBusy || sats === 0 || isTooMuch} onClick={() => void send()}>
          {way === "add" ? positionsTexts.add : positionsTexts.takeOut} {amount === null ? "" : `${coins(Math.abs(sats))} XBT`}
        </Button>
        <Button onClick={onClose}>{commonTexts.keepIt}</Button>
      </div>
    </Dialog>
  );
}
