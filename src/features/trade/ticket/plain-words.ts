import { TEXT } from "../../../../bff/contract/errors.ts";
import { NotThereError } from "../../../rest/place-once.ts";
import { RestError } from "../../../rest/rest-error.ts";
import * as ordersTexts from "../../../texts/orders.ts";

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
  ["Account has insufficient Available Balance", ordersTexts.needsMargin],
  ["Order had execInst of ParticipateDoNotInitiate", ordersTexts.wouldCross],
  ["Order had execInst of ReduceOnly", ordersTexts.nothingToReduce],
  ["Order had execInst of Close", ordersTexts.nothingToClose],
  [TEXT.immediateLiquidation, ordersTexts.liquidatedAtOnce],
  [TEXT.liquidationPriceLong, ordersTexts.beyondLiquidation],
  [TEXT.liquidationPriceShort, ordersTexts.beyondLiquidation],
  [TEXT.positionInLiquidation, ordersTexts.isLiquidated],
  [TEXT.noMarkPrice, ordersTexts.noMark],
  [TEXT.tooManyOpenOrders, ordersTexts.tooManyOpen],
  [TEXT.tooManyStopOrders, ordersTexts.tooManyWaiting],
  ["Value of position and orders exceeds position Risk Limit", ordersTexts.beyondRiskLimit],
  [TEXT.entryLeverage, ordersTexts.leverageTooHigh],
  [TEXT.invalidOrderQty, ordersTexts.sizeRefused],
  [TEXT.invalidPriceTick, ordersTexts.betweenTicks],
  [TEXT.invalidPrice, ordersTexts.priceRefused],
  [TEXT.invalidStopForType, ordersTexts.triggerRefused],
  [TEXT.invalidDisplayQty, ordersTexts.displayRefused],
  [TEXT.invalidPegForType, ordersTexts.nothingToPeg],
  [TEXT.duplicateClOrdID, ordersTexts.idTaken],
  [TEXT.serviceUnavailable, ordersTexts.exchangeHalted],
  ["Rate limit exceeded", ordersTexts.tooManyRequests],
  [TEXT.authorizationRequired, ordersTexts.signedOut],
];

/** What ended an order comes before the reason. */
const ENDED = /^Canceled: (?=Order had execInst of ParticipateDoNotInitiate)/;

export const inPlainWords = (text: string): string =>
  WORDS.find(([start]) => text.replace(ENDED, "").startsWith(start))?.[1] ?? ordersTexts.refused;

export function refusalOf(error: unknown): Refusal {
  if (error instanceof NotThereError) {
    return {
      kind: "lost",
      words: ordersTexts.lostReply,
      text: error.message,
    };
  }
  if (!(error instanceof RestError)) throw error;
  if (error.isOverload) return { kind: "overload", words: ordersTexts.overloaded, text: error.message };
  if (error.isUnknown) {
    return {
      kind: "unknown",
      words: ordersTexts.mayBePlaced,
      text: error.message,
    };
  }
  return { kind: "error", words: inPlainWords(error.message), text: error.message };
}
