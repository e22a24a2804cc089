import { FAIR_METHOD, MARK_METHOD } from "../../engine/commands.ts";
import { HOUR_MS, type InstrumentDescription, type Listing, SATS, USD_POINTS } from "./description.ts";

const description: InstrumentDescription = {
  rootSymbol: "XBT",
  typ: "FFWCSX",
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
  fundingBaseSymbol: ".XBTBON8H",
  fundingQuoteSymbol: ".USDBON8H",
  fundingPremiumSymbol: ".XBTUSDPI8H",
  levelIdPoints: 1,
};

const rules: Listing["rules"] = {
  markMethod: MARK_METHOD.fairPrice,
  fairMethod: FAIR_METHOD.fundingRate,
  // At 04:00, 12:00 and 20:00 UTC.
  fundingIntervalMs: 8 * HOUR_MS,
  fundingOffsetMs: 4 * HOUR_MS,
  // 0.06 % and 0.03 % a day. Source: .USDBON and .XBTBON of 2019, whose difference is the usual 0.01 % a period.
  quoteInterestRate: 20_000,
  baseInterestRate: 10_000,
  fundingClampRate: 50_000,
  // ±0.375 % of XBTUSD is the largest rate that recorded rows have; the bound of its change is from memory.
  fundingCapShare: 75_000_000,
  fundingStepShare: 75_000_000,
  // 0.1 XBT over the initial margin. Source: the fair price page of 2018.
  impactSats: 10 * SATS,
};

/** Terms of XBTUSD in 2019 but for its lot: 1 % and 0.5 % margin, −0.025 % and 0.075 % fees, 200 XBT risk limit. In the order of TERMS. */
const xbtusdTerms = (lot: number) => [
  1,
  SATS,
  USD_POINTS,
  50,
  lot,
  lot,
  10_000_000,
  2_000_000,
  1_000_000,
  500_000,
  -25_000,
  75_000,
  0,
  200 * SATS,
  100 * SATS,
];

/** Inverse: pays bitcoin for a price in dollars. The lot of 100 contracts came in 2021. */
export const XBTUSD: Listing = {
  symbol: "XBTUSD",
  description,
  index: ".BXBT",
  terms: xbtusdTerms(100),
  rules: { ...rules, openAtMs: Date.parse("2016-05-13T12:00:00.000Z") },
};

/** The same as it was in 2019: orders of one contract, each valued by itself, as recorded rows of that time have it. */
export const XBTUSD_2019: Listing = { ...XBTUSD, terms: xbtusdTerms(1) };

/** Quanto: 100 satoshis for each dollar of an ether's price. Source: the recorded instrument, with the margins of 2019. */
export const ETHUSD: Listing = {
  symbol: "ETHUSD",
  description: {
    ...description,
    rootSymbol: "ETH",
    positionCurrency: "",
    underlying: "ETH",
    underlyingSymbol: "ETH=",
    referenceSymbol: ".BETH",
    isQuanto: true,
    fundingBaseSymbol: ".ETHBON8H",
    fundingPremiumSymbol: ".ETHUSDPI8H",
    levelIdPoints: 5,
  },
  index: ".BETH",
  terms: [0, 100, USD_POINTS, 5, 1, 1, 10_000_000, 20_000_000, 2_000_000, 1_000_000, -25_000, 75_000, 0, 50 * SATS, 50 * SATS],
  rules: { ...rules, openAtMs: Date.parse("2018-08-01T12:00:00.000Z") },
};
