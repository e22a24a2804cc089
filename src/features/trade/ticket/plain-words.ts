import { TEXT } from "../../../../bff/contract/errors.ts";
import { RestError } from "../../../rest/rest-error.ts";

/** Why an order is not there, in words for people; the exchange's own stand beside them. */
export interface Refusal {
  /** `error`: refused. `overload`: not taken for now. `unknown`: no answer came, so it may or may not be there. */
  readonly kind: "error" | "overload" | "unknown";
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
  ["Rate limit exceeded", "Too many requests came in a short time."],
  [TEXT.authorizationRequired, "You are not signed in any more."],
];

export const inPlainWords = (text: string): string => WORDS.find(([start]) => text.startsWith(start))?.[1] ?? "The exchange refused it.";

export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof RestError)) throw error;
  if (error.isOverload) return { kind: "overload", words: "Cancelling and closing whole positions still work.", text: error.message };
  if (error.isUnreachable) {
    return {
      kind: "unknown",
      words: "It may have been placed or not: orders and fills will say when the connection is back.",
      text: error.message,
    };
  }
  return { kind: "error", words: inPlainWords(error.message), text: error.message };
}
