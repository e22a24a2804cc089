import { existsSync, readFileSync, unlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type Logger, pino } from "pino";
import { ChatRoom } from "../chat/chat-room.ts";
import { Presence } from "../chat/presence.ts";
import type { FundingRow } from "../contract/tables/funding.ts";
import type { InsuranceRow } from "../contract/tables/insurance.ts";
import type { OrderRow } from "../contract/tables/order.ts";
import type { TradeRow } from "../contract/tables/trade.ts";
import { BIN_SIZES } from "../contract/tables/trade-bin.ts";
import { Bank, type EndedOrders, Exchange, MarketControl, Positions, Trading } from "../exchange/index.ts";
import { History } from "../history/index.ts";
import type { HistorySettings } from "../history/protocol.ts";
import type { ReaderSettings } from "../history/reader-protocol.ts";
import { buildApp } from "../http/app.ts";
import { BanList } from "../http/ban-list.ts";
import { clientAddress, isLoopback } from "../http/client-address.ts";
import type { Services, SiteSettings } from "../http/services.ts";
import { sessionTokenFrom } from "../http/session-cookie.ts";
import { readSite, serveSite } from "../http/site.ts";
import { Identity } from "../identity/index.ts";
import { Outbox } from "../mail/outbox.ts";
import { KEPT_AT_HOME } from "../mail/transport.ts";
import { NoticeBoard } from "../notices/notice-board.ts";
import { readNotices, writeNotices } from "../notices/notice-file.ts";
import { listenForOperator } from "../operator/server.ts";
import { operatorSocketPath } from "../operator/socket-path.ts";
import { Realtime } from "../realtime/server.ts";
import { watchLosses } from "../watch/loss-watch.ts";
import { TakeoverWatch } from "../watch/takeover-watch.ts";
import { watchTrades } from "../watch/trade-watch.ts";
import { anchorLogs } from "./anchor-logs.ts";
import type { Config } from "./config.ts";
import { type Market, openMarket } from "./market.ts";
import { tellNews } from "./news.ts";
import { openWallet } from "./open-wallet.ts";
import { SettingError } from "./setting-error.ts";
import { socketKeys } from "./socket-keys.ts";
import { walletPeople } from "./wallet-people.ts";
import { atMost, RequestsInWork } from "./winding-down.ts";
import { yieldPool } from "./yield-pool.ts";

/** A running exchange. */
export interface House {
  readonly origin: string;
  /** Drains, snapshots and closes. */
  stop(): Promise<void>;
}

const SNAPSHOT_EVERY = 100_000;
const SEGMENT_BYTES = 16 << 20;
/** A demo market keeps the history of its own traders for an hour, what its indices were made of for a day, and public trades for a week. */
const DEMO_RETENTION = { simulatedMs: 3_600_000, compositesMs: 86_400_000, tradesMs: 7 * 86_400_000 };
const DAY_MINUTES = 24 * 60;
const RECENT_TRADES = 200;
/** Connections that may wait to be accepted, as when everybody comes back after a restart; the system may allow fewer. */
const BACKLOG = 4_096;
/** Noons whose insurance row is at hand. */
const MOST_NOONS = 1_000;
/** Ended orders that one cancel looks at: ten uses of each of the most ids that it may name. */
const MOST_ENDED = 5_000;
const SESSION_SWEEP_MS = 60_000;
/** How often the public row of the line is told anew. */
const BOARD_MS = 1_000;
/** How long an end waits for answers in work, for connections to close, and for history to store what is left: recovery does the rest. */
const DRAIN_MS = 1_000;
const CLOSE_MS = DRAIN_MS + 300;
const SETTLE_MS = 700;

/**
 * Opens every floor of the house and lets the public in last.
 *
 * @param commandedStartMs where a commanded clock begins on an empty folder, unless a recording says it
 */
export async function startHouse(
  config: Config,
  onHalt: Parameters<Exchange["onHalt"]>[0],
  commandedStartMs: number = Date.now(),
): Promise<House> {
  await requirePort(config);
  await yieldPool();
  const log = pino({ level: "warn" }, pino.destination(2));
  const market = await openMarket(config);
  const settings: SiteSettings = {
    mode: config.mode,
    market: market.name,
    origin: config.publicOrigin ?? "http://localhost",
    version: packageVersion(),
    isBehindProxy: config.publicOrigin !== null,
  };
  const opening = openOutbox(config, settings, log).then(async (outbox) => ({
    outbox,
    identity: await openIdentity(config, outbox, () => settings.origin),
  }));
  const [history, { outbox, identity }] = await Promise.all([openHistory(config), opening]);
  const exchange = await openExchange(config, market, history, market.startMs ?? commandedStartMs);
  exchange.onHalt(onHalt);
  history.onReached((sequence) => exchange.historyReached(sequence));
  history.onFailure(fail);
  await market.prepare({ exchange, history });
  await seedDays(exchange, history);
  await seedInsurance(exchange, history);

  const bank = new Bank(exchange);
  const trading = new Trading(exchange, endedOrders(history), config.limits);
  const positions = new Positions(exchange, config.limits.riskSteps);
  const {
    wallet,
    equity,
    close: closeWallet,
  } = await openWallet({
    dataDir: config.dataDir,
    bank,
    exchange,
    people: walletPeople(identity, Date.now),
    limits: config.limits,
    log,
  });
  const stopWatching = watchLosses({
    dataDir: config.dataDir,
    ...{ exchange, wallet, identity },
    onAlarm: (what) => log.warn({ part: "watch" }, what),
  });
  const takeovers = new TakeoverWatch({
    identity,
    wallet,
    timeMs: () => exchange.tables.timeMs,
    now: Date.now,
    onAlarm: (what) => log.warn({ part: "watch" }, what),
  });
  const stopWatchingTrades = watchTrades({ exchange, history, identity, onAlarm: (what) => log.warn({ part: "watch" }, what) });
  const stopAnchoring = anchorLogs(exchange, identity, (what) => log.warn({ part: "log" }, what));
  const notices = openNotices(config, log);
  const stopTelling = await tellNews(notices, exchange, identity, Date.now());
  const services: Services = {
    exchange,
    trading,
    positions,
    bank,
    history,
    identity,
    outbox,
    chat: new ChatRoom(Date.now),
    presence: new Presence(),
    notices,
    wallet,
    equity,
    limits: config.limits,
    bans: new BanList(config.limits.ban, Date.now),
    settings,
    now: Date.now,
  };
  const app = await buildApp(services, log);
  const dist = join(import.meta.dirname, "../../dist");
  if (existsSync(join(dist, "index.html"))) serveSite(app, readSite(dist), settings);
  const realtime = new Realtime({
    exchange,
    trading,
    identity,
    chat: services.chat,
    presence: services.presence,
    notices,
    settings,
    limits: config.limits,
    verify: socketKeys(identity, Date.now, (error) => log.warn({ part: "log", err: error }, "a refusal could not be written down")),
    callerOf: (request) => {
      const address = clientAddress(request, settings.isBehindProxy);
      return { address, isExempt: config.limits.exemptLoopback && isLoopback(address) };
    },
    bans: services.bans,
    tokenOf: (cookie) => sessionTokenFrom(cookie, settings),
    now: Date.now,
  });
  realtime.listen(app.server);
  const inWork = new RequestsInWork(app.server);
  // New requests are refused by then; those in work get their answers, and the sockets hear what came of them.
  app.addHook("preClose", async () => {
    await atMost(DRAIN_MS, inWork.answered());
    realtime.close();
  });
  const control = new MarketControl(exchange);
  const operator = await listenForOperator(config.dataDir, {
    exchange,
    bank,
    market: control,
    history,
    identity,
    outbox,
    notices,
    wallet,
    takeovers,
    mode: config.mode,
    clock: config.clock,
  });
  await listen(app, config, settings);
  outbox.start({ recipientOf: (person) => identity.recipientOf(person), origin: () => settings.origin });
  if (config.mode === "production" && config.mailUrl === null)
    log.warn({ part: "mail" }, "MAIL_URL is not set: letters wait in the outbox, and nobody can confirm an address.");
  // What came due while the house was closed does not wait for the first round.
  void identity.sweep();
  const sweep = setInterval(() => void identity.sweep(), SESSION_SWEEP_MS);
  sweep.unref();
  const beat = setInterval(() => {
    exchange.board.tick();
    notices.expire();
  }, BOARD_MS);
  beat.unref();
  await market.start({ exchange, bank, identity, control, origin: `http://${hostInUrl(config.host)}:${portOf(app)}` });

  return {
    origin: settings.origin,
    async stop() {
      clearInterval(sweep);
      clearInterval(beat);
      await market.stop();
      await atMost(CLOSE_MS, app.close());
      operator.close();
      await Promise.all([stopWatching(), atMost(SETTLE_MS, stopAnchoring())]);
      stopTelling();
      stopWatchingTrades();
      takeovers.stop();
      await closeWallet();
      await atMost(
        SETTLE_MS,
        exchange.settled().then(() => history.flush()),
      );
      await exchange.close();
      await atMost(SETTLE_MS, history.close());
      await atMost(SETTLE_MS, outbox.close());
      await atMost(SETTLE_MS, notices.settled());
      await identity.close();
      const socket = operatorSocketPath(config.dataDir);
      if (existsSync(socket)) unlinkSync(socket);
    },
  };
}

/** A port that is taken is better known before anything is opened. */
async function requirePort(config: Config): Promise<void> {
  if (config.port === 0) return;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject);
      probe.listen(config.port, config.host, resolve);
    });
  } catch (error) {
    throw listenRefusal(error, config);
  }
  await new Promise((resolve) => probe.close(resolve));
}

function listenRefusal(error: unknown, config: Config): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return new SettingError(`Port ${config.port} is taken by another program: set PORT to a free one.`);
  if (code === "EACCES") return new SettingError(`Port ${config.port} may not be opened by this user: set PORT to one above 1023.`);
  return new SettingError(`The exchange can't listen on ${config.host}:${config.port}: ${message}.`);
}

async function openHistory(config: Config): Promise<History> {
  const workerData: HistorySettings = { dataDir: config.dataDir, retention: config.market.kind === "demo" ? DEMO_RETENTION : null };
  try {
    return await History.open(new Worker(new URL("./history-thread.ts", import.meta.url), { workerData }), () => {
      const settings: ReaderSettings = { dataDir: config.dataDir, mostMs: config.limits.heavyReadMs };
      return new Worker(new URL("../history/reader-thread.ts", import.meta.url), { workerData: settings });
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SQLITE_ERROR") throw error;
    throw new SettingError(`The history in ${config.dataDir} can't be opened: ${(error as Error).message}.`);
  }
}

const openIdentity = ({ dataDir, kekFile, mode, breachUrl }: Config, mailer: Outbox, origin: () => string) =>
  Identity.open({ dataDir, kekFile, mode, breachUrl, mailer, origin, now: Date.now, onFailure: fail });

async function openOutbox({ dataDir, mailUrl, mode }: Config, settings: SiteSettings, log: Logger): Promise<Outbox> {
  try {
    // Who sends nothing does not wait for what it takes to send.
    const smtp = mailUrl === null ? null : (await import("../mail/smtp-transport.ts")).smtpTransport(mailUrl);
    return await Outbox.open({
      dataDir,
      transport: smtp ?? (mode === "local" ? KEPT_AT_HOME : null),
      from: `no-reply@${new URL(settings.origin).hostname}`,
      keepsSent: mode === "local",
      now: Date.now,
      onAlarm: (what) => log.error({ part: "mail" }, what),
    });
  } catch (error) {
    throw new SettingError(`The outbox in ${dataDir} can't be opened: ${(error as Error).message}`);
  }
}

function openNotices({ dataDir }: Config, log: Logger): NoticeBoard {
  try {
    return new NoticeBoard({
      kept: readNotices(dataDir),
      keep: (kept) => writeNotices(dataDir, kept),
      onFailure: (error) => log.error({ part: "notices", error }, "A notice could not be written down."),
      now: Date.now,
    });
  } catch (error) {
    throw new SettingError(`The notices in ${dataDir} can't be read: ${(error as Error).message}.`);
  }
}

/** A store that fails takes the process with it: what is durable is in the journal, and a restart picks it up. */
function fail(error: Error): never {
  throw error;
}

async function openExchange(config: Config, market: Market, history: History, commandedStartMs: number): Promise<Exchange> {
  return Exchange.open(
    {
      dataDir: config.dataDir,
      clock: config.clock === "manual" || market.commandsTime ? "commanded" : "system",
      commandedStartMs,
      prunes: config.market.kind === "demo",
      snapshotEvery: SNAPSHOT_EVERY,
      segmentBytes: SEGMENT_BYTES,
      audit: config.audit,
      historySequence: history.sequence,
      maxRate: config.engineMaxRate,
      maxDepth: Math.min(config.limits.engineQueue, config.limits.requestsInFlight),
      waitCapMs: config.limits.waitMs,
    },
    history,
  );
}

/** The last day's minutes and the newest trades, so that 24-hour figures and images do not start from nothing. */
async function seedDays(exchange: Exchange, history: History): Promise<void> {
  const newest = { startMs: null, endMs: null, start: 0, reverse: true };
  for (const { symbol } of exchange.tables.catalogue.all()) {
    // History may still be storing what a crash kept from it: no deadline.
    const minutes = await history.lookUpBins(
      { ...newest, symbols: [symbol], widthMs: BIN_SIZES["1m"], count: DAY_MINUTES, partial: true },
      null,
    );
    const trades = await history.lookUp(
      { ...newest, table: "trade", account: null, filter: { symbol: [symbol] }, count: RECENT_TRADES },
      null,
    );
    const [funding] = await history.lookUp({ ...newest, table: "funding", account: null, filter: { symbol: [symbol] }, count: 1 }, null);
    exchange.tables.markets.seedDay(
      symbol,
      minutes.toReversed(),
      trades.toReversed() as unknown as TradeRow[],
      (funding ?? null) as FundingRow | null,
    );
  }
}

/** What the insurance fund held at the noons before this start. */
async function seedInsurance(exchange: Exchange, history: History): Promise<void> {
  const query = {
    table: "insurance",
    account: null,
    filter: {},
    startMs: null,
    endMs: null,
    count: MOST_NOONS,
    start: 0,
    reverse: true,
  } as const;
  const rows = await history.lookUp(query, null);
  exchange.tables.house.seedNoons(rows.toReversed() as unknown as InsuranceRow[]);
}

/** A client's id may have been used again after its order had ended: the newest row of each name is the last, and stays. */
const endedOrders =
  (history: History): EndedOrders =>
  async (account, column, ids) => {
    const unpaged = { startMs: null, endMs: null, count: MOST_ENDED, start: 0, reverse: true };
    const rows = await history.lookUp({ table: "order", account, filter: { [column]: ids }, ...unpaged });
    return rows.toReversed() as unknown as OrderRow[];
  };

async function listen(app: Awaited<ReturnType<typeof buildApp>>, config: Config, settings: SiteSettings): Promise<void> {
  try {
    await app.listen({ port: config.port, host: config.host, backlog: BACKLOG });
  } catch (error) {
    throw listenRefusal(error, config);
  }
  const host = config.host === "127.0.0.1" ? "localhost" : hostInUrl(config.host);
  settings.origin = config.publicOrigin ?? `http://${host}:${portOf(app)}`;
}

function portOf(app: Awaited<ReturnType<typeof buildApp>>): number {
  const address = app.server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return address.port;
}

const hostInUrl = (host: string) => (host.includes(":") ? `[${host}]` : host);

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string };
  return version;
}
