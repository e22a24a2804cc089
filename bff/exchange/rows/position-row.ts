import { pointsToPrice, ticksToPrice } from "../../contract/prices.ts";
import { averagePrice, breakEvenPrice } from "../../contract/pricing/average-price.ts";
import { bankruptcyTicks, type CriticalTicks, liquidationTicks } from "../../contract/pricing/critical-price.ts";
import { CROSS } from "../../contract/pricing/margin.ts";
import { RATE_SCALE } from "../../contract/pricing/round.ts";
import type { ContractTerms } from "../../contract/pricing/terms.ts";
import { valueSats } from "../../contract/pricing/value.ts";
import type { PositionRow } from "../../contract/tables/position.ts";
import { CURRENCY } from "../../contract/vocabulary.ts";
import { accountNumber } from "../../engine/accounts.ts";
import type { AccountFacts, Backing, HeldPosition, MarkedPosition, Opening } from "../account-view.ts";
import { notionals } from "./notionals.ts";

/** How the contract writes a price that is never reached. Source: published rows of shorts at leverage 1. */
const NEVER = 100_000_000;

/** Sessions are hours. Source: openingTimestamp of published rows of 2019. */
export const SESSION_MS = 3_600_000;

const fourDecimals = (value: number) => Math.round(value * 10_000) / 10_000;
const iso = (timeMs: number) => new Date(timeMs).toISOString();

/** Initial margin rate as a fraction: the larger of the contract's and 1 / leverage. */
function initMarginReq(terms: ContractTerms, leverage: number): number {
  const own = terms.initMarginRate / RATE_SCALE;
  return leverage === CROSS ? own : Math.max(own, 100 / leverage);
}

/** A raised risk limit leaves less leverage than was asked for. */
function shownLeverage(terms: ContractTerms, leverage: number): number {
  const most = RATE_SCALE / terms.initMarginRate;
  return leverage === CROSS ? most : Math.min(most, leverage / 100);
}

/** What stood when the hour of a row began: all of it, where nothing has happened since. */
export function openingOf(held: HeldPosition, timeMs: number): Opening {
  const startMs = timeMs - (timeMs % SESSION_MS);
  if (held.opening.startMs === startMs) return held.opening;
  const { contracts, boughtContracts, boughtCostSats, soldContracts, soldCostSats, feesSats } = held;
  return { startMs, contracts, boughtContracts, boughtCostSats, soldContracts, soldCostSats, feesSats };
}

/**
 * A position at a mark as a row of the wire. Every derived column follows section 7.1 of the contract.
 *
 * @param settlePerQuote as {@link notionals} takes it
 * @param timeMs moment of the mark, or of the position's last change when that is later
 * @param deleveragePercentile its place in the order of deleveraging; null for nothing held
 */
export function positionRow(
  account: AccountFacts,
  marked: MarkedPosition,
  backing: Backing,
  settlePerQuote: number | null,
  timeMs: number,
  deleveragePercentile: number | null,
): PositionRow {
  const { held } = marked;
  const { terms } = held;
  const { description, symbol } = held.listed;
  const isOpen = held.contracts !== 0;
  const mark = marked.markPoints === 0 ? null : pointsToPrice(terms, marked.markPoints);
  const markValue = mark === null ? null : isOpen ? valueSats(terms, held.contracts, marked.markPoints) : 0;
  const amounts = mark === null || markValue === null ? null : notionals(held.listed, held.contracts, markValue, mark, settlePerQuote);
  // What noons have moved to the wallet has left these sums, and stands in rebalancedPnl alone.
  const moved = held.movedCostSats + held.movedFeesSats;
  const currentCost = held.boughtCostSats + held.soldCostSats - held.movedCostSats;
  const currentComm = held.feesSats - held.movedFeesSats;
  const opening = openingOf(held, timeMs);
  const openingCost = opening.boughtCostSats + opening.soldCostSats - held.movedCostSats;
  const openingComm = opening.feesSats - held.movedFeesSats;
  const realisedCost = currentCost - held.costSats;
  const realisedPnl = 0 - realisedCost - currentComm;
  const initReq = initMarginReq(terms, held.leverage);
  const returns = held.costSats === 0 ? 0 : marked.unrealisedPnlSats / Math.abs(held.costSats);
  const openCost = held.buys.valueSats + held.sells.valueSats;
  const critical = (ticks: CriticalTicks) => (isOpen ? (ticks === null ? NEVER : ticksToPrice(terms, ticks)) : null);
  const liquidation = critical(isOpen ? liquidationTicks(terms, held, backing.liquidationSats) : null);
  const average = averagePrice(terms, held.contracts, held.costSats);
  const timestamp = iso(timeMs);
  const sign = terms.isInverse ? -1 : 1;
  return {
    account: accountNumber(account.handle),
    symbol,
    currency: CURRENCY,
    underlying: description.underlying,
    quoteCurrency: description.quoteCurrency,
    commission: terms.takerFeeRate / RATE_SCALE,
    initMarginReq: initReq,
    maintMarginReq: terms.maintMarginRate / RATE_SCALE,
    riskLimit: terms.riskLimitSats,
    leverage: shownLeverage(terms, held.leverage),
    crossMargin: held.leverage === CROSS,
    deleveragePercentile,
    rebalancedPnl: 0 - moved,
    prevRealisedPnl: held.previousPnlSats,
    prevUnrealisedPnl: 0,
    prevClosePrice: null,
    openingTimestamp: iso(opening.startMs),
    openingQty: opening.contracts,
    openingCost,
    openingComm,
    openOrderBuyQty: held.buys.contracts,
    openOrderBuyCost: sign * held.buys.valueSats || 0,
    openOrderBuyPremium: held.buys.premiumSats,
    openOrderSellQty: held.sells.contracts,
    openOrderSellCost: -sign * held.sells.valueSats || 0,
    openOrderSellPremium: held.sells.premiumSats,
    execBuyQty: held.boughtContracts - opening.boughtContracts,
    execBuyCost: Math.abs(held.boughtCostSats - opening.boughtCostSats),
    execSellQty: held.soldContracts - opening.soldContracts,
    execSellCost: Math.abs(held.soldCostSats - opening.soldCostSats),
    execQty: held.contracts - opening.contracts,
    execCost: currentCost - openingCost,
    execComm: currentComm - openingComm,
    currentTimestamp: timestamp,
    currentQty: held.contracts,
    currentCost,
    currentComm,
    realisedCost,
    unrealisedCost: held.costSats,
    grossOpenCost: openCost,
    grossOpenPremium: held.buys.premiumSats + held.sells.premiumSats,
    grossExecCost: Math.abs(held.boughtCostSats - opening.boughtCostSats) + Math.abs(held.soldCostSats - opening.soldCostSats),
    isOpen,
    markPrice: isOpen ? mark : null,
    markValue,
    riskValue: markValue === null ? null : Math.abs(markValue) + openCost,
    homeNotional: amounts?.home ?? null,
    foreignNotional: amounts?.foreign ?? null,
    posState: "",
    posCost: held.costSats,
    posCost2: held.costSats + marked.posLoss,
    posCross: marked.posCross,
    posInit: marked.posInit,
    posComm: marked.posComm,
    posLoss: marked.posLoss,
    posMargin: marked.posMargin,
    posMaint: marked.posMaint,
    posAllowance: 0,
    taxableMargin: 0,
    initMargin: marked.orderMarginSats,
    maintMargin: marked.posMargin + marked.unrealisedPnlSats,
    sessionMargin: 0,
    targetExcessMargin: 0,
    varMargin: 0,
    realisedGrossPnl: 0 - realisedCost,
    realisedTax: 0,
    realisedPnl,
    unrealisedGrossPnl: marked.unrealisedPnlSats,
    longBankrupt: 0,
    shortBankrupt: 0,
    taxBase: 0,
    indicativeTaxRate: null,
    indicativeTax: 0,
    unrealisedTax: 0,
    unrealisedPnl: marked.unrealisedPnlSats,
    unrealisedPnlPcnt: fourDecimals(returns),
    unrealisedRoePcnt: fourDecimals(returns / initReq),
    simpleQty: null,
    simpleCost: null,
    simpleValue: null,
    simplePnl: null,
    simplePnlPcnt: null,
    avgCostPrice: average,
    avgEntryPrice: average,
    breakEvenPrice: breakEvenPrice(terms, held.contracts, held.costSats, realisedPnl - moved),
    marginCallPrice: liquidation,
    liquidationPrice: liquidation,
    bankruptPrice: critical(isOpen ? bankruptcyTicks(terms, held, backing.bankruptcySats) : null),
    timestamp,
    lastPrice: isOpen ? mark : null,
    lastValue: markValue,
  };
}
