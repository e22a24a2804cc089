import type { ContractTerms } from "./terms.ts";

/**
 * Price that contracts and their cost stand for, in quote units to 4 decimals; null without contracts.
 * Inverse: 1e8 × contracts / |cost|. Source: avgEntryPrice of published rows (33669.3535, 7337.2955).
 */
export function averagePrice(terms: ContractTerms, contracts: number, costSats: number): number | null {
  if (contracts === 0 || costSats === 0) return null;
  const size = Math.abs(contracts) * terms.multiplierSats;
  const price = terms.isInverse ? size / Math.abs(costSats) : Math.abs(costSats) / size;
  return Math.round(price * 10_000) / 10_000;
}

/**
 * Price at which closing the position brings its realised profit, fees among it, back to zero.
 * |value| = C ∓ realised profit. Source: breakEvenPrice, section 7.1 of the contract.
 *
 * @param realisedPnlSats profit already realised in this position, fees included
 */
export function breakEvenPrice(terms: ContractTerms, contracts: number, costSats: number, realisedPnlSats: number): number | null {
  const grows = contracts > 0 === terms.isInverse;
  const value = Math.abs(costSats) + (grows ? realisedPnlSats : -realisedPnlSats);
  return value > 0 ? averagePrice(terms, contracts, value) : null;
}
