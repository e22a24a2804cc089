import { ticksToPrice } from "../prices.ts";
import { ticksAtLoss } from "./critical-price.ts";
import type { ContractTerms } from "./terms.ts";
import { valueSats } from "./value.ts";

/**
 * Price that contracts and their cost stand for, in quote units; null without contracts. Inverse: 1e8 × contracts /
 * |cost|, to 4 decimals. A value is rounded to satoshis, so that the quotient of one fill misses its price by a little:
 * where the nearest tick has this very value, the price is that tick.
 * Source: avgEntryPrice of seven published rows, as 3968 for 30 contracts that cost 756,060.
 */
export function averagePrice(terms: ContractTerms, contracts: number, costSats: number): number | null {
  if (contracts === 0 || costSats === 0) return null;
  const size = Math.abs(contracts) * terms.multiplierSats;
  const price = terms.isInverse ? size / Math.abs(costSats) : Math.abs(costSats) / size;
  const ticks = Math.round((price * terms.pointsPerUnit) / terms.pointsPerTick);
  const isTick = Math.abs(valueSats(terms, contracts, ticks * terms.pointsPerTick)) === Math.abs(costSats);
  return isTick ? ticksToPrice(terms, ticks) : Math.round(price * 10_000) / 10_000;
}

/**
 * Price at which closing the position brings its realised profit, fees among it, back to zero, to the tick that is no
 * worse. |value| = C ± realised profit, rounded as the liquidation price is.
 * Source: breakEvenPrice of four published rows (3968.5, 6266, 7669.5, 33762.5).
 *
 * @param realisedPnlSats profit already realised in this position, fees included
 */
export function breakEvenPrice(terms: ContractTerms, contracts: number, costSats: number, realisedPnlSats: number): number | null {
  if (contracts === 0 || costSats === 0) return null;
  const ticks = ticksAtLoss(terms, contracts, costSats, realisedPnlSats);
  return ticks === null || ticks <= 0 ? null : ticksToPrice(terms, ticks);
}
