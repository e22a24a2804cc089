import { ThrottledError } from "./errors.ts";
import type { LaneRow } from "./schema.ts";
import type { StoreClient } from "./store-client.ts";

/** Failures that are free, and the longest wait after more: each further one doubles the wait. */
interface LaneRule {
  readonly free: number;
  readonly capMs: number;
}

const HOUR_MS = 3_600_000;
const RULES = {
  /** A device that this account has been signed in with. Nobody else can use its lane up. */
  device: { free: 10, capMs: 60_000 },
  /** One network at one account. */
  network: { free: 5, capMs: 15 * 60_000 },
  /** All unknown devices together at one account: never without end, so that its owner's new device gets in too. */
  unknown: { free: 20, capMs: 15 * 60_000 },
  /** One network at any account. */
  everyone: { free: 30, capMs: HOUR_MS },
  /** Codes of a second factor. */
  code: { free: 10, capMs: HOUR_MS },
  /** Letters that a stranger can set off. */
  letters: { free: 3, capMs: HOUR_MS },
  /** The same, for one network and whomever. */
  lettersFrom: { free: 10, capMs: HOUR_MS },
} as const satisfies Readonly<Record<string, LaneRule>>;

export type LaneKind = keyof typeof RULES;

/** A lane is forgotten when nothing failed in it for so long. */
const FORGOTTEN_AFTER_MS = HOUR_MS;
/** Lanes in memory and file; beyond it the oldest go. */
const MOST_LANES = 100_000;

/**
 * Failures by the way they came in. Who fails too often in one lane waits there and nowhere else; an address that
 * nobody has is counted like one that somebody has.
 */
export class Lanes {
  private readonly byKey = new Map<string, LaneRow>();
  private readonly store: StoreClient;
  private readonly now: () => number;

  constructor(store: StoreClient, now: () => number) {
    this.store = store;
    this.now = now;
  }

  load(rows: readonly LaneRow[]): void {
    for (const row of rows.toSorted((a, b) => a.last_at_ms - b.last_at_ms)) this.byKey.set(row.key, row);
  }

  /** How long a lane is closed from now, in milliseconds. */
  waitMs(key: string, kind: LaneKind): number {
    const row = this.byKey.get(key);
    if (row === undefined) return 0;
    const { free, capMs } = RULES[kind];
    const sinceMs = this.now() - row.last_at_ms;
    if (row.failures <= free || sinceMs >= FORGOTTEN_AFTER_MS) return 0;
    return Math.max(0, Math.min(capMs, 1_000 * 2 ** (row.failures - free)) - sinceMs);
  }

  /** @throws ThrottledError while the lane is closed */
  async guard(key: string, kind: LaneKind): Promise<void> {
    const waitMs = this.waitMs(key, kind);
    if (waitMs > 0) throw new ThrottledError(Math.ceil(waitMs / 1_000));
  }

  /** Counts a failure in each; known at once, and after a restart too. */
  async fail(keys: readonly string[]): Promise<void> {
    const nowMs = this.now();
    for (const key of keys) {
      const last = this.byKey.get(key);
      const failures = last === undefined || nowMs - last.last_at_ms >= FORGOTTEN_AFTER_MS ? 1 : last.failures + 1;
      const row: LaneRow = { key, failures, last_at_ms: nowMs };
      this.byKey.delete(key);
      this.byKey.set(key, row);
      if (!this.store.isBusy) await this.store.follow("putLane", row);
    }
    const surplus = [...this.byKey.keys()].slice(0, Math.max(0, this.byKey.size - MOST_LANES));
    if (surplus.length > 0) await this.forget(surplus);
  }

  /** As many writes as there would be about somebody, where there is nobody: how long an answer takes tells nothing. */
  async pretend(writes: number): Promise<void> {
    for (let i = 0; i < writes; i++) await this.store.follow("putLane", { key: "nobody", failures: 0, last_at_ms: this.now() });
  }

  /** How often a lane has failed of late. */
  failures(key: string): number {
    return this.byKey.get(key)?.failures ?? 0;
  }

  /** A success empties the lane that it came by, no other. */
  async forget(keys: readonly string[]): Promise<void> {
    const known = keys.filter((key) => this.byKey.delete(key));
    if (known.length > 0) await this.store.follow("removeLanes", known);
  }

  /** Forgets what is too old to count; to be called every minute or so. */
  async sweep(): Promise<void> {
    const before = this.now() - FORGOTTEN_AFTER_MS;
    await this.forget([...this.byKey.values()].filter(({ last_at_ms }) => last_at_ms <= before).map(({ key }) => key));
  }
}
