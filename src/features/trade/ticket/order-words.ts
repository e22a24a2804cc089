import type { NewOrder } from "../../../../bff/contract/operations/order.ts";
import { figure } from "../../../market/figures.ts";
import type { DraftOrder } from "../../../stores/draft-order.ts";

/** What of the draft becomes the order. */
export type TypedOrder = Pick<DraftOrder, "side" | "ordType" | "price" | "contracts" | "isPostOnly" | "isReduceOnly">;

/** 'Buy 25,000 XBTUSD at 59,850.0': what pressing the button does, in full. */
export function orderWords(draft: Pick<DraftOrder, "side" | "contracts" | "price" | "ordType">, symbol: string, decimals: number): string {
  const what = `${draft.side} ${draft.contracts === null ? "" : `${figure(draft.contracts)} `}${symbol}`;
  if (draft.ordType === "Market") return `${what} at market`;
  return draft.price === null ? what : `${what} at ${figure(draft.price, decimals)}`;
}

/** The conditions under which it holds. */
export function conditionWords(draft: Pick<DraftOrder, "ordType" | "isPostOnly" | "isReduceOnly">): string {
  const conditions = [
    draft.isPostOnly && draft.ordType === "Limit" ? "post-only" : null,
    draft.isReduceOnly ? "reduce-only" : null,
    draft.ordType === "Limit" ? "good till cancel" : "what cannot trade at once is cancelled",
  ];
  return conditions.filter((words) => words !== null).join(", ");
}

/** The draft as the contract takes it. */
export function toNewOrder(draft: TypedOrder, symbol: string, clOrdID: string): NewOrder {
  const isLimit = draft.ordType === "Limit";
  const execInst = [...(draft.isPostOnly && isLimit ? ["ParticipateDoNotInitiate"] : []), ...(draft.isReduceOnly ? ["ReduceOnly"] : [])];
  return {
    symbol,
    side: draft.side,
    ordType: draft.ordType,
    clOrdID,
    ...(draft.contracts === null ? {} : { orderQty: draft.contracts }),
    ...(isLimit && draft.price !== null ? { price: draft.price } : {}),
    ...(execInst.length === 0 ? {} : { execInst: execInst.join(",") }),
  };
}
