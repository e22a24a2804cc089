import { useState } from "react";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import { figure, signedCoins } from "../../../market/figures.ts";
import { closePosition } from "../../../rest/orders.ts";
import { useAccount } from "../../../stores/account.ts";
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
        Close all
      </Button>
      {isOpen ? <CloseAllDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CloseAllDialog({ onClose }: { readonly onClose: () => void }) {
  const positions = useAccount((account) => account.positions).filter(({ isOpen }) => isOpen);
  const { isBusy, run } = useRequest("Not every position is closed");
  const send = async () => {
    const all = positions.map(({ symbol }) => closePosition(symbol));
    if (await run(() => Promise.all(all))) onClose();
  };
  return (
    <Dialog title="Close every position at market?" onClose={onClose}>
      <dl className={styles.list}>
        {positions.map((position) => (
          <PositionLine key={position.symbol} position={position} />
        ))}
      </dl>
      <p className={text.second}>Open orders stay in the book; an order that only reduces is cancelled with what it would reduce.</p>
      <div className={styles.actions}>
        <Button disabled={isBusy || positions.length === 0} onClick={() => void send()}>
          Close {positions.length === 1 ? "1 position" : `${positions.length} positions`} at market
        </Button>
        <Button onClick={onClose}>Keep them</Button>
      </div>
    </Dialog>
  );
}

function PositionLine({ position: { symbol, currentQty, unrealisedPnl } }: { readonly position: PositionRow }) {
  return (
    <div>
      <dt>
        {symbol} {currentQty > 0 ? "long" : "short"} {figure(Math.abs(currentQty))}
      </dt>
      <dd>
        <SignedFigure>{signedCoins(unrealisedPnl)}</SignedFigure> <span className={text.third}>XBT</span>
      </dd>
    </div>
  );
}
