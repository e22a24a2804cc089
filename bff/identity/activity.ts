import { chainHash, entryHash, FIRST_HASH, type LogChain } from "./log-chain.ts";
import type { ActivityRow } from "./schema.ts";
import type { ActivityAsked, ActivityHead } from "./store.ts";
import type { StoreClient } from "./store-client.ts";
import type { Whence } from "./whence.ts";

/** What an entry is about; the log can be filtered by it. */
export type ActivityCategory = "signIn" | "keys" | "settings" | "wallet" | "trading";

export interface ActivityNews {
  readonly category: ActivityCategory;
  /** What happened, for its owner. Never a password, code, token or somebody else's address. */
  readonly what: string;
  /** 'done', 'refused', 'waits 24 h'. */
  readonly result?: string;
  readonly whence: Whence;
}

/** Entries of all logs that are read at once; between two pages others on the thread have their turn. */
const READ_AT_ONCE = 500;
/** Entries that the store's thread adds to the chain before it answers others. */
const CHAINED_AT_ONCE = 5_000;

/** Every person's log of what was done with their account: appended to, never changed; a chain of hashes shows it. */
export class ActivityLog {
  private readonly store: StoreClient;
  private readonly now: () => number;
  private readonly listeners = new Set<(userId: number, entry: ActivityRow) => void>();
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
    for (const listener of this.listeners) listener(userId, row);
  }

  /** Number of a person's newest entry; 0 for none. */
  lastSeq(userId: number): number {
    return this.heads.get(userId)?.seq ?? 0;
  }

  /** Hears of each new entry and whose it is. @returns ends the listening */
  onAdded(listener: (userId: number, entry: ActivityRow) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What all logs together have come to. */
  async chain(): Promise<LogChain> {
    for (;;) {
      const { isWhole, ...chain } = await this.store.call("logChain", CHAINED_AT_ONCE);
      if (isWhole) return chain;
    }
  }

  /**
   * Computes every hash anew and compares with what was kept elsewhere.
   *
   * @returns a sentence about the first thing that does not fit; null when all does
   */
  async fault(anchors: readonly LogChain[]): Promise<string | null> {
    const expected = new Map(anchors.map(({ entries, hash }) => [entries, hash]));
    const heads = new Map<number, { readonly seq: number; readonly hash: string }>();
    let [hash, entries, afterRow] = [FIRST_HASH, 0, 0];
    for (;;) {
      const rows = await this.store.call("logRows", afterRow, READ_AT_ONCE);
      for (const { row_number, ...row } of rows) {
        const last = heads.get(row.user_id) ?? { seq: 0, hash: FIRST_HASH };
        if (row.seq !== last.seq + 1 || row.prev_hash !== last.hash || row.hash !== entryHash(row))
          return `The log of person ${row.user_id} breaks at entry ${row.seq}.`;
        heads.set(row.user_id, row);
        hash = chainHash(hash, row.hash);
        entries += 1;
        if ((expected.get(entries) ?? hash) !== hash) return `The first ${entries} entries are not those that the journal holds.`;
        afterRow = row_number;
      }
      if (rows.length < READ_AT_ONCE) break;
    }
    const most = Math.max(0, ...anchors.map((anchor) => anchor.entries));
    return entries < most ? `The journal holds ${most} entries, and only ${entries} are here.` : null;
  }

  /** When and of what kind the entries of everybody since a moment are, oldest first. */
  async headsSince(sinceMs: number): Promise<readonly ActivityHead[]> {
    const heads: ActivityHead[] = [];
    let beforeRow = Number.MAX_SAFE_INTEGER;
    for (;;) {
      const rows = await this.store.call("newestLogRows", beforeRow, READ_AT_ONCE);
      for (const { row_number, ...head } of rows) {
        if (head.at_ms < sinceMs) return heads.reverse();
        heads.push(head);
        beforeRow = row_number;
      }
      if (rows.length < READ_AT_ONCE) return heads.reverse();
    }
  }

  read(userId: number, asked: ActivityAsked): Promise<ActivityRow[]> {
    return this.store.call("activity", userId, asked);
  }
}
