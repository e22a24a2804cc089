import { ticksToPrice } from "../../bff/contract/prices.ts";
import { type LeverageHundredths, orderMarginSats, premiumSats } from "../../bff/contract/pricing/margin.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { feeSats, valueSats } from "../../bff/contract/pricing/value.ts";
import type { Side } from "../../bff/contract/vocabulary.ts";

/** What a size may be typed in. The order itself is always of contracts. */
export const SIZE_UNITS = ["contracts", "XBT", "USD", "percent", "risk"] as const;
export type SizeUnit = (typeof SIZE_UNITS)[number];

/** Units for a contract: dollars where a contract is worth the same of them at every price. */
export const sizeUnitsOf = (terms: ContractTerms | null): readonly SizeUnit[] =>
  terms === null || terms.isInverse ? SIZE_UNITS : SIZE_UNITS.filter((unit) => unit !== "USD");

const SATS = 100_000_000;

/** What turning an amount into contracts needs to know. */
export interface SizeFacts {
  readonly terms: ContractTerms;
  readonly side: Side;
  /** Price that the order would have, in points. */
  readonly points: number;
  readonly markPoints: number;
  readonly leverage: LeverageHundredths;
  /** Null for nobody signed in. */
  readonly availableSats: number | null;
  /** What the account is worth at the mark; a risk is a part of it. Null for nobody signed in. */
  readonly balanceSats: number | null;
  /** Where a loss is to be stopped, in points; null where nobody has said. */
  readonly stopPoints: number | null;
}

/** Value of one lot at the order's price, satoshis without sign. Value is linear in lots: the contract rounds it once a lot. */
const lotSats = ({ terms, side, points }: SizeFacts) => Math.abs(valueSats(terms, side === "Buy" ? terms.lotSize : -terms.lotSize, points));

/** What a lot binds of the account when it opens: margin with its fees, and what it would lose at once against the mark. */
function lotMarginSats(facts: SizeFacts): number {
  const { terms, side, points, markPoints, leverage } = facts;
  const signedLot = side === "Buy" ? terms.lotSize : -terms.lotSize;
  return (
    orderMarginSats(terms, leverage, lotSats(facts)) +
    premiumSats(valueSats(terms, signedLot, points), valueSats(terms, signedLot, markPoints))
  );
}

/**
 * What a lot that is stopped out loses, satoshis: between the order's price and the stop, with the taker's fee at both,
 * so that no fill at these prices loses more. Null where no stop lies on the losing side.
 */
function lotLossSats({ terms, side, points, stopPoints }: SizeFacts): number | null {
  if (stopPoints === null || (side === "Buy" ? stopPoints >= points : stopPoints <= points)) return null;
  const signedLot = side === "Buy" ? terms.lotSize : -terms.lotSize;
  const [entered, stopped] = [valueSats(terms, signedLot, points), valueSats(terms, signedLot, stopPoints)];
  return entered - stopped + feeSats(entered, terms.takerFeeRate) + feeSats(stopped, terms.takerFeeRate);
}

/** Dollars of a lot: an inverse contract is worth the same in dollars at every price, and the price of no other tells any. */
const lotUsd = ({ terms }: SizeFacts): number | null => (terms.isInverse ? (terms.lotSize * terms.multiplierSats) / SATS : null);

/** How much one lot is, in a unit; null where that cannot be told. */
export function lotIn(unit: SizeUnit, facts: SizeFacts): number | null {
  switch (unit) {
    case "contracts":
      return facts.terms.lotSize;
    case "XBT":
      return lotSats(facts) / SATS;
    case "USD":
      return lotUsd(facts);
    case "percent":
      return facts.availableSats === null || facts.availableSats <= 0 ? null : (100 * lotMarginSats(facts)) / facts.availableSats;
    case "risk": {
      const loss = lotLossSats(facts);
      return loss === null || facts.balanceSats === null || facts.balanceSats <= 0 ? null : (100 * loss) / facts.balanceSats;
    }
  }
}

/**
 * Contracts that an amount comes to: whole lots, rounded down, so that the order is never larger than what was typed;
 * contracts themselves stay as they were typed.
 *
 * @returns null where it comes to less than a lot, or cannot be told
 */
export function contractsFor(unit: SizeUnit, amount: number, facts: SizeFacts): number | null {
  if (unit === "contracts") return amount;
  const { terms } = facts;
  const lots = lotsFor(unit, amount, facts);
  if (lots === null) return null;
  const contracts = Math.min(Math.floor(lots) * terms.lotSize, terms.maxOrderQty);
  return contracts > 0 ? contracts : null;
}

function lotsFor(unit: Exclude<SizeUnit, "contracts">, amount: number, facts: SizeFacts): number | null {
  switch (unit) {
    case "XBT":
      return Math.round(amount * SATS) / lotSats(facts);
    case "USD": {
      const usd = lotUsd(facts);
      return usd === null ? null : amount / usd;
    }
    case "percent": {
      const { availableSats } = facts;
      return availableSats === null || availableSats <= 0 ? null : (availableSats * amount) / 100 / lotMarginSats(facts);
    }
    case "risk": {
      const { balanceSats } = facts;
      const loss = lotLossSats(facts);
      return loss === null || balanceSats === null ? null : (balanceSats * amount) / 100 / loss;
    }
  }
}

/** What contracts are in a unit, for a size that came from elsewhere. */
export function amountOf(unit: SizeUnit, contracts: number, facts: SizeFacts): number | null {
  const lot = lotIn(unit, facts);
  if (lot === null) return null;
  const amount = (contracts / facts.terms.lotSize) * lot;
  return unit === "XBT"
    ? Math.round(amount * SATS) / SATS
    : unit === "percent" || unit === "risk"
      ? Math.round(amount * 100) / 100
      : amount;
}

/** The nearest price on a tick. */
export function nearestTick(terms: ContractTerms, price: number): number {
  return ticksToPrice(terms, Math.max(1, Math.round((price * terms.pointsPerUnit) / terms.pointsPerTick)));
}
