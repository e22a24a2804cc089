import { useRef, useState } from "react";
import type { NewOrder } from "../../../../bff/contract/operations/order.ts";
import type { OrderRow } from "../../../../bff/contract/tables/order.ts";
import type { OrdType } from "../../../../bff/contract/vocabulary.ts";
import { bracketId, endsOf, newLink } from "../../../market/bracket.ts";
import { figure } from "../../../market/figures.ts";
import { isConditional } from "../../../market/typed-price.ts";
import { cancelOrders, newClientId, orderDesk, placeOrders } from "../../../rest/orders.ts";
import { type OrderDesk, placeAgain, placeOnce } from "../../../rest/place-once.ts";
import { useDialogs } from "../../../stores/dialogs.ts";
import { endsOfDraft, useDraftOrder } from "../../../stores/draft-order.ts";
import { useNotices } from "../../../stores/notices.ts";
import { useTerminal } from "../../../stores/terminal.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import { orderWords, type TypedOrder, toNewOrder } from "./order-words.ts";
import { inPlainWords, type Refusal, refusalOf } from "./plain-words.ts";

export interface Sending {
  readonly isSending: boolean;
  /** The answer was lost, and the exchange is being asked whether it has the order. */
  readonly isLooking: boolean;
  /** Why the last order is not there; null once another is sent. */
  readonly refusal: Refusal | null;
  readonly send: (order: TypedOrder) => void;
  /** Sends the refused order again under its id; one whose answer was lost is looked for first. */
  readonly sendAgain: () => void;
  readonly dismiss: () => void;
}

/** An order and those that end it: sent as one, taken as one or not at all. */
interface Batch {
  readonly order: NewOrder;
  readonly ends: readonly NewOrder[];
}

function batchOf(draft: TypedOrder, symbol: string): Batch {
  const ends = endsOfDraft(draft);
  if (ends.takeProfit === null && ends.stopLoss === null) return { order: toNewOrder(draft, symbol, newClientId()), ends: [] };
  const link = newLink(newClientId());
  return {
    order: toNewOrder(draft, symbol, bracketId(link, "entry")),
    ends: endsOf(symbol, draft.side, draft.contracts ?? 0, ends, link),
  };
}

/** @param before what has to be done first, as setting the leverage; sending waits for it and stops where it fails */
export function useSendOrder(before: () => Promise<boolean>): Sending {
  const { symbol } = useTerminal();
  const decimals = usePriceDecimals();
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [refused, setRefused] = useState<Batch | null>(null);
  const [isLooking, setLooking] = useState(false);

  const isWanted = useRef(false);

  const place = async ({ order, ends }: Batch, again: boolean) => {
    setSending(true);
    setRefusal(null);
    isWanted.current = true;
    const desk: OrderDesk = { ...orderDesk, place: async (first) => (ends.length === 0 ? orderDesk.place(first) : placeWith(first, ends)) };
    try {
      if (!(await before())) return;
      const row = await (again ? placeAgain : placeOnce)(
        order,
        desk,
        () => isWanted.current,
        () => setLooking(true),
      );
      if (ends.length > 0 && isOver(row) && row.cumQty === 0) await cancelOrders(ends.map(({ clOrdID }) => clOrdID ?? ""));
      const refused = outcome(row, decimals);
      setRefusal(refused);
      if (refused === null) placed();
    } catch (error) {
      const why = refusalOf(error);
      // Nobody waits for it any more: it may be there or not.
      setRefusal(why.kind === "lost" && !isWanted.current ? null : why);
      setRefused({ order, ends });
    } finally {
      setSending(false);
      setLooking(false);
    }
  };

  return {
    isSending,
    isLooking,
    refusal,
    send: (order) => void place(batchOf(order, symbol), false),
    sendAgain: () => {
      // Only what says itself that it took nothing may be sent again without a look.
      if (refused !== null) void place(refused, refusal?.kind !== "overload");
    },
    dismiss: () => {
      isWanted.current = false;
      setRefusal(null);
    },
  };
}

async function placeWith(order: NewOrder, ends: readonly NewOrder[]): Promise<OrderRow> {
  const [first] = await placeOrders([order, ...ends]);
  if (first === undefined) throw new Error("The exchange answered with no order.");
  return first;
}

const isOver = ({ ordStatus }: OrderRow): boolean => ordStatus === "Canceled" || ordStatus === "Rejected";

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
  if (waits) tell(ticketTexts.waits(orderWords({ ...draft, ordType: ordType as OrdType }, symbol, decimals)));
  else if (ordStatus === "New" || ordStatus === "PartiallyFilled") tell(ticketTexts.isInBook(orderWords(draft, symbol, decimals)));
  if (ordStatus === "Canceled" && cumQty === 0)
    tell(ticketTexts.nobodyStood(orderWords({ ...draft, ordType: "Market" }, symbol, decimals)), { isError: true });
  else if (ordStatus === "Canceled") tell(ticketTexts.partFilled(figure(cumQty), figure(orderQty), symbol));
  return null;
}
