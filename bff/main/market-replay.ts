import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { rosterOf } from "../demo/roster.ts";
import { readTape, type Tape, TapeError, walkBar } from "../feeds/tape.ts";
import type { Config } from "./config.ts";
import { openAccounts } from "./market-accounts.ts";
import { Bankroll } from "./market-bankroll.ts";
import type { Market, MarketServices } from "./market-kind.ts";
import { TradersProcess } from "./market-traders.ts";
import { SettingError } from "./setting-error.ts";

const INDEX = ".BXBT";
const SATS = 100_000_000;
/** Minutes of the tape between two looks at who has run out of money. */
const TOP_UP_BARS = 10;

/**
 * A recorded day as the index of a market in which simulated traders and a leveraged crowd trade. Market time is the
 * tape's. As fast as it can, minute and traders take turns; at a speed, prices come at their moments and traders act in
 * their own time.
 */
export function replayMarket(config: Config, file: string): Market {
  const name = basename(file);
  const tape = openTape(file);
  let traders: TradersProcess | null = null;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  let wake: () => void = () => {};

  /** Waits on the wall's clock; ends early when the market is stopped. */
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function runInTurns({ control }: MarketServices, bankroll: Bankroll, process: TradersProcess): Promise<void> {
    await process.turn(tape.startMs);
    for (const [i, bar] of tape.bars.entries()) {
      await Promise.all(walkBar(bar).map(({ price, timeMs }) => control.publishIndex(INDEX, price, timeMs)));
      if (i % TOP_UP_BARS === 0) await bankroll.topUp();
      if (isStopped || !(await process.turn(bar.endMs))) return;
    }
  }

  async function runInTime({ control }: MarketServices, bankroll: Bankroll, speed: number): Promise<void> {
    const startedAtMs = performance.now();
    for (const [i, bar] of tape.bars.entries()) {
      for (const { price, timeMs } of walkBar(bar)) {
        const dueMs = startedAtMs + (timeMs - tape.startMs) / speed;
        if (dueMs > performance.now()) await sleep(dueMs - performance.now());
        if (isStopped) return;
        await control.publishIndex(INDEX, price, timeMs);
      }
      if (i % TOP_UP_BARS === 0) await bankroll.topUp();
    }
  }

  async function conclude({ exchange }: MarketServices, process: TradersProcess): Promise<string | null> {
    const report = isStopped ? null : await process.report();
    if (report === null) return null;
    const { audit } = await exchange.status();
    const books = audit.differenceSats === 0 ? "audit exact" : `the books differ by ${audit.differenceSats} satoshis`;
    const lowest = (report.lowestWalletSats / SATS).toFixed(8);
    return `Replay of ${name} ended: ${report.liquidations} liquidations, lowest of ${report.accounts} wallets ${lowest} XBT, ${books}`;
  }

  return {
    name: `replay:${name}`,
    commandsTime: true,
    startMs: tape.startMs,

    async prepare({ exchange }) {
      if (exchange.tables.timeMs <= tape.startMs) return;
      const reached = new Date(exchange.tables.timeMs).toISOString();
      throw new SettingError(
        `The data folder ${config.dataDir} has come to ${reached}, after the start of ${name}: a replay wants an empty DATA_DIR, or an earlier one.`,
      );
    },

    async start(services) {
      const { exchange, bank, identity, control, origin } = services;
      const accounts = await openAccounts(rosterOf("replay", config.seed), { exchange, bank, identity, dataDir: config.dataDir });
      const bankroll = new Bankroll(exchange, bank, accounts);
      await control.publishIndex(INDEX, (tape.bars[0] as Tape["bars"][number]).open, tape.startMs);
      await bankroll.endow();
      await bankroll.topUp();
      const keys = Object.fromEntries(accounts.map(({ post, key }) => [post.name, key]));
      const { seed, replaySpeed: speed } = config;
      const opened = new TradersProcess({ type: "begin", origin, roster: "replay", seed, speed, keys });
      traders = opened;
      opened.start();
      const run = speed === null ? runInTurns(services, bankroll, opened) : runInTime(services, bankroll, speed);
      running = run
        .then(() => conclude(services, opened))
        .then((line) => {
          if (line !== null) process.stdout.write(`${line}\n`);
        })
        .catch((error: unknown) => {
          process.stderr.write(`The replay of ${name} stands still: ${(error as Error).message}\n`);
        })
        // The tape is over, the exchange goes on for whoever looks; nobody is left who trades along.
        .finally(() => opened.stop());
    },

    async stop() {
      isStopped = true;
      wake();
      await traders?.stop();
      await running;
    },
  };
}

function openTape(file: string): Tape {
  try {
    return readTape(readFileSync(file));
  } catch (error) {
    if (error instanceof TapeError) throw new SettingError(`MARKET=replay:${file} can't be replayed: the file ${error.message}.`);
    throw new SettingError(`MARKET=replay:${file} can't be read: ${(error as Error).message}.`);
  }
}
