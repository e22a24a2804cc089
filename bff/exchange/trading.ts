import { ContractError, invalid, refused, TEXT } from "../contract/errors.ts";
import { hasCaps, type KeyCaps } from "../contract/key-caps.ts";
import type { AmendOrder, NewOrder } from "../contract/operations/order.ts";
import {
  type OrderIntent,
  readAmendOrder,
  readNewOrder,
  readPegOffsetTicks,
  readPriceTicks,
  readStopTicks,
} from "../contract/order-rules.ts";
import type { OrderRow } from "../contract/tables/order.ts";
import { DEFAULT_TEXT, MAX_CLIENT_ID_LENGTH, ORDER_TYPES, PEG_PRICE_TYPES, type Side, TIMES_IN_FORCE } from "../contract/vocabulary.ts";
import { accountHandle } from "../engine/accounts.ts";
import { AMEND, type AmendFields, PEG, type PlaceFields, SIDE, type SpecialFields } from "../engine/commands.ts";
import { encode } from "../engine/encode.ts";
import { REJECT } from "../engine/rejects.ts";
import { NONE } from "../engine/rows.ts";
import type { SlotWriter } from "../engine/slots.ts";
import type { Listed } from "./catalogue.ts";
import type { Exchange } from "./exchange.ts";
import { fromGuid, GUID_KIND, isGuid } from "./guids.ts";
import { keyOf, nameIn, nameOf, namesOf, numberOf, type OrderName } from "./order-names.ts";
import { rejectError } from "./reject-texts.ts";
import { execInstBits } from "./rows/order-row.ts";
import { shortBalanceSats } from "./short-balance.ts";

/** Where a request came from, which the remark of its orders tells. */
export type Origin = keyof typeof DEFAULT_TEXT;

/** An order that could not be cancelled comes back with the reason. */
export type CancelRow = OrderRow & { readonly error?: string };

/** How orders that are not open any more are looked up, by their ids or their clients' ids; history knows. */
export type EndedOrders = (account: number, column: "orderID" | "clOrdID", ids: readonly string[]) => Promise<readonly OrderRow[]>;

/** How many orders of one contract an account may have open. The engine holds every order to what stood here when it was sent. */
export interface OrderBounds {
  readonly ordersPerContract: number;
  /** Those among them that wait for a price. */
  readonly stopsPerContract: number;
}

/** When an account's orders will be cancelled; 0 for never. Source: the answer that public code quotes. */
export interface CancelAllAfterAnswer {
  readonly now: string;
  readonly cancelTime: string | 0;
}

/** A year, so that every moment has a date. */
const MAX_TIMEOUT_MS = 365 * 24 * 3_600_000;

/** Orders of accounts: the contract's words in, commands to the engine, rows out. */
export class Trading {
  private readonly exchange: Exchange;
  private readonly endedOrders: EndedOrders;
  private readonly bounds: OrderBounds;

  constructor(exchange: Exchange, endedOrders: EndedOrders, bounds: OrderBounds) {
    this.exchange = exchange;
    this.endedOrders = endedOrders;
    this.bounds = bounds;
  }

  /** @throws ContractError when the order is refused */
  async place(account: number, order: NewOrder, origin: Origin, caps: KeyCaps | null = null): Promise<OrderRow> {
    const { exchange } = this;
    const listed = this.exchange.tables.catalogue.contract(order.symbol);
    const intent = readNewOrder(listed.terms, order);
    const fields = this.placeFields(account, listed, order, intent, origin);
    // While something of the account is on its way, only the engine knows what it will own when this one's turn comes.
    const isEngines = (caps !== null && hasCaps(caps)) || exchange.admission.isQueued(account);
    const short = isEngines ? null : shortBalanceSats(exchange.tables, account, listed, intent);
    if (short !== null) throw rejectError(REJECT.insufficientBalance, short);
    const run = () =>
      exchange.submit(
        this.under(caps, (out) => encode.place(out, fields)),
        { side: sideName(fields.side) },
      );
    // A close of the whole position is never refused for overload; one that waits for a price closes nothing yet.
    const isExempt = intent.execInsts.has("Close") && intent.quantity === 0 && intent.stopTicks === null;
    const names = namesOf(account, [order]);
    const reply = isExempt
      ? await exchange.admission.passExempt(`close ${account} ${listed.symbol} ${caps?.number ?? 0}`, account, names, run)
      : await exchange.admission.pass(account, names, run);
    return found(reply.rows[0]);
  }

  /**
   * Closes a whole position and cancels the account's other orders in its contract. Never refused for overload, unless it
   * names a price.
   *
   * @param price limit; undefined for none
   */
  async closePosition(
    account: number,
    symbol: string,
    price: number | undefined,
    origin: Origin,
    caps: KeyCaps | null = null,
  ): Promise<OrderRow> {
    const { exchange } = this;
    const { handle, terms } = this.exchange.tables.catalogue.contract(symbol);
    const ticks = price === undefined ? 0 : readPriceTicks(terms, price);
    const side = exchange.tables.accounts.contractsHeld(account, handle) < 0 ? "Buy" : "Sell";
    const write = this.under(caps, (out) => encode.closePosition(out, accountHandle(account), handle, ticks, DEFAULT_TEXT[origin]));
    const run = () => exchange.submit(write, { side });
    // Who may close is not the same for all: a key under caps doesn't join another's close.
    const key = `closePosition ${account} ${handle} ${caps?.number ?? 0}`;
    const reply =
      price === undefined ? await exchange.admission.passExempt(key, account, [], run) : await exchange.admission.pass(account, [], run);
    return found(reply.rows[0]);
  }

  /** Places all orders or, when one is invalid, none. */
  async placeBulk(account: number, orders: readonly NewOrder[], origin: Origin, caps: KeyCaps | null = null): Promise<OrderRow[]> {
    const { exchange } = this;
    const all = orders.map((order) => {
      const listed = this.exchange.tables.catalogue.contract(order.symbol);
      return this.placeFields(account, listed, order, readNewOrder(listed.terms, order), origin);
    });
    const reply = await exchange.admission.pass(account, namesOf(account, orders), () =>
      exchange.submit(this.under(caps, (out) => encode.placeBulk(out, accountHandle(account), all))),
    );
    return reply.rows.map(found);
  }

  async amend(account: number, amend: AmendOrder, caps: KeyCaps | null = null): Promise<OrderRow> {
    const { exchange } = this;
    const awaited = this.opening(account, [amend]) ?? this.remembering(account, [amend]);
    const ended = awaited === null ? undefined : await awaited;
    const fields = this.amendFields(account, amend, ended);
    const reply = await exchange.admission
      .pass(account, namesOf(account, [amend]), () => exchange.submit(this.under(caps, (out) => encode.amend(out, fields))))
      .catch((error: unknown) => this.explain(error, account, [amend]));
    return found(reply.rows[0]);
  }

  /** Makes all amendments or, when one is invalid, none. */
  async amendBulk(account: number, amendments: readonly AmendOrder[], caps: KeyCaps | null = null): Promise<OrderRow[]> {
    const { exchange } = this;
    const awaited = this.opening(account, amendments) ?? this.remembering(account, amendments);
    const ended = awaited === null ? undefined : await awaited;
    const all = amendments.map((amend) => this.amendFields(account, amend, ended));
    const reply = await exchange.admission
      .pass(account, namesOf(account, amendments), () =>
        exchange.submit(this.under(caps, (out) => encode.amendBulk(out, accountHandle(account), all))),
      )
      .catch((error: unknown) => this.explain(error, account, amendments));
    return reply.rows.map(found);
  }

  /**
   * Cancels orders by either id. What is already on its way out is not sent twice; what has ended comes back with the
   * reason, and when nothing named is or was the account's, the answer is 404.
   */
  async cancel(account: number, names: readonly OrderName[], text: string | undefined): Promise<CancelRow[]> {
    const reason = cancelReason(text);
    // All names are read before the first cancel leaves: a request that is refused has done nothing.
    for (const name of names) if ("clOrdID" in name ? name.clOrdID === "" : !isGuid(name.orderID)) numberOf(name);
    const rows = await Promise.all(names.map((name) => this.cancelOne(account, name, reason)));
    const gone = await this.ended(
      account,
      names.filter((_, i) => rows[i] === null),
    );
    const known = names.flatMap((name, i) => rows[i] ?? gone.get(keyOf(name)) ?? []);
    if (known.length === 0) throw new ContractError(404, TEXT.notFound);
    return known;
  }

  /** Cancels the account's open orders: all, of a contract, or those that a test picks. */
  async cancelAll(
    account: number,
    symbol: string | undefined,
    picks: ((row: OrderRow) => boolean) | null,
    text: string | undefined,
  ): Promise<OrderRow[]> {
    const { exchange } = this;
    if (picks !== null) {
      const rows = exchange.tables.accounts
        .openOrders(account)
        .filter((row) => (symbol === undefined || row.symbol === symbol) && picks(row));
      const names = rows.map(({ orderID }) => ({ orderID }));
      return names.length === 0 ? [] : this.cancel(account, names, text);
    }
    const instrument = symbol === undefined ? NONE : this.exchange.tables.catalogue.contract(symbol).handle;
    const reply = await exchange.admission.passExempt(`cancelAll ${account} ${instrument}`, account, [], () =>
      exchange.submit((out) => encode.cancelAll(out, accountHandle(account), instrument, NONE, cancelReason(text))),
    );
    return reply.rows.map(found);
  }

  /**
   * Has all of the account's orders cancelled after a time, unless it calls again before. Never refused for overload.
   *
   * @param timeoutMs 0 for never
   */
  async cancelAllAfter(account: number, timeoutMs: number): Promise<CancelAllAfterAnswer> {
    if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 0 || timeoutMs > MAX_TIMEOUT_MS) throw invalid("timeout is invalid");
    const { exchange } = this;
    const { detail } = await exchange.admission.passExempt(`cancelAllAfter ${account} ${timeoutMs}`, account, [], () =>
      exchange.submit((out) => encode.cancelAllAfter(out, accountHandle(account), timeoutMs)),
    );
    return { now: new Date(detail).toISOString(), cancelTime: timeoutMs === 0 ? 0 : new Date(detail + timeoutMs).toISOString() };
  }

  /** A command about orders with the caps of the key that sends it, which the engine holds it to. */
  private under(caps: KeyCaps | null, write: (out: SlotWriter) => void): (out: SlotWriter) => void {
    if (caps === null || !hasCaps(caps)) return write;
    const { catalogue } = this.exchange.tables;
    const fields = {
      key: caps.number,
      orderSats: caps.maxOrderSats,
      dailySats: caps.maxDailySats,
      dailyLossSats: caps.maxDailyLossSats,
      deviationRate: Math.round(caps.maxDeviation * 1e8),
      reduceOnly: caps.isReduceOnly ? 1 : 0,
      // A contract that is not listed yet stands for none: the list stays one.
      instruments: caps.symbols.map((symbol) => catalogue.find(symbol)?.handle ?? NONE),
    } as const;
    return (out) => encode.underCaps(out, fields, write);
  }

  private placeFields(account: number, listed: Listed, order: NewOrder, intent: OrderIntent, origin: Origin): PlaceFields {
    const held = this.exchange.tables.accounts.contractsHeld(account, listed.handle);
    const side = intent.side ?? (held < 0 ? "Buy" : "Sell");
    const clientId = order.clOrdID ?? "";
    if (clientId.length > MAX_CLIENT_ID_LENGTH) throw refused("clOrdID is invalid");
    return {
      account: accountHandle(account),
      instrument: listed.handle,
      side: side === "Buy" ? SIDE.buy : SIDE.sell,
      quantity: intent.quantity,
      ticks: intent.priceTicks ?? 0,
      type: ORDER_TYPES.indexOf(intent.ordType),
      timeInForce: TIMES_IN_FORCE.indexOf(intent.timeInForce),
      instructions: execInstBits(intent.execInsts),
      clientId,
      text: order.text === undefined || order.text === "" ? DEFAULT_TEXT[origin] : `${order.text}\n${DEFAULT_TEXT[origin]}`,
      maxOrders: this.bounds.ordersPerContract,
      ...(intent.stopTicks === null && intent.displayQty === null && intent.peg === null ? {} : { special: this.special(intent) }),
    };
  }

  private special({ stopTicks, displayQty, peg }: OrderIntent): SpecialFields {
    return {
      stopTicks: stopTicks ?? 0,
      maxStops: this.bounds.stopsPerContract,
      display: displayQty ?? NONE,
      // Nothing comes first in the engine's codes.
      peg: peg === null ? PEG.none : 1 + PEG_PRICE_TYPES.indexOf(peg.type),
      pegOffset: peg?.offsetTicks ?? 0,
    };
  }

  private amendFields(account: number, amend: AmendOrder, ended?: ReadonlyMap<string, OrderRow>): AmendFields {
    const intent = readAmendOrder(amend);
    const number = intent.orderID === null ? 0 : numberOf({ orderID: intent.orderID });
    const known = this.openOrder(account, number, intent.origClOrdID) ?? ended?.get(keyOf(nameIn(intent)));
    const terms = known === undefined ? null : this.exchange.tables.catalogue.contract(known.symbol).terms;
    const quantity = intent.orderQty ?? intent.leavesQty;
    if (terms !== null && (intent.leavesQty ?? 0) % terms.lotSize !== 0) throw refused(TEXT.invalidLeavesQtyForLot);
    // Without its order a price has no tick; the engine then answers for the order itself.
    const ticks = intent.price === null || terms === null ? 0 : readPriceTicks(terms, intent.price);
    return {
      account: accountHandle(account),
      order: number,
      originalClientId: intent.origClOrdID ?? "",
      changes:
        (intent.orderQty === null ? 0 : AMEND.quantity) |
        (intent.leavesQty === null ? 0 : AMEND.leaves) |
        (intent.price === null ? 0 : AMEND.price) |
        (intent.clOrdID === null ? 0 : AMEND.clientId) |
        (intent.text === null ? 0 : AMEND.text) |
        (intent.stopPx === null ? 0 : AMEND.stop) |
        (intent.pegOffsetValue === null ? 0 : AMEND.peg),
      quantity: quantity ?? 0,
      ticks,
      clientId: intent.clOrdID ?? "",
      text: intent.text === null ? "" : `${intent.text}\n${DEFAULT_TEXT.key}`,
      // More contracts may bring a filled order back.
      ...(quantity === null ? {} : { maxOrders: this.bounds.ordersPerContract }),
      ...(intent.stopPx === null ? {} : { stopTicks: terms === null ? 0 : readStopTicks(terms, intent.stopPx) }),
      ...(intent.pegOffsetValue === null ? {} : { pegOffset: terms === null ? 0 : readPegOffsetTicks(terms, intent.pegOffsetValue) }),
    };
  }

  private openOrder(account: number, number: number, clOrdID: string | null): OrderRow | undefined {
    const { accounts } = this.exchange.tables;
    if (number === 0) return clOrdID === null ? undefined : accounts.openOrderByClientId(account, clOrdID);
    const row = accounts.openOrder(number);
    return row?.account === account ? row : undefined;
  }

  /**
   * Commands in the line that open what is to be amended by the name that they give it: only behind them is it known
   * what a tick of its price is. Null when there is nothing to wait for, so that nobody loses the place in the line.
   */
  private opening(account: number, amendments: readonly AmendOrder[]): Promise<undefined> | null {
    const { admission } = this.exchange;
    const names = amendments
      .flatMap(({ origClOrdID, price, stopPx, pegOffsetValue }) =>
        (price ?? stopPx ?? pegOffsetValue) === undefined || origClOrdID === undefined ? [] : [nameOf(account, origClOrdID)],
      )
      .filter((name) => admission.isNaming(name));
    return names.length === 0 ? null : Promise.all(names.map((name) => admission.named(name))).then(() => undefined);
  }

  /** Orders with another price or offset that are not open: one that has filled may come back, and history knows its contract. */
  private remembering(account: number, amendments: readonly AmendOrder[]): Promise<ReadonlyMap<string, OrderRow>> | null {
    const gone = amendments.map(readAmendOrder).flatMap((intent) => {
      const name = nameIn(intent);
      const hasPrice = intent.price !== null || intent.pegOffsetValue !== null;
      return hasPrice && this.openOrder(account, numberOf(name), intent.origClOrdID) === undefined ? [name] : [];
    });
    return gone.length === 0 ? null : this.ended(account, gone);
  }

  /** An order that has ended can't be amended for its status; one that never was, for its id. */
  private async explain(error: unknown, account: number, amendments: readonly AmendOrder[]): Promise<never> {
    const isMissing =
      error instanceof ContractError && (error.message === TEXT.invalidOrderID || error.message === TEXT.invalidOrigClOrdID);
    if (!isMissing) throw error;
    for (const intent of amendments.map(readAmendOrder)) {
      const name = nameIn(intent);
      if (this.openOrder(account, numberOf(name), intent.origClOrdID) !== undefined) continue;
      // The first that is missing is the one that the engine refused.
      throw (await this.ended(account, [name])).size === 0 ? error : refused(TEXT.invalidOrdStatus);
    }
    throw error;
  }

  /** @returns null for what is not open, which the engine is not asked for */
  private async cancelOne(account: number, name: OrderName, reason: string): Promise<CancelRow | null> {
    const { exchange } = this;
    const number = "clOrdID" in name ? 0 : fromGuid(GUID_KIND.order, name.orderID);
    if (number === null) return null;
    const clientId = "clOrdID" in name ? name.clOrdID : "";
    const open = this.openOrder(account, number, clientId);
    // What is not open is answered here, unless something in the line may yet open it: only who named it can name it now.
    if (open === undefined && !exchange.admission.isNaming(nameOf(account, clientId))) return null;
    const key = `cancel ${account} ${open === undefined ? `named ${clientId}` : open.orderID}`;
    const reply = await exchange.admission.passExempt(key, account, [], () =>
      exchange.submit((out) => encode.cancel(out, accountHandle(account), [{ order: number, clientId }], reason)),
    );
    return reply.rows[0] ?? null;
  }

  /** Orders of the account that have ended, by what they were called, each with why it can't be cancelled. */
  private async ended(account: number, names: readonly OrderName[]): Promise<ReadonlyMap<string, CancelRow>> {
    const ids = names.flatMap((name) => ("orderID" in name ? [name.orderID.toLowerCase()] : []));
    const clientIds = names.flatMap((name) => ("clOrdID" in name ? [name.clOrdID] : []));
    const [byId, byClientId] = await Promise.all([
      ids.length === 0 ? [] : this.endedOrders(account, "orderID", ids),
      clientIds.length === 0 ? [] : this.endedOrders(account, "clOrdID", clientIds),
    ]);
    const withReason = (row: OrderRow): CancelRow => ({ ...row, error: TEXT.unableToCancel(row.ordStatus) });
    return new Map([
      ...byId.map((row): [string, CancelRow] => [keyOf({ orderID: row.orderID }), withReason(row)]),
      ...byClientId.map((row): [string, CancelRow] => [keyOf({ clOrdID: row.clOrdID }), withReason(row)]),
    ]);
  }
}

const sideName = (side: number): Side => (side === SIDE.buy ? "Buy" : "Sell");

const cancelReason = (text: string | undefined) => (text === undefined || text === "" ? "Canceled via API." : text);

function found(row: OrderRow | undefined): OrderRow {
  if (row === undefined) throw new Error("the engine named an order that the tables do not know");
  return row;
}
