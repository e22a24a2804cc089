import { createHash } from "node:crypto";
import type { ActivityRow } from "./schema.ts";

/** The hash that the first entry of a log follows. */
export const FIRST_HASH = "0".repeat(64);

/** What all logs together came to after so many entries, as the journal keeps it. */
export interface LogChain {
  readonly entries: number;
  readonly hash: string;
}

/** The chain over all people's logs: of an entry's hash and the chain before it. */
export const chainHash = (before: string, hash: string): string =>
  createHash("sha256")
    .update(before + hash, "utf8")
    .digest("hex");

/**
 * The hash of an entry: SHA-256 over the hash before and the entry's own fields as one JSON list. Whoever has the
 * entries can compute it: see the verifier that comes with the download.
 */
export function entryHash(row: Omit<ActivityRow, "hash">): string {
  const fields = [row.prev_hash, row.seq, row.at_ms, row.category, row.what, row.device, row.address, row.result];
  return createHash("sha256").update(JSON.stringify(fields), "utf8").digest("hex");
}
