import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";
import type { AnnouncementRow } from "../../bff/contract/tables/notices.ts";
import { type Contracts, contractsOf } from "../market/contract.ts";
import { Published } from "../market/published.ts";
import { FrameScheduler, type FrameWorld } from "../paint/frame-scheduler.ts";
import { orderRoundTrip } from "../rest/round-trip.ts";
import { useAnnouncements } from "../stores/announcements.ts";
import { useDraftOrder } from "../stores/draft-order.ts";
import { DEEP_BOOK, type Terminal } from "../stores/terminal.ts";
import { ContractSink } from "../stream/contract-sink.ts";
import { KeyedImage } from "../stream/keyed-image.ts";
import { type Link, StreamClient, type StreamWorld } from "../stream/stream-client.ts";
import { TableStore } from "../stream/table-store.ts";
import { createAccountFeed, PRIVATE_TOPICS } from "./account-feed.ts";
import { BOOK, BY_CONTRACT, createMarket } from "./create-market.ts";
import { PrivateWatch } from "./private-watch.ts";

/** A list of all markets is read, not watched. */
const MARKETS_GAP_MS = 500;
/** No longer than that of a ticker, which waits for the terms. */
const CONTRACTS_GAP_MS = 200;

const isByContract = (table: string): table is (typeof BY_CONTRACT)[number] => (BY_CONTRACT as readonly string[]).includes(table);

export interface TerminalParts {
  /** Of the contract that is looked at. */
  readonly terminal: Published<Terminal>;
  readonly stream: StreamClient;
  /** Turns to another contract: what streams of the one before is let go. */
  readonly show: (symbol: string) => void;
  /** Asks for the tables that somebody may see: everybody's, and those of an account for who is signed in. */
  readonly showAccount: (isSignedIn: boolean) => void;
  readonly forgetAccount: () => void;
  /** Counts the vitals anew; called by the second. */
  readonly beat: () => void;
  /** An order was answered over REST, so that its row is owed by the stream. */
  readonly orderAnswered: (tookMs: number) => void;
}

/** Joins stream, market and paint. Messages go as far as the sinks; what is drawn follows in frames. */
export function createTerminal(
  first: string,
  streamWorld: StreamWorld,
  frameWorld: FrameWorld,
  onPaintError: (painter: string, error: unknown) => void,
): TerminalParts {
  const frames = new FrameScheduler(frameWorld, onPaintError);
  const contracts = new Published<Contracts>(new Map());
  const markets = new Published<readonly InstrumentRow[]>([]);
  const account = createAccountFeed(frames, (symbol) => contracts.get().get(symbol) ?? null);
  const instruments = new KeyedImage<InstrumentRow>(() => {
    contractsPainter.mark();
    marketsPainter.mark();
    market.instrumentChanged();
  });
  // Before the painters of a market: they draw by a contract's terms.
  const contractsPainter = frames.register({
    name: "contracts",
    minGapMs: () => CONTRACTS_GAP_MS,
    runsHidden: true,
    paint: () => contracts.set(contractsOf(instruments.rows(), contracts.get())),
  });
  const marketsPainter = frames.register({
    name: "markets",
    minGapMs: () => MARKETS_GAP_MS,
    runsHidden: true,
    paint: () => markets.set([...instruments.rows()]),
  });
  const announcements = new KeyedImage<AnnouncementRow>(() => announcementsPainter.mark());
  const announcementsPainter = frames.register({
    name: "announcements",
    minGapMs: () => MARKETS_GAP_MS,
    paint: () => useAnnouncements.setState({ rows: [...announcements.rows()] }),
  });
  const byContract = {
    [BOOK]: new ContractSink(),
    [DEEP_BOOK]: new ContractSink(),
    trade: new ContractSink(),
    tradeBin1m: new ContractSink(),
    liquidation: new ContractSink(),
  };
  const store = new TableStore({ instrument: instruments, announcement: announcements, ...byContract, ...account.sinks });
  const stream = new StreamClient(streamWorld, store);
  const wanted = { symbol: first, isSignedIn: false, deepLookers: 0 };
  const ask = () => {
    const tables = ["instrument", "announcement", ...BY_CONTRACT, ...(wanted.isSignedIn ? PRIVATE_TOPICS : [])];
    const topicOf = (table: string) => (isByContract(table) ? `${table}:${wanted.symbol}` : table);
    stream.want(tables.filter((table) => table !== DEEP_BOOK || wanted.deepLookers > 0).map(topicOf));
  };

  const watch = new PrivateWatch(
    {
      probe: (topic) => stream.doubt([topic]),
      doubt: (topics, knownUntilMs) => stream.doubt(topics, knownUntilMs),
      isLive: (topic) => stream.isLive(topic),
    },
    PRIVATE_TOPICS,
    "margin",
  );
  const link = new Published<Link>(stream.link);
  stream.onLink = (now) => {
    link.set(now);
    // An order may be sent within a moment of signing in: it is watched from then on, not from the next beat.
    turnWatch();
  };
  const turnWatch = () => watch.turn(wanted.isSignedIn && stream.link.phase === "live", streamWorld.nowMs());
  stream.onTable = (message) => {
    watch.heard(message.table, streamWorld.nowMs());
    account.tell(message);
  };

  const newestMs = () => {
    const stamps = [instruments.get(wanted.symbol)?.timestamp, market.tape.newest()[0]?.timestamp].filter((stamp) => stamp !== undefined);
    const newest = Math.max(market.minuteEndedMs.get(), ...stamps.map((stamp) => Date.parse(stamp)));
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
      accountSilentSinceMs: watch.silentSinceMs,
    };
  };

  const openMarket = (symbol: string) => {
    const opened = createMarket(symbol, {
      frames,
      instrument: (name) => instruments.get(name),
      termsOf: (name) => contracts.get().get(name)?.terms ?? null,
    });
    for (const table of BY_CONTRACT) byContract[table].pass(symbol, opened.sinks[table]);
    return opened;
  };
  let market = openMarket(first);
  const vitals = new Published(readVitals());

  const terminalOf = (symbol: string): Terminal => {
    const { sinks: _sinks, instrumentChanged: _changed, end: _end, ...shown } = market;
    const topicOf = (table: string) => (isByContract(table) ? `${table}:${symbol}` : table);
    return {
      ...shown,
      symbol,
      frames,
      link,
      contracts,
      markets,
      vitals,
      wantDeepBook: (isWanted) => {
        // Who no longer is looked at has nothing to ask for.
        if (symbol !== wanted.symbol) return;
        wanted.deepLookers += isWanted ? 1 : -1;
        ask();
      },
      knownUntilMs: (table) => stream.knownUntilMs(topicOf(table)),
      isLive: (table) => stream.isLive(topicOf(table)),
      measureBook: (lagMs) => {
        bookLagMs = lagMs;
      },
    };
  };
  const terminal = new Published(terminalOf(first));

  return {
    terminal,
    stream,
    show: (symbol) => {
      if (symbol === wanted.symbol) return;
      market.end();
      wanted.symbol = symbol;
      wanted.deepLookers = 0;
      bookLagMs = () => null;
      // Prices and sizes of one contract mean nothing for another.
      useDraftOrder.getState().empty();
      market = openMarket(symbol);
      ask();
      terminal.set(terminalOf(symbol));
    },
    showAccount: (isSignedIn) => {
      wanted.isSignedIn = isSignedIn;
      ask();
      turnWatch();
    },
    forgetAccount: account.forget,
    beat: () => {
      turnWatch();
      watch.beat(streamWorld.nowMs());
      vitals.set(readVitals());
    },
    orderAnswered: (tookMs) => {
      const nowMs = streamWorld.nowMs();
      watch.owes(nowMs - tookMs, nowMs);
    },
  };
}
