import { type Bin, binRow } from "../../contract/bins.ts";
import type { IndexConstituentRow } from "../../contract/operations/index-constituents.ts";
import { pointsToPrice } from "../../contract/prices.ts";
import type { FundingRow } from "../../contract/tables/funding.ts";
import type { InstrumentRow } from "../../contract/tables/instrument.ts";
import type { LeverageSnapshotRow } from "../../contract/tables/leverage-snapshot.ts";
import type { OrderRow } from "../../contract/tables/order.ts";
import type { OrderBook10Row } from "../../contract/tables/order-book-10.ts";
import type { OrderBookL2Row } from "../../contract/tables/order-book-l2.ts";
import type { QueueRow } from "../../contract/tables/queue.ts";
import type { QuoteRow } from "../../contract/tables/quote.ts";
import type { SettlementRow } from "../../contract/tables/settlement.ts";
import type { TradeRow } from "../../contract/tables/trade.ts";
import type { BinSize, TradeBinRow } from "../../contract/tables/trade-bin.ts";
import { FIRST_CLIENT } from "../../engine/accounts.ts";
import {
  ACCOUNT,
  BEGIN,
  END,
  EXECUTION,
  FUNDING,
  LEVEL,
  MARK,
  MOMENT,
  ORDER,
  ORDER_CHANGE,
  POSITION,
  RECORD,
  SETTLEMENT,
  TRADE,
  TRANSACTION,
} from "../../engine/records.ts";
import { SlotReader } from "../../engine/slots.ts";
import { Catalogue, type Listed } from "../catalogue.ts";
import { leverageRows } from "../leverage-rows.ts";
import { executionRow } from "../rows/execution-row.ts";
import { fundingRow } from "../rows/funding-row.ts";
import { instrumentRow, type Market, NO_MARKET, NO_PRICES } from "../rows/instrument-row.ts";
import { isOpen, orderRow } from "../rows/order-row.ts";
import { settlementRow } from "../rows/settlement-row.ts";
import { tradeRow } from "../rows/trade-row.ts";
import { transactionRow } from "../rows/transaction-row.ts";
import { type Change, ChangeList } from "./changes.ts";
import { DayStats } from "./day-stats.ts";
import { FilledOrders } from "./filled-orders.ts";
import { LiveAccounts, type Marks } from "./live-accounts.ts";
import { LiveBook } from "./live-book.ts";
import { LiveHouse } from "./live-house.ts";
import { LiveIndices } from "./live-indices.ts";
import { QuoteBins } from "./quote-bins.ts";

/** Rows kept in memory for images and for GET `/quote`. */
const RECENT_TRADES = 200;
const RECENT_QUOTES = 10_000;
const RECENT_BINS = 60;
const RECENT_SETTLEMENTS = 100;

/** What a command came to. */
export interface Outcome {
  readonly request: number;
  readonly sequence: number;
  readonly code: number;
  readonly detail: number;
  /** Orders that the reply speaks of, as they were right after the command; undefined where there is none. */
  readonly rows: readonly (OrderRow | undefined)[];
}

/** What a batch changed. */
export interface Applied {
  readonly sequence: number;
  readonly timeMs: number;
  readonly outcomes: readonly Outcome[];
  readonly changes: readonly Change[];
  /** Accounts whose position, margin or wallet rows changed, by handle. */
  readonly accounts: ReadonlySet<number>;
  /** Contracts that have a new mark, by handle. */
  readonly marks: ReadonlySet<number>;
}

interface LiveInstrument {
  listed: Listed;
  readonly book: LiveBook | null;
  readonly day: DayStats;
  readonly trades: TradeRow[];
  readonly quotes: QuoteRow[];
  readonly quoteBins: QuoteBins;
  market: Market;
  /** The last funding that is known of; null before the first. */
  funding: FundingRow | null;
  /** When the mark last took another value. */
  markChangedAtMs: number;
  row: InstrumentRow;
}

/**
 * The tables as everybody sees them: a mirror of what the engine told, in memory, that serves GETs and images. Rows that
 * marks derive are made when somebody asks.
 */
export class LiveTables {
  readonly catalogue = new Catalogue();
  readonly accounts = new LiveAccounts();
  readonly house = new LiveHouse();
  readonly indices = new LiveIndices();
  private readonly instruments: LiveInstrument[] = [];
  private readonly settled: SettlementRow[] = [];
  /** The newest quotes of all contracts, as they came. */
  private readonly allQuotes: QuoteRow[] = [];
  private readonly filled = new FilledOrders();
  /** Orders that the batch at hand touched, ended ones among them: replies are taken from here. */
  private readonly touchedOrders = new Map<number, OrderRow>();
  sequence = 0;
  timeMs = 0;
  /** Rows of the line in front of the engine, which are none of the engine's. */
  queueRows: () => readonly QueueRow[] = () => [];
  /** Whether somebody listens to an account's private rows; others' execution rows need not be made. */
  isWatched: (account: number) => boolean = () => false;

  /** Takes over a batch of records. */
  apply(rows: Float64Array): Applied {
    const changes = new ChangeList();
    const outcomes: Outcome[] = [];
    const accounts = new Set<number>();
    const marks = new Set<number>();
    const stirred = new Set<number>();
    this.touchedOrders.clear();
    const record = new SlotReader(rows);
    // What was scheduled before a command's moment is told after its begin: noons are counted one by one.
    let hasBegun = false;
    for (; !record.done; record.next()) {
      if (hasBegun && record.kind !== RECORD.moment) this.house.advance(this.timeMs, changes);
      hasBegun = record.kind === RECORD.begin;
      switch (record.kind) {
        case RECORD.begin:
          this.sequence = record.number(BEGIN.sequence);
          this.timeMs = record.number(BEGIN.timeMs);
          this.finishMinutes(changes, stirred);
          break;
        case RECORD.moment:
          this.timeMs = record.number(MOMENT.timeMs);
          this.finishMinutes(changes, stirred);
          this.house.advance(this.timeMs, changes);
          break;
        case RECORD.end:
          this.settleBooks(stirred, changes);
          if (record.number(END.request) !== 0) outcomes.push(this.outcome(record));
          break;
        case RECORD.instrument:
          this.list(record, changes, stirred);
          break;
        case RECORD.mark:
          this.readMark(record, marks);
          stirred.add(record.number(MARK.instrument));
          break;
        case RECORD.constituent:
          this.indices.readConstituent(record);
          break;
        case RECORD.indexRule:
          this.indices.readRule(record);
          break;
        case RECORD.order:
          this.readOrder(record, changes);
          break;
        case RECORD.execution:
          this.readExecution(record, changes);
          break;
        case RECORD.funding:
          this.readFunding(record, changes);
          break;
        case RECORD.trade:
          this.readTrade(record, changes);
          break;
        case RECORD.level:
          this.readLevel(record, changes);
          stirred.add(record.number(LEVEL.instrument));
          break;
        case RECORD.position: {
          const handle = record.number(POSITION.account);
          const listed = this.catalogue.at(record.number(POSITION.instrument));
          if (handle < FIRST_CLIENT) break;
          this.accounts.readPosition(record, listed, this.timeMs);
          accounts.add(handle);
          break;
        }
        case RECORD.settlement: {
          const row = settlementRow(record, this.catalogue.at(record.number(SETTLEMENT.instrument)), new Date(this.timeMs).toISOString());
          keep(this.settled, row, RECENT_SETTLEMENTS);
          changes.add("settlement", "insert", row.symbol, null, row);
          break;
        }
        case RECORD.insurance:
          this.house.readNoon(record, changes);
          break;
        case RECORD.transaction:
          this.readTransaction(record, changes);
          break;
        case RECORD.account:
          if (record.number(ACCOUNT.account) < FIRST_CLIENT) {
            this.house.readAccount(record, changes);
            break;
          }
          this.accounts.read(record, this.timeMs);
          accounts.add(record.number(ACCOUNT.account));
          break;
        default:
          break;
      }
    }
    for (const handle of stirred) this.settleInstrument(handle, changes);
    return { sequence: this.sequence, timeMs: this.timeMs, outcomes, changes: changes.all, accounts, marks };
  }

  /** Starts a symbol's day from the minutes, the newest trades, oldest first, and the last funding that history holds. */
  seedDay(symbol: string, minutes: readonly Bin[], trades: readonly TradeRow[] = [], funding: FundingRow | null = null): void {
    const listed = this.catalogue.find(symbol);
    if (listed === undefined) return;
    const instrument = this.at(listed.handle);
    instrument.day.seed(minutes, this.timeMs);
    instrument.funding ??= funding;
    for (const row of trades) keep(instrument.trades, row, RECENT_TRADES);
    instrument.row = this.rowOf(instrument);
  }

  instrumentRows(): InstrumentRow[] {
    return this.instruments.map(({ row }) => row);
  }

  instrument(symbol: string): InstrumentRow | undefined {
    const listed = this.catalogue.find(symbol);
    return listed === undefined ? undefined : this.at(listed.handle).row;
  }

  /** An index and its venues as they stand; undefined for a symbol that is no index. */
  constituentRows(symbol: string): readonly IndexConstituentRow[] | undefined {
    const listed = this.catalogue.find(symbol);
    if (listed === undefined || listed.index !== null) return undefined;
    const { market } = this.at(listed.handle);
    return this.indices.rows(listed, market.markPoints, market.markedAtMs, this.timeMs);
  }

  bookRows(symbol: string, depth: number): OrderBookL2Row[] {
    return this.bookOf(symbol)?.rows(depth) ?? [];
  }

  bookWindow(symbol: string): OrderBookL2Row[] {
    return this.bookOf(symbol)?.windowRows() ?? [];
  }

  bookTop(symbol: string): OrderBook10Row | null {
    return this.bookOf(symbol)?.topRow() ?? null;
  }

  /** Contracts that have settled since the program started, oldest first; history has all. */
  recentSettlements(): readonly SettlementRow[] {
    return this.settled;
  }

  recentTrades(symbol: string): readonly TradeRow[] {
    return this.find(symbol)?.trades ?? [];
  }

  /** Quotes of a contract, or the newest of all, oldest first. */
  recentQuotes(symbol: string | null): readonly QuoteRow[] {
    if (symbol === null) return this.allQuotes;
    return this.find(symbol)?.quotes ?? [];
  }

  recentBins(symbol: string, size: BinSize): TradeBinRow[] {
    const day = this.find(symbol)?.day;
    const bins = size === "1m" ? day?.recent(RECENT_BINS) : day?.wide.recent(size);
    return (bins ?? []).map((bin) => binRow(symbol, bin));
  }

  /** The last funding of a symbol, null before the first. */
  lastFunding(symbol: string): FundingRow | null {
    return this.find(symbol)?.funding ?? null;
  }

  /** The last quote of each interval, oldest first; with the one that runs when asked for. */
  quoteBins(symbol: string, size: BinSize, partial: boolean): readonly QuoteRow[] {
    const bins = this.find(symbol)?.quoteBins;
    const running = partial ? (bins?.running(size) ?? null) : null;
    return [...(bins?.rows(size) ?? []), ...(running === null ? [] : [running])];
  }

  /** Best bid and offer of a book; null where there is none. */
  bestTicks(symbol: string): readonly [bid: number | null, ask: number | null] {
    return this.find(symbol)?.book?.bestTicks() ?? [null, null];
  }

  /** The minute that runs, as a row; null before the first trade. */
  runningBin(symbol: string): TradeBinRow | null {
    const bin = this.find(symbol)?.day.running() ?? null;
    return bin === null ? null : binRow(symbol, bin);
  }

  /** Contracts by effective leverage, of all positions as they stand. */
  leverageRows(): LeverageSnapshotRow[] {
    return leverageRows(this.accounts.leveraged(this.marks), new Date(this.timeMs).toISOString());
  }

  /** Marks of all contracts, as rows of accounts take them. */
  readonly marks: Marks = {
    points: (handle) => this.at(handle).market.markPoints,
    fundingRate: (handle) => this.at(handle).market.fundingRate,
    changedAtMs: (handle) => this.at(handle).markChangedAtMs,
    settlePerQuote: (listed) => this.catalogue.settlePerQuote(listed),
  };

  /** An order that the batch at hand touched, or that is open. */
  private order(number: number): OrderRow | undefined {
    return this.touchedOrders.get(number) ?? this.accounts.openOrder(number);
  }

  private find(symbol: string): LiveInstrument | undefined {
    const listed = this.catalogue.find(symbol);
    return listed === undefined ? undefined : this.instruments[listed.handle];
  }

  private bookOf(symbol: string): LiveBook | null | undefined {
    return this.find(symbol)?.book;
  }

  private at(handle: number): LiveInstrument {
    const instrument = this.instruments[handle];
    if (instrument === undefined) throw new Error(`no instrument ${handle} was listed`);
    return instrument;
  }

  private outcome(record: SlotReader): Outcome {
    const count = record.number(END.count);
    const rows = Array.from({ length: count }, (_, i) => this.order(record.number(END.first + i)));
    return {
      request: record.number(END.request),
      sequence: this.sequence,
      code: record.number(END.code),
      detail: record.number(END.detail),
      rows,
    };
  }

  private list(record: SlotReader, changes: ChangeList, stirred: Set<number>): void {
    const listed = this.catalogue.read(record);
    const known = this.instruments[listed.handle];
    if (known !== undefined) {
      known.listed = listed;
      known.book?.relist(listed);
      stirred.add(listed.handle);
      return;
    }
    const book = listed.index === null ? null : new LiveBook(listed);
    const day = new DayStats();
    const row = instrumentRow(listed, NO_MARKET, NO_PRICES, book, day, listed.listedAtMs);
    this.instruments[listed.handle] = {
      listed,
      book,
      day,
      trades: [],
      quotes: [],
      quoteBins: new QuoteBins(),
      market: NO_MARKET,
      funding: null,
      markChangedAtMs: 0,
      row,
    };
    changes.add("instrument", "insert", listed.symbol, null, row);
  }

  private readMark(record: SlotReader, marks: Set<number>): void {
    const instrument = this.at(record.number(MARK.instrument));
    const markPoints = record.number(MARK.markPoints);
    const markedAtMs = record.number(MARK.markedAtMs);
    this.catalogue.note(instrument.listed.handle, markPoints);
    const isNew = markedAtMs !== instrument.market.markedAtMs || markPoints !== instrument.market.markPoints;
    if (markPoints !== instrument.market.markPoints) instrument.markChangedAtMs = markedAtMs;
    instrument.market = {
      markPoints,
      markedAtMs,
      lastTicks: record.number(MARK.lastTicks),
      lastDirection: record.number(MARK.lastDirection),
      openInterest: record.number(MARK.openInterest),
      volume: record.number(MARK.volume),
      turnoverSats: record.number(MARK.turnoverSats),
      fundingRate: record.number(MARK.fundingRate),
      fairPoints: record.number(MARK.fairPoints),
      basisRate: record.number(MARK.basisRate),
      indicativeRate: record.number(MARK.indicativeRate),
      settledPoints: record.number(MARK.settledPoints),
      closePoints: record.number(MARK.closePoints),
      state: record.number(MARK.state),
    };
    if (!isNew || markedAtMs === 0) return;
    marks.add(instrument.listed.handle);
    if (instrument.listed.index === null) {
      const price = pointsToPrice(instrument.listed.terms, markPoints);
      instrument.day.add(this.timeMs, { price, size: 0, grossValue: null, homeNotional: null, foreignNotional: null });
    }
  }

  private readOrder(record: SlotReader, changes: ChangeList): void {
    const handle = record.number(ORDER.account);
    const listed = this.catalogue.at(record.number(ORDER.instrument));
    if (handle < FIRST_CLIENT) {
      this.house.readOrder(record, listed, changes);
      return;
    }
    const number = record.number(ORDER.number);
    const row = orderRow(record, listed);
    const before = this.touchedOrders.get(number) ?? this.accounts.openOrder(number);
    this.touchedOrders.set(number, row);
    const filledBy = this.filled.sequenceOf(number);
    if (row.ordStatus === "Filled") this.filled.add(number, this.sequence, this.timeMs);
    this.accounts.setOrder(handle, number, row, isOpen(record.number(ORDER.status)));
    if (!this.isWatched(row.account)) return;
    const change = record.number(ORDER.change);
    // Whoever saw it fill still has its row: the whole of it is an update, and an insert to those who came later.
    if (change === ORDER_CHANGE.revived) changes.revive(row.symbol, row.account, row, filledBy);
    else if (before === undefined || change === ORDER_CHANGE.insert) changes.add("order", "insert", row.symbol, row.account, row);
    else changes.add("order", "update", row.symbol, row.account, orderDelta(before, row));
  }

  private readExecution(record: SlotReader, changes: ChangeList): void {
    const handle = record.number(EXECUTION.account);
    if (handle < FIRST_CLIENT) return;
    const listed = this.catalogue.at(record.number(EXECUTION.instrument));
    const account = this.accounts.numberOf(handle);
    if (!this.isWatched(account)) return;
    changes.add(
      "execution",
      "insert",
      listed.symbol,
      account,
      executionRow(record, listed, this.catalogue.settlePerQuote(listed), new Date(this.timeMs).toISOString()),
    );
  }

  private readTransaction(record: SlotReader, changes: ChangeList): void {
    if (record.number(TRANSACTION.account) < FIRST_CLIENT) return;
    const row = transactionRow(record, new Date(this.timeMs).toISOString());
    const action = row.transactType === "Withdrawal" && row.transactStatus !== "Pending" ? "update" : "insert";
    if (this.isWatched(row.account)) changes.add("transact", action, "", row.account, row);
  }

  private readFunding(record: SlotReader, changes: ChangeList): void {
    const instrument = this.at(record.number(FUNDING.instrument));
    instrument.funding = fundingRow(record, instrument.listed, new Date(this.timeMs).toISOString());
    changes.add("funding", "insert", instrument.listed.symbol, null, instrument.funding);
  }

  private readTrade(record: SlotReader, changes: ChangeList): void {
    const instrument = this.at(record.number(TRADE.instrument));
    const row = tradeRow(record, instrument.listed, this.catalogue.settlePerQuote(instrument.listed), new Date(this.timeMs).toISOString());
    keep(instrument.trades, row, RECENT_TRADES);
    instrument.day.add(this.timeMs, row);
    changes.add("trade", "insert", row.symbol, null, row);
  }

  private readLevel(record: SlotReader, changes: ChangeList): void {
    const { book } = this.at(record.number(LEVEL.instrument));
    book?.set(
      record.number(LEVEL.side),
      record.number(LEVEL.ticks),
      record.number(LEVEL.quantity),
      new Date(this.timeMs).toISOString(),
      changes,
    );
  }

  /** Quotes are one row a change, so books are settled after every command. */
  private settleBooks(stirred: ReadonlySet<number>, changes: ChangeList): void {
    for (const handle of stirred) {
      const { book, quotes, quoteBins } = this.at(handle);
      if (!book?.settle(new Date(this.timeMs).toISOString(), changes)) continue;
      const quote = book.quote() as QuoteRow;
      keep(quotes, quote, RECENT_QUOTES);
      keep(this.allQuotes, quote, RECENT_QUOTES);
      quoteBins.set(quote);
    }
  }

  /** Minutes end for all symbols when time passes their border, whether or not anything traded. */
  private finishMinutes(changes: ChangeList, stirred: Set<number>): void {
    for (const { listed, day, quoteBins } of this.instruments) {
      const { symbol } = listed;
      for (const minute of day.advance(this.timeMs)) {
        changes.add("tradeBin1m", "insert", symbol, null, binRow(symbol, minute));
        for (const { size, bin } of day.wide.add(minute)) changes.add(`tradeBin${size}`, "insert", symbol, null, binRow(symbol, bin));
        stirred.add(listed.handle);
      }
      for (const { size, row } of quoteBins.advance(this.timeMs)) changes.add(`quoteBin${size}`, "insert", symbol, null, row);
    }
  }

  private settleInstrument(handle: number, changes: ChangeList): void {
    const instrument = this.at(handle);
    const after = this.rowOf(instrument);
    const delta = changedColumns(instrument.row, after);
    if (delta === null) return;
    instrument.row = after;
    changes.add("instrument", "update", after.symbol, null, { symbol: after.symbol, ...delta, timestamp: after.timestamp });
  }

  private rowOf({ listed, market, book, day }: LiveInstrument): InstrumentRow {
    const indexPoints = listed.index === null ? 0 : this.at(listed.index).market.markPoints;
    const prices = { indexPoints, settlePerQuote: this.catalogue.settlePerQuote(listed) };
    return instrumentRow(listed, market, prices, book, day, this.timeMs);
  }
}

/** Adds to the end of a bounded list. */
function keep<T>(list: T[], item: T, limit: number): void {
  list.push(item);
  if (list.length > limit + limit / 4) list.splice(0, list.length - limit);
}

/** Columns but the timestamp that differ; null when none does. */
export function changedColumns<R extends object>(before: R, after: R): Partial<R> | null {
  let delta: Partial<R> | null = null;
  for (const name of Object.keys(after) as (keyof R & string)[]) {
    if (name === "timestamp" || before[name] === after[name]) continue;
    delta ??= {};
    delta[name] = after[name];
  }
  return delta;
}

/** An order's update: what identifies it for people and programs, and what changed. Source: order deltas of 2019. */
function orderDelta(before: OrderRow, after: OrderRow): object {
  const { orderID, clOrdID, account, symbol, timestamp } = after;
  return { orderID, ...changedColumns(before, after), clOrdID, account, symbol, timestamp };
}
