import type { EngineHostOptions, HostStatus } from "./engine-host.ts";

/** What the engine's thread is started with: plain data, since functions do not cross threads. */
export type ThreadSettings = Pick<
  EngineHostOptions,
  "dataDir" | "clock" | "commandedStartMs" | "prunes" | "snapshotEvery" | "segmentBytes" | "audit" | "historySequence"
> & {
  /** Commands a second that the engine takes at most; null for as many as it can. */
  readonly maxRate: number | null;
};

export type ToEngine =
  | { readonly type: "commands"; readonly batch: Float64Array }
  | { readonly type: "status"; readonly id: number }
  | { readonly type: "historyReached"; readonly sequence: number }
  | { readonly type: "stop"; readonly id: number };

export type FromEngine =
  /** The state as rows, and the rows that history lacks. */
  | { readonly type: "ready"; readonly image: Float64Array; readonly missed: readonly Float64Array[] }
  /** Rows of durable commands. */
  | { readonly type: "rows"; readonly rows: Float64Array }
  | { readonly type: "status"; readonly id: number; readonly status: HostStatus }
  | { readonly type: "stopped"; readonly id: number }
  /** The books were recomputed from their rows. */
  | { readonly type: "audited"; readonly checkedAtMs: number; readonly sequence: number; readonly differenceSats: number }
  /** The data folder is refused before anything ran. */
  | { readonly type: "refused"; readonly message: string }
  /** The engine has stopped taking commands: the books are off, a write failed, or a bug. */
  | { readonly type: "halted"; readonly cause: "audit" | "journal" | "bug"; readonly message: string };
