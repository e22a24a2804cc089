import type { Desk } from "./desk.ts";
import { RefusedError, WrongProofError } from "./errors.ts";
import { HOUSE, type Whence } from "./whence.ts";

/** From asking to the end of a freeze. */
const THAW_MS = 24 * 3_600_000;

/** 'This was not me': one link in any letter stops an account, without signing in. */
export class Freezing {
  private readonly desk: Desk;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** @throws WrongProofError */
  async freezeByToken(token: string, whence: Whence): Promise<void> {
    const userId = this.desk.letters.personOfFreezeToken(token);
    if (userId === null || this.desk.directory.user(userId) === undefined)
      throw new WrongProofError("The link was used already, or is not whole.");
    await this.freeze(userId, whence);
  }

  /** Ends all sessions, stops withdrawals, and leaves keys what lessens risk. At once. */
  async freeze(userId: number, whence: Whence): Promise<void> {
    const { records, sessions, activity, letters, now } = this.desk;
    const { freezeRound, frozen } = records.of(userId);
    await records.change(userId, {
      frozen: { sinceMs: frozen?.sinceMs ?? now(), endsAtMs: null },
      freezeRound: freezeRound + 1,
      changes: [],
    });
    await sessions.endAllOf(userId);
    await activity.add(userId, { category: "settings", what: "Account frozen: this was not me", whence });
    await letters.tell(userId, "frozen");
  }

  /** Begins to lift a freeze. @returns when it ends */
  async askThaw(userId: number, whence: Whence): Promise<number> {
    const { records, activity, now } = this.desk;
    const { frozen } = records.of(userId);
    if (frozen === null) throw new RefusedError("The account is not frozen.");
    const endsAtMs = frozen.endsAtMs ?? now() + THAW_MS;
    await records.change(userId, { frozen: { ...frozen, endsAtMs } });
    await activity.add(userId, { category: "settings", what: "Asked: lift the freeze", result: "waits 24 h", whence });
    return endsAtMs;
  }

  async sweep(): Promise<void> {
    const { records, now, activity, letters } = this.desk;
    for (const [userId] of [...records.all()]) {
      // Looked up anew: while letters of others were written, this one may have been frozen once more.
      const { frozen } = records.of(userId);
      if (frozen === null || frozen.endsAtMs === null || frozen.endsAtMs > now()) continue;
      await records.change(userId, { frozen: null });
      await activity.add(userId, { category: "settings", what: "Freeze lifted", whence: HOUSE });
      await letters.tell(userId, "unfrozen");
    }
  }
}
