import { createHash } from "node:crypto";
import { isOver, type LiveSessions } from "./live-sessions.ts";
import type { Session, SessionOrigin, User } from "./people.ts";
import type { Revocations } from "./revocations.ts";
import type { StoreClient } from "./store-client.ts";

const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

interface Parts {
  readonly live: LiveSessions;
  readonly store: StoreClient;
  readonly revocations: Revocations;
  readonly now: () => number;
  readonly random: (bytes: number) => Buffer;
}

/** Opens, finds and ends sessions: in memory at once, and in the file behind it. */
export class Sessions {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** @returns how many of the oldest ended for it, too */
  async open(
    user: User,
    about: SessionOrigin = NOWHERE,
  ): Promise<{ readonly token: string; readonly session: Session; readonly ended: number }> {
    const { live, store, now, random } = this.parts;
    const token = random(TOKEN_BYTES).toString("base64url");
    const nowMs = now();
    const hash = sha256(token);
    const session: Session = { hash, userId: user.id, account: user.account, createdAtMs: nowMs, lastSeenAtMs: nowMs, about };
    const row = { hash, token_hash: hash, user_id: user.id, created_at_ms: nowMs, last_seen_at_ms: nowMs, about: JSON.stringify(about) };
    await store.call("addSession", row);
    live.add(session, hash);
    const excess = live.excess(user.id, nowMs);
    await this.end(excess);
    return { token, session, ended: excess.length };
  }

  find(token: string): Session | null {
    const { live, store, now } = this.parts;
    if (!TOKEN.test(token)) return null;
    const nowMs = now();
    const session = live.ofToken(sha256(token), nowMs);
    if (session === undefined) return null;
    const { hash } = session;
    if (isOver(session, nowMs)) {
      this.end([session]).catch(toldElsewhere);
      return null;
    }
    // A last use that is not written at a busy moment shortens the session after a restart, no more.
    if (live.touch(hash, nowMs) && !store.isBusy) store.follow("touchSession", hash, nowMs).catch(toldElsewhere);
    return session;
  }

  /**
   * Gives a session a new token: whoever copied the one before loses it with that. Its sockets stay.
   *
   * @returns the token; null when the session is no more
   */
  async replaceToken(session: Session): Promise<string | null> {
    const { live, store, now, random } = this.parts;
    const token = random(TOKEN_BYTES).toString("base64url");
    await store.call("replaceToken", session.hash, sha256(token));
    live.replaceToken(session.hash, sha256(token), now());
    return live.ofToken(sha256(token), now()) === undefined ? null : token;
  }

  /** Whether a session ends after twelve hours without use rather than one. */
  async stayOpen(session: Session, staysOpen: boolean): Promise<void> {
    const about = { ...session.about, staysOpen };
    this.parts.live.describe(session.hash, about);
    await this.parts.store.follow("describeSession", session.hash, JSON.stringify(about));
  }

  async endOf(token: string): Promise<void> {
    const session = this.parts.live.ofToken(sha256(token), this.parts.now());
    if (session !== undefined) await this.end([session]);
  }

  /** A person's open sessions, newest first. */
  of(userId: number): readonly Session[] {
    const nowMs = this.parts.now();
    return this.parts.live
      .ofUser(userId)
      .filter((session) => !isOver(session, nowMs))
      .toReversed();
  }

  /** Ends all sessions of a person, or all but one. @returns how many */
  async endAllOf(userId: number, exceptHash: string | null = null): Promise<number> {
    const ended = this.parts.live.ofUser(userId).filter(({ hash }) => hash !== exceptHash);
    await this.end(ended);
    return ended.length;
  }

  /** Ends one of a person's own. @returns whether there was such a one */
  async endOne(userId: number, hash: string): Promise<boolean> {
    const session = this.parts.live.ofUser(userId).find((one) => one.hash === hash);
    if (session !== undefined) await this.end([session]);
    return session !== undefined;
  }

  async endThoseOver(): Promise<void> {
    await this.end(this.parts.live.allExcess(this.parts.now()));
  }

  /** Dead before it is written: a slow disk keeps nobody signed in. */
  private async end(sessions: readonly Session[]): Promise<void> {
    if (sessions.length === 0) return;
    const hashes = sessions.map(({ hash }) => hash);
    for (const hash of hashes) this.parts.live.remove(hash);
    const written = this.parts.store.follow("removeSessions", hashes);
    for (const { hash, account } of sessions) this.parts.revocations.tell({ sessionHash: hash, account });
    await written;
  }
}

/** What is known of a session of before this was noted. */
export const NOWHERE: SessionOrigin = { device: "unknown device", address: "", deviceHash: null, by: "password" };

/** The store reports what fails when it follows memory; the request that set it off has its answer already. */
const toldElsewhere = () => undefined;

const sha256 = (token: string) => createHash("sha256").update(token, "utf8").digest("hex");
