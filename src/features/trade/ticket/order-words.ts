import type { NewOrder } from "../../../../bff/contract/operations/order.ts";
import type { TimeInForce } from "../../../../bff/contract/vocabulary.ts";
import { figure } from "../../../market/figures.ts";
import { canRest, goesOffAbove, hasLimit, isConditional, signedOffset, type Trigger } from "../../../market/typed-price.ts";
import { type DraftOrder, endsOfDraft, isResting } from "../../../stores/draft-order.ts";
import type { AskedType } from "../../../stores/preferences.ts";
import * as ordersTexts from "../../../texts/orders.ts";

/** What of the draft becomes the order. */
export type TypedOrder = Omit<DraftOrder, "amount" | "leverage" | "isSent">;

/** 'Buy 25,000 XBTUSD at 59,850.0': what pressing the button does, in full. */
export function orderWords(draft: Pick<DraftOrder, "side" | "contracts" | "price" | "ordType">, symbol: string, decimals: number): string {
  const what = `${draft.side} ${draft.contracts === null ? "" : `${figure(draft.contracts)} `}${symbol}`;
  if (draft.ordType === "Pegged") return ordersTexts.pegged(what);
  if (!hasLimit(draft.ordType)) return ordersTexts.atMarket(what);
  return draft.price === null ? what : ordersTexts.atPrice(what, figure(draft.price, decimals));
}

const WATCHED: Readonly<Record<Trigger, string>> = ordersTexts.watched;

const HOLDS: Readonly<Record<TimeInForce, string>> = ordersTexts.timesInForce;

/** The conditions under which it holds. */
export function conditionWords(draft: TypedOrder, decimals: number): string {
  const rests = isResting(draft);
  const conditions = [
    isConditional(draft.ordType) ? whenWords(draft, decimals) : null,
    draft.isPostOnly && rests ? ordersTexts.postOnly : null,
    draft.isReduceOnly ? (draft.clearsWay ? ordersTexts.close : ordersTexts.reduceOnly) : null,
    rests && draft.shown === "none" ? ordersTexts.hidden : null,
    rests && draft.shown === "part" && draft.displayQty !== null ? ordersTexts.shown(figure(draft.displayQty)) : null,
    ...endWords(draft, decimals),
    isConditional(draft.ordType) && !rests ? null : HOLDS[canRest(draft.ordType) ? draft.timeInForce : "ImmediateOrCancel"],
  ];
  return conditions.filter((words) => words !== null).join(", ");
}

/** What ends it again. */
function endWords(draft: TypedOrder, decimals: number): readonly string[] {
  const { takeProfit, stopLoss } = endsOfDraft(draft);
  return [
    ...(takeProfit === null ? [] : [ordersTexts.takesProfitAt(figure(takeProfit, decimals))]),
    ...(stopLoss === null ? [] : [ordersTexts.stopsAt(figure(stopLoss, decimals))]),
  ];
}

/** When it goes off. */
function whenWords(draft: TypedOrder, decimals: number): string {
  const watched = WATCHED[draft.trigger];
  if (draft.trails) return ordersTexts.onceTurned(watched, figure(draft.offset, decimals));
  return ordersTexts.oncePast(watched, figure(draft.stopPx, decimals), goesOffAbove(draft));
}

/** Which of the questions before sending is about it: what trades at market at once, or what rests or waits. */
export const askedType = ({ ordType }: Pick<DraftOrder, "ordType">): AskedType => (ordType === "Market" ? "Market" : "Limit");

/** The draft as the contract takes it. */
export function toNewOrder(draft: TypedOrder, symbol: string, clOrdID: string): NewOrder {
  const { ordType } = draft;
  const rests = isResting(draft);
  const waits = isConditional(ordType);
  const isPegged = ordType === "Pegged";
  const execInst = [
    ...(draft.isPostOnly && rests ? ["ParticipateDoNotInitiate"] : []),
    ...(draft.isReduceOnly ? [draft.clearsWay ? "Close" : "ReduceOnly"] : []),
    ...(waits ? [draft.trigger] : []),
    ...(isPegged ? ["Fixed"] : []),
  ];
  const shown = draft.shown === "none" ? 0 : draft.shown === "part" ? draft.displayQty : null;
  return {
    symbol,
    side: draft.side,
    ordType,
    clOrdID,
    ...(draft.contracts === null ? {} : { orderQty: draft.contracts }),
    ...(hasLimit(ordType) && draft.price !== null ? { price: draft.price } : {}),
    ...(waits && !draft.trails && draft.stopPx !== null ? { stopPx: draft.stopPx } : {}),
    ...(waits && draft.trails ? { pegPriceType: "TrailingStopPeg", pegOffsetValue: signedOffset(draft) } : {}),
    ...(isPegged ? { pegPriceType: draft.pegSide === "own" ? "PrimaryPeg" : "MarketPeg", pegOffsetValue: signedOffset(draft) } : {}),
    ...(canRest(ordType) && draft.timeInForce !== "GoodTillCancel" ? { timeInForce: draft.timeInForce } : {}),
    ...(rests && shown !== null ? { displayQty: shown } : {}),
    ...(execInst.length === 0 ? {} : { execInst: execInst.join(",") }),
  };
}
