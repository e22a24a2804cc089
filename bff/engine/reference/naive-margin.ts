import type { ContractTerms } from "../../contract/pricing/terms.ts";
import { ceilOf, type Fraction, fraction, larger, nearestTo, plus, times } from "./fraction.ts";

/**
 * Margin in fractions, rounded where the contract rounds and nowhere else. Source: section 7 of the contract. The
 * engine's integers must come to the same.
 */

/** What a position's margin follows from, as the position's own row says it. */
export interface NaiveHolding {
  readonly quantity: number;
  readonly cost: number;
  /** Hundredths; 0 is cross margin. */
  readonly leverage: number;
  readonly riskSteps: number;
  readonly posted: number;
  readonly loss: number;
}

export interface NaiveStanding {
  readonly unrealised: bigint;
  readonly margin: bigint;
  readonly maintenance: bigint;
  readonly isCross: boolean;
}

const rate = (units: number): Fraction => fraction(units, 100_000_000);
const size = (value: bigint): bigint => (value < 0n ? -value : value);
const atLeast = (value: bigint, least: bigint): bigint => (value > least ? value : least);

/** Each step of the risk limit adds the base maintenance rate to both. */
const initRate = (terms: ContractTerms, steps: number) => rate(terms.initMarginRate + steps * terms.maintMarginRate);
const maintRate = (terms: ContractTerms, steps: number) => rate(terms.maintMarginRate * (1 + steps));
const closingFee = (terms: ContractTerms) => rate(Math.max(terms.takerFeeRate, terms.makerFeeRate, terms.settlementFeeRate));

/** The contract's initial rate, or what the leverage leaves of a whole where that is more. */
function effectiveInitRate(terms: ContractTerms, steps: number, leverage: number): Fraction {
  const own = initRate(terms, steps);
  return leverage === 0 ? own : larger(own, fraction(100, leverage));
}

/** Signed value of contracts at a price in points, each valuation lot rounded by itself. */
export function naiveValue(terms: ContractTerms, contracts: bigint, points: number): bigint {
  const perLot = BigInt(terms.multiplierSats) * BigInt(terms.valuationLot);
  const lot = terms.isInverse
    ? nearestTo(fraction(perLot * BigInt(terms.pointsPerUnit), points))
    : nearestTo(fraction(perLot * BigInt(points), terms.pointsPerUnit));
  return (terms.isInverse ? -1n : 1n) * (contracts / BigInt(terms.valuationLot)) * lot;
}

/** Fee or, below zero, rebate on a value: a share of it, halves up whoever gains. */
export function naiveFee(value: bigint, feeRate: number): bigint {
  const fee = nearestTo(times(fraction(size(value)), rate(Math.abs(feeRate))));
  return feeRate < 0 ? -fee : fee;
}

/** @param fundingRate in 1e-8, what longs pay next */
export function naiveStanding(terms: ContractTerms, holding: NaiveHolding, markPoints: number, fundingRate: number): NaiveStanding {
  const { quantity, leverage, riskSteps } = holding;
  const cost = BigInt(holding.cost);
  const isCross = leverage === 0;
  const unrealised = quantity === 0 || markPoints === 0 ? 0n : naiveValue(terms, BigInt(quantity), markPoints) - cost;
  const entry = fraction(size(cost));
  const init = ceilOf(times(entry, effectiveInitRate(terms, riskSteps, leverage)));
  const more = isCross ? atLeast(-unrealised, 0n) : BigInt(holding.posted);
  const less = isCross ? 0n : BigInt(holding.loss);
  // A short of an inverse contract that is paid for in full cannot lose more than it has.
  if (terms.isInverse && quantity < 0 && !isCross && leverage <= 100 && holding.loss <= holding.posted)
    return { unrealised, margin: init + more - less, maintenance: 0n, isCross };
  const commission = ceilOf(times(fraction(size(cost) + init + more), closingFee(terms)));
  const payable = rate(Math.max(0, quantity < 0 ? -fundingRate : fundingRate));
  const maintenance = ceilOf(times(entry, plus(maintRate(terms, riskSteps), payable))) + commission;
  return { unrealised, margin: init + more + commission - less, maintenance, isCross };
}

/** Margin of a resting order: initial margin, the fee to open it, and the fee to close it at bankruptcy. */
export function naiveReserve(terms: ContractTerms, leverage: number, riskSteps: number, contracts: number, points: number): bigint {
  const value = fraction(size(naiveValue(terms, BigInt(contracts), points)));
  const [init, fee] = [effectiveInitRate(terms, riskSteps, leverage), closingFee(terms)];
  return ceilOf(times(value, plus(plus(init, fee), times(plus(fraction(1), init), fee))));
}

/** Whether a position, or with cross margin its account, is to be liquidated. */
export function naiveIsDue(own: NaiveStanding, cash: bigint, all: readonly NaiveStanding[]): boolean {
  if (!own.isCross) {
    const equity = own.margin + own.unrealised;
    return equity < own.maintenance || (equity === own.maintenance && own.maintenance > 0n);
  }
  const cross = all.filter(({ isCross }) => isCross);
  const locked = all.filter(({ isCross }) => !isCross).reduce((sum, { margin }) => sum + margin, 0n);
  const equity = cross.reduce((sum, { unrealised }) => sum + unrealised, cash - locked);
  return equity <= cross.reduce((sum, { maintenance }) => sum + maintenance, 0n);
}
