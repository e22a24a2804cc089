import { decimalsOf } from "../../market/figures.ts";
import { usePart, useTerminal } from "../../stores/terminal.ts";

/** Decimals of order prices; marks and indices always have two. */
export const usePriceDecimals = (): number =>
  usePart(useTerminal().terms, (terms) => (terms === null ? 1 : decimalsOf(terms.pointsPerTick / terms.pointsPerUnit)));

export const MARK_DECIMALS = 2;
