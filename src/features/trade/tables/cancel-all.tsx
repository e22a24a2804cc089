import { useState } from "react";
import { cancelAllOrders } from "../../../rest/orders.ts";
import { useNotices } from "../../../stores/notices.ts";
import { useTerminal } from "../../../stores/terminal.ts";
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
      useNotices.getState().tell(cancelled.length === 1 ? "1 order is cancelled." : `${cancelled.length} orders are cancelled.`);
    } catch (error) {
      tellFailure("The orders are not cancelled", error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="plain" disabled={isBusy} onClick={() => void cancel()}>
      Cancel all
    </Button>
  );
}
