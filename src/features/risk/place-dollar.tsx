import { useState } from "react";
import { figure } from "../../market/figures.ts";
import { FULLY_BACKED } from "../../market/synthetic-dollar.ts";
import { closePosition, newClientId, placeOrder, setLeverage } from "../../rest/orders.ts";
import { useNotices } from "../../stores/notices.ts";
import { useIsSignedIn } from "../../stores/session.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import text from "../../ui/text.module.css";

interface PlaceDollarProps {
  readonly symbol: string;
  /** Contracts of the short, without sign. */
  readonly contracts: number;
  /** Contracts held, signed. */
  readonly held: number;
}

/** Locks the dollars with one order, or unlocks them with one: each asks once. */
export function PlaceDollar({ symbol, contracts, held }: PlaceDollarProps) {
  const isSignedIn = useIsSignedIn();
  const [asks, setAsks] = useState<"lock" | "unlock" | null>(null);
  if (!isSignedIn) return null;
  return (
    <>
      {held === 0 && contracts > 0 ? (
        <Button aria-haspopup="dialog" onClick={() => setAsks("lock")}>
          Lock {figure(contracts)} USD now
        </Button>
      ) : null}
      {held < 0 ? (
        <Button aria-haspopup="dialog" onClick={() => setAsks("unlock")}>
          Unlock {figure(-held)} USD now
        </Button>
      ) : null}
      {asks === null ? null : (
        <Ask symbol={symbol} contracts={asks === "lock" ? contracts : -held} isLock={asks === "lock"} onClose={() => setAsks(null)} />
      )}
    </>
  );
}

interface AskProps {
  readonly symbol: string;
  readonly contracts: number;
  readonly isLock: boolean;
  readonly onClose: () => void;
}

function Ask({ symbol, contracts, isLock, onClose }: AskProps) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const size = figure(contracts);
  const send = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      if (isLock) {
        await setLeverage(symbol, FULLY_BACKED);
        await placeOrder({ symbol, side: "Sell", orderQty: contracts, ordType: "Market", clOrdID: newClientId() });
      } else await closePosition(symbol);
      useNotices
        .getState()
        .tell(isLock ? `${size} USD are locked as far as the book had buyers` : `${size} USD are unlocked as far as the book had sellers`);
      onClose();
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={isLock ? `Lock ${size} USD?` : `Unlock ${size} USD?`} onClose={onClose}>
      <p>
        {isLock
          ? `Sets ${symbol} to isolated margin at 1× and sells ${size} contracts at market. The short's whole value is its margin, so that no price liquidates it.`
          : `Buys the short of ${size} ${symbol} back at market. The coins then move with the price again.`}
      </p>
      {refusal === null ? null : (
        <p role="alert" className={text.error}>
          {refusal}
        </p>
      )}
      <p>
        <Button kind="primary" disabled={isBusy} onClick={() => void send()}>
          {isLock ? `Sell ${size} at market` : `Buy ${size} at market`}
        </Button>{" "}
        <Button onClick={onClose}>Leave it</Button>
      </p>
    </Dialog>
  );
}
