import type { FundingRow } from "../../bff/contract/tables/funding.ts";

/** What funding came to over a span. */
export interface FundingSum {
  /** Earned by a short, in parts of its value; below zero where it paid. */
  readonly share: number;
  readonly fundings: number;
  readonly days: number;
  /** Of the fundings, those at which a short paid. */
  readonly paid: number;
}

const DAY_MS = 86_400_000;

/**
 * Adds up fundings as a short of an inverse contract has them: of a fixed number of dollars it receives as many dollars at
 * each as the rate says, whatever the price is then. Null without any.
 */
export function fundingOfShort(rows: readonly FundingRow[]): FundingSum | null {
  const rates = rows.flatMap(({ fundingRate }) => (fundingRate === null ? [] : [fundingRate]));
  const times = rows.map(({ timestamp }) => Date.parse(timestamp));
  if (rates.length === 0) return null;
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const interval = rows.length < 2 ? DAY_MS / 3 : (last - first) / (rows.length - 1);
  return {
    share: rates.reduce((sum, rate) => sum + rate, 0),
    fundings: rates.length,
    days: (last - first + interval) / DAY_MS,
    paid: rates.filter((rate) => rate < 0).length,
  };
}
