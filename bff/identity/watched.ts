import type { Approvals } from "./approvals.ts";
import type { Desk } from "./desk.ts";
import { RefusedError } from "./errors.ts";
import type { WatchedState } from "./person-record.ts";
import { HOUSE } from "./whence.ts";

const EFFECTS = {
  tell: "Whoever changes settings, keys or addresses has to prove once more who they are.",
  hold: "Withdrawals wait for 24 hours, and keys that were made since may only cancel and read.",
  call: "Withdrawals wait, and keys may only cancel and read, until an operator has looked.",
} as const;

/** What follows for an account whose log looks like a stranger's doing. The watch judges; this keeps what it found. */
export class Watched {
  private readonly desk: Desk;
  private readonly approvals: Approvals;

  constructor(desk: Desk, approvals: Approvals) {
    this.desk = desk;
    this.approvals = approvals;
  }

  /** What stands for a person now; null for nothing. */
  of(userId: number): WatchedState | null {
    const { watched } = this.desk.records.of(userId);
    if (watched === null || watched.step === "cleared") return null;
    return watched.untilMs === null || watched.untilMs > this.desk.now() ? watched : null;
  }

  /** Whether a key that was made then may only cancel and read. */
  restrictsKeyOf(userId: number, createdAtMs: number): boolean {
    const state = this.of(userId);
    return state !== null && (state.step === "call" || (state.step === "hold" && createdAtMs >= state.sinceMs));
  }

  /** Since when a session has to have proved itself before it changes anything; null where it need not. */
  wantsProofSince(userId: number, session: string): number | null {
    const state = this.of(userId);
    return state === null || this.approvals.provedAtMs(session) > state.atMs ? null : state.atMs;
  }

  /** Notes what was found, and tells every address that the account has or had of late. */
  async put(userId: number, state: Omit<WatchedState, "clearedToSeq">): Promise<void> {
    const { records, activity, letters } = this.desk;
    await records.change(userId, { watched: { ...state, clearedToSeq: this.clearedToSeq(userId) } });
    const effect = EFFECTS[state.step as keyof typeof EFFECTS];
    await activity.add(userId, { category: "settings", what: "Looks like a stranger's doing", result: effect, whence: HOUSE });
    const params = { signs: state.signs.join(", "), effect };
    await letters.tell(userId, "watched", params);
    for (const { person } of records.of(userId).formerAddresses) await letters.tellAt(person, userId, "watched", params);
  }

  /** Notes up to which sign everything was done that follows from it. */
  async noteActed(userId: number, watchedToSeq: number): Promise<void> {
    await this.desk.records.change(userId, { watchedToSeq });
  }

  /** Entry of the log up to which an operator has looked; 0 for none. */
  clearedToSeq(userId: number): number {
    return this.desk.records.of(userId).watched?.clearedToSeq ?? 0;
  }

  /** Whether there is anything that an operator has not looked at: what stands, or signs that withdrawals waited for. */
  hasOpen(userId: number): boolean {
    return this.of(userId) !== null || this.desk.records.of(userId).watchedToSeq > this.clearedToSeq(userId);
  }

  /**
   * An operator has looked: what was done is nobody's but the owner's.
   *
   * @param toSeq entry of the log up to which this is so
   * @throws RefusedError where nothing stands
   */
  async clear(userId: number, operator: string, toSeq = this.desk.activity.lastSeq(userId)): Promise<void> {
    const { records, activity, letters, now } = this.desk;
    if (!this.hasOpen(userId)) throw new RefusedError("Nothing stands against this account.");
    const state = records.of(userId).watched ?? { points: 0, signs: [], rules: 0, sinceMs: now(), untilMs: null };
    await records.change(userId, { watched: { ...state, step: "cleared", atMs: now(), clearedToSeq: toSeq } });
    await activity.add(userId, { category: "settings", what: `Operator ${operator} has looked: keys work again`, whence: HOUSE });
    await letters.tell(userId, "watchCleared");
  }

  /** Everybody for whom somebody is to look, the first to have been called for first. */
  queue(): readonly { readonly userId: number; readonly state: WatchedState }[] {
    return [...this.desk.records.all()]
      .flatMap(([userId]) => {
        const state = this.of(userId);
        return state === null ? [] : [{ userId, state }];
      })
      .sort((a, b) => a.state.atMs - b.state.atMs);
  }
}
