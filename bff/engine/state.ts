import type { ContractTerms } from "../contract/pricing/terms.ts";
import { Accounts, HOUSE } from "./accounts.ts";
import { Book } from "./book.ts";
import { ClientIds } from "./client-ids.ts";
import { Constituents } from "./constituents.ts";
import { IndexAverages } from "./index-averages.ts";
import { IndexRules } from "./index-rules.ts";
import { Instruments } from "./instruments.ts";
import { KeyUses } from "./key-uses.ts";
import { Ledger } from "./ledger.ts";
import { Orders, PHASE } from "./orders.ts";
import { Positions } from "./positions.ts";
import { NONE, type Rows } from "./rows.ts";
import { EVENT, Schedule, type ScheduledEvent } from "./schedule.ts";
import { ListingDates, Series } from "./series.ts";
import { Texts } from "./texts.ts";
import { Withdrawals } from "./withdrawals.ts";

/** Counters and the moment: everything of the state that is a single number. */
export interface Scalars {
  sequence: number;
  timeMs: number;
  nextOrder: number;
  nextExecution: number;
  nextMatch: number;
  nextTransaction: number;
  nextEvent: number;
  /** Moment of the first scheduled event; 0 when there is none. */
  nextEventMs: number;
  /** Ends of the queue of orders whose price has come; NONE when it is empty. */
  firstTriggered: number;
  lastTriggered: number;
  /** Ends and length of the queue of filled orders that may yet be brought back, the first to have filled first. */
  firstFilled: number;
  lastFilled: number;
  filledOrders: number;
  /** Moment before which no timer of an order or account is due; 0 while none runs. */
  nextDeadlineMs: number;
  /** Noon at which the insurance fund is counted next; 0 before the first price. */
  nextNoonMs: number;
}

/**
 * All that the exchange knows. The same commands lead to the same state, to the last bit; whatever can be derived
 * (books' summaries, the maps below) is rebuilt and neither saved nor hashed.
 */
export class State {
  readonly accounts = new Accounts();
  readonly instruments = new Instruments();
  readonly positions = new Positions();
  readonly orders = new Orders();
  readonly events = new Schedule();
  readonly series = new Series();
  readonly listingDates = new ListingDates();
  readonly indexRules = new IndexRules();
  readonly constituents = new Constituents();
  readonly indexAverages = new IndexAverages();
  readonly withdrawals = new Withdrawals();
  readonly keyUses = new KeyUses();
  readonly texts = new Texts();
  readonly ledger = new Ledger(this.accounts, this.positions, this.instruments);
  readonly scalars: Scalars = {
    sequence: 0,
    timeMs: 0,
    nextOrder: 1,
    nextExecution: 1,
    nextMatch: 1,
    nextTransaction: 1,
    nextEvent: 1,
    nextEventMs: 0,
    firstTriggered: NONE,
    lastTriggered: NONE,
    firstFilled: NONE,
    lastFilled: NONE,
    filledOrders: 0,
    nextDeadlineMs: 0,
    nextNoonMs: 0,
  };
  /** One book a contract, at the contract's handle. */
  readonly books: (Book | undefined)[] = [];
  /** Open order by its number, and by account and client id. */
  readonly byNumber = new Map<number, number>();
  readonly byClientId = new ClientIds();
  /** The same for filled orders that may be brought back; of several that had one client id, the last to fill. */
  readonly filledByNumber = new Map<number, number>();
  readonly filledByClientId = new ClientIds();

  /** A state before the first command: the accounts of the house alone. */
  static genesis(): State {
    const state = new State();
    for (const _ of Object.keys(HOUSE)) state.accounts.open(0, 0);
    return state;
  }

  /** Terms of a contract as they are listed, which is how they are for who has not raised his risk limit. */
  terms(instrument: number): ContractTerms {
    return this.instruments.termsOf(instrument);
  }

  /** Terms of a contract at the risk limit of a position in it; NONE for who has no position yet. */
  termsFor(instrument: number, position: number): ContractTerms {
    return this.instruments.termsAt(instrument, position === NONE ? 0 : (this.positions.riskSteps[position] as number));
  }

  /** Has something happen at a moment. What `a` to `d` say is up to the kind. */
  schedule(atMs: number, kind: number, subject: number, a = 0, b = 0, c = 0, d = 0): void {
    const { scalars } = this;
    this.events.add(scalars.nextEvent++, atMs, kind, subject, a, b, c, d);
    if (scalars.nextEventMs === 0 || atMs < scalars.nextEventMs) scalars.nextEventMs = atMs;
  }

  /** The first event that is due at a moment, taken off the schedule; null when none is. */
  takeEvent(timeMs: number): ScheduledEvent | null {
    const { events, scalars } = this;
    if (scalars.nextEventMs === 0 || scalars.nextEventMs > timeMs) return null;
    const first = events.first();
    const taken = events.get(first);
    events.remove(first);
    scalars.nextEventMs = events.firstAtMs();
    return taken;
  }

  /** Takes events off the schedule before they happen. @returns how many */
  unschedule(isMeant: (event: ScheduledEvent) => boolean): number {
    const { events, scalars } = this;
    let count = 0;
    for (const event of events.pending()) {
      if (!isMeant(events.get(event))) continue;
      events.remove(event);
      count += 1;
    }
    scalars.nextEventMs = events.firstAtMs();
    return count;
  }

  book(instrument: number): Book {
    const book = this.books[instrument];
    if (book === undefined) throw new Error(`no book for instrument ${instrument}`);
    return book;
  }

  openBook(instrument: number): Book {
    const book = new Book(this.orders, this.terms(instrument).maxPriceTicks);
    this.books[instrument] = book;
    return book;
  }

  /** The account's position in a contract, NONE when it never had one. */
  positionOf(account: number, instrument: number): number {
    const { accounts, positions } = this;
    let position = accounts.firstPosition[account] as number;
    while (position !== NONE && positions.instrument[position] !== instrument) position = positions.nextOfAccount[position] as number;
    return position;
  }

  /** The same, opened when there is none yet. */
  positionFor(account: number, instrument: number): number {
    const known = this.positionOf(account, instrument);
    if (known !== NONE) return known;
    const position = this.positions.open(account, instrument, this.accounts.firstPosition[account] as number);
    this.accounts.firstPosition[account] = position;
    return position;
  }

  /** Takes back positions that were opened for a command that is then refused; the newest rows, still empty. */
  forgetPositionsFrom(count: number): void {
    const { accounts, positions } = this;
    while (positions.count > count) {
      const position = positions.count - 1;
      accounts.firstPosition[positions.account[position] as number] = positions.nextOfAccount[position] as number;
      positions.count = position;
    }
  }

  /** Notes that something is due at a moment. */
  setDeadline(atMs: number): void {
    const { scalars } = this;
    if (scalars.nextDeadlineMs === 0 || atMs < scalars.nextDeadlineMs) scalars.nextDeadlineMs = atMs;
  }

  indexFilled(order: number): void {
    const { orders, positions } = this;
    this.filledByNumber.set(orders.number[order] as number, order);
    const clientId = orders.clientIdOf(order);
    if (clientId !== "") this.filledByClientId.set(positions.account[orders.position[order] as number] as number, clientId, order);
  }

  /** All that is kept in rows: what is hashed and saved. Books come last, for they need their contracts. */
  tables(): { readonly name: string; readonly rows: Rows }[] {
    const { accounts, instruments, positions, orders, events, series, listingDates, books } = this;
    const { indexRules, constituents, indexAverages, withdrawals, keyUses } = this;
    const rows: Record<string, Rows> = { accounts, instruments, positions, orders, events, series, listingDates };
    const tables = Object.entries<Rows>({ ...rows, indexRules, constituents, indexAverages, withdrawals, keyUses });
    return [
      ...tables.map(([name, rows]) => ({ name, rows })),
      ...books.flatMap((book, instrument) => (book === undefined ? [] : [{ name: `book ${instrument}`, rows: book.pages }])),
    ];
  }

  /** Whether something waits for a command to come: a timer that has run out, or orders that the last one had no room for. */
  isDue(timeMs: number): boolean {
    const { nextDeadlineMs, nextEventMs, firstTriggered } = this.scalars;
    return firstTriggered !== NONE || (nextDeadlineMs !== 0 && nextDeadlineMs <= timeMs) || (nextEventMs !== 0 && nextEventMs <= timeMs);
  }

  /**
   * Whether something has to happen though nobody sends a command. The samples of a minute can wait for the next one:
   * until it comes nothing changes what they find, so that an exchange without commands writes nothing.
   */
  wakes(timeMs: number): boolean {
    const { nextDeadlineMs, firstTriggered } = this.scalars;
    if (firstTriggered !== NONE || (nextDeadlineMs !== 0 && nextDeadlineMs <= timeMs)) return true;
    const nextMs = this.events.firstAtMs(EVENT.premium);
    return nextMs !== 0 && nextMs <= timeMs;
  }

  /** Index of open orders, after the rows were restored. */
  reindex(): void {
    const { orders, positions } = this;
    for (const order of orders.handles()) {
      const number = orders.number[order] as number;
      if (number === 0 || orders.phase[order] === PHASE.filled) continue;
      this.byNumber.set(number, order);
      const clientId = orders.clientIdOf(order);
      if (clientId !== "") this.byClientId.set(positions.account[orders.position[order] as number] as number, clientId, order);
    }
    this.withdrawals.reindex();
    for (let order = this.scalars.firstFilled; order !== NONE; order = orders.next[order] as number) this.indexFilled(order);
  }
}
