import { createHmac } from "node:crypto";
import type { Desk } from "./desk.ts";
import { WrongProofError } from "./errors.ts";
import type { Passkeys } from "./passkeys.ts";
import type { Session, User } from "./people.ts";
import type { AuthenticatorApps } from "./totp.ts";
import type { Whence } from "./whence.ts";

/** How long an approval may take, and how long it then holds. */
export const APPROVAL_MS = 5 * 60_000;
const MOST_OF_A_SESSION = 20;
const MOST_SESSIONS = 10_000;

/** Something that a session may do only after its person approved exactly this. */
export interface SensitiveAction {
  /** As `apiKey.new`. */
  readonly action: string;
  /** Everything that matters about it, secrets too: another amount, address or password is another action. */
  readonly details: Readonly<Record<string, unknown>>;
  /** What the person is shown, in words that the house chose: 'Create the key "bot" that may withdraw'. */
  readonly says: string;
  /** The same for the log, where it may not have all of it. */
  readonly logged?: string;
}

export interface Approval {
  readonly id: string;
  readonly action: string;
  readonly says: string;
  readonly logged: string;
  readonly digest: string;
  readonly endsAtMs: number;
  readonly isGiven: boolean;
}

/** What a person proves that it is them with. */
export interface Proof {
  readonly password?: string | undefined;
  readonly code?: string | undefined;
  readonly passkey?: unknown;
}

export type ProofKind = "passkey" | "password and code" | "password";

/**
 * Approvals within five minutes, of one session, for one action with its details, good once. They are kept in memory
 * alone: a restart asks again.
 */
export class Approvals {
  private readonly desk: Desk;
  private readonly passkeys: Passkeys;
  private readonly apps: AuthenticatorApps;
  private readonly bySession = new Map<string, Approval[]>();
  /** When sessions last proved their person. */
  private readonly provedAt = new Map<string, number>();
  /** Details may hold a password: a digest without a key could be tried against a list of them. */
  private readonly digestKey: Buffer;

  constructor(desk: Desk, passkeys: Passkeys, apps: AuthenticatorApps) {
    this.desk = desk;
    this.passkeys = passkeys;
    this.apps = apps;
    this.digestKey = desk.random(32);
  }

  /**
   * Uses up the approval of exactly this action.
   *
   * @returns null when there was one; otherwise what has to be approved first
   */
  takeOrAsk(session: string, { action, details, says, logged = says }: SensitiveAction): Approval | null {
    const { now, random } = this.desk;
    const open = this.openOf(session);
    const digest = this.digestOf(action, details);
    const known = open.find((one) => one.digest === digest);
    if (known?.isGiven) {
      this.bySession.set(
        session,
        open.filter((one) => one !== known),
      );
      return null;
    }
    if (known !== undefined) return known;
    const asked: Approval = {
      id: random(16).toString("base64url"),
      action,
      says,
      logged,
      digest,
      endsAtMs: now() + APPROVAL_MS,
      isGiven: false,
    };
    if (this.bySession.size >= MOST_SESSIONS) this.dropOldest();
    this.bySession.set(session, [...open, asked].slice(-MOST_OF_A_SESSION));
    return asked;
  }

  /** What would do as a proof for this person. */
  kindsFor(userId: number): readonly ProofKind[] {
    const { totp, passkeys, hasPassword } = this.desk.records.of(userId);
    const usable = passkeys.filter(({ isBlocked }) => !isBlocked);
    if (totp === null && usable.length === 0) return ["password"];
    return [
      ...(usable.length > 0 ? (["passkey"] as const) : []),
      ...(totp !== null && hasPassword ? (["password and code"] as const) : []),
    ];
  }

  /**
   * Approves what was asked for. A wrong proof approves nothing and counts as a failure.
   *
   * @throws WrongProofError
   */
  async approve(session: Session, user: User, id: string, proof: Proof, whence: Whence): Promise<Approval> {
    const asked = this.openOf(session.hash).find((one) => one.id === id);
    if (asked === undefined) throw new WrongProofError("There is nothing to approve by this id: it is too old or was used.");
    await this.prove(user, proof, whence);
    this.provedAt.delete(session.hash);
    this.provedAt.set(session.hash, this.desk.now());
    for (const oldest of this.provedAt.keys()) {
      if (this.provedAt.size <= MOST_SESSIONS) break;
      this.provedAt.delete(oldest);
    }
    const given: Approval = { ...asked, isGiven: true, endsAtMs: this.desk.now() + APPROVAL_MS };
    this.bySession.set(
      session.hash,
      this.openOf(session.hash).map((one) => (one.id === id ? given : one)),
    );
    await this.desk.activity.add(user.id, { category: "settings", what: `Approved: ${asked.logged}`, whence });
    return given;
  }

  /** @throws WrongProofError with the same words whatever was wrong */
  private async prove(user: User, { password, code, passkey }: Proof, whence: Whence): Promise<void> {
    const kinds = this.kindsFor(user.id);
    if (passkey !== undefined && kinds.includes("passkey")) {
      await this.passkeys.use(user, passkey, whence);
      return;
    }
    const { lanes, passwords, store } = this.desk;
    const lane = `approve:${user.id}`;
    await lanes.guard(lane, "code");
    const isRight = await passwords.verify(password ?? "", await store.call("passwordOfUser", user.id));
    const needsCode = !kinds.includes("password");
    if (isRight && (!needsCode || (kinds.includes("password and code") && (await this.apps.use(user.id, code ?? "", whence))))) {
      await lanes.forget([lane]);
      return;
    }
    await lanes.fail([lane]);
    throw new WrongProofError(needsCode ? "Password or code is not correct." : "The password is not correct.");
  }

  /** When a session last approved anything; 0 for never. A restart forgets it. */
  provedAtMs(session: string): number {
    return this.provedAt.get(session) ?? 0;
  }

  private openOf(session: string): Approval[] {
    const nowMs = this.desk.now();
    return (this.bySession.get(session) ?? []).filter(({ endsAtMs }) => endsAtMs > nowMs);
  }

  /** Two requests have one digest when they would do the same: the order of keys does not matter. */
  private digestOf(action: string, details: Readonly<Record<string, unknown>>): string {
    return createHmac("sha256", this.digestKey)
      .update(JSON.stringify([action, sorted(details)]), "utf8")
      .digest("hex");
  }

  private dropOldest(): void {
    const [oldest] = this.bySession.keys();
    if (oldest !== undefined) this.bySession.delete(oldest);
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
}
