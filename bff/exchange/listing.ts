import type { InstrumentRow } from "../contract/tables/instrument.ts";
import { FAIR_METHOD, type ListFields, MARK_METHOD } from "../engine/commands.ts";
import { NONE } from "../engine/rows.ts";

/** Columns of an instrument that never change once it is listed. They travel with the listing and are kept as JSON. */
export type InstrumentDescription = Pick<
  InstrumentRow,
  | "rootSymbol"
  | "state"
  | "typ"
  | "listing"
  | "front"
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
> & {
  /** Price step of the level ids, in points: the tick at listing, which the ids keep for ever. */
  readonly levelIdPoints: number;
};

const SATS = 100_000_000;
const HOUR_MS = 3_600_000;
/** Prices in dollars carry two decimals. */
const USD_POINTS = 100;

const bxbt: InstrumentDescription = {
  rootSymbol: "XBT",
  state: "Unlisted",
  typ: "MRCXXX",
  listing: null,
  front: null,
  positionCurrency: "",
  underlying: "XBT",
  quoteCurrency: "USD",
  underlyingSymbol: "XBT=",
  reference: "BMI",
  referenceSymbol: ".BXBT",
  settlCurrency: "",
  isQuanto: false,
  capped: false,
  taxed: false,
  deleverage: false,
  fairMethod: "",
  markMethod: "LastPrice",
  levelIdPoints: 1,
};

const xbtusd: InstrumentDescription = {
  rootSymbol: "XBT",
  state: "Open",
  typ: "FFWCSX",
  listing: "2016-05-13T12:00:00.000Z",
  front: "2016-05-13T12:00:00.000Z",
  positionCurrency: "USD",
  underlying: "XBT",
  quoteCurrency: "USD",
  underlyingSymbol: "XBT=",
  reference: "BMEX",
  referenceSymbol: ".BXBT",
  settlCurrency: "XBt",
  isQuanto: false,
  capped: false,
  taxed: true,
  deleverage: true,
  fairMethod: "FundingRate",
  markMethod: "FairPrice",
  levelIdPoints: 1,
};

/** Handle that the index takes by being listed first; contracts refer to it. */
const BXBT_HANDLE = 0;

/**
 * What a new exchange lists, in order. XBTUSD has the parameters of 2019 with the lot of 100 contracts that came later:
 * 1 % initial and 0.5 % maintenance margin, −0.025 % and 0.075 % fees, 200 XBT risk limit.
 */
export const GENESIS_LISTINGS: readonly ListFields[] = [
  { symbol: ".BXBT", description: JSON.stringify(bxbt), index: NONE, terms: [0, 0, USD_POINTS, 1] },
  {
    symbol: "XBTUSD",
    description: JSON.stringify(xbtusd),
    index: BXBT_HANDLE,
    // In the order of TERMS.
    terms: [1, SATS, USD_POINTS, 50, 100, 100, 10_000_000, 2_000_000, 1_000_000, 500_000, -25_000, 75_000, 0, 200 * SATS, 100 * SATS],
    rules: {
      markMethod: MARK_METHOD.fairPrice,
      fairMethod: FAIR_METHOD.fundingRate,
      // At 04:00, 12:00 and 20:00 UTC.
      fundingIntervalMs: 8 * HOUR_MS,
      fundingOffsetMs: 4 * HOUR_MS,
      // 0.06 % and 0.03 % a day. Source: .USDBON and .XBTBON of 2019, whose difference is the usual 0.01 % a period.
      quoteInterestRate: 20_000,
      baseInterestRate: 10_000,
      // 0.1 XBT over the initial margin. Source: the fair price page of 2018.
      impactSats: 10 * SATS,
    },
  },
];
