import { rosterOf } from "../demo/roster.ts";
import { type Exchange, MarketControl } from "../exchange/index.ts";
import { CoinIndices } from "../feeds/coin-indices.ts";
import { SimulatedIndex } from "../feeds/simulated-index.ts";
import type { Config } from "./config.ts";
import { otherPasts } from "./demo-past.ts";
import { openAccounts } from "./market-accounts.ts";
import { Bankroll } from "./market-bankroll.ts";
import type { Market, MarketServices } from "./market-kind.ts";
import { TradersProcess } from "./market-traders.ts";

const INDEX = ".BXBT";
const FIRST_PRICE = 60_000;
const PAST_DAYS = 30;
const STEP_MS = 1_000;
/** How often other coins' indices are published. */
const COINS_STEP_MS = 5_000;
const TOP_UP_MS = 5 * 60_000;

/** A living market without anybody: a simulated index marks it, and simulated traders trade in it. */
export function demoMarket(config: Config): Market {
  let index = new SimulatedIndex(config.seed, FIRST_PRICE);
  let coins = new CoinIndices(config.seed, () => null);
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
      const last = tables.instrument(INDEX)?.markPrice ?? null;
      // Each start goes on from where the index stood, another way than the start before.
      const way = config.seed + (last === null ? 0 : tables.sequence);
      index = new SimulatedIndex(way, last ?? FIRST_PRICE);
      coins = new CoinIndices(way, (symbol) => tables.instrument(symbol)?.markPrice ?? null);
      const prices = coins.step(0, index.price);
      if (history.wasEmpty && last === null) {
        const others = otherPasts(exchange, tables.timeMs, index.price, prices);
        await history.seed(config.seed, PAST_DAYS, tables.timeMs, index.price, others);
      }
      const control = new MarketControl(exchange);
      await control.publishIndex(INDEX, index.price);
      await publishCoins(exchange, control, prices);
    },

    async start(services: MarketServices) {
      const { exchange, bank, identity, control, origin } = services;
      const roster = rosterOf("demo", config.seed);
      const accounts = await openAccounts(roster, { exchange, bank, identity, dataDir: config.dataDir });
      const bankroll = new Bankroll(exchange, bank, accounts);
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
      every(STEP_MS, () => control.publishIndex(INDEX, index.step(STEP_MS)));
      every(COINS_STEP_MS, () => publishCoins(exchange, control, coins.step(COINS_STEP_MS, index.price)));
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

/** Publishes those that are listed. */
async function publishCoins({ tables }: Exchange, control: MarketControl, prices: ReadonlyMap<string, number>): Promise<void> {
  for (const [symbol, price] of prices) if (tables.catalogue.find(symbol) !== undefined) await control.publishIndex(symbol, price);
}
