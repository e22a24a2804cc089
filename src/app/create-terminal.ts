import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";
import type { TradeRow } from "../../bff/contract/tables/trade.ts";
import type { TradeBinRow } from "../../bff/contract/tables/trade-bin.ts";
import { Books } from "../market/books.ts";
import { termsOf } from "../market/contract-terms.ts";
import { hasSameFields, Published } from "../market/published.ts";
import { QueueWatch } from "../market/queue-watch.ts";
import { Tape } from "../market/tape.ts";
import { NO_TICKER, type Ticker, tickerOf } from "../market/ticker.ts";
import { FrameScheduler, type FrameWorld } from "../paint/frame-scheduler.ts";
import { orderRoundTrip } from "../rest/round-trip.ts";
import { useAccount } from "../stores/account.ts";
import { DEEP_BOOK, type Terminal, type Touch } from "../stores/terminal.ts";
import { KeyedImage } from "../stream/keyed-image.ts";
import { type Link, StreamClient, type StreamWorld } from "../stream/stream-client.ts";
import { TableStore } from "../stream/table-store.ts";
import { createAccountFeed, PRIVATE_TOPICS } from "./account-feed.ts";

/** Paces of what follows the market, milliseconds between two paintings at least. */
const TICKER_GAP_MS = 200;
const TRADES_GAP_MS = 250;
/** Longer than orders and levels of one moment come apart. */
const QUEUE_GAP_MS = 250;

const BOOK = "orderBookL2_25";
/** Tables that stream row by row of one contract; all others are asked for whole. */
const BY_CONTRACT: ReadonlySet<string> = new Set([BOOK, DEEP_BOOK, "trade", "tradeBin1m"]);

export interface TerminalParts {
  readonly terminal: Terminal;
  readonly stream: StreamClient;
  /** Asks for the tables that somebody may see: everybody's, and those of an account for who is signed in. */
  readonly showAccount: (isSignedIn: boolean) => void;
  readonly forgetAccount: () => void;
  /** Counts the vitals anew; called by the second. */
  readonly beat: () => void;
}

/** Joins stream, market and paint for one contract. Messages go as far as the sinks; what is drawn follows in frames. */
export function createTerminal(
  symbol: string,
  streamWorld: StreamWorld,
  frameWorld: FrameWorld,
  onPaintError: (painter: string, error: unknown) => void,
): TerminalParts {
  const frames = new FrameScheduler(frameWorld, onPaintError);
  const account = createAccountFeed(frames, () => terms.get());
  const books = new Books();
  const book = books.of(symbol);
  // Grouped rows reach further than the best levels; the whole book streams only to who looks at it.
  const deepBooks = new Books();
  const tape = new Tape();
  const minuteEndedMs = new Published(0);
  const minutes = new KeyedImage<TradeBinRow>(() => {
    const last = minutes.rows().next().value;
    if (last !== undefined) minuteEndedMs.set(Date.parse(last.timestamp));
  });
  const instruments = new KeyedImage<InstrumentRow>(() => tickerPainter.mark());
  const store = new TableStore({
    instrument: instruments,
    [BOOK]: books,
    [DEEP_BOOK]: deepBooks,
    trade: tape,
    tradeBin1m: minutes,
    ...account.sinks,
  });
  const stream = new StreamClient(streamWorld, store);
  const topicOf = (table: string) => (BY_CONTRACT.has(table) ? `${table}:${symbol}` : table);
  const wanted = { isSignedIn: false, isDeep: false };
  const ask = () => {
    const tables = ["instrument", ...BY_CONTRACT, ...(wanted.isSignedIn ? PRIVATE_TOPICS : [])];
    stream.want(tables.filter((table) => table !== DEEP_BOOK || wanted.isDeep).map(topicOf));
  };

  const terms = new Published<ContractTerms | null>(
    null,
    (before, after) => before !== null && after !== null && hasSameFields(before, after),
  );
  const ticker = new Published<Ticker>(NO_TICKER, hasSameFields);
  const tickerPainter = frames.register({
    name: "ticker",
    minGapMs: () => TICKER_GAP_MS,
    paint: () => {
      const row = instruments.get(symbol);
      if (row === undefined) return;
      terms.set(termsOf(row));
      ticker.set(tickerOf(row, instruments.get(row.referenceSymbol)));
    },
  });

  const touch = new Published<Touch>({ bid: null, ask: null, version: 0 });
  const touchPainter = frames.register({
    name: "touch",
    minGapMs: () => TICKER_GAP_MS,
    paint: () => touch.set({ bid: book.bestBid?.price ?? null, ask: book.bestAsk?.price ?? null, version: touch.get().version + 1 }),
  });
  book.changed.subscribe(touchPainter.mark);

  const queue = new QueueWatch();
  const queueWatcher = frames.register({
    name: "queue",
    minGapMs: () => QUEUE_GAP_MS,
    paint: () => {
      if (queue.look(useAccount.getState().orders, symbol, book)) queueWatcher.mark();
    },
  });
  queue.changed.subscribe(touchPainter.mark);
  book.changed.subscribe(queueWatcher.mark);
  useAccount.subscribe(({ orders }, { orders: before }) => {
    if (orders !== before) queueWatcher.mark();
  });

  const trades = new Published<readonly TradeRow[]>([]);
  const tradesPainter = frames.register({ name: "trades", minGapMs: () => TRADES_GAP_MS, paint: () => trades.set([...tape.newest()]) });
  tape.changed.subscribe(tradesPainter.mark);

  const link = new Published<Link>(stream.link);
  stream.onLink = (now) => link.set(now);
  stream.onTable = account.tell;

  const newestMs = () => {
    const stamps = [instruments.get(symbol)?.timestamp, tape.newest()[0]?.timestamp].filter((stamp) => stamp !== undefined);
    const newest = Math.max(minuteEndedMs.get(), ...stamps.map((stamp) => Date.parse(stamp)));
    return newest > 0 ? newest : null;
  };

  let greeting: { readonly version: string | null; readonly aheadMs: number | null } = { version: null, aheadMs: null };
  stream.onGreeting = ({ version, serverMs }) => {
    greeting = { version, aheadMs: serverMs === null ? null : serverMs - streamWorld.nowMs() };
  };

  let bookLagMs: () => number | null = () => null;
  const readVitals = () => {
    const nowMs = streamWorld.nowMs();
    const { heardAtMs } = stream;
    return {
      nowMs,
      marketMs: newestMs(),
      feedAgeMs: heardAtMs === null ? null : nowMs - heardAtMs,
      dataToPixelMs: bookLagMs(),
      orderRoundTripMs: orderRoundTrip.lastMs,
      serverMs: greeting.aheadMs === null ? null : nowMs + greeting.aheadMs,
      version: greeting.version,
    };
  };
  const vitals = new Published(readVitals());

  return {
    terminal: {
      symbol,
      frames,
      link,
      book,
      deepBook: deepBooks.of(symbol),
      wantDeepBook: (isWanted) => {
        wanted.isDeep = isWanted;
        ask();
      },
      queue,
      tape,
      minuteEndedMs,
      ticker,
      touch,
      trades,
      terms,
      vitals,
      knownUntilMs: (table) => stream.knownUntilMs(topicOf(table)),
      isLive: (table) => stream.isLive(topicOf(table)),
      measureBook: (lagMs) => {
        bookLagMs = lagMs;
      },
    },
    stream,
    showAccount: (isSignedIn) => {
      wanted.isSignedIn = isSignedIn;
      ask();
    },
    forgetAccount: account.forget,
    beat: () => vitals.set(readVitals()),
  };
}
