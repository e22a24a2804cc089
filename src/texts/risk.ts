// What the pages about risk share.

import type { ReactNode } from "react";
import { sentence } from "./sentence.ts";

// Shared by the pages
export const ruleIs = (rule: string) => `Rule: ${rule}`;
export const originsLabel = "Where the figures come from";
export const markOf = (symbol: ReactNode, mark: ReactNode) => sentence`${symbol} mark ${mark}`;

// Seven moves
export const withOrder = "With order";
export const movesCaption = (measure: string, unit: string) => `${measure}: what seven moves of the mark would make of it, in ${unit}`;
export const move = "Move";
export const liquidated = "liquidated";

// The page
export const contractNotCome = "The contract and its price have not come yet.";

// The panel
export const withThisOrder = "With this order";
