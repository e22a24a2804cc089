import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { unrealisedPnlSats, valueSats } from "../../bff/contract/pricing/value.ts";

/**
 * The same notional in contracts of other kinds. The inverse contract is the exchange's own and valued by its pricing;
 * the others are what it is compared with, each of N dollars entered at E:
 *
 * - linear, settled in coins: N/E · (P/E − 1) coins; its value is proportional to the price.
 * - quanto: a fixed amount of coins for every dollar that the price moves, N/E² · (P − E): on its own coin the same
 *   line as the linear one; on another underlying the coin's own price comes on top.
 * - fixed exposure, as futures at the CME have it: N/E · (P − E) dollars, settled in dollars.
 */
export const KINDS = ["inverse", "linear", "quanto", "fixed"] as const;
export type Kind = (typeof KINDS)[number];

export interface Comparison {
  readonly terms: ContractTerms;
  /** Dollars, without sign: contracts of one dollar each. */
  readonly notional: number;
  readonly side: 1 | -1;
  /** Entry, a price of the contract. */
  readonly entry: number;
}

const SATS = 100_000_000;
const pointsOf = (terms: ContractTerms, price: number) => Math.max(1, Math.round(price * terms.pointsPerUnit));

/** Profit in coins: what it settles, or what its dollars would buy at the price. */
export function kindPnlCoins(kind: Kind, comparison: Comparison, price: number): number {
  const { terms, notional, side, entry } = comparison;
  switch (kind) {
    case "inverse": {
      const cost = valueSats(terms, side * notional, pointsOf(terms, entry));
      return unrealisedPnlSats(terms, side * notional, cost, pointsOf(terms, price)) / SATS;
    }
    case "linear":
      return ((side * notional) / entry) * (price / entry - 1);
    case "quanto":
      return ((side * notional) / entry ** 2) * (price - entry);
    case "fixed":
      return kindPnlDollars(kind, comparison, price) / price;
  }
}

/** Profit in dollars: what it settles, or what its coins would fetch at the price. */
export function kindPnlDollars(kind: Kind, comparison: Comparison, price: number): number {
  const { notional, side, entry } = comparison;
  if (kind === "fixed") return ((side * notional) / entry) * (price - entry);
  return kindPnlCoins(kind, comparison, price) * price;
}

/** Coins that it moves with as if it held them: price · dPnL/dprice of what it settles in coins; fixed where it settles dollars. */
export function kindExposureCoins(kind: Kind, comparison: Comparison, price: number): number {
  const { terms, notional, side, entry } = comparison;
  switch (kind) {
    case "inverse":
      return (side * Math.abs(valueSats(terms, notional, pointsOf(terms, price)))) / SATS;
    case "linear":
    case "quanto":
      return ((side * notional) / entry ** 2) * price;
    case "fixed":
      return (side * notional) / entry;
  }
}

/** A hedger's coins, as many as the notional was worth at entry, with a short of it: what both are worth in dollars. */
export function hedgedDollars(comparison: Comparison, price: number): number {
  const coins = comparison.notional / comparison.entry;
  return price * (coins + kindPnlCoins("inverse", { ...comparison, side: -1 }, price));
}
