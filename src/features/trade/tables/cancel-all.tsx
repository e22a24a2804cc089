import { useState } from "react";
import { cancelAllOrders } from "../../../rest/orders.ts";
import { useNotices } from "../../../stores/notices.ts";
import { useTerminal } from "../../../stores/terminal.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import { Button } from "../../../ui/button.tsx";
import { tellFailure } from "./tell-failure.ts";

/** Takes all open orders of the contract out of the book. It only lowers risk, so it does not ask. */
export function CancelAll() {
  const { symbol } = useTerminal();
  const [isBusy, setBusy] = useState(false);
  const cancel = async () => {
    setBusy(true);
    try {
      const cancelled = await cancelAllOrders(symbol);
      useNotices.getState().tell(tablesTexts.areCancelled(cancelled.length));
    } catch (error) {
      tellFailure(tablesTexts.ordersNotCancelled, error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="plain" disabled={isBusy} onClick={() => void cancel()}>
      {tablesTexts.cancelAll}
    </Button>
  );
}
