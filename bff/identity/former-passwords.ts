import type { Desk } from "./desk.ts";
import { WrongProofError } from "./errors.ts";
import { HOLD_AFTER_PASSWORD_MS, withHold } from "./holds.ts";
import { type FormerPassword, lastingPasskeys } from "./person-record.ts";
import { isHashOf, newToken, personOfToken, withoutTokens } from "./tokens.ts";
import type { Whence } from "./whence.ts";

/** How long whoever reads the letter can take a change of the password back. */
const UNDO_MS = 7 * 24 * 3_600_000;
const MOST_KEPT = 10;

/**
 * What let people in before their passwords were changed. Whoever changed one to keep its owner out is put out again by
 * the link in the letter, however often they changed it since: the link of the first change takes all of them back.
 */
export class FormerPasswords {
  private readonly desk: Desk;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /**
   * What is to be kept of a person whose password is about to be changed.
   *
   * @returns the record's list with it, and the token of the letter
   */
  async before(userId: number): Promise<{ readonly formers: readonly FormerPassword[]; readonly token: string }> {
    const { records, store, random, now } = this.desk;
    const phc = await store.call("passwordOfUser", userId);
    const { formerPasswords, passwordMustChange } = records.of(userId);
    const { token, hash } = newToken(userId, random);
    const former: FormerPassword = { phc, mustChange: passwordMustChange, undoHash: hash, undoUntilMs: now() + UNDO_MS };
    return { formers: [...formerPasswords.filter(({ undoUntilMs }) => undoUntilMs > now()), former].slice(-MOST_KEPT), token };
  }

  /** By the link in the letter: what let in before lets in again, and all sessions end. @throws WrongProofError */
  async undo(token: string, whence: Whence): Promise<void> {
    const { records, directory, store, sessions, activity, letters, now } = this.desk;
    const userId = personOfToken(token);
    const user = userId === null ? undefined : directory.user(userId);
    const formers = user === undefined ? [] : records.of(user.id).formerPasswords;
    const former = formers.find(({ undoUntilMs, undoHash }) => undoUntilMs > now() && isHashOf(token, undoHash));
    if (user === undefined || former === undefined || records.of(user.id).closedAtMs !== null)
      throw new WrongProofError("The link is too old or was used.");
    const { phc } = former;
    const record = records.of(user.id);
    // Passkeys alone let in before. Where none is left, the password stays the only way in, and is set anew by the letter.
    const isWayIn = phc !== null || lastingPasskeys(record) > 0;
    if (phc !== null) await store.call("setPassword", user.id, phc, now());
    else if (isWayIn) await store.call("removePassword", user.id);
    await records.change(user.id, {
      // Links of later letters were of whom it is taken back from.
      formerPasswords: formers.slice(0, formers.indexOf(former)),
      hasPassword: phc !== null || !isWayIn,
      passwordSetAtMs: phc === null && isWayIn ? null : now(),
      passwordMustChange: isWayIn ? former.mustChange : { sinceMs: now(), reason: "its change was taken back" },
      failuresInRow: 0,
      tokens: withoutTokens(record, "reset"),
      holds: withHold(record.holds, { reason: "The password was changed", untilMs: now() + HOLD_AFTER_PASSWORD_MS }),
    });
    await sessions.endAllOf(user.id);
    await activity.add(user.id, { category: "settings", what: "Change of the password taken back: all sessions ended", whence });
    await letters.tell(user.id, "passwordBack", {}, whence);
  }
}
