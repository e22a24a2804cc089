import { priceToTicks, ticksToPrice } from "../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import { figure } from "../../market/figures.ts";
import * as ordersTexts from "../../texts/orders.ts";

/** What is wrong with a price, and what would be right. */
export function priceError(terms: ContractTerms | null, price: number, decimals: number): string | null {
  if (terms === null) return null;
  if (price <= 0) return ordersTexts.priceNotAboveZero;
  const ticks = priceToTicks(terms, price);
  if (ticks === null) {
    const nearest = Math.max(1, Math.round((price * terms.pointsPerUnit) / terms.pointsPerTick));
    return ordersTexts.betweenTicksNearest(figure(ticksToPrice(terms, 1), decimals), figure(ticksToPrice(terms, nearest), decimals));
  }
  return ticks > terms.maxPriceTicks ? ordersTexts.priceTooHigh(figure(ticksToPrice(terms, terms.maxPriceTicks), decimals)) : null;
}

/** What is wrong with a size, and what would be right. */
export function sizeError(terms: ContractTerms | null, contracts: number): string | null {
  if (terms === null) return null;
  const { lotSize, maxOrderQty } = terms;
  if (contracts > maxOrderQty) return ordersTexts.tooManyContracts(figure(maxOrderQty));
  if (contracts > 0 && contracts % lotSize === 0) return null;
  const below = Math.floor(contracts / lotSize) * lotSize;
  return ordersTexts.notInLots(figure(lotSize), below > 0 ? figure(below) : null, figure(below + lotSize));
}
