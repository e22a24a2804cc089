import type { PricesNow } from "../../market/typed-price.ts";
import { usePart, usePublished, useTerminal } from "../../stores/terminal.ts";

/** The prices that orders hang on, as they are now. */
export function usePricesNow(): PricesNow {
  const { touch, ticker } = useTerminal();
  const { bid, ask } = usePublished(touch);
  const last = usePart(ticker, (now) => now.last);
  const mark = usePart(ticker, (now) => now.mark);
  const index = usePart(ticker, (now) => now.index);
  return { bid, ask, last, mark, index };
}
