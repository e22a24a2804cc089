import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";
import type { TickDirection } from "../../bff/contract/vocabulary.ts";
import { closedWhy } from "./market-list.ts";

/** How a market stands, as figures for people; null where the exchange says nothing. */
export interface Ticker {
  readonly last: number | null;
  readonly isUp: boolean;
  readonly mark: number | null;
  readonly index: number | null;
  /** Symbol of the index that the contract is marked by. */
  readonly indexSymbol: string | null;
  readonly change: number | null;
  /** Fraction of one. */
  readonly changeRatio: number | null;
  readonly high: number | null;
  readonly low: number | null;
  /** What traded in 24 hours, in the quote currency. */
  readonly turnover: number | null;
  /** Contracts. */
  readonly openInterest: number | null;
  /** Fraction of one, for the present interval. */
  readonly fundingRate: number | null;
  readonly fundingAt: string | null;
  /** Expected for the interval after. */
  readonly nextFundingRate: number | null;
  readonly expiry: string | null;
  /** Fair price less index, in the quote currency. */
  readonly basis: number | null;
  /** Why nothing trades; null while it does. */
  readonly closedWhy: string | null;
}

export const NO_TICKER: Ticker = {
  last: null,
  isUp: true,
  mark: null,
  index: null,
  indexSymbol: null,
  change: null,
  changeRatio: null,
  high: null,
  low: null,
  turnover: null,
  openInterest: null,
  fundingRate: null,
  fundingAt: null,
  nextFundingRate: null,
  expiry: null,
  basis: null,
  closedWhy: null,
};

/** Half an hour's average of an index: futures settle at it, and are marked by the index itself. */
const AVERAGE = /30M$/;

/** The index that a contract is marked by. */
export const spotSymbolOf = ({ referenceSymbol }: Pick<InstrumentRow, "referenceSymbol">): string => referenceSymbol.replace(AVERAGE, "");

/** @param index row of the index that the contract is marked by, where the exchange streams it */
export function tickerOf(row: InstrumentRow, index: InstrumentRow | undefined): Ticker {
  const { lastPrice, prevPrice24h } = row;
  const direction = row.lastTickDirection as TickDirection;
  return {
    last: lastPrice,
    isUp: direction === "PlusTick" || direction === "ZeroPlusTick",
    mark: row.markPrice,
    indexSymbol: index?.symbol ?? (row.referenceSymbol === "" ? null : row.referenceSymbol),
    index: index?.lastPrice ?? index?.markPrice ?? row.indicativeSettlePrice,
    change: lastPrice === null || prevPrice24h === null ? null : lastPrice - prevPrice24h,
    changeRatio: lastPrice === null || prevPrice24h === null ? null : row.lastChangePcnt,
    high: row.highPrice,
    low: row.lowPrice,
    turnover: row.foreignNotional24h ?? row.volume24h,
    openInterest: row.openInterest,
    fundingRate: row.fundingRate,
    fundingAt: row.fundingTimestamp,
    nextFundingRate: row.indicativeFundingRate,
    // A row may come in part, with nothing said of its end.
    expiry: row.expiry ?? null,
    basis: row.fairBasis,
    closedWhy: closedWhy(row),
  };
}
