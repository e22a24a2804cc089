import { Agent } from "node:http";
import { ApiClient, type Key } from "./api-client.ts";
import { AskingEyes, MARKET_TOPICS, OWN_TOPICS, StreamedEyes } from "./eyes.ts";
import { MarketBoard } from "./market-board.ts";
import type { TradersReport } from "./protocol.ts";
import { randomOf } from "./random.ts";
import type { Post } from "./roster.ts";
import { Rounds } from "./rounds.ts";
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
  readonly rounds: readonly Rounds[];
  private readonly market: Stream;

  constructor(roster: readonly Post[], options: DeskOptions) {
    const { origin, seed, keys, now } = options;
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    this.market = new Stream({ origin, key: null, topics: MARKET_TOPICS, now });
    const traders: Trader[] = [];
    const rounds: Rounds[] = [];
    let board: MarketBoard | null = null;
    for (const { name, sees, mind } of roster) {
      const key = keys[name];
      if (key === undefined) throw new Error(`no key for ${name}`);
      const client = new ApiClient(origin, key, agent, now);
      if (typeof sees === "object") {
        board ??= new MarketBoard(client, now);
        rounds.push(new Rounds(name, client, board, (symbol) => mind(randomOf(seed, `${name} ${symbol}`)), sees.roundMs));
        continue;
      }
      const eyes =
        sees === "nothing"
          ? new AskingEyes(this.market, client)
          : new StreamedEyes(this.market, new Stream({ origin, key, topics: OWN_TOPICS[sees], now }), sees);
      traders.push(new Trader(name, client, eyes, mind(randomOf(seed, name))));
    }
    this.traders = traders;
    this.rounds = rounds;
  }

  /** Asks everybody how they have fared. */
  async report(): Promise<TradersReport> {
    let liquidations = 0;
    let lowestWalletSats = Number.POSITIVE_INFINITY;
    const everybody = [...this.traders, ...this.rounds];
    for (const { client } of everybody) {
      const margin = (await ask(client, "/user/margin", {})) as { readonly walletBalance: number };
      lowestWalletSats = Math.min(lowestWalletSats, margin.walletBalance);
      liquidations += await takenOver(client);
    }
    return { accounts: everybody.length, liquidations, lowestWalletSats };
  }
}

/** Fills of an account that carry the exchange's own remark: its position was taken over. */
async function takenOver(client: ApiClient): Promise<number> {
  let found = 0;
  for (let start = 0; ; start += PAGE) {
    const rows = (await ask(client, "/execution", { filter: { execType: "Trade" }, columns: ["text"], count: PAGE, start })) as readonly {
      readonly text: string;
    }[];
    found += rows.filter(({ text }) => text === "Liquidation").length;
    if (rows.length < PAGE) return found;
  }
}

async function ask(client: ApiClient, path: string, params: object): Promise<unknown> {
  const answer = await client.call("GET", path, params);
  if (answer.kind !== "done") throw new Error(`GET ${path}: ${answer.message}`);
  return answer.body;
}
