import { useState } from "react";
import type { NewOrder } from "../../../../bff/contract/operations/order.ts";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import type { OrdType } from "../../../../bff/contract/vocabulary.ts";
import { figure } from "../../../market/figures.ts";
import { isConditional } from "../../../market/typed-price.ts";
import { newClientId, placeOrder } from "../../../rest/orders.ts";
import { useDialogs } from "../../../stores/dialogs.ts";
import { useDraftOrder } from "../../../stores/draft-order.ts";
import { useNotices } from "../../../stores/notices.ts";
import { useTerminal } from "../../../stores/terminal.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import { orderWords, type TypedOrder, toNewOrder } from "./order-words.ts";
import { inPlainWords, type Refusal, refusalOf } from "./plain-words.ts";

export interface Sending {
  readonly isSending: boolean;
  /** Why the last order is not there; null once another is sent. */
  readonly refusal: Refusal | null;
  readonly send: (order: TypedOrder) => void;
  /** Sends the refused order again under its id. */
  readonly sendAgain: () => void;
  readonly dismiss: () => void;
}

/** @param before what has to be done first, as setting the leverage; sending waits for it and stops where it fails */
export function useSendOrder(before: () => Promise<boolean>): Sending {
  const { symbol } = useTerminal();
  const decimals = usePriceDecimals();
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [refused, setRefused] = useState<NewOrder | null>(null);

  const place = async (order: NewOrder) => {
    setSending(true);
    setRefusal(null);
    try {
      if (!(await before())) return;
      const refused = outcome(await placeOrder(order), decimals);
      setRefusal(refused);
      if (refused === null) placed();
    } catch (error) {
      setRefusal(refusalOf(error));
      setRefused(order);
    } finally {
      setSending(false);
    }
  };

  return {
    isSending,
    refusal,
    send: (order) => void place(toNewOrder(order, symbol, newClientId())),
    sendAgain: () => {
      if (refused !== null) void place(refused);
    },
    dismiss: () => setRefusal(null),
  };
}

/** The draft is an order now. A sheet has done its part, and would hide the notices. */
function placed(): void {
  useDraftOrder.getState().sent();
  const { open, close } = useDialogs.getState();
  if (open === "ticket") close();
}

/** Tells of an order that rests; fills tell of themselves. @returns why it is not there, where it is not */
function outcome(order: OrderRow, decimals: number): Refusal | null {
  const { ordStatus, side, orderQty, cumQty, price, symbol, ordType, text } = order;
  if (ordStatus === "Rejected") return { kind: "error", words: inPlainWords(order.ordRejReason || text), text: order.ordRejReason || text };
  if (ordStatus === "Canceled" && cumQty === 0 && ordType !== "Market") return { kind: "error", words: inPlainWords(text), text };
  const { tell } = useNotices.getState();
  const draft = { side: side === "Buy" ? "Buy" : "Sell", contracts: orderQty, price, ordType: "Limit" } as const;
  const waits = isConditional(ordType as OrdType) && order.triggered === "";
  if (waits) tell(`${orderWords({ ...draft, ordType: ordType as OrdType }, symbol, decimals)} waits for its price.`);
  else if (ordStatus === "New" || ordStatus === "PartiallyFilled") tell(`${orderWords(draft, symbol, decimals)} is in the book.`);
  if (ordStatus === "Canceled" && cumQty === 0)
    tell(`Nobody stood in the book: ${orderWords({ ...draft, ordType: "Market" }, symbol, decimals)} was cancelled.`, { isError: true });
  else if (ordStatus === "Canceled") tell(`${figure(cumQty)} of ${figure(orderQty)} ${symbol} found somebody; the rest was cancelled.`);
  return null;
}
