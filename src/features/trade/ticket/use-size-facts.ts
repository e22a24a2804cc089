import { priceToPoints } from "../../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import type { SizeFacts } from "../../../market/order-size.ts";
import { useAccount } from "../../../stores/account.ts";
import { useDraftOrder } from "../../../stores/draft-order.ts";
import { usePart, useTerminal } from "../../../stores/terminal.ts";

/** What sizes are reckoned by: the typed price, or the mark for a market order. Null while that is not known. */
export function useSizeFacts(terms: ContractTerms | null, leverage: number): SizeFacts | null {
  const { price, ordType, side } = useDraftOrder();
  const mark = usePart(useTerminal().ticker, (now) => now.mark);
  const availableSats = useAccount(({ margin }) => margin?.availableMargin ?? null);
  const at = ordType === "Limit" ? price : mark;
  const points = terms === null || at === null ? null : priceToPoints(terms, at);
  const markPoints = terms === null || mark === null ? null : priceToPoints(terms, mark);
  if (terms === null || points === null || markPoints === null) return null;
  return { terms, side, points, markPoints, leverage, availableSats };
}
