import { type Changes, LOOSENING_MS } from "./changes.ts";
import type { Desk } from "./desk.ts";
import { RefusedError, WrongProofError } from "./errors.ts";
import { passwordRefusal } from "./password-rules.ts";
import type { PendingChange } from "./person-record.ts";
import type { Whence } from "./whence.ts";

const DAY_MS = 24 * 3_600_000;
const MOST_DAYS = 30;

/**
 * The settings lock: while it is on, nothing about factors, passwords, keys and addresses changes, whoever is signed
 * in. Opening it takes the master key and then the wait that its owner set. Nobody can shorten that.
 */
export class SettingsLocks {
  private readonly desk: Desk;
  private readonly changes: Changes;

  constructor(desk: Desk, changes: Changes) {
    this.desk = desk;
    this.changes = changes;
    changes.register("lock.open", async (userId) => {
      await desk.records.change(userId, { lock: null });
      return true;
    });
    changes.register("lock.shorten", async (userId, { params }) => {
      const { lock } = desk.records.of(userId);
      if (lock === null) return false;
      await desk.records.change(userId, { lock: { ...lock, waitMs: Number(params["days"]) * DAY_MS } });
      return true;
    });
  }

  /** @throws RefusedError while the settings are locked */
  requireOpen(userId: number): void {
    if (this.desk.records.of(userId).lock !== null)
      throw new RefusedError("The settings are locked. Open the lock first: that takes the master key and its wait.");
  }

  /** Locks at once. A lock that is on already takes a longer wait at once, and a shorter one after the old wait. */
  async lock(userId: number, masterKey: string, days: number, whence: Whence): Promise<void> {
    const { records, passwords, now, letters, activity } = this.desk;
    if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) throw new RefusedError(`A wait of 1 to ${MOST_DAYS} days is wanted.`);
    const { lock } = records.of(userId);
    if (lock === null) {
      const refusal = passwordRefusal(masterKey);
      if (refusal !== null) throw new RefusedError(refusal.replace("password", "master key"));
      const masterKeyPhc = await passwords.hash(masterKey);
      await records.change(userId, { lock: { lockedAtMs: now(), waitMs: days * DAY_MS, masterKeyPhc } });
    } else {
      await this.requireMasterKey(userId, masterKey);
      if (days * DAY_MS < lock.waitMs) {
        const what = `shorten the lock's wait to ${days} days`;
        await this.changes.ask(userId, { kind: "lock.shorten", what, params: { days: String(days) }, waitMs: lock.waitMs }, whence);
        return;
      }
      await records.change(userId, { lock: { ...lock, waitMs: days * DAY_MS } });
    }
    await activity.add(userId, { category: "settings", what: `Settings locked, ${days} days to open`, whence });
    await letters.tell(userId, "settingChanged", { what: `Your settings are locked; opening them waits ${days} days.` }, whence);
  }

  /** Begins to open the lock; each attempt is told by mail. @throws WrongProofError */
  async open(userId: number, masterKey: string, whence: Whence): Promise<PendingChange> {
    const { lock } = this.desk.records.of(userId);
    if (lock === null) throw new RefusedError("The settings are not locked.");
    await this.requireMasterKey(userId, masterKey, whence);
    const waitMs = Math.max(lock.waitMs, LOOSENING_MS);
    return this.changes.ask(userId, { kind: "lock.open", what: "open the settings lock", params: {}, waitMs }, whence);
  }

  private async requireMasterKey(userId: number, masterKey: string, whence?: Whence): Promise<void> {
    const { records, passwords, lanes, letters } = this.desk;
    const lane = `master:${userId}`;
    await lanes.guard(lane, "code");
    const { lock } = records.of(userId);
    if (await passwords.verify(masterKey, lock?.masterKeyPhc ?? null)) return;
    await lanes.fail([lane]);
    if (whence !== undefined)
      await letters.tell(userId, "settingChanged", { what: "Somebody tried to open the settings lock with a wrong master key." }, whence);
    throw new WrongProofError("The master key is not correct.");
  }
}
