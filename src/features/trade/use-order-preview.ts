import { priceToPoints, priceToTicks } from "../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import { fundsBehind, type Holding, holdingOf, termsHeldBy } from "../../market/funds.ts";
import { type Consequence, type OrderPreview, previewLeverage, previewOrder } from "../../market/order-preview.ts";
import { canRest, hasLimit, isConditional, tradingPriceOf } from "../../market/typed-price.ts";
import { useAccount, usePosition } from "../../stores/account.ts";
import { isResting, useDraftOrder } from "../../stores/draft-order.ts";
import { useIsSignedIn } from "../../stores/session.ts";
import { usePart, usePublished, useTerminal } from "../../stores/terminal.ts";
import { useAge } from "./use-age.ts";
import { usePricesNow } from "./use-prices-now.ts";

/** What somebody who is not signed in previews with, in hundredths: ten times, isolated. */
export const PREVIEW_LEVERAGE = 1_000;

export interface PreviewState {
  /** As the position is held: a raised risk limit asks for more margin. */
  readonly terms: ContractTerms | null;
  /** The position as it is, with the leverage that is chosen. */
  readonly holding: Holding;
  /** Null while there is nothing to preview, or nothing to preview it by. */
  readonly preview: OrderPreview | null;
  /** What becomes of the position: by the order, or where none is typed by the leverage that is chosen. */
  readonly consequence: Consequence | null;
  /** Prices are too old to preview by. */
  readonly isStale: boolean;
}

/** The typed order as it would come out, by the exchange's own pricing and the market as it is now. */
export function useOrderPreview(): PreviewState {
  const { symbol, book, terms: published, ticker } = useTerminal();
  const listed = usePublished(published);
  const mark = usePart(ticker, (now) => now.mark);
  const fundingRate = usePart(ticker, (now) => now.fundingRate);
  const draft = useDraftOrder();
  const isSignedIn = useIsSignedIn();
  const position = usePosition(symbol);
  const { margin, positions } = useAccount();
  const bookAge = useAge("orderBookL2_25");
  const priceAge = useAge("instrument");
  const isStale = bookAge.staleMs !== null || priceAge.staleMs !== null;

  const terms = listed === null ? null : termsHeldBy(listed, position);
  const held = holdingOf(position, fundingRate);
  const holding = { ...held, leverage: draft.leverage ?? (isSignedIn ? held.leverage : PREVIEW_LEVERAGE) };
  const markPoints = terms === null || mark === null ? null : priceToPoints(terms, mark);
  const now = usePricesNow();
  const price = draft.ordType === "Market" ? null : tradingPriceOf(draft, now);
  // What follows from the market may stand between two ticks.
  const isTyped = hasLimit(draft.ordType) || (draft.ordType !== "Pegged" && !draft.trails);
  const limitTicks = terms === null || price === null ? null : isTyped ? priceToTicks(terms, price) : nearestTicks(terms, price);
  const funds = margin === null ? null : fundsBehind(symbol, margin, positions);
  const { contracts } = draft;
  const isPriced = draft.ordType === "Market" || limitTicks !== null;
  if (
    terms === null ||
    markPoints === null ||
    contracts === null ||
    contracts <= 0 ||
    contracts % terms.lotSize !== 0 ||
    !isPriced ||
    isStale
  ) {
    const changes = held.contracts !== 0 && holding.leverage !== held.leverage;
    const consequence =
      terms === null || markPoints === null || isStale || !changes
        ? null
        : previewLeverage(terms, markPoints, held, funds, holding.leverage);
    return { terms, holding, preview: null, consequence, isStale };
  }
  const preview = previewOrder(terms, book, markPoints, holding, funds, {
    side: draft.side,
    contracts,
    limitTicks: draft.ordType === "Market" ? null : limitTicks,
    waits: isConditional(draft.ordType),
    // What nobody sees pays the taker's fee also when it rested.
    takes: (isConditional(draft.ordType) && !canRest(draft.ordType)) || (isResting(draft) && draft.shown === "none"),
    isPostOnly: draft.isPostOnly && isResting(draft),
    isReduceOnly: draft.isReduceOnly,
  });
  return { terms, holding, preview, consequence: preview, isStale };
}

function nearestTicks(terms: ContractTerms, price: number): number | null {
  const ticks = Math.round((price * terms.pointsPerUnit) / terms.pointsPerTick);
  return ticks > 0 && ticks <= terms.maxPriceTicks ? ticks : null;
}
