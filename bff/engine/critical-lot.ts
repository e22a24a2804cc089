import { positionMargin } from "../contract/pricing/position-margin.ts";
import { divFloor, mulDivFloor, RATE_SCALE } from "../contract/pricing/round.ts";
import { type ContractTerms, closingFeeRate } from "../contract/pricing/terms.ts";
import { valueAtLotSats } from "../contract/pricing/value.ts";
import { type HeldFacts, isIsolatedDue } from "./margin.ts";

/**
 * At which value of one valuation lot a position has to be looked at. The value of a lot is a whole number of satoshis
 * that a mark turns into, and profit is linear in it: so every position has one whole number at which its test flips.
 */

/** Threshold of a position that no mark makes due, and of one that nothing but a value of nothing could. */
export const farthest = (isRising: boolean): number => (isRising ? Number.MAX_SAFE_INTEGER : 0);

/** Whether a position loses as the value of a lot rises: longs of inverse and shorts of linear contracts. */
export function losesAsLotsRise(terms: ContractTerms, contracts: number): boolean {
  return contracts > 0 === terms.isInverse;
}

/** Threshold that every value of a lot reaches: for what is due already. */
export const nearest = (isRising: boolean): number => (isRising ? 0 : Number.MAX_SAFE_INTEGER);

/**
 * Value of a lot at which an isolated position is due: at this value and all beyond, and at none before.
 *
 * Profit is ∓lots × value − cost, and the margin that has to remain does not depend on it: solving for the value gives
 * the flip but for the rule's edges, which are then tried with the rule itself.
 *
 * @returns {@link farthest} also where no value makes it due
 */
export function isolatedThreshold(terms: ContractTerms, facts: HeldFacts): number {
  const isRising = losesAsLotsRise(terms, facts.contracts);
  const margin = positionMargin(terms, facts, 0);
  const lots = Math.abs(facts.contracts) / terms.valuationLot;
  const room = margin.posMargin - margin.posMaint;
  const isDueAt = (lotSats: number) => isIsolatedDue(margin, valueAtLotSats(terms, facts.contracts, lotSats) - facts.costSats);
  // Beyond this no lot's value is exact; no contract is listed or held so large that it gets there.
  const limit = divFloor(Number.MAX_SAFE_INTEGER, lots);
  // The last value before the bound, and whatever of it rounding leaves: due is this or one of the next two, or none.
  const inner = isRising ? Math.floor((room - facts.costSats) / lots) : Math.ceil((facts.costSats - room) / lots);
  const outwards = isRising ? 1 : -1;
  const first = Math.min(Math.max(inner, 0), limit);
  const beyond = first + 3 * outwards;
  for (let value = first; value !== beyond; value += outwards) if (value >= 0 && value <= limit && isDueAt(value)) return value;
  return farthest(isRising);
}

/**
 * How far the value of a lot may move against a cross position before it takes more than a share of its account's room.
 * A step costs each lot a satoshi of profit, and the reserve to close grows by the fee on that, rounded up once.
 *
 * @param shareSats not below zero
 */
export function safeSteps(terms: ContractTerms, contracts: number, shareSats: number): number {
  const lots = Math.abs(contracts) / terms.valuationLot;
  if (shareSats <= 1) return 0;
  return divFloor(mulDivFloor(shareSats - 1, RATE_SCALE, RATE_SCALE + Math.max(0, closingFeeRate(terms))), lots);
}
