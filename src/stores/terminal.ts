import { createContext, useContext, useSyncExternalStore } from "react";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";
import type { TradeRow } from "../../bff/contract/tables/trade.ts";
import type { Book } from "../market/book.ts";
import type { Contract, Contracts } from "../market/contract.ts";
import type { FrameLoop } from "../market/pace.ts";
import type { Published } from "../market/published.ts";
import type { QueueWatch } from "../market/queue-watch.ts";
import type { Tape } from "../market/tape.ts";
import type { Ticker } from "../market/ticker.ts";
import type { Link } from "../stream/stream-client.ts";

/** Best prices, for texts that follow them. Published whenever anything in the book changed. */
export interface Touch {
  readonly bid: number | null;
  readonly ask: number | null;
  /** Counts the changes, for what depends on levels behind the best. */
  readonly version: number;
}

/** Table of the whole book. */
export const DEEP_BOOK = "orderBookL2";

/** What the status bar tells of the way from the exchange to the eye. */
export interface Vitals {
  readonly nowMs: number;
  /** Moment of the newest row, in the exchange's own clock; null before the first. */
  readonly marketMs: number | null;
  /** Age of the last frame; null before the first. */
  readonly feedAgeMs: number | null;
  /** From the arrival of a change of the book to its painting. */
  readonly dataToPixelMs: number | null;
  /** Of the last order, from the press to the answer. */
  readonly orderRoundTripMs: number | null;
  /** The exchange's clock; null before it has said what it is. */
  readonly serverMs: number | null;
  /** Version of the exchange. */
  readonly version: string | null;
  /** When the account's tables were heard last, where they have fallen silent while the others go on. */
  readonly accountSilentSinceMs: number | null;
}

/** The parts that live outside React, for the contract that is looked at. */
export interface Terminal {
  readonly symbol: string;
  readonly frames: FrameLoop;
  readonly link: Published<Link>;
  /** The best 25 levels a side. */
  readonly book: Book;
  /** Every level, while somebody wants it; before its image has come it is not to be relied upon. */
  readonly deepBook: Book;
  /** Each who says that it is wanted says later that it is not. */
  readonly wantDeepBook: (isWanted: boolean) => void;
  /** Contracts before own orders. */
  readonly queue: QueueWatch;
  readonly tape: Tape;
  /** End of the last minute that the exchange closed, so that candles that ended with it can be read. */
  readonly minuteEndedMs: Published<number>;
  readonly ticker: Published<Ticker>;
  readonly touch: Published<Touch>;
  readonly trades: Published<readonly TradeRow[]>;
  /** Trades among them that closed what was liquidated, by their id. */
  readonly liquidations: Published<ReadonlySet<string>>;
  readonly terms: Published<ContractTerms | null>;
  /** All contracts that the exchange lists. */
  readonly contracts: Published<Contracts>;
  /** All instruments, contracts and indices, as they stand; at the pace of a list. */
  readonly markets: Published<readonly InstrumentRow[]>;
  readonly vitals: Published<Vitals>;
  /** Moment up to which a table's rows are right, in the browser's clock; null when they never came. */
  readonly knownUntilMs: (table: string) => number | null;
  readonly isLive: (table: string) => boolean;
  /** Who paints the book hands over how long that takes, for the vitals. */
  readonly measureBook: (lagMs: () => number | null) => void;
}

export const TerminalContext = createContext<Terminal | null>(null);

export function useTerminal(): Terminal {
  const terminal = useContext(TerminalContext);
  if (terminal === null) throw new Error("This component needs the terminal around it.");
  return terminal;
}

/** A value at the pace of the painter that publishes it. */
export function usePublished<T>(published: Published<T>): T {
  return useSyncExternalStore(published.subscribe, published.get);
}

/** The part of a published value that a component needs; it renders again when that part changes. */
export function usePart<T, P extends string | number | boolean | null>(published: Published<T>, part: (value: T) => P): P {
  return useSyncExternalStore(published.subscribe, () => part(published.get()));
}

/** A contract by its symbol, or the one that is looked at; null until its row has come. */
export function useContract(symbol?: string): Contract | null {
  const terminal = useTerminal();
  return usePublished(terminal.contracts).get(symbol ?? terminal.symbol) ?? null;
}
