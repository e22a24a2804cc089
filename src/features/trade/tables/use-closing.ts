import { priceToPoints } from "../../../../bff/contract/prices.ts";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import { fundsBehind, holdingOf } from "../../../market/funds.ts";
import { type OrderPreview, previewOrder } from "../../../market/order-preview.ts";
import { useAccount } from "../../../stores/account.ts";
import { usePart, usePublished, useTerminal } from "../../../stores/terminal.ts";
import { useAge } from "../use-age.ts";

interface Closing {
  /** Worst price; null at market. */
  readonly limitTicks: number | null;
  /** Closes, and opens as much on the other side. */
  readonly isReversing?: boolean;
}

/** What closing, or reversing, would come to in the book as it is; null while prices are too old to say. */
export function useClosing(position: PositionRow, { limitTicks, isReversing = false }: Closing): OrderPreview | null {
  const { symbol, book, terms: published, ticker, touch } = useTerminal();
  const terms = usePublished(published);
  const mark = usePart(ticker, (now) => now.mark);
  usePublished(touch);
  const { margin, positions } = useAccount();
  const isStale = useAge("orderBookL2_25").staleMs !== null;
  const markPoints = terms === null || mark === null ? null : priceToPoints(terms, mark);
  if (terms === null || markPoints === null || isStale || position.symbol !== symbol) return null;
  return previewOrder(terms, book, markPoints, holdingOf(position), margin === null ? null : fundsBehind(symbol, margin, positions), {
    side: position.currentQty > 0 ? "Sell" : "Buy",
    contracts: Math.abs(position.currentQty) * (isReversing ? 2 : 1),
    limitTicks,
    isPostOnly: false,
    isReduceOnly: !isReversing,
  });
}
