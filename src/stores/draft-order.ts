import { create } from "zustand";
import type { TimeInForce } from "../../bff/contract/vocabulary.ts";
import type { Ends } from "../market/bracket.ts";
import type { SizeUnit } from "../market/order-size.ts";
import { canRest, isConditional, type TypedPrices } from "../market/typed-price.ts";

/** Whether others see all of a resting order, a slice at a time, or nothing. */
export type Shown = "all" | "part" | "none";

/** The order that is typed and not sent. */
export interface DraftOrder extends TypedPrices {
  readonly timeInForce: TimeInForce;
  readonly shown: Shown;
  /** Contracts shown at a time, where a part is. */
  readonly displayQty: number | null;
  /** Contracts. */
  readonly contracts: number | null;
  /** What was typed where it was not contracts: they follow from it when price, side or leverage change by hand. */
  readonly amount: { readonly unit: SizeUnit; readonly value: number } | null;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
  /** Whether one that only reduces cancels own orders that stand in its way. */
  readonly clearsWay: boolean;
  /** Whether orders that end it are sent with it, and where they go off. */
  readonly hasBracket: boolean;
  readonly takeProfit: number | null;
  readonly stopLoss: number | null;
  /** Leverage that was chosen and that the exchange does not know yet, in hundredths, 0 for cross; null for none. */
  readonly leverage: number | null;
  /** It was sent as it stands, and nothing was typed since. */
  readonly isSent: boolean;
}

interface DraftOrderState extends DraftOrder {
  readonly change: (change: Partial<Omit<DraftOrder, "isSent">>) => void;
  readonly sent: () => void;
  /** Forgets figures that belong to one contract; side, type and conditions stay. */
  readonly empty: () => void;
  /** The exchange has the leverage that was chosen. The order that is typed stays as it is. */
  readonly leverageIsSet: () => void;
}

const EMPTY: DraftOrder = {
  side: "Buy",
  ordType: "Limit",
  price: null,
  stopPx: null,
  trigger: "MarkPrice",
  trails: false,
  offset: null,
  pegSide: "own",
  timeInForce: "GoodTillCancel",
  shown: "all",
  displayQty: null,
  contracts: null,
  amount: null,
  isPostOnly: false,
  isReduceOnly: false,
  clearsWay: false,
  hasBracket: false,
  takeProfit: null,
  stopLoss: null,
  leverage: null,
  isSent: false,
};

/** Whether what the order leaves may stand in the book. */
export const isResting = ({ ordType, timeInForce }: Pick<DraftOrder, "ordType" | "timeInForce">): boolean =>
  canRest(ordType) && (timeInForce === "GoodTillCancel" || timeInForce === "Day");

/** Whether orders that end it may come with it: it opens something, and does so as soon as it can. */
export const mayHaveBracket = ({ ordType, isReduceOnly }: Pick<DraftOrder, "ordType" | "isReduceOnly">): boolean =>
  !isConditional(ordType) && !isReduceOnly;

/** Prices of the orders that end it; none where it has none. */
export const endsOfDraft = (draft: Pick<DraftOrder, "ordType" | "isReduceOnly" | "hasBracket" | "takeProfit" | "stopLoss">): Ends =>
  draft.hasBracket && mayHaveBracket(draft) ? draft : { takeProfit: null, stopLoss: null };

/** One draft for all: the ticket and the book write it, chart and risk read it. */
export const useDraftOrder = create<DraftOrderState>()((set) => ({
  ...EMPTY,
  // A size that comes from elsewhere, as from the book, takes the place of the amount that was typed.
  change: (change) => set({ ...("contracts" in change ? { amount: null } : {}), ...change, isSent: false }),
  sent: () => set({ isSent: true }),
  empty: () => set({ price: null, contracts: null, amount: null, takeProfit: null, stopLoss: null, leverage: null, isSent: false }),
  leverageIsSet: () => set({ leverage: null }),
}));
