import type { NewOrder } from "../../bff/contract/operations/order.ts";
import type { Side } from "../../bff/contract/vocabulary.ts";
import * as ordersTexts from "../texts/orders.ts";

/**
 * A bracket is an order with two more that end what it begins: one takes the profit, one stops the loss. The contract
 * has had no links between orders since 2018, so that ids of ours are the link: all that see them know what belongs
 * together, and the exchange alone holds the orders. Both ends are reduce-only and wait for a price: they never open
 * anything, and they stand when every browser is closed.
 */
export type BracketPart = "entry" | "takeProfit" | "stopLoss";

const SUFFIX: Readonly<Record<BracketPart, string>> = { entry: "en", takeProfit: "tp", stopLoss: "sl" };
const SHAPE = /^br-([0-9a-z]{20})-(en|tp|sl)$/;
const LINK_LENGTH = 20;

/** Prices of a bracket's ends; null for an end that it does not have. */
export interface Ends {
  readonly takeProfit: number | null;
  readonly stopLoss: number | null;
}

/** @param random letters and digits of any length above 19 */
export const newLink = (random: string): string => random.replaceAll(/[^0-9a-z]/g, "").slice(0, LINK_LENGTH);

export const bracketId = (link: string, part: BracketPart): string => `br-${link}-${SUFFIX[part]}`;

/** What an order is in its bracket; null for one that is in none. */
export function bracketPartOf(clOrdID: string): { readonly link: string; readonly part: BracketPart } | null {
  const [, link, suffix] = SHAPE.exec(clOrdID) ?? [];
  const part = (Object.keys(SUFFIX) as BracketPart[]).find((name) => SUFFIX[name] === suffix);
  return link === undefined || part === undefined ? null : { link, part };
}

const other = (side: Side): Side => (side === "Buy" ? "Sell" : "Buy");

/**
 * The orders that end a position: at market, once the mark is there.
 *
 * @param side of the order or position that they end
 */
export function endsOf(symbol: string, side: Side, contracts: number, ends: Ends, link: string): readonly NewOrder[] {
  const end = (part: "takeProfit" | "stopLoss", ordType: "MarketIfTouched" | "Stop"): NewOrder[] => {
    const stopPx = ends[part];
    if (stopPx === null) return [];
    return [
      {
        symbol,
        side: other(side),
        ordType,
        orderQty: contracts,
        stopPx,
        execInst: "ReduceOnly,MarkPrice",
        clOrdID: bracketId(link, part),
      },
    ];
  };
  return [...end("takeProfit", "MarketIfTouched"), ...end("stopLoss", "Stop")];
}

/**
 * Why a price can't be an end: it must lie beyond the entry, and beyond the mark as it is, or it would go off at once
 * and find nothing to close.
 *
 * @param entry price of the order; null at market
 */
export function endFault(
  part: "takeProfit" | "stopLoss",
  side: Side,
  price: number,
  entry: number | null,
  mark: number | null,
): string | null {
  const isAbove = (part === "takeProfit") === (side === "Buy");
  const lies = (than: number) => (isAbove ? price > than : price < than);
  const isLong = side === "Buy";
  if (mark !== null && !lies(mark)) return ordersTexts.wouldGoOffAtOnce(part, isLong, isAbove);
  if (entry !== null && !lies(entry)) return ordersTexts.beyondEntry(part, isLong, isAbove);
  return null;
}
