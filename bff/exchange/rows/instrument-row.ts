import { pointsToPrice, ticksToPrice } from "../../contract/prices.ts";
import { IMPACT_SCALE, impactOf, impactPrice, nextMultiple, protectedPoints, YEAR_MS } from "../../contract/pricing/fair-price.ts";
import { RATE_SCALE } from "../../contract/pricing/round.ts";
import { sessionLimits } from "../../contract/pricing/session-limits.ts";
import { valueSats } from "../../contract/pricing/value.ts";
import type { InstrumentRow } from "../../contract/tables/instrument.ts";
import { CURRENCY, INSTRUMENT_STATES, TICK_DIRECTIONS } from "../../contract/vocabulary.ts";
import { FAIR_METHOD, SIDE, type SideCode } from "../../engine/commands.ts";
import type { Listed } from "../catalogue.ts";
import type { DayStats } from "../live/day-stats.ts";
import type { LiveBook } from "../live/live-book.ts";
import { timespan } from "./funding-row.ts";
import { SESSION_MS } from "./position-row.ts";

/** How an instrument stands, as the engine last told. */
export interface Market {
  readonly markPoints: number;
  readonly markedAtMs: number;
  readonly lastTicks: number;
  readonly lastDirection: number;
  readonly openInterest: number;
  readonly volume: number;
  readonly turnoverSats: number;
  readonly fundingRate: number;
  readonly fairPoints: number;
  readonly basisRate: number;
  readonly indicativeRate: number;
  /** Price that was decided for it to settle at, or that it has settled at; 0 while there is none. */
  readonly settledPoints: number;
  /** Price at which the last session closed. */
  readonly closePoints: number;
  /** Place in INSTRUMENT_STATES. */
  readonly state: number;
}

export const NO_MARKET: Market = {
  markPoints: 0,
  markedAtMs: 0,
  lastTicks: 0,
  lastDirection: 0,
  openInterest: 0,
  volume: 0,
  turnoverSats: 0,
  fundingRate: 0,
  fairPoints: 0,
  basisRate: 0,
  indicativeRate: 0,
  settledPoints: 0,
  closePoints: 0,
  state: 0,
};

/** Columns that no instrument of this exchange has a value for yet. */
const VACANT = {
  relistInterval: null,
  inverseLeg: "",
  sellLeg: "",
  buyLeg: "",
  optionStrikePcnt: null,
  optionStrikeRound: null,
  optionStrikePrice: null,
  optionMultiplier: null,
  publishTime: null,
  rebalanceTimestamp: null,
  rebalanceInterval: null,
  bankruptLimitDownPrice: null,
  bankruptLimitUpPrice: null,
  indicativeTaxRate: null,
  optionUnderlyingPrice: null,
} as const;

const NO_DAY = { volume: 0, turnoverSats: 0, home: 0, foreign: 0, high: null, low: null, vwap: null, firstPrice: null } as const;
const coins = (amount: number) => Math.round(amount * 1e8) / 1e8;

/** Prices of others that a row depends on. */
export interface OtherPrices {
  /** Price of the index of a contract; 0 where it has none yet. */
  readonly indexPoints: number;
  /** Satoshis for a unit of the quote currency of a quanto contract; null for any other. */
  readonly settlePerQuote: number | null;
}

export const NO_PRICES: OtherPrices = { indexPoints: 0, settlePerQuote: null };

/** Durations count from here. */
const TIMESPAN_ZERO_MS = Date.UTC(2000, 0);
const momentOrNull = (timeMs: number) => (timeMs === 0 ? null : new Date(timeMs).toISOString());

const COMPOSITE = "MRCXXX";
/** Spans as the wire has them, from the beginning of 2000 on. */
const FIVE_SECONDS = "2000-01-01T00:00:05.000Z";
const HALF_HOUR = "2000-01-01T00:30:00.000Z";

/** Over how long an index is reckoned, and how often it is published. */
function intervalsOf({ symbol, description }: Listed): Pick<InstrumentRow, "calcInterval" | "publishInterval"> {
  if (description.typ !== COMPOSITE) return { calcInterval: null, publishInterval: null };
  return { calcInterval: symbol.endsWith("30M") ? HALF_HOUR : FIVE_SECONDS, publishInterval: FIVE_SECONDS };
}

/** An instrument as a row of the wire. An index carries its price as last and mark, and trades nothing. */
export function instrumentRow(
  listed: Listed,
  market: Market,
  { indexPoints, settlePerQuote }: OtherPrices,
  book: LiveBook | null,
  day: DayStats | null,
  timeMs: number,
): InstrumentRow {
  const { terms, rules, description, symbol } = listed;
  const isContract = listed.index !== null;
  // A contract without sessions of its own counts by those by which positions do.
  const session = rules.sessionIntervalMs || (isContract ? SESSION_MS : 0);
  const opensAtMs = session === 0 ? 0 : Math.floor(timeMs / session) * session;
  const limits = sessionLimits(terms.pointsPerTick, market.closePoints, rules.limitRate);
  const mark = market.markedAtMs === 0 ? null : pointsToPrice(terms, market.markPoints);
  const last = isContract ? (market.lastTicks === 0 ? null : ticksToPrice(terms, market.lastTicks)) : mark;
  const tickSize = terms.pointsPerTick / terms.pointsPerUnit;
  const stats = day?.summary() ?? NO_DAY;
  const traded = sessionTrading(market, day, opensAtMs);
  const quote = book?.quote() ?? null;
  const bid = quote?.bidPrice ?? null;
  const ask = quote?.askPrice ?? null;
  const mid = bid === null || ask === null ? null : (bid + ask) / 2;
  const index = indexPoints === 0 ? null : pointsToPrice(terms, indexPoints);
  const impactOn = (side: SideCode) => (book === null ? null : impactPrice(terms, book.levelsOf(side), listed.rules.impactSats));
  const impact = impactOf(terms, impactOn(SIDE.buy), impactOn(SIDE.sell));
  const impactToPrice = (points: number | null) => (points === null ? null : points / (terms.pointsPerUnit * IMPACT_SCALE));
  const fair = market.fairPoints === 0 || !isContract ? null : pointsToPrice(terms, market.fairPoints);
  const lastPoints = market.lastTicks * terms.pointsPerTick;
  const multiplier = terms.isInverse ? -terms.multiplierSats : terms.multiplierSats;
  const openValue = isContract && market.markPoints !== 0 ? Math.abs(valueSats(terms, market.openInterest, market.markPoints)) : null;
  return {
    symbol,
    rootSymbol: description.rootSymbol,
    state: INSTRUMENT_STATES[market.state] as string,
    typ: description.typ,
    listing: momentOrNull(rules.openAtMs),
    front: momentOrNull(rules.frontAtMs || rules.openAtMs),
    expiry: momentOrNull(rules.expiryMs),
    settle: momentOrNull(rules.expiryMs),
    relistInterval: VACANT.relistInterval,
    inverseLeg: VACANT.inverseLeg,
    sellLeg: VACANT.sellLeg,
    buyLeg: VACANT.buyLeg,
    optionStrikePcnt: VACANT.optionStrikePcnt,
    optionStrikeRound: VACANT.optionStrikeRound,
    optionStrikePrice: VACANT.optionStrikePrice,
    optionMultiplier: VACANT.optionMultiplier,
    positionCurrency: description.positionCurrency,
    underlying: description.underlying,
    quoteCurrency: description.quoteCurrency,
    underlyingSymbol: description.underlyingSymbol,
    reference: description.reference,
    referenceSymbol: description.referenceSymbol,
    ...intervalsOf(listed),
    publishTime: VACANT.publishTime,
    maxOrderQty: isContract ? terms.maxOrderQty : null,
    maxPrice: isContract ? ticksToPrice(terms, terms.maxPriceTicks) : null,
    lotSize: isContract ? terms.lotSize : null,
    tickSize,
    multiplier: isContract ? multiplier : null,
    settlCurrency: isContract ? CURRENCY : "",
    underlyingToPositionMultiplier: isContract && description.positionCurrency === description.underlying ? 1 : null,
    underlyingToSettleMultiplier: isContract && terms.isInverse ? multiplier : null,
    quoteToSettleMultiplier: isContract ? (description.quoteCurrency === "XBT" ? RATE_SCALE : settlePerQuote) : null,
    isQuanto: description.isQuanto,
    isInverse: terms.isInverse,
    initMargin: isContract ? terms.initMarginRate / RATE_SCALE : null,
    maintMargin: isContract ? terms.maintMarginRate / RATE_SCALE : null,
    riskLimit: isContract ? terms.riskLimitSats : null,
    riskStep: isContract ? terms.riskStepSats : null,
    limit: rules.limitRate === 0 ? null : rules.limitRate / RATE_SCALE,
    capped: description.capped,
    taxed: description.taxed,
    deleverage: description.deleverage,
    makerFee: isContract ? terms.makerFeeRate / RATE_SCALE : null,
    takerFee: isContract ? terms.takerFeeRate / RATE_SCALE : null,
    settlementFee: isContract ? terms.settlementFeeRate / RATE_SCALE : null,
    // Nothing is taken for the insurance fund but what liquidations leave.
    insuranceFee: isContract ? 0 : null,
    ...fundingColumns(listed, market, timeMs),
    rebalanceTimestamp: VACANT.rebalanceTimestamp,
    rebalanceInterval: VACANT.rebalanceInterval,
    openingTimestamp: momentOrNull(opensAtMs),
    closingTimestamp: session === 0 ? null : momentOrNull(opensAtMs + session),
    sessionInterval: session === 0 ? null : new Date(TIMESPAN_ZERO_MS + session).toISOString(),
    prevClosePrice: market.closePoints === 0 ? null : pointsToPrice(terms, market.closePoints),
    limitDownPrice: limits === null ? null : ticksToPrice(terms, limits.downTicks),
    limitUpPrice: limits === null ? null : ticksToPrice(terms, limits.upTicks),
    bankruptLimitDownPrice: VACANT.bankruptLimitDownPrice,
    bankruptLimitUpPrice: VACANT.bankruptLimitUpPrice,
    prevTotalVolume: isContract ? market.volume - traded.volume : null,
    totalVolume: isContract ? market.volume : null,
    volume: isContract ? traded.volume : null,
    volume24h: isContract ? stats.volume : null,
    prevTotalTurnover: isContract ? market.turnoverSats - traded.turnoverSats : null,
    totalTurnover: isContract ? market.turnoverSats : null,
    turnover: isContract ? traded.turnoverSats : null,
    turnover24h: isContract ? stats.turnoverSats : null,
    homeNotional24h: isContract ? coins(stats.home) : null,
    foreignNotional24h: isContract ? coins(stats.foreign) : null,
    prevPrice24h: stats.firstPrice,
    vwap: stats.vwap,
    highPrice: stats.high,
    lowPrice: stats.low,
    lastPrice: last,
    lastPriceProtected:
      last === null || fair === null ? last : pointsToPrice(terms, protectedPoints(lastPoints, market.fairPoints, terms.maintMarginRate)),
    lastTickDirection: last === null ? "" : (TICK_DIRECTIONS[market.lastDirection] as string),
    lastChangePcnt: last === null || !stats.firstPrice ? null : Math.round((last / stats.firstPrice - 1) * 10_000) / 10_000,
    bidPrice: bid,
    midPrice: mid,
    askPrice: ask,
    impactBidPrice: impactToPrice(impact.bid),
    impactMidPrice: impactToPrice(impact.mid),
    impactAskPrice: impactToPrice(impact.ask),
    hasLiquidity: impact.isClose,
    openInterest: isContract ? market.openInterest : null,
    openValue,
    fairMethod: description.fairMethod,
    fairBasisRate: isContract ? fairBasisRate(listed, market) : null,
    fairBasis: isContract ? pointsToPrice(terms, indexPoints === 0 ? 0 : market.fairPoints - indexPoints) : null,
    fairPrice: fair,
    markMethod: description.markMethod,
    markPrice: mark,
    indicativeTaxRate: VACANT.indicativeTaxRate,
    indicativeSettlePrice: isContract ? index : mark,
    optionUnderlyingPrice: VACANT.optionUnderlyingPrice,
    settledPrice: market.settledPoints === 0 ? null : pointsToPrice(terms, market.settledPoints),
    timestamp: new Date(timeMs).toISOString(),
  };
}

/** What was traded since a session opened; what a market's simulated past says it traded was never traded. */
function sessionTrading(market: Market, day: DayStats | null, opensAtMs: number) {
  const { volume, turnoverSats } = day?.since(opensAtMs) ?? NO_DAY;
  return { volume: Math.min(volume, market.volume), turnoverSats: Math.min(turnoverSats, market.turnoverSats) };
}

/** When longs and shorts pay each other next, and at which rates. */
function fundingColumns({ rules, description }: Listed, { fundingRate, indicativeRate }: Market, timeMs: number) {
  const { fundingIntervalMs, fundingOffsetMs } = rules;
  const isFunded = fundingIntervalMs > 0;
  return {
    fundingBaseSymbol: description.fundingBaseSymbol ?? "",
    fundingQuoteSymbol: description.fundingQuoteSymbol ?? "",
    fundingPremiumSymbol: description.fundingPremiumSymbol ?? "",
    fundingTimestamp: isFunded ? new Date(nextMultiple(timeMs, fundingIntervalMs, fundingOffsetMs)).toISOString() : null,
    fundingInterval: isFunded ? timespan(fundingIntervalMs) : null,
    fundingRate: isFunded ? fundingRate / RATE_SCALE : null,
    indicativeFundingRate: isFunded ? indicativeRate / RATE_SCALE : null,
  };
}

/** What the fair price adds to the index, as a rate a year. Source: 0.0001 each 8 hours are 0.1095 in a recorded row. */
function fairBasisRate({ rules }: Listed, { fundingRate, basisRate }: Market): number {
  if (rules.fairMethod !== FAIR_METHOD.fundingRate) return basisRate / RATE_SCALE;
  return rules.fundingIntervalMs === 0 ? 0 : (fundingRate * (YEAR_MS / rules.fundingIntervalMs)) / RATE_SCALE;
}
