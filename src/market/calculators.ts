import { averagePrice, breakEvenPrice } from "../../bff/contract/pricing/average-price.ts";
import { bankruptcyTicks, type CriticalTicks, liquidationTicks, ticksAtLoss } from "../../bff/contract/pricing/critical-price.ts";
import { FillEffect } from "../../bff/contract/pricing/fill.ts";
import { initMarginSats, orderMarginSats } from "../../bff/contract/pricing/margin.ts";
import { positionMargin, UNTOUCHED } from "../../bff/contract/pricing/position-margin.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { feeSats, unrealisedPnlSats, valueSats } from "../../bff/contract/pricing/value.ts";

/**
 * What the calculators answer, all of it by the functions by which the exchange prices. Prices come in ticks,
 * contracts signed, coins in satoshis.
 */

/** A position entered at one price. */
export interface Entered {
  readonly terms: ContractTerms;
  /** Signed, a multiple of the lot. */
  readonly contracts: number;
  readonly entryTicks: number;
  /** In hundredths; 0 for cross margin. */
  readonly leverage: number;
}

const pointsOf = (terms: ContractTerms, ticks: number) => ticks * terms.pointsPerTick;

export const costSatsOf = ({ terms, contracts, entryTicks }: Entered): number => valueSats(terms, contracts, pointsOf(terms, entryTicks));

export interface RoundTrip {
  readonly grossSats: number;
  /** Of both trades as taker. */
  readonly feesSats: number;
  readonly netSats: number;
  /** Net profit over initial margin, a fraction of one. */
  readonly returnOnMargin: number;
}

/** Buying and selling again, or the other way round, both at once. */
export function roundTrip(entered: Entered, exitTicks: number): RoundTrip {
  const { terms, contracts, leverage } = entered;
  const costSats = costSatsOf(entered);
  const exitPoints = pointsOf(terms, exitTicks);
  const grossSats = unrealisedPnlSats(terms, contracts, costSats, exitPoints);
  const feesSats = feeSats(costSats, terms.takerFeeRate) + feeSats(valueSats(terms, contracts, exitPoints), terms.takerFeeRate);
  const netSats = grossSats - feesSats;
  return { grossSats, feesSats, netSats, returnOnMargin: netSats / initMarginSats(terms, leverage, Math.abs(costSats)) };
}

/** The nearest tick at which the position has won so much, fees not counted; null where no price does it. */
export const targetTicks = (entered: Entered, profitSats: number): CriticalTicks =>
  ticksAtLoss(entered.terms, entered.contracts, costSatsOf(entered), -profitSats);

export interface Critical {
  readonly liquidation: CriticalTicks;
  readonly bankruptcy: CriticalTicks;
  /** What may be lost before liquidation; null where it never comes. */
  readonly collateralSats: number;
  readonly neededSats: number;
}

/** @param walletSats what stands behind a cross position; an isolated one stands on its own margin */
export function criticalPrices(entered: Entered, walletSats: number): Critical {
  const { terms, contracts, leverage } = entered;
  const facts = { contracts, costSats: costSatsOf(entered), leverage, ...UNTOUCHED };
  const { posMargin, posMaint } = positionMargin(terms, facts, 0);
  return {
    liquidation: liquidationTicks(terms, facts, walletSats),
    bankruptcy: bankruptcyTicks(terms, facts, walletSats),
    collateralSats: leverage === 0 ? walletSats : posMargin,
    neededSats: posMaint,
  };
}

export interface MarginNeeds {
  readonly costSats: number;
  readonly initialSats: number;
  readonly reserveSats: number;
  readonly maintenanceSats: number;
  /** What an order for it binds while it rests. */
  readonly orderSats: number;
}

export function marginNeeds(entered: Entered): MarginNeeds {
  const { terms, contracts, leverage } = entered;
  const costSats = costSatsOf(entered);
  const { posInit, posComm, posMaint } = positionMargin(terms, { contracts, costSats, leverage, ...UNTOUCHED }, 0);
  return {
    costSats: Math.abs(costSats),
    initialSats: posInit,
    reserveSats: posComm,
    maintenanceSats: posMaint,
    orderSats: orderMarginSats(terms, leverage, Math.abs(costSats)),
  };
}

/** What is lost when the position ends at its stop, both fees paid; negative where the stop wins. */
export const lossAtStopSats = (entered: Entered, stopTicks: number): number => -roundTrip(entered, stopTicks).netSats;

/**
 * The largest size, without sign, whose loss at the stop is within a bound: the loss grows with the size, so that
 * halving finds it. Zero where a single lot loses more; the order limit where nothing is lost.
 */
export function contractsWithinRisk(terms: ContractTerms, side: 1 | -1, entryTicks: number, stopTicks: number, riskSats: number): number {
  const fits = (lots: number) =>
    lossAtStopSats({ terms, contracts: side * lots * terms.lotSize, entryTicks, leverage: 0 }, stopTicks) <= riskSats;
  let enough = 0;
  let tooMany = Math.floor(terms.maxOrderQty / terms.lotSize) + 1;
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2);
    if (fits(middle)) enough = middle;
    else tooMany = middle;
  }
  return enough * terms.lotSize;
}

export interface Trade {
  /** Signed, positive for bought. */
  readonly contracts: number;
  readonly ticks: number;
}

export interface Averaged {
  readonly contracts: number;
  readonly costSats: number;
  readonly average: number | null;
  /** With taker fees of all trades and what they realised. */
  readonly breakEven: number | null;
  readonly realisedSats: number;
  readonly feesSats: number;
}

/** A position as a row of trades leaves it. */
export function averaged(terms: ContractTerms, trades: readonly Trade[]): Averaged {
  const fill = new FillEffect();
  let contracts = 0;
  let costSats = 0;
  let realisedSats = 0;
  let feesSats = 0;
  for (const trade of trades) {
    fill.compute(terms, contracts, costSats, trade.contracts, pointsOf(terms, trade.ticks), terms.takerFeeRate, 0);
    contracts = fill.contractsAfter;
    costSats = fill.costAfter;
    realisedSats += fill.realised;
    feesSats += fill.fee;
  }
  return {
    contracts,
    costSats,
    average: averagePrice(terms, contracts, costSats),
    breakEven: breakEvenPrice(terms, contracts, costSats, realisedSats - feesSats),
    realisedSats,
    feesSats,
  };
}
