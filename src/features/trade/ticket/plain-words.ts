import { TEXT } from "../../../../bff/contract/errors.ts";
import { NotThereError } from "../../../rest/place-once.ts";
import { RestError } from "../../../rest/rest-error.ts";

/** Why an order is not there, in words for people; the exchange's own stand beside them. */
export interface Refusal {
  /**
   * `error`: refused. `overload`: not taken for now. `lost`: no answer came, and the exchange has no such order.
   * `unknown`: no answer came, and nobody looks for the order.
   */
  readonly kind: "error" | "overload" | "lost" | "unknown";
  readonly words: string;
  /** The contract's text. */
  readonly text: string;
}

const WORDS: readonly (readonly [start: string, words: string])[] = [
  ["Account has insufficient Available Balance", "The order needs more margin than is available."],
  ["Order had execInst of ParticipateDoNotInitiate", "The order would have crossed the spread, and it is post-only."],
  ["Canceled: Order had execInst of ParticipateDoNotInitiate", "The order would have crossed the spread, and it is post-only."],
  ["Order had execInst of ReduceOnly", "It is reduce-only, and there is no position that it would reduce."],
  ["Order had execInst of Close", "There is no position that it would close."],
  [TEXT.immediateLiquidation, "At this price the position would be liquidated at once."],
  [TEXT.liquidationPriceLong, "The price lies beyond the position's liquidation price, where it could never trade."],
  [TEXT.liquidationPriceShort, "The price lies beyond the position's liquidation price, where it could never trade."],
  [TEXT.positionInLiquidation, "The position is being liquidated."],
  [TEXT.noMarkPrice, "The contract has no mark price yet, so nothing can be valued."],
  [TEXT.tooManyOpenOrders, "As many orders of this contract are open as an account may have: cancel some first."],
  [TEXT.tooManyStopOrders, "As many orders wait for a price as an account may have in this contract: cancel some first."],
  [
    "Value of position and orders exceeds position Risk Limit",
    "Position and orders would be larger than the risk limit; it can be raised above.",
  ],
  [TEXT.entryLeverage, "The leverage is higher than a new position may have."],
  [TEXT.invalidOrderQty, "The size is none that the contract takes."],
  [TEXT.invalidPriceTick, "The price lies between two ticks."],
  [TEXT.invalidPrice, "The price is none that the contract takes."],
  [TEXT.invalidStopForType, "The price at which it would go off is none that the contract takes."],
  [TEXT.invalidDisplayQty, "What is shown at a time is too little, or not in whole lots."],
  [TEXT.invalidPegForType, "The price that it hangs on is not there now."],
  [TEXT.duplicateClOrdID, "An open order has the same id: this one is there already."],
  [TEXT.serviceUnavailable, "The exchange takes no orders now."],
  ["Rate limit exceeded", "Too many requests came in a short time."],
  [TEXT.authorizationRequired, "You are not signed in any more."],
];

export const inPlainWords = (text: string): string => WORDS.find(([start]) => text.startsWith(start))?.[1] ?? "The exchange refused it.";

export function refusalOf(error: unknown): Refusal {
  if (error instanceof NotThereError) {
    return {
      kind: "lost",
      words: "It was not placed. Before it is sent again, the exchange is asked for it once more.",
      text: error.message,
    };
  }
  if (!(error instanceof RestError)) throw error;
  if (error.isOverload) return { kind: "overload", words: "Cancelling and closing whole positions still work.", text: error.message };
  if (error.isUnknown) {
    return {
      kind: "unknown",
      words: "It may have been placed or not: orders and fills will say when the connection is back.",
      text: error.message,
    };
  }
  return { kind: "error", words: inPlainWords(error.message), text: error.message };
}
