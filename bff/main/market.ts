import type { Bank, Exchange, MarketControl } from "../exchange/index.ts";
import type { History } from "../history/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Config } from "./config.ts";

/** What a market works with once the exchange is open. */
export interface MarketServices {
  readonly exchange: Exchange;
  readonly bank: Bank;
  readonly identity: Identity;
  readonly control: MarketControl;
  /** Where the API is reached from this machine. */
  readonly origin: string;
}

/** What moves prices, and who trades along. */
export interface Market {
  /** In the words of the setting. */
  readonly name: string;
  /** Whether its own time is the exchange's. */
  readonly commandsTime: boolean;
  /** Moment at which an empty data folder begins; null for now. */
  readonly startMs: number | null;
  /** What has to be there before anybody looks. */
  prepare(services: { readonly exchange: Exchange; readonly history: History }): Promise<void>;
  /** Begins to move. */
  start(services: MarketServices): Promise<void>;
  stop(): Promise<void>;
}

/** Nobody trades but those who come, and prices come from the operator. */
const quiet: Market = {
  name: "none",
  commandsTime: false,
  startMs: null,
  prepare: async () => {},
  start: async () => {},
  stop: async () => {},
};

/** The market that the settings ask for. */
export async function openMarket(config: Config): Promise<Market> {
  void config;
  return quiet;
}
