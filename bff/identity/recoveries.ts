import type { Desk } from "./desk.ts";
import { RefusedError, WrongProofError } from "./errors.ts";
import { HOLD_AFTER_RECOVERY_MS, withHold } from "./holds.ts";
import type { PasswordJudge } from "./password-judge.ts";
import type { PasswordResets } from "./password-resets.ts";
import type { User } from "./people.ts";
import { hasToken, isHashOf, newToken, personOfToken, sha256, withoutTokens, withToken } from "./tokens.ts";
import { HOUSE, spokenTime, type Whence } from "./whence.ts";

const HOUR_MS = 3_600_000;
const WAIT_MS = 72 * HOUR_MS;
/** Letters go out when it is asked for, and then at these times. */
const REMINDERS_MS = [24 * HOUR_MS, 48 * HOUR_MS];
const LINK_MS = 24 * HOUR_MS;
const WRONG_RECOVERY_LINK = "The link is too old, or the recovery was cancelled.";

/** For who has lost everything but the mailbox: three days, three letters, each of which cancels it. Nobody shortens it. */
export class Recoveries {
  private readonly desk: Desk;
  private readonly parts: {
    readonly judge: PasswordJudge;
    readonly resets: PasswordResets;
    readonly endKeys: (userId: number) => Promise<void>;
  };

  constructor(desk: Desk, parts: Recoveries["parts"]) {
    this.desk = desk;
    this.parts = parts;
  }

  /** Begins it for whoever has the address; the answer is the same for nobody. */
  async ask(address: string | null, whence: Whence): Promise<void> {
    const { vault, directory, lanes, letters } = this.desk;
    const index = vault.addressIndex(address ?? "");
    const lane = `recover:${index.slice(0, 32)}`;
    await lanes.guard(lane, "letters");
    await lanes.fail([lane]);
    const user = directory.userOfIndex(index);
    if (user === undefined || this.desk.records.of(user.id).closedAtMs !== null) {
      await lanes.pretend(2);
      await letters.tellNobody();
    } else await this.begin(user.id, whence);
  }

  /** Operators can begin one too; what comes of it is the owner's. One that is under way is left as it stands. */
  async begin(userId: number, whence: Whence): Promise<number> {
    const { records, random, now, activity, letters } = this.desk;
    const { recovery } = records.of(userId);
    if (recovery !== null) return recovery.effectiveAtMs;
    const effectiveAtMs = now() + WAIT_MS;
    // The same link in each of its letters: any of them cancels it.
    const token = `${userId}.${random(32).toString("base64url")}`;
    const started = { askedAtMs: now(), effectiveAtMs, cancelToken: token, remindersSent: 0, isReadySent: false };
    await records.change(userId, { recovery: started });
    await activity.add(userId, { category: "settings", what: "Account recovery asked for", result: "waits 72 h", whence });
    await letters.tell(userId, "recoveryAsked", { token, effective: spokenTime(effectiveAtMs) }, whence);
    return effectiveAtMs;
  }

  /** @throws WrongProofError */
  async cancelByToken(token: string, whence: Whence): Promise<void> {
    const userId = personOfToken(token);
    const recovery = userId === null ? null : this.desk.records.of(userId).recovery;
    if (userId === null || recovery === null || !isHashOf(token, sha256(recovery.cancelToken)))
      throw new WrongProofError("There is no recovery to cancel by this link.");
    await this.cancel(userId, whence);
  }

  /** @throws RefusedError */
  async cancel(userId: number, whence: Whence): Promise<void> {
    const { records, activity, letters } = this.desk;
    if (records.of(userId).recovery === null) throw new RefusedError("No recovery is under way.");
    await records.change(userId, { recovery: null, tokens: withoutTokens(records.of(userId), "recovery") });
    await activity.add(userId, { category: "settings", what: "Account recovery cancelled", whence });
    await letters.tell(userId, "recoveryCancelled");
  }

  /** After the wait: a new password, and everything of before is gone. @returns whose it is @throws WrongProofError */
  async finish(token: string, password: string, whence: Whence): Promise<User> {
    const { records, directory, now, activity } = this.desk;
    const userId = personOfToken(token);
    const user = userId === null ? undefined : directory.user(userId);
    const record = user === undefined ? null : records.of(user.id);
    const isDue = record?.recovery != null && record.recovery.effectiveAtMs <= now();
    if (user === undefined || record === null || !isDue || !hasToken(record, "recovery", token, now()))
      throw new WrongProofError(WRONG_RECOVERY_LINK);
    await this.parts.judge.require(password, user.email);
    // The password may have taken a while to judge: a recovery that was cancelled meanwhile is over.
    const after = records.of(user.id);
    if (after.recovery === null || !hasToken(after, "recovery", token, now())) throw new WrongProofError(WRONG_RECOVERY_LINK);
    await records.change(user.id, {
      recovery: null,
      totp: null,
      totpPending: null,
      passkeys: [],
      recoveryCodes: null,
      devices: [],
      lock: null,
      changes: [],
      tokens: withoutTokens(after, "recovery"),
      holds: withHold(after.holds, { reason: "The account was recovered", untilMs: now() + HOLD_AFTER_RECOVERY_MS }),
    });
    await this.parts.endKeys(user.id);
    await activity.add(user.id, { category: "settings", what: "Account recovered", result: "withdrawals wait 7 days", whence });
    await this.parts.resets.set(user, password, null, whence);
    return user;
  }

  async sweep(): Promise<void> {
    const { records, random, now, letters, activity } = this.desk;
    for (const [userId] of [...records.all()]) {
      // Looked up anew: while letters of others were written, this one may have been cancelled.
      const { recovery } = records.of(userId);
      if (recovery === null) continue;
      const dueMs = REMINDERS_MS[recovery.remindersSent];
      if (!recovery.isReadySent && recovery.effectiveAtMs <= now()) {
        const { token, hash } = newToken(userId, random);
        const tokens = withToken(records.of(userId), { kind: "recovery", hash, expiresAtMs: now() + LINK_MS });
        await records.change(userId, { recovery: { ...recovery, isReadySent: true }, tokens });
        await letters.tell(userId, "recoveryReady", { token });
      } else if (recovery.isReadySent && recovery.effectiveAtMs + LINK_MS <= now()) {
        await records.change(userId, { recovery: null });
        await activity.add(userId, { category: "settings", what: "Account recovery ran out unused", whence: HOUSE });
      } else if (dueMs !== undefined && recovery.askedAtMs + dueMs <= now()) {
        await records.change(userId, { recovery: { ...recovery, remindersSent: recovery.remindersSent + 1 } });
        await letters.tell(userId, "recoveryReminder", { token: recovery.cancelToken, effective: spokenTime(recovery.effectiveAtMs) });
      }
    }
  }
}
