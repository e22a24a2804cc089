import type { InstrumentRow } from "../../contract/tables/instrument.ts";
import type { ListFields } from "../../engine/commands.ts";

/** Columns of an instrument that never change once it is listed. They travel with the listing and are kept as JSON. */
export type InstrumentDescription = Pick<
  InstrumentRow,
  | "rootSymbol"
  | "typ"
  | "positionCurrency"
  | "underlying"
  | "quoteCurrency"
  | "underlyingSymbol"
  | "reference"
  | "referenceSymbol"
  | "settlCurrency"
  | "isQuanto"
  | "capped"
  | "taxed"
  | "deleverage"
  | "fairMethod"
  | "markMethod"
> &
  Partial<Pick<InstrumentRow, "fundingBaseSymbol" | "fundingQuoteSymbol" | "fundingPremiumSymbol">> & {
    /** Price step of the level ids, in points: the tick at listing, which the ids keep for ever. */
    readonly levelIdPoints: number;
  };

/** An instrument to list; other instruments are called by their symbols, which stand before it. */
export interface Listing extends Omit<ListFields, "index" | "description"> {
  readonly description: InstrumentDescription;
  /** Symbol of the index that marks a contract; null for an index. */
  readonly index: string | null;
  /** Symbol of the index that it settles at. */
  readonly settlesAt?: string;
}

export const SATS = 100_000_000;
export const HOUR_MS = 3_600_000;
/** Prices in dollars carry two decimals, prices in bitcoin eight. */
export const USD_POINTS = 100;
export const XBT_POINTS = 100_000_000;
