import type { Bin } from "../contract/bins.ts";
import type { BinQuery, ListQuery } from "./queries.ts";

/** What a reader's thread is started with. */
export interface ReaderSettings {
  readonly dataDir: string;
  /** Longest that one statement may take, milliseconds. */
  readonly mostMs: number;
}

interface Asked {
  readonly id: number;
  /** Moment of the wall clock from which nobody waits any more. */
  readonly dueMs: number;
}

/** Columns of a text: null for all. */
export type Question =
  | { readonly type: "list"; readonly query: ListQuery }
  | { readonly type: "listText"; readonly query: ListQuery; readonly columns: readonly string[] | null }
  | { readonly type: "bins"; readonly query: BinQuery }
  | { readonly type: "binsText"; readonly query: BinQuery; readonly columns: readonly string[] | null };

export type ToReader = Question & Asked;

export type FromReader =
  | { readonly type: "rows"; readonly id: number; readonly rows: readonly Record<string, unknown>[] }
  | { readonly type: "bins"; readonly id: number; readonly bins: readonly Bin[] }
  | { readonly type: "text"; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Its time was up. */
  | { readonly type: "late"; readonly id: number }
  | { readonly type: "failed"; readonly id: number; readonly message: string };
