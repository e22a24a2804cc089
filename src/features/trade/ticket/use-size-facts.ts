import { priceToPoints } from "../../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import type { SizeFacts } from "../../../market/order-size.ts";
import { tradingPriceOf } from "../../../market/typed-price.ts";
import { useAccount } from "../../../stores/account.ts";
import { endsOfDraft, useDraftOrder } from "../../../stores/draft-order.ts";
import { usePricesNow } from "../use-prices-now.ts";

/** What sizes are reckoned by: the typed price, or the mark for a market order. Null while that is not known. */
export function useSizeFacts(terms: ContractTerms | null, leverage: number): SizeFacts | null {
  const draft = useDraftOrder();
  const now = usePricesNow();
  const { mark } = now;
  const availableSats = useAccount(({ margin }) => margin?.availableMargin ?? null);
  const balanceSats = useAccount(({ margin }) => margin?.marginBalance ?? null);
  const at = draft.ordType === "Market" ? mark : tradingPriceOf(draft, now);
  const points = terms === null || at === null ? null : priceToPoints(terms, at);
  const markPoints = terms === null || mark === null ? null : priceToPoints(terms, mark);
  if (terms === null || points === null || markPoints === null) return null;
  const { stopLoss } = endsOfDraft(draft);
  const stopPoints = stopLoss === null ? null : priceToPoints(terms, stopLoss);
  return { terms, side: draft.side, points, markPoints, leverage, availableSats, balanceSats, stopPoints };
}
