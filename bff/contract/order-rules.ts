import { invalid, refused, TEXT } from "./errors.ts";
import type { AmendOrder, NewOrder } from "./operations/order.ts";
import { priceToTicks } from "./prices.ts";
import type { ContractTerms } from "./pricing/terms.ts";
import {
  EXEC_INSTS,
  type ExecInst,
  ORDER_TYPES,
  type OrdType,
  PEG_PRICE_TYPES,
  type PegPriceType,
  SIDES,
  type Side,
  TIMES_IN_FORCE,
  type TimeInForce,
  TRIGGER_INSTS,
  UNSUPPORTED_EXEC_INSTS,
  UNSUPPORTED_ORDER_TYPES,
} from "./vocabulary.ts";

/** A new order with every default filled in and every static rule kept. */
export interface OrderIntent {
  /** Null for an order that closes the whole position, whichever side that takes. */
  readonly side: Side | null;
  /** Contracts; 0 closes the whole position. */
  readonly quantity: number;
  /** Null for an order without a limit. */
  readonly priceTicks: number | null;
  /** Price at which a stop or touched order goes off; null for any other. */
  readonly stopTicks: number | null;
  /** Contracts that the book shows at a time, 0 for a hidden order; null for all. */
  readonly displayQty: number | null;
  /** What the stop price or the limit hangs on, and how far off it; null for any other. */
  readonly peg: { readonly type: PegPriceType; readonly offsetTicks: number } | null;
  readonly ordType: OrdType;
  readonly timeInForce: TimeInForce;
  readonly execInsts: ReadonlySet<ExecInst>;
}

/**
 * Reads a new order as the contract defines it, by rules that need no account: types, ticks, lots, and which
 * instructions go together. The ticket calls it before it sends, the exchange before it queues.
 *
 * @throws ContractError 400 in the contract's words
 */
export function readNewOrder(terms: ContractTerms, order: NewOrder): OrderIntent {
  refuseWithdrawn(order);
  const ordType = readOrdType(order);
  const pegType = readPegType(order, ordType);
  const execInsts = readExecInsts(order.execInst, ordType);
  const timeInForce = readTimeInForce(order.timeInForce, ordType);
  if (execInsts.has("ParticipateDoNotInitiate")) {
    if (hasNoLimit(ordType)) throw refused(TEXT.invalidExecInstForType);
    if (timeInForce !== "GoodTillCancel" && timeInForce !== "Day") throw refused(TEXT.invalidExecInstForTimeInForce);
  }
  const quantity = readQuantity(terms, order, execInsts.has("Close"));
  const isSideless = quantity === 0 && (order.side ?? "") === "";
  // A position can have turned round when the price comes.
  if (isSideless && isConditional(ordType)) throw refused(TEXT.invalidSide);
  const side = isSideless ? null : readSide(order);
  const priceTicks = readPrice(terms, order.price, ordType);
  const peg = pegType === null ? null : { type: pegType, offsetTicks: readPegOffset(terms, order, pegType, ordType, side) };
  const stopTicks = readStop(terms, order.stopPx, ordType, peg !== null);
  return {
    side,
    quantity,
    priceTicks,
    stopTicks,
    displayQty: readDisplay(terms, order, quantity, ordType),
    peg,
    ordType,
    timeInForce,
    execInsts,
  };
}

/** Whether an order waits for a price before it trades. */
const isConditional = (ordType: OrdType): boolean => ordType !== "Limit" && ordType !== "Market" && ordType !== "Pegged";
/** Whether it trades at any price. */
const hasNoLimit = (ordType: OrdType): boolean => ordType === "Market" || ordType === "Stop" || ordType === "MarketIfTouched";

/** What an amendment sets; null leaves it as it is. */
export interface AmendIntent {
  readonly orderID: string | null;
  readonly origClOrdID: string | null;
  readonly clOrdID: string | null;
  readonly orderQty: number | null;
  readonly leavesQty: number | null;
  readonly price: number | null;
  readonly stopPx: number | null;
  readonly pegOffsetValue: number | null;
  readonly text: string | null;
}

/** @throws ContractError 400 in the contract's words */
export function readAmendOrder(amend: AmendOrder): AmendIntent {
  if (amend.simpleOrderQty !== undefined || amend.simpleLeavesQty !== undefined) throw refused(TEXT.invalidOrderQty);
  // An empty id names nothing; taken for a name, it would be that of every order that was given none.
  const [orderID, origClOrdID, clOrdID] = [named(amend.orderID), named(amend.origClOrdID), named(amend.clOrdID)];
  if (orderID === null && origClOrdID === null) throw invalid(clOrdID === null ? TEXT.orderIDOrOrigClOrdID : TEXT.origClOrdIDRequired);
  if (clOrdID !== null && origClOrdID === null) throw invalid(TEXT.origClOrdIDRequired);
  if (amend.orderQty !== undefined && amend.leavesQty !== undefined) throw refused(TEXT.invalidLeavesQty);
  if (amend.orderQty !== undefined && amend.orderQty <= 0) throw refused(TEXT.invalidOrderQty);
  if (amend.leavesQty !== undefined && amend.leavesQty <= 0) throw refused(TEXT.invalidLeavesQty);
  return {
    orderID,
    origClOrdID,
    clOrdID,
    orderQty: amend.orderQty ?? null,
    leavesQty: amend.leavesQty ?? null,
    price: amend.price ?? null,
    stopPx: amend.stopPx ?? null,
    pegOffsetValue: amend.pegOffsetValue ?? null,
    text: amend.text ?? null,
  };
}

const named = (id: string | undefined): string | null => (id === undefined || id === "" ? null : id);

/** @throws ContractError 400 for a price that is not positive, too high or between two ticks */
export function readPriceTicks(terms: ContractTerms, price: number): number {
  if (price <= 0) throw refused(TEXT.invalidPrice);
  const ticks = priceToTicks(terms, price);
  if (ticks === null) throw refused(TEXT.invalidPriceTick);
  if (ticks > terms.maxPriceTicks) throw refused(TEXT.invalidPrice);
  return ticks;
}

/** @throws ContractError 400 for a stop price that is not positive, too high or between two ticks */
export function readStopTicks(terms: ContractTerms, stopPx: number): number {
  const ticks = stopPx <= 0 ? null : priceToTicks(terms, stopPx);
  if (ticks === null) throw refused(stopPx <= 0 ? TEXT.invalidStopForType : TEXT.invalidStopTick);
  if (ticks > terms.maxPriceTicks) throw refused(TEXT.invalidStopForType);
  return ticks;
}

/** @throws ContractError 400 for an offset that is no whole number of ticks, or longer than the ladder */
export function readPegOffsetTicks(terms: ContractTerms, offset: number): number {
  if (offset === 0) return 0;
  const ticks = priceToTicks(terms, Math.abs(offset));
  if (ticks === null) throw refused(TEXT.invalidPegOffsetTick);
  if (ticks > terms.maxPriceTicks) throw refused(TEXT.invalidPegOffset);
  return offset < 0 ? -ticks : ticks;
}

function refuseWithdrawn(order: NewOrder): void {
  if (order.simpleOrderQty !== undefined) throw refused(TEXT.invalidOrderQty);
  if (order.contingencyType !== undefined && order.contingencyType !== "") throw refused(TEXT.unsupportedContingencyType);
  if (order.clOrdLinkID !== undefined && order.clOrdLinkID !== "") throw refused("Invalid clOrdLinkID for contingencyType");
}

function readExecInsts(given: string | undefined, ordType: OrdType): ReadonlySet<ExecInst> {
  const insts = new Set<ExecInst>();
  for (const name of (given ?? "").split(",").map((part) => part.trim())) {
    if (name === "") continue;
    const known = EXEC_INSTS.find((inst) => inst === name);
    if (known !== undefined) insts.add(known);
    else throw refused((UNSUPPORTED_EXEC_INSTS as readonly string[]).includes(name) ? TEXT.unsupportedExecInst : TEXT.invalidExecInst);
  }
  const watched = TRIGGER_INSTS.filter((inst) => insts.has(inst)).length;
  if (watched > 1) throw refused(TEXT.invalidExecInst);
  if (watched === 1 && !isConditional(ordType)) throw refused(TEXT.invalidExecInstForType);
  if (watched === 0 && isConditional(ordType)) insts.add("MarkPrice");
  // The price of a pegged order is set once, when it comes: one that followed the book was withdrawn.
  if (insts.has("Fixed") !== (ordType === "Pegged"))
    throw refused(ordType === "Pegged" ? TEXT.invalidExecInst : TEXT.invalidExecInstForType);
  return insts;
}

/** By the prices that are there, a peg making it a pegged order and a stop price a stop; a type that is given stands. Source: POST `/order` of the 2019 document. */
function readOrdType(order: NewOrder): OrdType {
  const given = order.ordType;
  if (given === undefined || given === "") {
    if (order.pegPriceType !== undefined && order.pegPriceType !== "") return "Pegged";
    if (order.stopPx !== undefined) return order.price === undefined ? "Stop" : "StopLimit";
    return order.price === undefined ? "Market" : "Limit";
  }
  const known = ORDER_TYPES.find((type) => type === given);
  if (known !== undefined) return known;
  throw refused((UNSUPPORTED_ORDER_TYPES as readonly string[]).includes(given) ? TEXT.unsupportedOrdType : "Invalid ordType");
}

function readTimeInForce(given: string | undefined, ordType: OrdType): TimeInForce {
  if (given === undefined || given === "") return hasNoLimit(ordType) ? "ImmediateOrCancel" : "GoodTillCancel";
  const known = TIMES_IN_FORCE.find((name) => name === given);
  if (known === undefined) throw refused("Invalid timeInForce");
  // What has no limit can't rest: all of it trades at once, or as much as can.
  return hasNoLimit(ordType) && known !== "FillOrKill" ? "ImmediateOrCancel" : known;
}

/** `side`, or the sign of the quantity; the two may not contradict each other. */
function readSide(order: NewOrder): Side {
  const isNegative = (order.orderQty ?? 0) < 0;
  if (order.side === undefined || order.side === "") return isNegative ? "Sell" : "Buy";
  const side = SIDES.find((name) => name === order.side);
  if (side === undefined || (isNegative && side === "Buy")) throw refused(TEXT.invalidSide);
  return side;
}

function readQuantity(terms: ContractTerms, order: NewOrder, closes: boolean): number {
  const quantity = Math.abs(order.orderQty ?? 0);
  if (quantity === 0 && closes && order.orderQty === undefined) return 0;
  if (quantity === 0 || quantity % terms.lotSize !== 0 || quantity > terms.maxOrderQty) throw refused(TEXT.invalidOrderQty);
  return quantity;
}

function readPrice(terms: ContractTerms, price: number | undefined, ordType: OrdType): number | null {
  if (hasNoLimit(ordType)) return null;
  if (ordType === "Pegged") {
    if (price !== undefined) throw refused(TEXT.invalidPrice);
    return null;
  }
  if (price === undefined) throw refused(TEXT.invalidPrice);
  return readPriceTicks(terms, price);
}

/**
 * What a price of the order hangs on: a trailing stop on the price that it watches, a pegged limit on the book.
 *
 * @throws ContractError 400 for a peg that is not taken, and where type and peg do not go together
 */
function readPegType({ pegPriceType = "", pegOffsetValue }: NewOrder, ordType: OrdType): PegPriceType | null {
  if (pegPriceType === "") {
    if (ordType === "Pegged") throw refused(TEXT.invalidPegForType);
    if (pegOffsetValue !== undefined) throw refused(TEXT.invalidPegOffset);
    return null;
  }
  const type = PEG_PRICE_TYPES.find((known) => known === pegPriceType);
  if (type === undefined) throw refused(TEXT.unsupportedPegPriceType);
  if (type === "TrailingStopPeg" ? !isConditional(ordType) : ordType !== "Pegged") throw refused(TEXT.invalidPegForType);
  return type;
}

/** @throws ContractError 400 for an offset of a trailing stop on the side from which it could never go off */
function readPegOffset(terms: ContractTerms, order: NewOrder, type: PegPriceType, ordType: OrdType, side: Side | null): number {
  const offsetTicks = readPegOffsetTicks(terms, order.pegOffsetValue ?? 0);
  // Below the price for what waits for it to fall: stops that sell, touched orders that buy.
  const isAbove = (side === "Buy") === (ordType === "Stop" || ordType === "StopLimit");
  if (type === "TrailingStopPeg" && (isAbove ? offsetTicks <= 0 : offsetTicks >= 0)) throw refused(TEXT.invalidPegOffset);
  return offsetTicks;
}

function readStop(terms: ContractTerms, stopPx: number | undefined, ordType: OrdType, isPegged: boolean): number | null {
  const takesStop = isConditional(ordType) && !isPegged;
  if ((stopPx !== undefined) !== takesStop) throw refused(TEXT.invalidStopForType);
  return stopPx === undefined ? null : readStopTicks(terms, stopPx);
}

/** A whole number of lots up to the order's own; what has no limit shows nothing in any case. */
function readDisplay(terms: ContractTerms, { displayQty }: NewOrder, quantity: number, ordType: OrdType): number | null {
  if (displayQty === undefined || (quantity !== 0 && displayQty === quantity)) return null;
  const most = quantity === 0 ? terms.maxOrderQty : quantity;
  if (hasNoLimit(ordType) || displayQty < 0 || displayQty > most || displayQty % terms.lotSize !== 0) throw refused(TEXT.invalidDisplayQty);
  return displayQty;
}
