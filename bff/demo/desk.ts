import { Agent } from "node:http";
import { ApiClient, type Key } from "./api-client.ts";
import { AskingEyes, MARKET_TOPICS, OWN_TOPICS, StreamedEyes } from "./eyes.ts";
import type { TradersReport } from "./protocol.ts";
import { randomOf } from "./random.ts";
import type { Post } from "./roster.ts";
import { Stream } from "./stream.ts";
import { Trader } from "./trader.ts";

/** Connections kept open to the exchange; requests beyond wait for one. */
const CONNECTIONS = 8;
const PAGE = 500;

export interface DeskOptions {
  readonly origin: string;
  readonly seed: number;
  readonly keys: Readonly<Record<string, Key>>;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
}

/** The traders of one process, who share their connection to the market. */
export class Desk {
  readonly traders: readonly Trader[];
  private readonly market: Stream;

  constructor(roster: readonly Post[], options: DeskOptions) {
    const { origin, seed, keys, now } = options;
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    this.market = new Stream({ origin, key: null, topics: MARKET_TOPICS, now });
    this.traders = roster.map(({ name, sees, mind }) => {
      const key = keys[name];
      if (key === undefined) throw new Error(`no key for ${name}`);
      const client = new ApiClient(origin, key, agent, now);
      const eyes =
        sees === "nothing"
          ? new AskingEyes(this.market, client)
          : new StreamedEyes(this.market, new Stream({ origin, key, topics: OWN_TOPICS[sees], now }), sees);
      return new Trader(name, client, eyes, mind(randomOf(seed, name)));
    });
  }

  /** Asks everybody how they have fared. */
  async report(): Promise<TradersReport> {
    let liquidations = 0;
    let lowestWalletSats = Number.POSITIVE_INFINITY;
    for (const { client } of this.traders) {
      const margin = (await ask(client, "/user/margin", {})) as { readonly walletBalance: number };
      lowestWalletSats = Math.min(lowestWalletSats, margin.walletBalance);
      liquidations += await takenOver(client);
    }
    return { accounts: this.traders.length, liquidations, lowestWalletSats };
  }
}

/** Positions of an account that were taken over: fills that carry the exchange's own remark. */
async function takenOver(client: ApiClient): Promise<number> {
  let found = 0;
  for (;;) {
    const query = { filter: { text: "Liquidation", execType: "Trade" }, columns: ["execID"], count: PAGE, start: found };
    const rows = (await ask(client, "/execution", query)) as readonly unknown[];
    found += rows.length;
    if (rows.length < PAGE) return found;
  }
}

async function ask(client: ApiClient, path: string, params: object): Promise<unknown> {
  const answer = await client.call("GET", path, params);
  if (answer.kind !== "done") throw new Error(`GET ${path}: ${answer.message}`);
  return answer.body;
}
