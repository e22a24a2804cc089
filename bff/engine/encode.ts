import {
  type AmendFields,
  type CapFields,
  COMMAND,
  type ListFields,
  PLAIN,
  type PlaceFields,
  type ReserveFields,
  RULES,
  type SeriesFields,
  TERMS,
} from "./commands.ts";
import type { SlotWriter } from "./slots.ts";

function place(out: SlotWriter, fields: PlaceFields): void {
  out.number(fields.account);
  out.number(fields.instrument);
  out.number(fields.side);
  out.number(fields.quantity);
  out.number(fields.ticks);
  out.number(fields.type);
  out.number(fields.timeInForce);
  out.number(fields.instructions);
  out.number(fields.maxOrders ?? 0);
  out.text(fields.clientId);
  out.text(fields.text);
}

function placeWide(out: SlotWriter, fields: PlaceFields): void {
  const { stopTicks, maxStops, display, peg, pegOffset } = fields.special ?? PLAIN;
  out.number(stopTicks);
  out.number(maxStops);
  out.number(display);
  out.number(peg);
  out.number(pegOffset);
  place(out, fields);
}

function amendWide(out: SlotWriter, fields: AmendFields): void {
  out.number(fields.stopTicks ?? 0);
  out.number(fields.pegOffset ?? 0);
  out.number(fields.maxOrders ?? 0);
  amend(out, fields);
}

function amend(out: SlotWriter, fields: AmendFields): void {
  out.number(fields.account);
  out.number(fields.order);
  out.number(fields.changes);
  out.number(fields.quantity);
  out.number(fields.ticks);
  out.text(fields.originalClientId);
  out.text(fields.clientId);
  out.text(fields.text);
}

const isWide = (fields: PlaceFields): boolean => fields.special !== undefined;
const isWideAmend = ({ stopTicks, pegOffset, maxOrders }: AmendFields): boolean =>
  stopTicks !== undefined || pegOffset !== undefined || maxOrders !== undefined;

/** Encoders. Each writes one record; what every order has goes into the narrow one. */
export const encode = {
  list(out: SlotWriter, fields: ListFields): void {
    out.begin(COMMAND.list);
    out.number(fields.index);
    for (let i = 0; i < TERMS.length; i++) out.number(fields.terms[i] ?? 0);
    for (const name of RULES) out.number(fields.rules?.[name] ?? 0);
    out.text(fields.symbol);
    out.text(fields.description);
    out.end();
  },

  series(out: SlotWriter, fields: SeriesFields): void {
    out.begin(COMMAND.series);
    out.number(fields.index);
    out.number(fields.ahead);
    out.number(fields.frontMonths);
    for (let i = 0; i < TERMS.length; i++) out.number(fields.terms[i] ?? 0);
    for (const name of RULES) out.number(fields.rules[name] ?? 0);
    out.text(fields.root);
    out.text(fields.description);
    out.end();
  },

  /** Has a contract of a series listed at another date than by its rule. @param quarter as the calendar counts them */
  listingDate(out: SlotWriter, root: string, quarter: number, atMs: number): void {
    out.begin(COMMAND.listingDate);
    out.number(quarter);
    out.number(atMs);
    out.text(root);
    out.end();
  },

  /**
   * Changes what a contract is, or what the next ones of a series will be.
   *
   * @param of one of SUBJECT
   * @param subject handle of the contract or place of the series
   * @param what a place in TERMS, or one of CHANGE
   * @param atMs when; 0 for at once
   */
  change(out: SlotWriter, of: number, subject: number, what: number, value: number, atMs: number): void {
    out.begin(COMMAND.change);
    for (const slot of [of, subject, what, value, atMs]) out.number(slot);
    out.end();
  },

  /** @param simulated 1 for an account of the exchange's own demo traders */
  openAccount(out: SlotWriter, simulated: 0 | 1): void {
    out.begin(COMMAND.openAccount);
    out.number(simulated);
    out.end();
  },

  deposit(out: SlotWriter, account: number, sats: number): void {
    out.begin(COMMAND.deposit);
    out.number(account);
    out.number(sats);
    out.end();
  },

  faucet(out: SlotWriter, account: number, sats: number): void {
    out.begin(COMMAND.faucet);
    out.number(account);
    out.number(sats);
    out.end();
  },

  place(out: SlotWriter, fields: PlaceFields): void {
    out.begin(isWide(fields) ? COMMAND.placeWide : COMMAND.place);
    if (isWide(fields)) placeWide(out, fields);
    else place(out, fields);
    out.end();
  },

  amend(out: SlotWriter, fields: AmendFields): void {
    out.begin(isWideAmend(fields) ? COMMAND.amendWide : COMMAND.amend);
    if (isWideAmend(fields)) amendWide(out, fields);
    else amend(out, fields);
    out.end();
  },

  /** Orders are named by number or, where that is 0, by client id. */
  cancel(out: SlotWriter, account: number, orders: readonly { readonly order: number; readonly clientId: string }[], text: string): void {
    out.begin(COMMAND.cancel);
    out.number(account);
    out.number(orders.length);
    out.text(text);
    for (const { order, clientId } of orders) {
      out.number(order);
      out.text(clientId);
    }
    out.end();
  },

  /** @param instrument NONE for all @param side NONE for both */
  cancelAll(out: SlotWriter, account: number, instrument: number, side: number, text: string): void {
    out.begin(COMMAND.cancelAll);
    out.number(account);
    out.number(instrument);
    out.number(side);
    out.text(text);
    out.end();
  },

  /** @param timeoutMs after which all open orders of the account are cancelled, unless it asks again; 0 for never */
  cancelAllAfter(out: SlotWriter, account: number, timeoutMs: number): void {
    out.begin(COMMAND.cancelAllAfter);
    out.number(account);
    out.number(timeoutMs);
    out.end();
  },

  /** @param ticks limit; 0 for none */
  closePosition(out: SlotWriter, account: number, instrument: number, ticks: number, text: string): void {
    out.begin(COMMAND.closePosition);
    out.number(account);
    out.number(instrument);
    out.number(ticks);
    out.text(text);
    out.end();
  },

  placeBulk(out: SlotWriter, account: number, orders: readonly PlaceFields[]): void {
    const wide = orders.some(isWide);
    out.begin(wide ? COMMAND.placeBulkWide : COMMAND.placeBulk);
    out.number(account);
    out.number(orders.length);
    for (const fields of orders) (wide ? placeWide : place)(out, fields);
    out.end();
  },

  amendBulk(out: SlotWriter, account: number, amendments: readonly AmendFields[]): void {
    const wide = amendments.some(isWideAmend);
    out.begin(wide ? COMMAND.amendBulkWide : COMMAND.amendBulk);
    out.number(account);
    out.number(amendments.length);
    for (const fields of amendments) (wide ? amendWide : amend)(out, fields);
    out.end();
  },

  /** @param leverageHundredths 0 for cross margin */
  leverage(out: SlotWriter, account: number, instrument: number, leverageHundredths: number): void {
    out.begin(COMMAND.leverage);
    out.number(account);
    out.number(instrument);
    out.number(leverageHundredths);
    out.end();
  },

  /** @param steps by which the risk limit of the account's position is above the contract's */
  riskLimit(out: SlotWriter, account: number, instrument: number, steps: number): void {
    out.begin(COMMAND.riskLimit);
    out.number(account);
    out.number(instrument);
    out.number(steps);
    out.end();
  },

  /** @param sats into the isolated position; below zero out of it */
  transferMargin(out: SlotWriter, account: number, instrument: number, sats: number): void {
    out.begin(COMMAND.transferMargin);
    out.number(account);
    out.number(instrument);
    out.number(sats);
    out.end();
  },

  /** @param timeMs moment of the price where the exchange's time is commanded; 0 takes the time as it is */
  index(out: SlotWriter, instrument: number, points: number, timeMs: number): void {
    out.begin(COMMAND.index);
    out.number(timeMs);
    out.number(instrument);
    out.number(points);
    out.end();
  },

  /** Checks the balance for a withdrawal and takes its coins out of the account, in one step. */
  reserveWithdrawal(out: SlotWriter, { account, request, sats, feeSats, keepSats }: ReserveFields): void {
    out.begin(COMMAND.reserveWithdrawal);
    for (const slot of [account, request, sats, feeSats, keepSats]) out.number(slot);
    out.end();
  },

  /** Gives the coins of a withdrawal back that was not sent. */
  cancelWithdrawal(out: SlotWriter, request: number): void {
    out.begin(COMMAND.cancelWithdrawal);
    out.number(request);
    out.end();
  },

  /** The coins of a withdrawal are gone for good. @param to account of this exchange that they arrive at; NONE for elsewhere */
  sendWithdrawal(out: SlotWriter, request: number, to: number): void {
    out.begin(COMMAND.sendWithdrawal);
    out.number(request);
    out.number(to);
    out.end();
  },

  /** A command about orders by a key that has caps: it is done as far as they allow. @param inner writes that command */
  underCaps(out: SlotWriter, caps: CapFields, inner: (out: SlotWriter) => void): void {
    out.begin(COMMAND.underCaps);
    for (const slot of [caps.key, caps.orderSats, caps.dailySats, caps.dailyLossSats, caps.deviationRate, caps.reduceOnly])
      out.number(slot);
    out.number(caps.instruments.length);
    for (const instrument of caps.instruments) out.number(instrument);
    out.nest(() => inner(out));
    out.end();
  },

  /** Changes nothing: the journal holds what a log elsewhere came to after so many entries. */
  anchor(out: SlotWriter, entries: number, hash: string): void {
    out.begin(COMMAND.anchor);
    out.number(entries);
    out.text(hash);
    out.end();
  },

  /** Moves commanded time to a moment. */
  clock(out: SlotWriter, timeMs: number): void {
    out.begin(COMMAND.clock);
    out.number(timeMs);
    out.end();
  },
} as const;
