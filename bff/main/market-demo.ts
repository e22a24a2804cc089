import { rosterOf } from "../demo/roster.ts";
import { MarketControl } from "../exchange/index.ts";
import type { Config } from "./config.ts";
import { otherPasts } from "./demo-past.ts";
import { openAccounts } from "./market-accounts.ts";
import { Bankroll } from "./market-bankroll.ts";
import type { Market, MarketServices } from "./market-kind.ts";
import { TradersProcess } from "./market-traders.ts";
import { VenueFeed } from "./venue-feed.ts";

const INDEX = ".BXBT";
const PAST_DAYS = 30;
const STEP_MS = 1_000;
const TOP_UP_MS = 5 * 60_000;

/** A living market without anybody: simulated venues make its indices, and simulated traders trade in it. */
export function demoMarket(config: Config): Market {
  let feed: VenueFeed | null = null;
  let traders: TradersProcess | null = null;
  const timers: NodeJS.Timeout[] = [];

  const stopTimers = () => {
    for (const timer of timers.splice(0)) clearInterval(timer);
  };

  return {
    name: "demo",
    commandsTime: false,
    startMs: null,

    async prepare({ exchange, history }) {
      const { tables } = exchange;
      const isFirst = tables.markets.row(INDEX)?.markPrice == null;
      feed = new VenueFeed(exchange, new MarketControl(exchange), config.seed);
      if (history.wasEmpty && isFirst) {
        const others = otherPasts(exchange, tables.timeMs, feed.price(INDEX), feed.prices());
        await history.seed(config.seed, PAST_DAYS, tables.timeMs, feed.price(INDEX), others);
      }
      await feed.begin();
    },

    async start(services: MarketServices) {
      const { exchange, bank, identity, origin } = services;
      const roster = rosterOf("demo", config.seed);
      const accounts = await openAccounts(roster, { exchange, bank, identity, dataDir: config.dataDir });
      const bankroll = new Bankroll(exchange, bank, accounts);
      await bankroll.endow();
      await bankroll.topUp();

      // One thing at a time: when the exchange is slow, a step is left out rather than piled up.
      const every = (ms: number, work: () => Promise<void>) => {
        let isBusy = false;
        const timer = setInterval(() => {
          if (isBusy) return;
          isBusy = true;
          work()
            .catch((error: unknown) => {
              stopTimers();
              process.stderr.write(`The demo market stands still: ${(error as Error).message}\n`);
            })
            .finally(() => {
              isBusy = false;
            });
        }, ms);
        timers.push(timer);
      };
      every(STEP_MS, async () => feed?.step(STEP_MS));
      every(TOP_UP_MS, () => bankroll.topUp());

      const keys = Object.fromEntries(accounts.map(({ post, key }) => [post.name, key]));
      traders = new TradersProcess({ type: "begin", origin, roster: "demo", seed: config.seed, speed: 1, keys });
      traders.start();
    },

    async stop() {
      stopTimers();
      await traders?.stop();
    },
  };
}
