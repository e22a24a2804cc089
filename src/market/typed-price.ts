import type { OrdType, Side, TRIGGER_INSTS } from "../../bff/contract/vocabulary.ts";

/** Which price an order watches. */
export type Trigger = (typeof TRIGGER_INSTS)[number];

/** What of a typed order says at which prices it waits and trades. */
export interface TypedPrices {
  readonly side: Side;
  readonly ordType: OrdType;
  readonly price: number | null;
  /** Price at which it goes off, where that is typed. */
  readonly stopPx: number | null;
  readonly trigger: Trigger;
  /** Whether the price at which it goes off follows the one that it watches, so far off it. */
  readonly trails: boolean;
  /** Distance of a trailing stop, or how far a pegged limit stands behind the price that it hangs on; without sign. */
  readonly offset: number | null;
  readonly pegSide: "own" | "other";
}

/** Prices as they are now; null where nobody knows. */
export interface PricesNow {
  readonly bid: number | null;
  readonly ask: number | null;
  readonly last: number | null;
  readonly mark: number | null;
  readonly index: number | null;
}

/** Whether an order waits for a price. */
export const isConditional = (ordType: OrdType): boolean => ordType !== "Limit" && ordType !== "Market" && ordType !== "Pegged";
/** Whether it has a limit of its own that is typed. */
export const hasLimit = (ordType: OrdType): boolean => ordType === "Limit" || ordType === "StopLimit" || ordType === "LimitIfTouched";
/** Whether what finds nobody may rest. */
export const canRest = (ordType: OrdType): boolean => hasLimit(ordType) || ordType === "Pegged";

/** Whether it goes off when its price is reached from below: stops that buy, orders that sell where a price is touched. */
export const goesOffAbove = ({ ordType, side }: Pick<TypedPrices, "ordType" | "side">): boolean =>
  (side === "Buy") === (ordType === "Stop" || ordType === "StopLimit");

/** The offset as the contract signs it: a trailing stop's on the side from which it goes off, a peg's away from the market. */
export function signedOffset(typed: TypedPrices): number {
  const offset = typed.offset ?? 0;
  const isUp = typed.ordType === "Pegged" ? typed.side === "Sell" : goesOffAbove(typed);
  return offset === 0 || isUp ? offset : -offset;
}

/** Price at which an order would go off as things stand; null for one that waits for none. */
export function stopPriceOf(typed: TypedPrices, now: PricesNow): number | null {
  if (!isConditional(typed.ordType)) return null;
  if (!typed.trails) return typed.stopPx;
  const watched = { LastPrice: now.last, MarkPrice: now.mark, IndexPrice: now.index }[typed.trigger];
  return watched === null || typed.offset === null ? null : watched + signedOffset(typed);
}

/** Price at which an order would trade, as far as it says so itself: its limit, or else where it goes off; null at market. */
export function tradingPriceOf(typed: TypedPrices, now: PricesNow): number | null {
  if (hasLimit(typed.ordType)) return typed.price;
  if (typed.ordType !== "Pegged") return stopPriceOf(typed, now);
  const touch = (typed.side === "Buy") === (typed.pegSide === "own") ? now.bid : now.ask;
  return touch === null ? null : touch + signedOffset(typed);
}

/** Whether everything is typed that the order's prices need. */
export function isPriced({ ordType, price, stopPx, trails, offset }: TypedPrices): boolean {
  if (hasLimit(ordType) && price === null) return false;
  if (!isConditional(ordType)) return true;
  return trails ? offset !== null && offset > 0 : stopPx !== null;
}
