import { mulDivTrunc } from "../../bff/contract/pricing/round.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { valueSats } from "../../bff/contract/pricing/value.ts";

/** Contracts held, signed, and what they cost, signed, in satoshis. */
export interface Held {
  readonly contracts: number;
  readonly costSats: number;
}

export interface FillEffect extends Held {
  /** Profit of the part that closed; no fee is in it. */
  readonly realisedSats: number;
}

/**
 * What a trade makes of a position. Closing realises its share of the entry cost, rounded towards zero as the
 * exchange does; the remainder stays in the cost of the rest.
 *
 * @param traded signed contracts
 * @param costSats signed value of them
 * @param points price of the part that closes, where the trade turns the position round
 */
export function afterFill(terms: ContractTerms, held: Held, traded: number, costSats: number, points: number): FillEffect {
  const contracts = held.contracts + traded;
  if (traded === 0) return { ...held, realisedSats: 0 };
  if (held.contracts === 0 || held.contracts > 0 === traded > 0) {
    return { contracts, costSats: held.costSats + costSats, realisedSats: 0 };
  }
  const closing = Math.min(Math.abs(held.contracts), Math.abs(traded));
  const closingCost = closing === Math.abs(traded) ? costSats : valueSats(terms, traded > 0 ? closing : -closing, points);
  const entryCost = closing === Math.abs(held.contracts) ? held.costSats : mulDivTrunc(held.costSats, closing, Math.abs(held.contracts));
  return {
    contracts,
    costSats: held.costSats - entryCost + costSats - closingCost,
    realisedSats: 0 - (entryCost + closingCost),
  };
}
