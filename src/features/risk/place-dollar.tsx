import { useState } from "react";
import { figure } from "../../market/figures.ts";
import { FULLY_BACKED } from "../../market/synthetic-dollar.ts";
import { closePosition, newClientId, placeOrder, setLeverage } from "../../rest/orders.ts";
import { useNotices } from "../../stores/notices.ts";
import { useIsSignedIn } from "../../stores/session.ts";
import * as commonTexts from "../../texts/common.ts";
import * as dollarTexts from "../../texts/dollar.ts";
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
          {dollarTexts.lock(figure(contracts))}
        </Button>
      ) : null}
      {held < 0 ? (
        <Button aria-haspopup="dialog" onClick={() => setAsks("unlock")}>
          {dollarTexts.unlock(figure(-held))}
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
      useNotices.getState().tell(isLock ? dollarTexts.isLocked(size) : dollarTexts.isUnlocked(size));
      onClose();
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={isLock ? dollarTexts.lockTitle(size) : dollarTexts.unlockTitle(size)} onClose={onClose}>
      <p>{isLock ? dollarTexts.lockAbout(symbol, size) : dollarTexts.unlockAbout(size, symbol)}</p>
      {refusal === null ? null : (
        <p role="alert" className={text.error}>
          {refusal}
        </p>
      )}
      <p>
        <Button kind="primary" disabled={isBusy} onClick={() => void send()}>
          {isLock ? dollarTexts.sellNow(size) : dollarTexts.buyNow(size)}
        </Button>{" "}
        <Button onClick={onClose}>{commonTexts.leaveIt}</Button>
      </p>
    </Dialog>
  );
}
