import { pointsToPrice, ticksToPrice } from "../../contract/prices.ts";
import type { ContractTerms } from "../../contract/pricing/terms.ts";
import type { OrderRow } from "../../contract/tables/order.ts";
import {
  CURRENCY,
  EXEC_INSTS,
  type ExecInst,
  MARKET_CODE,
  ORDER_STATUSES,
  ORDER_TYPES,
  PEG_PRICE_TYPES,
  SIDES,
  TIMES_IN_FORCE,
  TRIGGERED,
} from "../../contract/vocabulary.ts";
import { accountNumber } from "../../engine/accounts.ts";
import { INSTRUCTION, isConditional, PEG } from "../../engine/commands.ts";
import { ORDER, STATUS } from "../../engine/records.ts";
import { NONE } from "../../engine/rows.ts";
import type { SlotReader } from "../../engine/slots.ts";
import type { Listed } from "../catalogue.ts";
import { GUID_KIND, toGuid } from "../guids.ts";
import { rejectError } from "../reject-texts.ts";

/** Bits of the contract's EXEC_INSTS, in their order. */
const BITS = [
  INSTRUCTION.postOnly,
  INSTRUCTION.reduceOnly,
  INSTRUCTION.close,
  INSTRUCTION.lastPrice,
  INSTRUCTION.markPrice,
  INSTRUCTION.indexPrice,
  INSTRUCTION.fixed,
] as const;
/** Every combination of instructions in the contract's words, by its bits. */
const EXEC_INST_TEXTS = Array.from({ length: 1 << BITS.length }, (_, bits) =>
  EXEC_INSTS.filter((_inst, i) => (bits & (BITS[i] as number)) !== 0).join(","),
);

export const execInstText = (instructions: number): string => EXEC_INST_TEXTS[instructions] as string;

/** Average price of fills, to four decimals; null before the first. */
export function averageFillPrice(terms: ContractTerms, filledTicks: number, filled: number): number | null {
  if (filled === 0) return null;
  const points = (filledTicks / filled) * terms.pointsPerTick;
  return Math.round(pointsToPrice(terms, points) * 10_000) / 10_000;
}

/** Instructions of the contract as the engine's bits. */
export const execInstBits = (insts: ReadonlySet<ExecInst>): number =>
  EXEC_INSTS.reduce((bits, inst, i) => (insts.has(inst) ? bits | (BITS[i] as number) : bits), 0);

/** Whether an order may yet trade. */
export const isOpen = (status: number): boolean => status === STATUS.new || status === STATUS.partiallyFilled;

/** Whether an order works: it may yet trade, and waits for no price. */
export const isWorking = (status: number, type: number, isTriggered: number): boolean =>
  isOpen(status) && (isTriggered === 1 || !isConditional(type));

/** A price of a row; null where the order has none. */
export const priceOrNull = (terms: ContractTerms, ticks: number): number | null => (ticks === 0 ? null : ticksToPrice(terms, ticks));

/** What an order shows at a time; null for all of it. */
export const shownOrNull = (display: number): number | null => (display === NONE ? null : display);

/** What a price of the order hangs on, in the contract's words, and how far off it; "" and null for nothing. */
export const pegName = (peg: number): string => (peg === PEG.none ? "" : (PEG_PRICE_TYPES[peg - 1] as string));
export const pegOffset = (terms: ContractTerms, peg: number, ticks: number): number | null =>
  peg === PEG.none ? null : ticksToPrice(terms, ticks);

/** Why an order was rejected, in the contract's words; empty for any other. */
export const rejectReason = (status: number, code: number, detail: number, side: number): string =>
  status === STATUS.rejected ? rejectError(code, detail, { side: SIDES[side] as string }).message : "";

/** An order record as a row of the wire. */
export function orderRow(record: SlotReader, listed: Listed): OrderRow {
  const { terms } = listed;
  const status = record.number(ORDER.status);
  const filled = record.number(ORDER.filled);
  const side = record.number(ORDER.side);
  const isTriggered = record.number(ORDER.isTriggered);
  const at = new Date(record.number(ORDER.changedAtMs)).toISOString();
  return {
    orderID: toGuid(GUID_KIND.order, record.number(ORDER.number)),
    clOrdID: record.text(ORDER.clientId),
    clOrdLinkID: "",
    account: accountNumber(record.number(ORDER.account)),
    symbol: listed.symbol,
    side: SIDES[side] as string,
    simpleOrderQty: null,
    orderQty: record.number(ORDER.quantity),
    price: priceOrNull(terms, record.number(ORDER.ticks)),
    displayQty: shownOrNull(record.number(ORDER.display)),
    stopPx: priceOrNull(terms, record.number(ORDER.stopTicks)),
    pegOffsetValue: pegOffset(terms, record.number(ORDER.peg), record.number(ORDER.pegOffset)),
    pegPriceType: pegName(record.number(ORDER.peg)),
    currency: listed.description.quoteCurrency,
    settlCurrency: CURRENCY,
    ordType: ORDER_TYPES[record.number(ORDER.type)] as string,
    timeInForce: TIMES_IN_FORCE[record.number(ORDER.timeInForce)] as string,
    execInst: execInstText(record.number(ORDER.instructions)),
    contingencyType: "",
    exDestination: MARKET_CODE,
    ordStatus: ORDER_STATUSES[status] as string,
    triggered: isTriggered === 1 ? TRIGGERED : "",
    workingIndicator: isWorking(status, record.number(ORDER.type), isTriggered),
    ordRejReason: rejectReason(status, record.number(ORDER.rejectCode), record.number(ORDER.rejectDetail), side),
    simpleLeavesQty: null,
    leavesQty: record.number(ORDER.leaves),
    simpleCumQty: null,
    cumQty: filled,
    avgPx: averageFillPrice(terms, record.number(ORDER.filledTicks), filled),
    multiLegReportingType: "SingleSecurity",
    text: record.text(record.after(ORDER.clientId)),
    transactTime: at,
    timestamp: at,
  };
}
