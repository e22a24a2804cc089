// The page about a market: queue, insurance fund and liquidations.

import type { ReactNode } from "react";
import { sentence } from "./sentence.ts";

export const heading = (symbol: string) => `${symbol}: liquidations and insurance`;
export const lead =
  "What was liquidated, what closing it earned the insurance fund or cost it, and who would be deleveraged if the fund could not pay.";
export const queueHeading = "Your place in the deleveraging queue";
export const noPosition = (symbol: string) => `You hold no position in ${symbol}. Lights show here while you do.`;
export const fundHeading = "Insurance fund";
export const liquidationsHeading = "Recent liquidations";
export const noLiquidations = (symbol: string) => `Nobody has been liquidated in ${symbol}.`;
export const fundHolds = (amount: ReactNode) => sentence`It holds ${amount} now, for all contracts together.`;
export const atNoon = "At noon, UTC";
export const heldXbt = "Held, XBT";
export const change = "Change";
export const now = "Now";
export const held = "Held";
export const heldFormula =
  "held at the noon before + what closing fetched above bankruptcy prices − what it lacked, and what funding leaves over";
export const steps = {
  Due: "Due",
  LimitLowered: "Kept: risk limit lowered",
  OrdersCancelled: "Kept: orders cancelled",
  Reduced: "Reduced",
  TakenOver: "Taken over",
};
export const liquidationsLabel = "Recent liquidations";
export const contracts = "Contracts";
export const done = "What was done";
export const bankruptcy = "Bankruptcy";
export const closed = "Closed";
export const closedAt = "at, on average";
export const deleveraged = "Deleveraged";

// The queue
export const placeUnknown = "Its place is not known yet.";
export const firstFifth = (isLong: boolean) =>
  `Five of five: among the first fifth of ${isLong ? "longs" : "shorts"} that would be deleveraged.`;
export const placeIs = (lit: number, before: number, isLong: boolean) =>
  `${lit} of five: ${before === 1 ? "a fifth" : `${before} fifths`} of ${isLong ? "longs" : "shorts"} would be deleveraged before.`;
export const rule = "Rule";
