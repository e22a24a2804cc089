import type { Session, SessionOrigin } from "./people.ts";
import { isSameSecret } from "./tokens.ts";

/** A session ends when nothing was asked of it for so long. Source: NIST SP 800-63B-4, inactivity at AAL2. */
export const SESSION_IDLE_MS = 60 * 60_000;
/** The same for one that its person wants to stay open; see `requireProof` for what it is good for then. */
export const SESSION_OPEN_IDLE_MS = 12 * 3_600_000;
/** And in any case so long after it began. */
export const SESSION_LIFETIME_MS = 24 * 3_600_000;
/** Signing in once more ends the oldest. */
export const MAX_SESSIONS_PER_USER = 10;
/** How often a session's last use goes to the file: a restart shortens a session by less than this. */
export const TOUCH_INTERVAL_MS = 60_000;

/**
 * How long the token before still opens a session whose token was replaced: requests that were on their way carry it.
 */
const REPLACED_TOKEN_MS = 10_000;

interface Entry extends Session {
  lastSeenAtMs: number;
  storedAtMs: number;
  about: SessionOrigin;
  /** Hashes of the tokens that open it, and until when; the last one as long as it lives. */
  tokens: readonly { readonly hash: string; readonly untilMs: number }[];
}

/** The sessions that are open, in memory: looked up on every request. Time comes in with each call. */
export class LiveSessions {
  private readonly byHash = new Map<string, Entry>();
  private readonly byToken = new Map<string, Entry>();
  /** Each user's, oldest first. */
  private readonly byUser = new Map<number, Entry[]>();

  /**
   * Sessions of one user are added in the order in which they began.
   *
   * @param tokenHash hash of the token that opens it
   */
  add(session: Session, tokenHash: string): void {
    const entry: Entry = { ...session, storedAtMs: session.lastSeenAtMs, tokens: [{ hash: tokenHash, untilMs: Infinity }] };
    this.byHash.set(entry.hash, entry);
    this.byToken.set(tokenHash, entry);
    const others = this.byUser.get(entry.userId);
    if (others === undefined) this.byUser.set(entry.userId, [entry]);
    else others.push(entry);
  }

  /** The session that a token opens at a moment. */
  ofToken(tokenHash: string, nowMs: number): Session | undefined {
    const entry = this.byToken.get(tokenHash);
    return entry?.tokens.some(({ hash, untilMs }) => isSameSecret(hash, tokenHash) && untilMs > nowMs) ? entry : undefined;
  }

  /** Has another token open a session from now on. */
  replaceToken(hash: string, tokenHash: string, nowMs: number): void {
    const entry = this.byHash.get(hash);
    if (entry === undefined) return;
    const left = entry.tokens
      .filter(({ untilMs }) => untilMs > nowMs)
      .map((token) => ({ ...token, untilMs: Math.min(token.untilMs, nowMs + REPLACED_TOKEN_MS) }));
    for (const token of entry.tokens) this.byToken.delete(token.hash);
    entry.tokens = [...left, { hash: tokenHash, untilMs: Infinity }];
    for (const token of entry.tokens) this.byToken.set(token.hash, entry);
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

  describe(hash: string, about: SessionOrigin): void {
    const entry = this.byHash.get(hash);
    if (entry !== undefined) entry.about = about;
  }

  remove(hash: string): void {
    const entry = this.byHash.get(hash);
    if (entry === undefined) return;
    this.byHash.delete(hash);
    for (const token of entry.tokens) this.byToken.delete(token.hash);
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
  nowMs - session.lastSeenAtMs >= (session.about.staysOpen ? SESSION_OPEN_IDLE_MS : SESSION_IDLE_MS) ||
  nowMs - session.createdAtMs >= SESSION_LIFETIME_MS;
