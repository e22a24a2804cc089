import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";
import type { TradeRow } from "../../bff/contract/tables/trade.ts";
import type { TradeBinRow } from "../../bff/contract/tables/trade-bin.ts";
import { Books } from "../market/books.ts";
import { LiquidationMarks } from "../market/liquidation-marks.ts";
import { hasSameFields, Published } from "../market/published.ts";
import { QueueWatch } from "../market/queue-watch.ts";
import { Tape } from "../market/tape.ts";
import { NO_TICKER, spotSymbolOf, type Ticker, tickerOf } from "../market/ticker.ts";
import type { FrameScheduler } from "../paint/frame-scheduler.ts";
import { useAccount } from "../stores/account.ts";
import { DEEP_BOOK, type Terminal, type Touch } from "../stores/terminal.ts";
import { KeyedImage } from "../stream/keyed-image.ts";
import type { TableSink } from "../stream/table-sink.ts";

/** Paces of what follows the market, milliseconds between two paintings at least. */
const TICKER_GAP_MS = 200;
const TRADES_GAP_MS = 250;
/** Longer than orders and levels of one moment come apart. */
const QUEUE_GAP_MS = 250;

export const BOOK = "orderBookL2_25";
/** Tables that stream row by row of one contract; all others are asked for whole. */
export const BY_CONTRACT = [BOOK, DEEP_BOOK, "trade", "tradeBin1m", "liquidation"] as const;

/** What streams of one contract, from the sinks of its tables to what is published of them. */
export interface MarketParts
  extends Pick<
    Terminal,
    "book" | "deepBook" | "queue" | "tape" | "minuteEndedMs" | "ticker" | "touch" | "trades" | "liquidations" | "terms"
  > {
  readonly sinks: Readonly<Record<(typeof BY_CONTRACT)[number], TableSink>>;
  /** Something of an instrument has changed. */
  readonly instrumentChanged: () => void;
  /** Ends its painters: nobody looks at the contract any more. */
  readonly end: () => void;
}

export interface MarketNeeds {
  readonly frames: FrameScheduler;
  readonly instrument: (symbol: string) => InstrumentRow | undefined;
  readonly termsOf: (symbol: string) => ContractTerms | null;
}

export function createMarket(symbol: string, { frames, instrument, termsOf }: MarketNeeds): MarketParts {
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

  const terms = new Published<ContractTerms | null>(termsOf(symbol));
  const ticker = new Published<Ticker>(NO_TICKER, hasSameFields);
  const readTicker = () => {
    const row = instrument(symbol);
    if (row === undefined) return;
    terms.set(termsOf(symbol));
    ticker.set(tickerOf(row, instrument(spotSymbolOf(row))));
  };
  // What is known already is there before the first frame.
  readTicker();
  const tickerPainter = frames.register({ name: "ticker", minGapMs: () => TICKER_GAP_MS, paint: readTicker, runsHidden: true });

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
  const endOrders = useAccount.subscribe(({ orders }, { orders: before }) => {
    if (orders !== before) queueWatcher.mark();
  });

  const trades = new Published<readonly TradeRow[]>([]);
  const tradesPainter = frames.register({ name: "trades", minGapMs: () => TRADES_GAP_MS, paint: () => trades.set([...tape.newest()]) });
  tape.changed.subscribe(tradesPainter.mark);

  const liquidationMarks = new LiquidationMarks(tape);
  const liquidations = new Published<ReadonlySet<string>>(new Set());
  const endMarks = liquidationMarks.changed.subscribe(() => liquidations.set(liquidationMarks.ids()));

  return {
    book,
    deepBook: deepBooks.of(symbol),
    queue,
    tape,
    minuteEndedMs,
    ticker,
    touch,
    trades,
    liquidations,
    terms,
    sinks: { [BOOK]: books, [DEEP_BOOK]: deepBooks, trade: tape, tradeBin1m: minutes, liquidation: liquidationMarks },
    instrumentChanged: tickerPainter.mark,
    end: () => {
      for (const painter of [tickerPainter, touchPainter, queueWatcher, tradesPainter]) painter.remove();
      endOrders();
      endMarks();
      liquidationMarks.end();
    },
  };
}
