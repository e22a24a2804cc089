import type { Bank, Exchange, MarketControl } from "../exchange/index.ts";
import type { History } from "../history/index.ts";
import type { Identity } from "../identity/index.ts";

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
