import { useState } from "react";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import { figure, signedCoins } from "../../../market/figures.ts";
import { closePosition } from "../../../rest/orders.ts";
import { useAccount } from "../../../stores/account.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as positionsTexts from "../../../texts/positions.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import text from "../../../ui/text.module.css";
import { SignedFigure } from "../signed-figure.tsx";
import styles from "./close-position.module.css";
import { useRequest } from "./use-request.ts";

/** Closes every position at market. It always asks: no setting turns that off. */
export function CloseAll() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="plain" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {positionsTexts.closeAll}
      </Button>
      {isOpen ? <CloseAllDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CloseAllDialog({ onClose }: { readonly onClose: () => void }) {
  const positions = useAccount((account) => account.positions).filter(({ isOpen }) => isOpen);
  const { isBusy, run } = useRequest(positionsTexts.notAllClosed);
  const send = async () => {
    const all = positions.map(({ symbol }) => closePosition(symbol));
    if (await run(() => Promise.all(all))) onClose();
  };
  return (
    <Dialog title={positionsTexts.closeAllTitle} onClose={onClose}>
      <dl className={styles.list}>
        {positions.map((position) => (
          <PositionLine key={position.symbol} position={position} />
        ))}
      </dl>
      <p className={text.second}>{positionsTexts.closeAllAbout}</p>
      <div className={styles.actions}>
        <Button disabled={isBusy || positions.length === 0} onClick={() => void send()}>
          {positionsTexts.closeAllNow(positions.length)}
        </Button>
        <Button onClick={onClose}>{positionsTexts.keepThem}</Button>
      </div>
    </Dialog>
  );
}

function PositionLine({ position: { symbol, currentQty, unrealisedPnl } }: { readonly position: PositionRow }) {
  return (
    <div>
      <dt>
        {symbol} {currentQty > 0 ? commonTexts.longInSentence : commonTexts.shortInSentence} {figure(Math.abs(currentQty))}
      </dt>
      <dd>
        <SignedFigure>{signedCoins(unrealisedPnl)}</SignedFigure> <span className={text.third}>XBT</span>
      </dd>
    </div>
  );
}
