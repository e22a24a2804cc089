import { priceToPoints } from "../../../../bff/contract/prices.ts";
import type { PositionRow } from "../../../../bff/contract/tables/position.ts";
import { Book } from "../../../market/book.ts";
import { fundsBehind, holdingOf, termsHeldBy } from "../../../market/funds.ts";
import { type OrderPreview, previewOrder } from "../../../market/order-preview.ts";
import { useAccount } from "../../../stores/account.ts";
import { useContract, usePublished, useTerminal } from "../../../stores/terminal.ts";
import { useAge } from "../use-age.ts";
import { useMark } from "../use-mark.ts";

interface Closing {
  /** Worst price; null at market. */
  readonly limitTicks: number | null;
  /** Closes, and opens as much on the other side. */
  readonly isReversing?: boolean;
}

/**
 * What closing, or reversing, would come to in the book as it is; null while prices are too old to say. Of a contract
 * that is not looked at no book streams: its best prices stand for it.
 */
export function useClosing(position: PositionRow, { limitTicks, isReversing = false }: Closing): OrderPreview | null {
  const { symbol: shown, book: shownBook, touch, markets } = useTerminal();
  const { symbol } = position;
  const isShown = symbol === shown;
  const listed = useContract(symbol)?.terms ?? null;
  const terms = listed === null ? null : termsHeldBy(listed, position);
  usePublished(touch);
  const row = usePublished(markets).find((market) => market.symbol === symbol);
  const mark = useMark(symbol);
  const { margin, positions } = useAccount();
  const isStale = useAge(isShown ? "orderBookL2_25" : "instrument").staleMs !== null;
  const markPoints = terms === null || mark === null ? null : priceToPoints(terms, mark);
  if (terms === null || markPoints === null || isStale) return null;
  const contracts = Math.abs(position.currentQty) * (isReversing ? 2 : 1);
  const book = isShown ? shownBook : bestPrices(row?.bidPrice ?? null, row?.askPrice ?? null, contracts);
  return previewOrder(
    terms,
    book,
    markPoints,
    holdingOf(position, row?.fundingRate),
    margin === null ? null : fundsBehind(symbol, margin, positions),
    {
      side: position.currentQty > 0 ? "Sell" : "Buy",
      contracts,
      limitTicks,
      isPostOnly: false,
      isReduceOnly: !isReversing,
    },
  );
}

function bestPrices(bid: number | null, ask: number | null, size: number): Book {
  const book = new Book();
  if (bid !== null) book.insert([{ id: 1, side: "Buy", price: bid, size }]);
  if (ask !== null) book.insert([{ id: 2, side: "Sell", price: ask, size }]);
  return book;
}
