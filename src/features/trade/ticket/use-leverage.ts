import { useCallback, useEffect, useState } from "react";
import { holdingOf } from "../../../market/funds.ts";
import { setLeverage } from "../../../rest/orders.ts";
import { useAccount, usePosition } from "../../../stores/account.ts";
import { useDraftOrder } from "../../../stores/draft-order.ts";
import { useIsSignedIn } from "../../../stores/session.ts";
import { useTerminal } from "../../../stores/terminal.ts";
import { PREVIEW_LEVERAGE } from "../use-order-preview.ts";
import { type Refusal, refusalOf } from "./plain-words.ts";

export interface Leverage {
  /** As it is with the exchange, in hundredths; 0 for cross margin. */
  readonly set: number;
  /** As it is chosen here. */
  readonly chosen: number;
  /** Chosen and not set: a position or open orders would change with it, so it waits for a word. */
  readonly waits: boolean;
  readonly isSetting: boolean;
  readonly refusal: Refusal | null;
  readonly choose: (hundredths: number) => void;
  readonly keep: () => void;
  /** Sets what is chosen. @returns whether the exchange has it */
  readonly apply: () => Promise<boolean>;
}

/**
 * Leverage belongs to the position, not to the order. With nothing at stake it is set together with the next order;
 * where a position or open orders would change, only by a word of its own.
 */
export function useLeverage(): Leverage {
  const { symbol } = useTerminal();
  const isSignedIn = useIsSignedIn();
  const position = usePosition(symbol);
  const hasOrders = useAccount(({ orders }) => orders.some((order) => order.symbol === symbol));
  const chosen = useDraftOrder(({ leverage }) => leverage);
  const [isSetting, setSetting] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const set = isSignedIn ? holdingOf(position).leverage : PREVIEW_LEVERAGE;
  const change = useCallback((leverage: number | null) => {
    useDraftOrder.getState().change({ leverage });
    setRefusal(null);
  }, []);

  // The stream says when the exchange has it.
  useEffect(() => {
    if (isSignedIn && chosen === set) useDraftOrder.getState().leverageIsSet();
  }, [isSignedIn, chosen, set]);

  const apply = async () => {
    if (chosen === null || chosen === set) return true;
    setSetting(true);
    try {
      await setLeverage(symbol, chosen);
      return true;
    } catch (error) {
      setRefusal(refusalOf(error));
      return false;
    } finally {
      setSetting(false);
    }
  };
  const isAtStake = position?.isOpen === true || hasOrders;
  return {
    set,
    chosen: chosen ?? set,
    waits: isSignedIn && isAtStake && chosen !== null && chosen !== set,
    isSetting,
    refusal,
    choose: change,
    keep: () => change(null),
    apply,
  };
}
