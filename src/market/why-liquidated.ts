import { ticksToPrice } from "../../bff/contract/prices.ts";
import { liquidationTicks } from "../../bff/contract/pricing/critical-price.ts";
import { CROSS } from "../../bff/contract/pricing/margin.ts";
import { type PositionFacts, positionMargin } from "../../bff/contract/pricing/position-margin.ts";
import { RATE_SCALE } from "../../bff/contract/pricing/round.ts";
import { type ContractTerms, termsAtTier } from "../../bff/contract/pricing/terms.ts";
import { feeSats, unrealisedPnlSats, valueSats } from "../../bff/contract/pricing/value.ts";
import type { LiquidationStepRow } from "../../bff/contract/tables/liquidation-report.ts";

/** Why a position was liquidated, computed again from what the engine told, by the functions that it decided with. */

/** A position that could not keep its margin, and what stood behind it. */
export interface DuePosition {
  /** At the risk limit by which it was held. */
  readonly terms: ContractTerms;
  readonly facts: PositionFacts;
  /** Behind a cross position: the wallet less what other positions locked, needed and lost. */
  readonly backingSats: number;
}

export function duePosition(listed: ContractTerms, row: LiquidationStepRow): DuePosition {
  return {
    terms: termsAtTier(listed, row.riskSteps),
    facts: {
      contracts: row.currentQty,
      costSats: row.posCost,
      leverage: Math.round(row.leverage * 100),
      payableFundingRate: Math.round(row.fundingRate * RATE_SCALE),
      postedSats: row.postedMargin,
      lossSats: row.posLoss,
    },
    backingSats: row.backing,
  };
}

/** Margin of a position at a mark, satoshis. */
export interface MarginAt {
  readonly balanceSats: number;
  readonly requiredSats: number;
}

export const pointsOf = (terms: ContractTerms, price: number): number => Math.max(1, Math.round(price * terms.pointsPerUnit));

/** What is left and what is asked for at a mark. Of a cross position both are without what other positions need. */
export function marginAt({ terms, facts, backingSats }: DuePosition, markPoints: number): MarginAt {
  const pnl = facts.contracts === 0 ? 0 : unrealisedPnlSats(terms, facts.contracts, facts.costSats, markPoints);
  const { posMargin, posMaint } = positionMargin(terms, facts, pnl);
  return { balanceSats: (facts.leverage === CROSS ? backingSats : posMargin) + pnl, requiredSats: posMaint };
}

/** Whether a position is liquidated at a mark: as the engine asks. */
export function isDueAt(position: DuePosition, markPoints: number): boolean {
  const { balanceSats, requiredSats } = marginAt(position, markPoints);
  if (position.facts.leverage === CROSS) return balanceSats <= requiredSats;
  return balanceSats < requiredSats || (balanceSats === requiredSats && requiredSats > 0);
}

/** The least margin more, satoshis, with which a position stands at a mark; 0 where it stands without. */
export function marginToStand(position: DuePosition, markPoints: number): number {
  if (!isDueAt(position, markPoints)) return 0;
  const { balanceSats, requiredSats } = marginAt(position, markPoints);
  // The reserve to close grows with posted margin by as much in what is left as in what is asked for.
  return requiredSats - balanceSats + 1;
}

/** The same position with margin added: to itself, or for cross margin to the wallet. */
export const withMargin = (position: DuePosition, sats: number): DuePosition =>
  position.facts.leverage === CROSS
    ? { ...position, backingSats: position.backingSats + sats }
    : { ...position, facts: { ...position.facts, postedSats: position.facts.postedSats + sats } };

export const withLeverage = (position: DuePosition, leverage: number): DuePosition => ({
  ...position,
  facts: { ...position.facts, leverage },
});

/** The same position, smaller: cost is linear in contracts. */
export const withContracts = (position: DuePosition, contracts: number): DuePosition => ({
  ...position,
  facts: { ...position.facts, contracts, costSats: (position.facts.costSats * contracts) / position.facts.contracts },
});

/** Lowest leverage that can be chosen, in hundredths. */
const LOWEST_LEVERAGE = 1;

/** The highest leverage, in hundredths, at which an isolated position stands at a mark; null where none does, and for cross margin. */
export function leverageToStand(position: DuePosition, markPoints: number): number | null {
  const { leverage } = position.facts;
  if (leverage === CROSS) return null;
  const stands = (hundredths: number) => !isDueAt(withLeverage(position, hundredths), markPoints);
  if (!stands(LOWEST_LEVERAGE)) return null;
  return highest(LOWEST_LEVERAGE, leverage, stands);
}

/** The largest part of a cross position, in contracts without sign, that stands at a mark; 0 where none does, null for isolated margin. */
export function contractsToStand(position: DuePosition, markPoints: number): number | null {
  const { contracts, leverage } = position.facts;
  if (leverage !== CROSS) return null;
  const { lotSize } = position.terms;
  const lots = Math.floor(Math.abs(contracts) / lotSize);
  const stands = (many: number) => many === 0 || !isDueAt(withContracts(position, Math.sign(contracts) * many * lotSize), markPoints);
  return highest(0, lots, stands) * lotSize;
}

/** The highest whole number of a range at which something holds that holds at the lowest and, from somewhere on, no more. */
function highest(lowest: number, most: number, holds: (value: number) => boolean): number {
  let [low, high] = [lowest, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A stop that would have closed the position before its liquidation. */
export interface SavingStop {
  readonly price: number;
  /** Loss of closing there, the taker's fee in it, satoshis. */
  readonly lossSats: number;
}

/**
 * The last price at which a stop could have been set: the tick nearest to liquidation at which the position still stood,
 * and none that is shown as the liquidation price, which is rounded to the tick.
 *
 * @param markPoints mark at which it was liquidated
 * @returns null where it stood at no price of the contract
 */
export function lastStop(position: DuePosition, markPoints: number): SavingStop | null {
  const { terms, facts } = position;
  const homeward = facts.contracts > 0 ? 1 : -1;
  const stands = (ticks: number) => !isDueAt(position, ticks * terms.pointsPerTick);
  const isPrice = (ticks: number) => ticks > 0 && ticks <= terms.maxPriceTicks;
  // A tick beyond the mark, where it fell; then away from it until it stands, and back by halves.
  let fallen = homeward > 0 ? Math.floor(markPoints / terms.pointsPerTick) : Math.ceil(markPoints / terms.pointsPerTick);
  let step = 1;
  while (isPrice(fallen + homeward * step) && !stands(fallen + homeward * step)) step *= 2;
  let standing = fallen + homeward * step;
  if (!isPrice(standing)) return null;
  while (Math.abs(standing - fallen) > 1) {
    const middle = Math.trunc((standing + fallen) / 2);
    if (stands(middle)) standing = middle;
    else fallen = middle;
  }
  const shown = liquidationTicks(terms, facts, position.backingSats);
  const ticks = shown === standing ? standing + homeward : standing;
  return { price: ticksToPrice(terms, ticks), lossSats: closingLossSats(position, ticks) };
}

/** What closing a position at a price costs, the taker's fee in it; below zero where it wins. */
function closingLossSats({ terms, facts }: DuePosition, ticks: number): number {
  const points = ticks * terms.pointsPerTick;
  const fee = feeSats(valueSats(terms, facts.contracts, points), terms.takerFeeRate);
  return fee - unrealisedPnlSats(terms, facts.contracts, facts.costSats, points);
}

/** The mark that was furthest against a position, of some; the first where there are several. */
export const furthestAgainst = (isLong: boolean, prices: readonly number[]): number =>
  prices.reduce((worst, price) => (isLong ? Math.min(worst, price) : Math.max(worst, price)));
