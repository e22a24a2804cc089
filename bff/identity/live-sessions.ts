import type { Session } from "./people.ts";

/** A session ends when nothing was asked of it for so long. Source: NIST SP 800-63B-4, inactivity at AAL2. */
export const SESSION_IDLE_MS = 60 * 60_000;
/** And in any case so long after it began. */
export const SESSION_LIFETIME_MS = 24 * 3_600_000;
/** Signing in once more ends the oldest. */
export const MAX_SESSIONS_PER_USER = 10;
/** How often a session's last use goes to the file: a restart shortens a session by less than this. */
export const TOUCH_INTERVAL_MS = 60_000;

interface Entry extends Session {
  lastSeenAtMs: number;
  storedAtMs: number;
}

/** The sessions that are open, in memory: looked up on every request. Time comes in with each call. */
export class LiveSessions {
  private readonly byHash = new Map<string, Entry>();
  /** Each user's, oldest first. */
  private readonly byUser = new Map<number, Entry[]>();

  /** Sessions of one user are added in the order in which they began. */
  add(session: Session): void {
    const entry: Entry = { ...session, storedAtMs: session.lastSeenAtMs };
    this.byHash.set(entry.hash, entry);
    const others = this.byUser.get(entry.userId);
    if (others === undefined) this.byUser.set(entry.userId, [entry]);
    else others.push(entry);
  }

  get(hash: string): Session | undefined {
    return this.byHash.get(hash);
  }

  /** Oldest first. */
  ofUser(userId: number): readonly Session[] {
    return this.byUser.get(userId) ?? [];
  }

  /**
   * Notes that a session was used.
   *
   * @returns whether that is due to be stored
   */
  touch(hash: string, nowMs: number): boolean {
    const entry = this.byHash.get(hash);
    if (entry === undefined) return false;
    entry.lastSeenAtMs = Math.max(entry.lastSeenAtMs, nowMs);
    if (entry.lastSeenAtMs - entry.storedAtMs < TOUCH_INTERVAL_MS) return false;
    entry.storedAtMs = entry.lastSeenAtMs;
    return true;
  }

  remove(hash: string): void {
    const entry = this.byHash.get(hash);
    if (entry === undefined) return;
    this.byHash.delete(hash);
    const left = (this.byUser.get(entry.userId) ?? []).filter((other) => other !== entry);
    if (left.length === 0) this.byUser.delete(entry.userId);
    else this.byUser.set(entry.userId, left);
  }

  /** A user's sessions that have to go: those that are over, and the oldest beyond the number allowed. */
  excess(userId: number, nowMs: number): Session[] {
    const all = this.byUser.get(userId) ?? [];
    const over = all.filter((entry) => isOver(entry, nowMs));
    const open = all.filter((entry) => !isOver(entry, nowMs));
    return [...over, ...open.slice(0, Math.max(0, open.length - MAX_SESSIONS_PER_USER))];
  }

  /** The same of all users. */
  allExcess(nowMs: number): Session[] {
    return [...this.byUser.keys()].flatMap((userId) => this.excess(userId, nowMs));
  }
}

export const isOver = (session: Session, nowMs: number): boolean =>
  nowMs - session.lastSeenAtMs >= SESSION_IDLE_MS || nowMs - session.createdAtMs >= SESSION_LIFETIME_MS;
