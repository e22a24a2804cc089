import type { ContractTerms } from "./terms.ts";
import { valueSats } from "./value.ts";

/** Price steps of a contract at most: the book keeps a bit for each. */
const MOST_TICKS = 1 << 25;

/** Which of a contract's terms can't stand; null when all can. */
export type TermsFault = "lotSize" | "multiplier" | "size" | null;

/**
 * Whether contracts with these terms have an exact value whoever holds how many of them.
 *
 * - Orders come in whole valuation lots: value is rounded once for each, and so is linear in the quantity.
 * - Where value is proportional to the price, a contract moves by whole satoshis with each point: nothing is rounded.
 * - The largest order at the dearest price is worth a number that is still exact.
 */
export function termsFault(terms: ContractTerms): TermsFault {
  const { isInverse, multiplierSats, pointsPerUnit, pointsPerTick, lotSize, valuationLot, maxOrderQty, maxPriceTicks } = terms;
  const isWhole = (value: number) => Number.isSafeInteger(value) && value > 0;
  if (!isWhole(lotSize) || !isWhole(valuationLot) || lotSize % valuationLot !== 0) return "lotSize";
  if (!isWhole(multiplierSats) || !isWhole(pointsPerUnit) || !isWhole(pointsPerTick)) return "multiplier";
  if (!isInverse && multiplierSats % pointsPerUnit !== 0) return "multiplier";
  if (!Number.isSafeInteger(maxOrderQty) || !Number.isSafeInteger(maxPriceTicks) || maxPriceTicks > MOST_TICKS) return "size";
  const dearest = isInverse ? pointsPerTick : maxPriceTicks * pointsPerTick;
  return Number.isSafeInteger(valueSats(terms, maxOrderQty, dearest)) ? null : "size";
}
