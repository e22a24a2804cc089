import type { Bin } from "../contract/bins.ts";
import type { BinQuery, ListQuery } from "./queries.ts";
import type { Retention } from "./store.ts";

/** What history's thread is started with. */
export interface HistorySettings {
  readonly dataDir: string;
  /** What a demo market lets go of; null keeps everything. */
  readonly retention: Retention | null;
}

/** Moment of the wall clock from which nobody waits for an answer any more; null for an asker who waits for ever. */
export type Due = number | null;

export type ToHistory =
  /** The state as rows, so that records that follow can be read. */
  | { readonly type: "prime"; readonly rows: Float64Array }
  | { readonly type: "append"; readonly rows: Float64Array }
  | { readonly type: "list"; readonly id: number; readonly query: ListQuery; readonly dueMs: Due }
  | { readonly type: "bins"; readonly id: number; readonly query: BinQuery; readonly dueMs: Due }
  /** Gives a market a simulated past, where it has none. */
  | {
      readonly type: "seed";
      readonly id: number;
      readonly seed: number;
      readonly days: number;
      readonly untilMs: number;
      readonly lastPrice: number;
      /** What is made up beside XBTUSD and its index, in the words of who makes it up. */
      readonly others: unknown;
    }
  /** Stores what was appended now, rather than with the next tick. */
  | { readonly type: "commit" }
  | { readonly type: "flush"; readonly id: number }
  | { readonly type: "stop"; readonly id: number };

export type FromHistory =
  | { readonly type: "ready"; readonly sequence: number; readonly simulatedUntilMs: number | null; readonly isEmpty: boolean }
  | { readonly type: "rows"; readonly id: number; readonly rows: readonly Record<string, unknown>[] }
  | { readonly type: "bins"; readonly id: number; readonly bins: readonly Bin[] }
  | { readonly type: "done"; readonly id: number; readonly sequence: number }
  | { readonly type: "failed"; readonly id: number; readonly message: string }
  /** History has stored everything up to here. */
  | { readonly type: "reached"; readonly sequence: number };
