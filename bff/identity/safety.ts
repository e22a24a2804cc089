import { AddressChanges } from "./address-changes.ts";
import { AddressProof } from "./address-proof.ts";
import { Approvals } from "./approvals.ts";
import { Changes, LOOSENING_MS } from "./changes.ts";
import type { Desk } from "./desk.ts";
import { Devices } from "./devices.ts";
import { RefusedError } from "./errors.ts";
import { FormerPasswords } from "./former-passwords.ts";
import { Freezing } from "./freezing.ts";
import { HOLD_AFTER_FACTOR_MS, standingHolds, withHold } from "./holds.ts";
import { Passkeys } from "./passkeys.ts";
import type { PasswordJudge } from "./password-judge.ts";
import { PasswordResets } from "./password-resets.ts";
import type { ApiKey, Session, User } from "./people.ts";
import { lastingPasskeys, type PendingChange } from "./person-record.ts";
import { Recoveries } from "./recoveries.ts";
import { RecoveryCodeBook } from "./recovery-codes.ts";
import { SettingsLocks } from "./settings-lock.ts";
import { type CheckPassword, SignIns } from "./sign-ins.ts";
import { type OpenAccount, SignUps } from "./sign-ups.ts";
import { AuthenticatorApps } from "./totp.ts";
import { Watched } from "./watched.ts";
import { HOUSE, networkOf, type Whence } from "./whence.ts";

interface SafetyParts {
  readonly checkPassword: CheckPassword;
  readonly judge: PasswordJudge;
  /** Disables all keys of a person. */
  readonly endKeys: (userId: number) => Promise<void>;
}

/** Everything by which a person proves who they are, and by which they learn what was done in their name. */
export class Safety {
  readonly desk: Desk;
  readonly proof: AddressProof;
  readonly apps: AuthenticatorApps;
  readonly codes: RecoveryCodeBook;
  readonly passkeys: Passkeys;
  readonly approvals: Approvals;
  readonly watched: Watched;
  readonly devices: Devices;
  readonly signUps: SignUps;
  readonly signIns: SignIns;

  readonly changes: Changes;
  readonly addressChanges: AddressChanges;
  readonly locks: SettingsLocks;
  readonly freezing: Freezing;
  readonly formerPasswords: FormerPasswords;
  readonly resets: PasswordResets;
  readonly recoveries: Recoveries;

  constructor(desk: Desk, { checkPassword, judge, endKeys }: SafetyParts) {
    this.desk = desk;
    this.proof = new AddressProof(desk);
    this.devices = new Devices(desk);
    this.apps = new AuthenticatorApps(desk, this.devices);
    this.codes = new RecoveryCodeBook(desk, this.devices);
    this.passkeys = new Passkeys(desk);
    this.approvals = new Approvals(desk, this.passkeys, this.apps);
    this.watched = new Watched(desk, this.approvals);
    this.changes = new Changes(desk);
    this.addressChanges = new AddressChanges(desk, this.changes);
    this.locks = new SettingsLocks(desk, this.changes);
    this.freezing = new Freezing(desk);
    this.formerPasswords = new FormerPasswords(desk);
    this.resets = new PasswordResets(desk, { judge, apps: this.apps, codes: this.codes, formers: this.formerPasswords });
    this.recoveries = new Recoveries(desk, { judge, resets: this.resets, endKeys });
    this.signUps = new SignUps(desk, this.proof);
    this.signIns = new SignIns(desk, {
      devices: this.devices,
      apps: this.apps,
      codes: this.codes,
      passkeys: this.passkeys,
      checkPassword,
      sendReset: (user, whence) => this.resets.send(user, whence),
    });
    this.changes.register("factor.remove", (userId, change) => this.removeFactor(userId, change));
  }

  /**
   * Confirms the address that a letter went to; where there is no account before that, this opens it.
   *
   * @throws WrongProofError
   */
  async confirmAddress(token: string, openAccount: OpenAccount, whence: Whence): Promise<User> {
    return this.desk.mode === "production" ? this.signUps.finish(token, openAccount, whence) : this.proof.prove(token, whence);
  }

  /** Why withdrawals wait, the longest first; null for the end of a freeze that nobody has asked to lift. */
  withdrawalHolds(userId: number): readonly { readonly reason: string; readonly untilMs: number | null }[] {
    const record = this.desk.records.of(userId);
    const { frozen } = record;
    return [
      ...(frozen === null ? [] : [{ reason: "The account is frozen", untilMs: frozen.endsAtMs }]),
      ...(this.watched.of(userId)?.step === "call" ? [{ reason: "An operator looks at what was done", untilMs: null }] : []),
      ...standingHolds(record, this.desk.now()),
    ];
  }

  /** Whether a key may only cancel and read: the account is frozen, its password is known to others, or it is watched. */
  isKeyRestricted({ userId, createdAtMs }: Pick<ApiKey, "userId" | "createdAtMs">): boolean {
    const { frozen, passwordMustChange, closedAtMs } = this.desk.records.of(userId);
    return frozen !== null || passwordMustChange !== null || closedAtMs !== null || this.watched.restrictsKeyOf(userId, createdAtMs);
  }

  /** @returns the name of a factor that may be removed @throws RefusedError */
  checkRemoval(userId: number, id: string): string {
    const record = this.desk.records.of(userId);
    const { totp, passkeys, hasPassword } = record;
    const passkey = passkeys.find((one) => one.id === id);
    const name = totp?.id === id ? totp.name : passkey?.name;
    if (name === undefined) throw new RefusedError("There is no such factor.");
    if (!hasPassword && passkey?.isBlocked === false && lastingPasskeys(record) === 1)
      throw new RefusedError("This passkey is the only way in: set a password or add another passkey first.");
    return name;
  }

  /** Asks for a factor's removal, which waits and holds withdrawals. @throws RefusedError */
  async askRemoval(userId: number, id: string, whence: Whence): Promise<PendingChange> {
    const name = this.checkRemoval(userId, id);
    return this.changes.ask(
      userId,
      { kind: "factor.remove", what: `remove the factor "${name}"`, params: { id }, waitMs: LOOSENING_MS },
      whence,
    );
  }

  /** Counts a letter that somebody who is not signed in sets off. @throws ThrottledError for a network that does so too often */
  async countLetterFrom({ address }: Whence): Promise<void> {
    const lane = `letters from:${networkOf(address)}`;
    await this.desk.lanes.guard(lane, "lettersFrom");
    await this.desk.lanes.fail([lane]);
  }

  /** Carries out what is due; to be called every minute or so. */
  async sweep(): Promise<void> {
    await this.desk.lanes.sweep();
    await this.signUps.sweep();
    await this.changes.sweep();
    await this.addressChanges.sweep();
    await this.freezing.sweep();
    await this.recoveries.sweep();
  }

  /** The phrase of one's own that every letter carries. @throws RefusedError */
  async setPhrase(userId: number, phrase: string, whence: Whence): Promise<void> {
    const length = [...phrase].length;
    if (length < 4 || length > 20) throw new RefusedError("A phrase has 4 to 20 characters.");
    await this.desk.records.change(userId, { phrase });
    await this.desk.activity.add(userId, { category: "settings", what: "Anti-phishing phrase changed", whence });
    await this.desk.letters.tell(userId, "settingChanged", { what: "Your anti-phishing phrase was changed." }, whence);
  }

  /** Ends one of a person's sessions, or all but the one that asks. @throws RefusedError */
  async endSessions(asking: Session, hash: string | null, whence: Whence): Promise<void> {
    const { sessions, activity, letters } = this.desk;
    const { userId } = asking;
    if (hash === null) {
      const count = await sessions.endAllOf(userId, asking.hash);
      await activity.add(userId, { category: "signIn", what: `All other sessions ended: ${count}`, whence });
      if (count > 0) await letters.tell(userId, "sessionsEnded", { what: `All other sessions were ended: ${count}.` }, whence);
      return;
    }
    if (!(await sessions.endOne(userId, hash))) throw new RefusedError("There is no such session.");
    await activity.add(userId, { category: "signIn", what: "A session was ended", whence });
  }

  /** Ends an account: nobody signs in to it again. What must be so before is the caller's to see to. */
  async close(userId: number, whence: Whence): Promise<void> {
    const { records, sessions, activity, letters, now } = this.desk;
    await records.change(userId, { closedAtMs: now() });
    await activity.add(userId, { category: "settings", what: "Account closed", whence });
    await letters.tell(userId, "closed");
    await sessions.endAllOf(userId);
  }

  private async removeFactor(userId: number, change: PendingChange): Promise<boolean> {
    const { records, now, letters } = this.desk;
    const { totp, passkeys, holds, changes } = records.of(userId);
    const id = change.params["id"] ?? "";
    const name = totp?.id === id ? totp.name : passkeys.find((one) => one.id === id)?.name;
    if (name === undefined) return false;
    await records.change(userId, {
      totp: totp?.id === id ? null : totp,
      passkeys: passkeys.filter((one) => one.id !== id),
      // With the factor, at once: it is not looked for again after a crash.
      changes: changes.filter((one) => one.id !== change.id),
      holds: withHold(holds, { reason: "A factor was removed", untilMs: now() + HOLD_AFTER_FACTOR_MS }),
    });
    await letters.tell(userId, "factorRemoved", { what: `"${name}"` }, HOUSE);
    return true;
  }

  /** Every sign-in is in the log; one from a browser that is new here is told by mail too. */
  async noteSignIn(user: User, by: string, wasKnown: boolean, whence: Whence): Promise<void> {
    const isFirst = by === "sign-up";
    await this.desk.activity.add(user.id, {
      category: "signIn",
      what: isFirst ? "Signed in, as the account was opened" : `Signed in with ${by}`,
      whence,
    });
    if (!wasKnown && !isFirst) await this.desk.letters.tell(user.id, "signedIn", {}, whence);
  }

  /** Since when a person has had a second factor: the time of the oldest that they still have; null for none. */
  factorSinceMs(userId: number): number | null {
    const { totp, passkeys } = this.desk.records.of(userId);
    const added = [
      ...(totp === null ? [] : [totp.addedAtMs]),
      ...passkeys.filter(({ isBlocked }) => !isBlocked).map(({ addedAtMs }) => addedAtMs),
    ];
    return added.length === 0 ? null : Math.min(...added);
  }

  /** @throws RefusedError */
  async renameFactor(userId: number, id: string, name: string, whence: Whence): Promise<void> {
    const { records, activity } = this.desk;
    const { totp, passkeys } = records.of(userId);
    if (name.trim() === "") throw new RefusedError("A name is wanted.");
    if (totp?.id === id) await records.change(userId, { totp: { ...totp, name } });
    else if (passkeys.some((one) => one.id === id))
      await records.change(userId, { passkeys: passkeys.map((one) => (one.id === id ? { ...one, name } : one)) });
    else throw new RefusedError("There is no such factor.");
    await activity.add(userId, { category: "settings", what: `Factor renamed: ${name}`, whence });
  }
}
