import { pointsToPrice, ticksToPrice } from "../../contract/prices.ts";
import type { ContractTerms } from "../../contract/pricing/terms.ts";
import type { OrderRow } from "../../contract/tables/order.ts";
import { CURRENCY, EXEC_INSTS, MARKET_CODE, ORDER_STATUSES, ORDER_TYPES, SIDES, TIMES_IN_FORCE } from "../../contract/vocabulary.ts";
import { accountNumber } from "../../engine/accounts.ts";
import { INSTRUCTION } from "../../engine/commands.ts";
import { ORDER, STATUS } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import type { Listed } from "../catalogue.ts";
import { GUID_KIND, toGuid } from "../guids.ts";

const BITS = [INSTRUCTION.postOnly, INSTRUCTION.reduceOnly, INSTRUCTION.close] as const;
/** Every combination of instructions in the contract's words, by its bits. */
const EXEC_INST_TEXTS = Array.from({ length: 8 }, (_, bits) =>
  EXEC_INSTS.filter((_inst, i) => (bits & (BITS[i] as number)) !== 0).join(","),
);

export const execInstText = (instructions: number): string => EXEC_INST_TEXTS[instructions] as string;

/** Average price of fills, to four decimals; null before the first. */
export function averageFillPrice(terms: ContractTerms, filledTicks: number, filled: number): number | null {
  if (filled === 0) return null;
  const points = (filledTicks / filled) * terms.pointsPerTick;
  return Math.round(pointsToPrice(terms, points) * 10_000) / 10_000;
}

/** Whether an order stands in the book. */
export const isOpen = (status: number): boolean => status === STATUS.new || status === STATUS.partiallyFilled;

/** An order record as a row of the wire. */
export function orderRow(record: SlotReader, listed: Listed): OrderRow {
  const { terms } = listed;
  const ticks = record.number(ORDER.ticks);
  const status = record.number(ORDER.status);
  const filled = record.number(ORDER.filled);
  const at = new Date(record.number(ORDER.changedAtMs)).toISOString();
  return {
    orderID: toGuid(GUID_KIND.order, record.number(ORDER.number)),
    clOrdID: record.text(ORDER.clientId),
    clOrdLinkID: "",
    account: accountNumber(record.number(ORDER.account)),
    symbol: listed.symbol,
    side: SIDES[record.number(ORDER.side)] as string,
    simpleOrderQty: null,
    orderQty: record.number(ORDER.quantity),
    price: ticks === 0 ? null : ticksToPrice(terms, ticks),
    displayQty: null,
    stopPx: null,
    pegOffsetValue: null,
    pegPriceType: "",
    currency: listed.description.quoteCurrency,
    settlCurrency: CURRENCY,
    ordType: ORDER_TYPES[record.number(ORDER.type)] as string,
    timeInForce: TIMES_IN_FORCE[record.number(ORDER.timeInForce)] as string,
    execInst: execInstText(record.number(ORDER.instructions)),
    contingencyType: "",
    exDestination: MARKET_CODE,
    ordStatus: ORDER_STATUSES[status] as string,
    triggered: "",
    workingIndicator: isOpen(status),
    ordRejReason: status === STATUS.rejected ? REJECTED_IN_BULK : "",
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

/** The one way to a rejected order: the orders placed before it in its bulk left too little for it. */
export const REJECTED_IN_BULK = "Account has insufficient Available Balance";
