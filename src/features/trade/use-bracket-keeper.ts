import { useEffect } from "react";
import { bracketId, bracketPartOf } from "../../market/bracket.ts";
import { spentEnds, strayEnds } from "../../market/bracket-ends.ts";
import { cancelOrders, orderDesk, readPositions } from "../../rest/orders.ts";
import { RestError } from "../../rest/rest-error.ts";
import { isOpenOrder, useAccount } from "../../stores/account.ts";
import { useNotices } from "../../stores/notices.ts";
import * as ordersTexts from "../../texts/orders.ts";

/** Orders and positions come by streams of their own: what looks stray for a moment may only be early. */
const STRAY_AFTER_MS = 4_000;

/**
 * Cancels ends of brackets that have done their part. Every browser of the account does so; to cancel twice changes
 * nothing. While none is open the ends stand, and being reduce-only they open nothing.
 */
export function useBracketKeeper(): void {
  useEffect(() => {
    const asked = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isEnded = false;
    const cancel = async (ids: readonly string[], why: string) => {
      const fresh = ids.filter((id) => !asked.has(id));
      if (fresh.length === 0) return;
      for (const id of fresh) asked.add(id);
      try {
        const gone = (await cancelOrders(fresh)).filter(({ ordStatus }) => ordStatus === "Canceled");
        if (gone.length > 0) useNotices.getState().tell(ordersTexts.endCancelled(gone.length, why));
      } catch (error) {
        if (!(error instanceof RestError)) throw error;
        for (const id of fresh) asked.delete(id);
      }
    };
    const checkStray = async () => {
      timer = null;
      const { orders, positions } = useAccount.getState();
      for (const id of strayEnds(orders, positions)) {
        const place = bracketPartOf(id);
        if (place === null || asked.has(id) || isEnded) continue;
        try {
          const [entry, held] = await Promise.all([orderDesk.find(bracketId(place.link, "entry")), readPositions()]);
          const isStray = (entry === null || !isOpenOrder(entry)) && strayEnds(useAccount.getState().orders, held).includes(id);
          if (isStray) await cancel([id], ordersTexts.positionClosed);
        } catch (error) {
          if (!(error instanceof RestError)) throw error;
        }
      }
    };
    const look = () => {
      const { orders, positions, executions } = useAccount.getState();
      if (!orders.some(({ clOrdID }) => bracketPartOf(clOrdID) !== null)) return;
      void cancel(spentEnds(orders, executions), ordersTexts.otherTraded);
      const isStray = strayEnds(orders, positions).some((id) => !asked.has(id));
      if (isStray && timer === null) timer = setTimeout(() => void checkStray(), STRAY_AFTER_MS);
    };
    const end = useAccount.subscribe(look);
    look();
    return () => {
      isEnded = true;
      if (timer !== null) clearTimeout(timer);
      end();
    };
  }, []);
}
