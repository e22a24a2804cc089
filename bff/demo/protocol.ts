import type { Key } from "./api-client.ts";
import type { RosterKind } from "./roster.ts";

/** What the exchange's wiring says to the process of the simulated traders. */
export type ToTraders =
  | {
      readonly type: "begin";
      /** Where the API is reached. */
      readonly origin: string;
      readonly roster: RosterKind;
      readonly seed: number;
      /** Market time runs so many times as fast as the wall's; null where turns are called. */
      readonly speed: number | null;
      /** By name. */
      readonly keys: Readonly<Record<string, Key>>;
    }
  /** Everybody whose time has come acts once, one after the other. */
  | { readonly type: "turn"; readonly timeMs: number }
  /** How have they fared? */
  | { readonly type: "report" };

/** What the process says back. */
export type FromTraders = { readonly type: "begun" } | { readonly type: "turned" } | ({ readonly type: "report" } & TradersReport);

/** What the traders know of themselves, each asked with its own key. */
export interface TradersReport {
  readonly accounts: number;
  /** Positions that the exchange took over. */
  readonly liquidations: number;
  readonly lowestWalletSats: number;
}
