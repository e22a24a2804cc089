import { createHash } from "node:crypto";
import type { ActivityRow } from "./schema.ts";
import type { ActivityAsked } from "./store.ts";
import type { StoreClient } from "./store-client.ts";
import type { Whence } from "./whence.ts";

/** What an entry is about; the log can be filtered by it. */
export type ActivityCategory = "signIn" | "keys" | "settings" | "wallet";

export interface ActivityNews {
  readonly category: ActivityCategory;
  /** What happened, for its owner. Never a password, code, token or somebody else's address. */
  readonly what: string;
  /** 'done', 'refused', 'waits 24 h'. */
  readonly result?: string;
  readonly whence: Whence;
}

/** The hash that the first entry of a log follows. */
const FIRST_HASH = "0".repeat(64);

/**
 * The hash of an entry: SHA-256 over the hash before and the entry's own fields as one JSON list. Whoever has the
 * entries can compute it: see the verifier that comes with the download.
 */
function entryHash(row: Omit<ActivityRow, "hash">): string {
  const fields = [row.prev_hash, row.seq, row.at_ms, row.category, row.what, row.device, row.address, row.result];
  return createHash("sha256").update(JSON.stringify(fields), "utf8").digest("hex");
}

/** Every person's log of what was done with their account: appended to, never changed; a chain of hashes shows it. */
export class ActivityLog {
  private readonly store: StoreClient;
  private readonly now: () => number;
  private readonly listeners = new Set<(userId: number) => void>();
  private readonly heads = new Map<number, { readonly seq: number; readonly hash: string }>();

  constructor(store: StoreClient, now: () => number) {
    this.store = store;
    this.now = now;
  }

  load(heads: readonly { readonly user_id: number; readonly seq: number; readonly hash: string }[]): void {
    for (const { user_id, seq, hash } of heads) this.heads.set(user_id, { seq, hash });
  }

  /** Kept when written; the order of entries is that of the calls. */
  async add(userId: number, { category, what, result = "done", whence }: ActivityNews): Promise<void> {
    const last = this.heads.get(userId) ?? { seq: 0, hash: FIRST_HASH };
    const entry = {
      user_id: userId,
      seq: last.seq + 1,
      at_ms: this.now(),
      category,
      what,
      device: whence.device,
      address: whence.address,
      result,
      prev_hash: last.hash,
    };
    const row: ActivityRow = { ...entry, hash: entryHash(entry) };
    this.heads.set(userId, { seq: row.seq, hash: row.hash });
    await this.store.follow("addActivity", row);
    for (const listener of this.listeners) listener(userId);
  }

  /** Hears whose log has a new entry. @returns ends the listening */
  onAdded(listener: (userId: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  read(userId: number, asked: ActivityAsked): Promise<ActivityRow[]> {
    return this.store.call("activity", userId, asked);
  }
}
