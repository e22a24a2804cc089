import type { Desk } from "./desk.ts";
import { RefusedError, WrongProofError } from "./errors.ts";
import type { FormerPasswords } from "./former-passwords.ts";
import { HOLD_AFTER_PASSWORD_MS, withHold } from "./holds.ts";
import { type PasswordJudge, WRONG_RESET_LINK } from "./password-judge.ts";
import type { User } from "./people.ts";
import { lastingPasskeys } from "./person-record.ts";
import type { RecoveryCodeBook } from "./recovery-codes.ts";
import { hasToken, newToken, personOfToken, withoutTokens, withToken } from "./tokens.ts";
import type { AuthenticatorApps } from "./totp.ts";
import { HOUSE, type Whence } from "./whence.ts";

const RESET_MS = 10 * 60_000;

/** Setting a password anew: signed in, by a letter, or because it has to be. */
export class PasswordResets {
  private readonly desk: Desk;
  private readonly parts: {
    readonly judge: PasswordJudge;
    readonly apps: AuthenticatorApps;
    readonly codes: RecoveryCodeBook;
    readonly formers: FormerPasswords;
  };

  constructor(desk: Desk, parts: PasswordResets["parts"]) {
    this.desk = desk;
    this.parts = parts;
  }

  /** Writes to whoever has the address, or to nobody at the same cost. @throws ThrottledError */
  async forgot(address: string | null, whence: Whence): Promise<void> {
    const { vault, directory, lanes, letters } = this.desk;
    const index = vault.addressIndex(address ?? "");
    const lane = `reset:${index.slice(0, 32)}`;
    await lanes.guard(lane, "letters");
    await lanes.fail([lane]);
    const user = directory.userOfIndex(index);
    if (user === undefined || this.desk.records.of(user.id).closedAtMs !== null) {
      await lanes.pretend(1);
      await letters.tellNobody();
    } else await this.send(user, whence);
  }

  async send(user: User, whence: Whence): Promise<void> {
    const { letters } = this.desk;
    await letters.tell(user.id, "resetPassword", { token: await this.newLink(user.id) }, whence);
  }

  /**
   * Sets the password of whoever has the letter, and the second factor if there is one: the letter alone is not a way
   * around it.
   *
   * @returns whose it is
   * @throws WrongProofError
   */
  async reset(token: string, password: string, code: string, whence: Whence): Promise<User> {
    const { records, directory, now } = this.desk;
    const userId = personOfToken(token);
    const user = userId === null ? undefined : directory.user(userId);
    if (user === undefined || !hasToken(records.of(user.id), "reset", token, now())) throw new WrongProofError(WRONG_RESET_LINK);
    await this.parts.judge.require(password, user.email);
    const { totp, passkeys } = records.of(user.id);
    if ((totp !== null || passkeys.length > 0) && !(await this.isSecondFactor(user.id, code, whence)))
      throw new WrongProofError("A code of your authenticator app, or a recovery code, is wanted too.");
    await records.change(user.id, { tokens: withoutTokens(records.of(user.id), "reset") });
    await this.set(user, password, null, whence);
    return user;
  }

  /** Whether somebody may have this password: asked before they approve it. @throws RefusedError */
  checkNew(user: User, password: string): Promise<void> {
    return this.parts.judge.require(password, user.email);
  }

  /** Sets a password that was checked, of who is signed in; what they approved first. @param session the one that stays open */
  async change(user: User, password: string, session: string, whence: Whence): Promise<void> {
    await this.set(user, password, session, whence);
  }

  /**
   * Who has no password is not locked out by a passkey that gets lost: there is a second one, or recovery codes that
   * were kept.
   *
   * @throws RefusedError
   */
  checkRemoval(userId: number): void {
    const record = this.desk.records.of(userId);
    if (!record.hasPassword) throw new RefusedError("There is no password.");
    const stays = lastingPasskeys(record);
    const hasCodes = record.recoveryCodes?.isConfirmed === true && record.recoveryCodes.tags.length > 0;
    if (stays < (hasCodes ? 1 : 2)) throw new RefusedError("Two passkeys are wanted first, or one and recovery codes that you have kept.");
  }

  /** Takes the password away: from then on passkeys alone sign in. Whoever does it approved it first. @throws RefusedError */
  async remove(user: User, exceptSession: string, whence: Whence): Promise<void> {
    const { records, store, sessions, activity, letters, now } = this.desk;
    this.checkRemoval(user.id);
    await store.call("removePassword", user.id);
    await records.change(user.id, {
      hasPassword: false,
      passwordSetAtMs: null,
      passwordMustChange: null,
      failuresInRow: 0,
      tokens: withoutTokens(records.of(user.id), "reset"),
      holds: withHold(records.of(user.id).holds, { reason: "The password was removed", untilMs: now() + HOLD_AFTER_PASSWORD_MS }),
    });
    await sessions.endAllOf(user.id, exceptSession);
    await activity.add(user.id, { category: "settings", what: "Password removed", result: "withdrawals wait 24 h", whence });
    await letters.tell(user.id, "settingChanged", { what: "Your password was removed: passkeys alone sign in now." }, whence);
  }

  /** Makes an old password let nobody in any more: its owner sets a new one by the letter. Nobody chooses it for them. */
  async force(userId: number, reason: string, batch: string): Promise<void> {
    const { records, sessions, activity, letters, now } = this.desk;
    if (records.of(userId).passwordMustChange !== null) return;
    await records.change(userId, { passwordMustChange: { sinceMs: now(), reason } });
    await sessions.endAllOf(userId);
    await activity.add(userId, { category: "settings", what: `Operator forced a new password (${batch}): ${reason}`, whence: HOUSE });
    await letters.tell(userId, "mustReset", { reason, token: await this.newLink(userId) });
  }

  /** @throws RefusedError when the password is no good; see `PasswordJudge` */
  async set(user: User, password: string, exceptSession: string | null, whence: Whence): Promise<void> {
    const { records, passwords, store, sessions, activity, letters, now } = this.desk;
    const phc = await passwords.hash(password, user.email);
    if (this.desk.directory.user(user.id) === undefined) throw new RefusedError("There is no such person.");
    const { formers, token } = await this.parts.formers.before(user.id);
    await store.call("setPassword", user.id, phc, now());
    await records.change(user.id, {
      formerPasswords: formers,
      hasPassword: true,
      passwordSetAtMs: now(),
      passwordMustChange: null,
      failuresInRow: 0,
      holds: withHold(records.of(user.id).holds, { reason: "The password was changed", untilMs: now() + HOLD_AFTER_PASSWORD_MS }),
    });
    await sessions.endAllOf(user.id, exceptSession);
    await activity.add(user.id, { category: "settings", what: "Password changed", result: "withdrawals wait 24 h", whence });
    await letters.tell(user.id, "passwordChanged", { token }, whence);
  }

  private async isSecondFactor(userId: number, code: string, whence: Whence): Promise<boolean> {
    return /^\d{6}$/.test(code) ? this.parts.apps.use(userId, code, whence) : this.parts.codes.use(userId, code, whence);
  }

  private async newLink(userId: number): Promise<string> {
    const { records, random, now } = this.desk;
    const { token, hash } = newToken(userId, random);
    await records.change(userId, { tokens: withToken(records.of(userId), { kind: "reset", hash, expiresAtMs: now() + RESET_MS }) });
    return token;
  }
}
