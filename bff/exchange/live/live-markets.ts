import { type Bin, binRow } from "../../contract/bins.ts";
import type { IndexConstituentRow } from "../../contract/operations/index-constituents.ts";
import { pointsToPrice } from "../../contract/prices.ts";
import type { FundingRow } from "../../contract/tables/funding.ts";
import type { InstrumentRow } from "../../contract/tables/instrument.ts";
import type { OrderBook10Row } from "../../contract/tables/order-book-10.ts";
import type { OrderBookL2Row } from "../../contract/tables/order-book-l2.ts";
import type { QuoteRow } from "../../contract/tables/quote.ts";
import type { SettlementRow } from "../../contract/tables/settlement.ts";
import type { TradeRow } from "../../contract/tables/trade.ts";
import type { BinSize, TradeBinRow } from "../../contract/tables/trade-bin.ts";
import { FUNDING, LEVEL, MARK, RECORD, SETTLEMENT, TRADE } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";
import { Catalogue, type Listed } from "../catalogue.ts";
import { fundingRow } from "../rows/funding-row.ts";
import { instrumentRow, type Market, NO_MARKET, NO_PRICES } from "../rows/instrument-row.ts";
import { settlementRow } from "../rows/settlement-row.ts";
import { tradeRow } from "../rows/trade-row.ts";
import { changedColumns } from "./changed-columns.ts";
import type { ChangeList } from "./changes.ts";
import { DayStats } from "./day-stats.ts";
import type { Marks } from "./live-accounts.ts";
import { LiveBook } from "./live-book.ts";
import { LiveIndices } from "./live-indices.ts";
import { QuoteBins } from "./quote-bins.ts";

/** Rows kept in memory for images and for GET `/quote`. */
const RECENT_TRADES = 200;
const RECENT_QUOTES = 10_000;
const RECENT_BINS = 60;
const RECENT_SETTLEMENTS = 100;

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
  /** When the mark, or what rows of positions take beside it, last took another value. */
  markChangedAtMs: number;
  row: InstrumentRow;
}

/**
 * Contracts, indices and their markets as everybody sees them: a mirror of what the engine told, in memory, that serves
 * GETs and images.
 */
export class LiveMarkets {
  readonly catalogue = new Catalogue();
  readonly indices = new LiveIndices();
  private readonly instruments: LiveInstrument[] = [];
  private readonly settled: SettlementRow[] = [];
  /** The newest quotes of all contracts, as they came. */
  private readonly allQuotes: QuoteRow[] = [];
  private readonly onMoved: () => void;
  /** What the batch at hand told something of, and what has a new mark, by handle. */
  private stirred = new Set<number>();
  private marked = new Set<number>();
  private timeMs = 0;

  /** @param onMoved a mark has another value */
  constructor(onMoved: () => void) {
    this.onMoved = onMoved;
  }

  /** Time comes to a moment: minutes that have ended are told of. */
  advance(timeMs: number, changes: ChangeList): void {
    this.timeMs = timeMs;
    this.finishMinutes(changes);
  }

  /** Takes over a record of a contract, an index or a market; those of accounts it leaves alone. */
  read(record: SlotReader, changes: ChangeList): void {
    switch (record.kind) {
      case RECORD.instrument:
        this.list(record, changes);
        break;
      case RECORD.mark:
        this.readMark(record);
        break;
      case RECORD.constituent:
        this.indices.readConstituent(record);
        break;
      case RECORD.indexRule:
        this.indices.readRule(record);
        break;
      case RECORD.funding:
        this.readFunding(record, changes);
        break;
      case RECORD.trade:
        this.readTrade(record, changes);
        break;
      case RECORD.level:
        this.readLevel(record, changes);
        break;
      case RECORD.settlement:
        this.readSettlement(record, changes);
        break;
      default:
        break;
    }
  }

  /** Quotes are one row a change, so books are settled after every command. */
  settleBooks(changes: ChangeList): void {
    for (const handle of this.stirred) {
      const { book, quotes, quoteBins } = this.at(handle);
      if (!book?.settle(new Date(this.timeMs).toISOString(), changes)) continue;
      const quote = book.quote() as QuoteRow;
      keep(quotes, quote, RECENT_QUOTES);
      keep(this.allQuotes, quote, RECENT_QUOTES);
      quoteBins.set(quote);
    }
  }

  /**
   * A batch is over: rows of contracts follow what was told of them.
   *
   * @returns contracts that have a new mark, or something else that rows of positions follow from, by handle
   */
  settle(changes: ChangeList): ReadonlySet<number> {
    for (const handle of this.stirred) this.settleInstrument(handle, changes);
    const { marked } = this;
    this.stirred = new Set();
    this.marked = new Set();
    return marked;
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

  rows(): InstrumentRow[] {
    return this.instruments.map(({ row }) => row);
  }

  row(symbol: string): InstrumentRow | undefined {
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

  /** Marks of all contracts, as rows of accounts take them. */
  readonly marks: Marks = {
    points: (handle) => this.at(handle).market.markPoints,
    fundingRate: (handle) => this.at(handle).market.fundingRate,
    changedAtMs: (handle) => this.at(handle).markChangedAtMs,
    settlePerQuote: (listed) => this.catalogue.settlePerQuote(listed),
  };

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

  private list(record: SlotReader, changes: ChangeList): void {
    const listed = this.catalogue.read(record);
    const known = this.instruments[listed.handle];
    if (known !== undefined) {
      known.listed = listed;
      known.book?.relist(listed);
      this.stirred.add(listed.handle);
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

  private readMark(record: SlotReader): void {
    const instrument = this.at(record.number(MARK.instrument));
    this.stirred.add(instrument.listed.handle);
    const markPoints = record.number(MARK.markPoints);
    const markedAtMs = record.number(MARK.markedAtMs);
    this.catalogue.note(instrument.listed.handle, markPoints);
    const fundingRate = record.number(MARK.fundingRate);
    const isNew = markedAtMs !== instrument.market.markedAtMs || markPoints !== instrument.market.markPoints;
    if (markPoints !== instrument.market.markPoints) {
      instrument.markChangedAtMs = markedAtMs;
      this.onMoved();
      for (const handle of this.catalogue.quotedIn(instrument.listed)) this.touch(handle);
    }
    // What is to be paid next is part of what a position has to maintain.
    if (fundingRate !== instrument.market.fundingRate) this.touch(instrument.listed.handle);
    instrument.market = {
      markPoints,
      markedAtMs,
      lastTicks: record.number(MARK.lastTicks),
      lastDirection: record.number(MARK.lastDirection),
      openInterest: record.number(MARK.openInterest),
      volume: record.number(MARK.volume),
      turnoverSats: record.number(MARK.turnoverSats),
      fundingRate,
      fairPoints: record.number(MARK.fairPoints),
      basisRate: record.number(MARK.basisRate),
      indicativeRate: record.number(MARK.indicativeRate),
      settledPoints: record.number(MARK.settledPoints),
      closePoints: record.number(MARK.closePoints),
      state: record.number(MARK.state),
    };
    if (!isNew || markedAtMs === 0) return;
    this.marked.add(instrument.listed.handle);
    if (instrument.listed.index === null) {
      const price = pointsToPrice(instrument.listed.terms, markPoints);
      instrument.day.add(this.timeMs, { price, size: 0, grossValue: null, homeNotional: null, foreignNotional: null });
    }
  }

  /** Rows of positions in a contract follow from something that has changed now. */
  private touch(handle: number): void {
    this.at(handle).markChangedAtMs = this.timeMs;
    this.marked.add(handle);
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
    const { book, listed } = this.at(record.number(LEVEL.instrument));
    this.stirred.add(listed.handle);
    book?.set(
      record.number(LEVEL.side),
      record.number(LEVEL.ticks),
      record.number(LEVEL.quantity),
      new Date(this.timeMs).toISOString(),
      changes,
    );
  }

  /** Minutes end for all symbols when time passes their border, whether or not anything traded. */
  private finishMinutes(changes: ChangeList): void {
    for (const { listed, day, quoteBins } of this.instruments) {
      const { symbol } = listed;
      for (const minute of day.advance(this.timeMs)) {
        changes.add("tradeBin1m", "insert", symbol, null, binRow(symbol, minute));
        for (const { size, bin } of day.wide.add(minute)) changes.add(`tradeBin${size}`, "insert", symbol, null, binRow(symbol, bin));
        this.stirred.add(listed.handle);
      }
      for (const { size, row } of quoteBins.advance(this.timeMs)) changes.add(`quoteBin${size}`, "insert", symbol, null, row);
    }
  }

  private readSettlement(record: SlotReader, changes: ChangeList): void {
    const { listed } = this.at(record.number(SETTLEMENT.instrument));
    const row = settlementRow(record, listed, new Date(this.timeMs).toISOString());
    keep(this.settled, row, RECENT_SETTLEMENTS);
    changes.add("settlement", "insert", row.symbol, null, row);
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
