import { IMPACT_SCALE, type Impact } from "./fair-price.ts";
import { divHalfUpSigned, mulDivCeil, mulDivFloor, RATE_SCALE } from "./round.ts";
import type { ContractTerms } from "./terms.ts";
import { valueSats } from "./value.ts";

/** What longs and shorts of a perpetual pay each other. Source: section 6.4 of the contract. All rates are in 1e-8. */

/** Funding rates have six decimals. Source: the rows of a recorded snapshot. */
const RATE_STEP = 100;

/**
 * How far a perpetual trades from its index: what the impact bid is above the mark, or the impact ask below it, and the
 * basis that is in the mark. A side that is too thin to have an impact price says nothing.
 */
export function premiumRate(indexPoints: number, markPoints: number, { bid, ask }: Pick<Impact, "bid" | "ask">): number {
  const mark = markPoints * IMPACT_SCALE;
  const index = indexPoints * IMPACT_SCALE;
  const above = bid === null ? 0 : Math.max(0, bid - mark);
  const below = ask === null ? 0 : Math.max(0, mark - ask);
  return divHalfUpSigned(above - below + mark - index, RATE_SCALE, index);
}

export interface FundingRules {
  /** Interest on the quote currency less interest on the base currency, for one interval. */
  readonly interest: number;
  /** How far the interest may pull the rate from the premium. */
  readonly clamp: number;
  /** Largest rate of either sign. */
  readonly cap: number;
  /** Largest change from one interval to the next. */
  readonly step: number;
}

const clamp = (value: number, bound: number) => Math.max(0 - bound, Math.min(bound, value));

/**
 * F = P̄ + clamp(I − P̄), capped, and no further from the rate before than one step.
 *
 * @param premium time-weighted average of the premium over the interval
 */
export function nextFundingRate(premium: number, before: number, rules: FundingRules): number {
  const rate = premium + clamp(rules.interest - premium, rules.clamp);
  const rounded = Math.floor(rate / RATE_STEP + 0.5) * RATE_STEP;
  // A zero has no sign: the state hash would see it.
  return before + clamp(clamp(rounded, rules.cap) - before, rules.step) + 0;
}

/**
 * Satoshis that a position pays at a funding, below zero where it receives: its value at the mark times the rate. Who
 * pays rounds up and who receives rounds down, so that what is paid always covers what is received.
 *
 * @param rate longs pay when it is above zero
 */
export function fundingSats(terms: ContractTerms, contracts: number, markPoints: number, rate: number): number {
  const value = Math.abs(valueSats(terms, contracts, markPoints));
  const size = Math.abs(rate);
  const pays = contracts > 0 === rate > 0;
  return pays ? mulDivCeil(value, size, RATE_SCALE) : 0 - mulDivFloor(value, size, RATE_SCALE);
}
