import { pointsToPrice, ticksToPrice } from "../../contract/prices.ts";
import { RATE_SCALE } from "../../contract/pricing/round.ts";
import type { ExecutionRow } from "../../contract/tables/execution.ts";
import {
  CURRENCY,
  EXEC_TYPES,
  MARKET_CODE,
  NO_GUID,
  ORDER_STATUSES,
  ORDER_TYPES,
  SIDES,
  TIMES_IN_FORCE,
  TRIGGERED,
} from "../../contract/vocabulary.ts";
import { accountNumber } from "../../engine/accounts.ts";
import { EXEC, EXECUTION } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import type { Listed } from "../catalogue.ts";
import { GUID_KIND, toGuid } from "../guids.ts";
import { notionals } from "./notionals.ts";
import { averageFillPrice, execInstText, isWorking, pegName, pegOffset, priceOrNull, rejectReason, shownOrNull } from "./order-row.ts";

const LIQUIDITY_TEXT = ["", "AddedLiquidity", "RemovedLiquidity"] as const;

/**
 * An execution record as a row of the wire.
 *
 * @param settlePerQuote as {@link notionals} takes it
 */
export function executionRow(record: SlotReader, listed: Listed, settlePerQuote: number | null, timestamp: string): ExecutionRow {
  const { terms } = listed;
  const type = record.number(EXECUTION.type);
  const isTrade = type === EXEC.trade;
  const isSettlement = type === EXEC.settlement;
  const isFunding = type === EXEC.funding;
  // What changes hands has a size, a price and a cost; with a funding that is the position and its mark.
  const isFill = isTrade || isSettlement || isFunding;
  const isTriggered = record.number(EXECUTION.isTriggered);
  const status = record.number(EXECUTION.status);
  const filled = record.number(EXECUTION.filled);
  const side = record.number(EXECUTION.side);
  const lastQuantity = record.number(EXECUTION.lastQuantity);
  const cost = record.number(EXECUTION.costSats);
  // What ends a contract, or is funded, has a price between ticks.
  const lastAt = record.number(EXECUTION.lastTicks);
  const lastPx = isSettlement || isFunding ? pointsToPrice(terms, lastAt) : isTrade ? ticksToPrice(terms, lastAt) : null;
  const amounts = lastPx === null ? null : notionals(listed, side === 0 ? lastQuantity : -lastQuantity, cost, lastPx, settlePerQuote);
  return {
    execID: toGuid(GUID_KIND.execution, record.number(EXECUTION.number)),
    orderID: toGuid(GUID_KIND.order, record.number(EXECUTION.order)),
    clOrdID: record.text(EXECUTION.clientId),
    clOrdLinkID: "",
    account: accountNumber(record.number(EXECUTION.account)),
    symbol: listed.symbol,
    // Nobody buys or sells by being funded.
    side: isFunding ? "" : (SIDES[side] as string),
    lastQty: isFill ? lastQuantity : null,
    lastPx,
    underlyingLastPx: null,
    lastMkt: isFill ? MARKET_CODE : "",
    lastLiquidityInd: LIQUIDITY_TEXT[record.number(EXECUTION.liquidity)] as string,
    simpleOrderQty: null,
    orderQty: record.number(EXECUTION.quantity),
    price: isFunding ? lastPx : priceOrNull(terms, record.number(EXECUTION.ticks)),
    displayQty: shownOrNull(record.number(EXECUTION.display)),
    stopPx: priceOrNull(terms, record.number(EXECUTION.stopTicks)),
    pegOffsetValue: pegOffset(terms, record.number(EXECUTION.peg), record.number(EXECUTION.pegOffset)),
    pegPriceType: pegName(record.number(EXECUTION.peg)),
    currency: listed.description.quoteCurrency,
    settlCurrency: CURRENCY,
    execType: EXEC_TYPES[type] as string,
    ordType: ORDER_TYPES[record.number(EXECUTION.orderType)] as string,
    timeInForce: TIMES_IN_FORCE[record.number(EXECUTION.timeInForce)] as string,
    execInst: execInstText(record.number(EXECUTION.instructions)),
    contingencyType: "",
    exDestination: MARKET_CODE,
    ordStatus: ORDER_STATUSES[status] as string,
    triggered: isTriggered === 1 ? TRIGGERED : "",
    workingIndicator: isWorking(status, record.number(EXECUTION.orderType), isTriggered),
    ordRejReason: rejectReason(status, record.number(EXECUTION.rejectCode), record.number(EXECUTION.rejectDetail), side),
    simpleLeavesQty: null,
    leavesQty: record.number(EXECUTION.leaves),
    simpleCumQty: null,
    cumQty: filled,
    avgPx: isSettlement || isFunding ? lastPx : averageFillPrice(terms, record.number(EXECUTION.filledTicks), filled),
    commission: isFill ? record.number(EXECUTION.feeRate) / RATE_SCALE : null,
    tradePublishIndicator: isFunding ? "DoNotPublishTrade" : isTrade ? "PublishTrade" : "",
    multiLegReportingType: "SingleSecurity",
    text: record.text(record.after(EXECUTION.clientId)),
    trdMatchID: isFill ? toGuid(GUID_KIND.match, record.number(EXECUTION.match)) : NO_GUID,
    execCost: isFill ? cost : null,
    execComm: isFill ? record.number(EXECUTION.feeSats) : null,
    homeNotional: amounts?.home ?? null,
    foreignNotional: amounts?.foreign ?? null,
    transactTime: timestamp,
    timestamp,
  };
}
