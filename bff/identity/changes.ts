import type { Desk } from "./desk.ts";
import { RefusedError, WrongProofError } from "./errors.ts";
import type { PendingChange } from "./person-record.ts";
import { isHashOf, newToken, personOfToken } from "./tokens.ts";
import { HOUSE, spokenTime, type Whence } from "./whence.ts";

const HOUR_MS = 3_600_000;
/** How long what loosens safety waits, unless a longer wait is set. */
export const LOOSENING_MS: number = 24 * HOUR_MS;
const MOST_CHANGES = 20;

/** What is asked for: it loosens something, so it waits. */
export interface Loosening {
  /** As `factor.remove`; says who carries it out. */
  readonly kind: string;
  /** For people: 'remove the authenticator app'. */
  readonly what: string;
  readonly params: Readonly<Record<string, string>>;
  readonly waitMs: number;
}

/** Answers false when the change could not be carried out after all. After a crash it is asked for once more. */
type CarryOut = (userId: number, change: PendingChange) => Promise<boolean>;

/**
 * One rule for everything: what tightens takes effect at once, what loosens waits, and can be cancelled until then from
 * any session and by the letter.
 */
export class Changes {
  private readonly desk: Desk;
  private readonly carriers = new Map<string, CarryOut>();
  /** Ids of changes that are being carried out: it is too late to cancel them. */
  private readonly underWay = new Set<string>();

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** Says who carries a kind of change out. */
  register(kind: string, carryOut: CarryOut): void {
    this.carriers.set(kind, carryOut);
  }

  /** A change of the same kind and parameters that waits already is answered as it stands: its wait is not shortened. */
  async ask(userId: number, { kind, what, params, waitMs }: Loosening, whence: Whence): Promise<PendingChange> {
    const { records, now, random, activity, letters } = this.desk;
    const { changes } = records.of(userId);
    const same = changes.find((one) => one.kind === kind && JSON.stringify(one.params) === JSON.stringify(params));
    if (same !== undefined) return same;
    if (changes.length >= MOST_CHANGES) throw new RefusedError("Too many changes wait already.");
    const { token, hash } = newToken(userId, random);
    const effectiveAtMs = now() + waitMs;
    const { device, address } = whence;
    const id = random(9).toString("base64url");
    const change: PendingChange = { id, kind, what, params, askedAtMs: now(), effectiveAtMs, device, address, cancelHash: hash };
    await records.change(userId, { changes: [...changes, change] });
    await activity.add(userId, { category: "settings", what: `Asked: ${what}`, result: `waits ${Math.round(waitMs / HOUR_MS)} h`, whence });
    await letters.tell(userId, "changeAsked", { what, effective: spokenTime(effectiveAtMs), token }, whence);
    return change;
  }

  /** @throws RefusedError */
  async cancel(userId: number, id: string, whence: Whence): Promise<void> {
    const { records, activity, letters } = this.desk;
    const { changes } = records.of(userId);
    const change = changes.find((one) => one.id === id);
    if (change === undefined || this.underWay.has(id)) throw new RefusedError("There is no such change, or it took effect.");
    await records.change(userId, { changes: changes.filter((one) => one !== change) });
    await activity.add(userId, { category: "settings", what: `Cancelled: ${change.what}`, whence });
    await letters.tell(userId, "changeCancelled", { what: change.what });
  }

  /** By the link in the letter, without signing in. @throws WrongProofError */
  async cancelByToken(token: string, whence: Whence): Promise<void> {
    const userId = personOfToken(token);
    const change = userId === null ? undefined : this.desk.records.of(userId).changes.find((one) => isHashOf(token, one.cancelHash));
    if (userId === null || change === undefined) throw new WrongProofError("The link is too old: the change was cancelled or took effect.");
    await this.cancel(userId, change.id, whence);
  }

  /** Carries out what is due. */
  async sweep(): Promise<void> {
    const { records, activity, letters } = this.desk;
    for (const [userId] of [...records.all()]) {
      // Looked up anew each time: while another was carried out, this one may have been cancelled.
      for (let change = this.dueOf(userId); change !== undefined; change = this.dueOf(userId)) {
        const { id, kind } = change;
        const carryOut = this.carriers.get(kind);
        if (carryOut === undefined) throw new Error(`nothing carries out a change of the kind ${kind}`);
        this.underWay.add(id);
        // It is dropped when it is done: one that a crash cut short is due again.
        const isDone = await carryOut(userId, change).finally(() => this.underWay.delete(id));
        await records.change(userId, { changes: records.of(userId).changes.filter((one) => one.id !== id) });
        await activity.add(userId, { category: "settings", what: `${isDone ? "Took effect" : "Lapsed"}: ${change.what}`, whence: HOUSE });
        await letters.tell(userId, isDone ? "changeDone" : "changeCancelled", { what: change.what });
      }
    }
  }

  private dueOf(userId: number): PendingChange | undefined {
    const { records, now } = this.desk;
    return records.of(userId).changes.find(({ id, effectiveAtMs }) => effectiveAtMs <= now() && !this.underWay.has(id));
  }
}
