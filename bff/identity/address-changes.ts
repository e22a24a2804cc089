import { normaliseAddress } from "./address.ts";
import { type Changes, LOOSENING_MS } from "./changes.ts";
import type { Desk } from "./desk.ts";
import { RefusedError, WrongProofError } from "./errors.ts";
import { HOLD_AFTER_FACTOR_MS, withHold } from "./holds.ts";
import type { User } from "./people.ts";
import type { FormerAddress, PendingChange } from "./person-record.ts";
import { sealUser } from "./sealed-rows.ts";
import { isHashOf, newToken, personOfToken } from "./tokens.ts";
import { HOUSE, type Whence } from "./whence.ts";

const DAY_MS = 24 * 3_600_000;
/** How long whoever reads the old address can take it back. */
const UNDO_MS = 7 * DAY_MS;
/** How long letters about a suspected takeover go to an old address too. */
const FORMER_MS = 30 * DAY_MS;
const KIND = "email.change";
const WRONG_LINK = "The link is too old or was used.";

/**
 * Another address for an account. Both addresses confirm it by a letter, it takes effect a day after it was asked for,
 * and the old address can cancel it before and take it back for a week after. An address that no account has, or had
 * of late, gets its letters under a number of its own: the outbox holds persons, never addresses.
 */
export class AddressChanges {
  private readonly desk: Desk;
  private readonly changes: Changes;

  constructor(desk: Desk, changes: Changes) {
    this.desk = desk;
    this.changes = changes;
    changes.register(KIND, (userId, change) => this.carryOut(userId, change));
  }

  /** Numbers and addresses that are given away; to be called when the records are loaded. */
  load(): void {
    const { records, directory, vault, now } = this.desk;
    for (const [, { changes, formerAddresses }] of records.all()) {
      for (const { kind, params } of changes) if (kind === KIND) directory.keepUserId(Number(params["person"]));
      for (const { person, address, undoUntilMs } of formerAddresses) {
        directory.keepUserId(person);
        if (undoUntilMs > now()) directory.reserve(vault.addressIndex(address));
      }
    }
  }

  /** What is refused whoever asks for it, before anybody approves it. @returns the address as it is kept @throws RefusedError */
  check(user: User, email: string): string {
    const address = normaliseAddress(email);
    if (address === null) throw new RefusedError("This is not an e-mail address.");
    if (address === user.email) throw new RefusedError("This is the address of the account already.");
    if (this.desk.records.of(user.id).changes.some(({ kind }) => kind === KIND))
      throw new RefusedError("Another change of the address waits: cancel it first.");
    return address;
  }

  /** @throws RefusedError */
  async ask(user: User, email: string, whence: Whence): Promise<PendingChange> {
    const { directory, vault, letters, random } = this.desk;
    const address = this.check(user, email);
    const person = directory.takeUserId();
    const [old, next] = [newToken(user.id, random), newToken(user.id, random)];
    const params = { email: address, person: String(person), old: old.hash, next: next.hash };
    const what = `change the address to ${masked(address)}`;
    const change = await this.changes.ask(user.id, { kind: KIND, what, params, waitMs: LOOSENING_MS }, whence);
    await letters.tell(user.id, "emailLeaves", { token: old.token, to: masked(address) }, whence);
    // The answer is the same for an address that is somebody's: they are not written to, and never confirm it.
    if (directory.isTaken(vault.addressIndex(address))) await letters.tellNobody();
    // Whoever reads the new address is a stranger until they confirm it: nothing of the account goes there.
    else await letters.tellStranger(person, "emailComes", { token: next.token });
    return change;
  }

  /** By the link in either letter. @throws WrongProofError */
  async confirm(token: string, whence: Whence): Promise<void> {
    const { records, activity } = this.desk;
    const userId = personOfToken(token);
    const changes = userId === null ? [] : records.of(userId).changes;
    const change = changes.find(({ kind }) => kind === KIND);
    const side = (["old", "next"] as const).find((one) => isHashOf(token, change?.params[one] ?? ""));
    if (userId === null || change === undefined || side === undefined) throw new WrongProofError(WRONG_LINK);
    const confirmed = { ...change, params: { ...change.params, [side]: "" } };
    await records.change(userId, { changes: changes.map((one) => (one === change ? confirmed : one)) });
    const what = `Change of the address confirmed by the ${side === "old" ? "old" : "new"} address`;
    await activity.add(userId, { category: "settings", what, whence });
  }

  /** By the link in the letter to the old address: the account has it again, at once. @throws WrongProofError */
  async undo(token: string, whence: Whence): Promise<void> {
    const { records, directory, sessions, activity, letters, now } = this.desk;
    const userId = personOfToken(token);
    const user = userId === null ? undefined : directory.user(userId);
    const formers = user === undefined ? [] : records.of(user.id).formerAddresses;
    const former = formers.find(({ undoHash, undoUntilMs }) => undoUntilMs > now() && isHashOf(token, undoHash));
    if (user === undefined || former === undefined || !(await this.give(user, former.address))) throw new WrongProofError(WRONG_LINK);
    // Whatever came after this address was of whom it is taken back from: no link to it works any more.
    await records.change(user.id, {
      formerAddresses: formers.slice(0, formers.indexOf(former)),
      changes: records.of(user.id).changes.filter(({ kind }) => kind !== KIND),
      holds: withHold(records.of(user.id).holds, { reason: "The address was changed", untilMs: now() + HOLD_AFTER_FACTOR_MS }),
    });
    this.releaseUnkept(formers.slice(formers.indexOf(former)));
    await sessions.endAllOf(user.id);
    await activity.add(user.id, { category: "settings", what: "Change of the address taken back: all sessions ended", whence });
    await letters.tell(user.id, "emailBack", {}, whence);
  }

  /** Whom a number stands for that is no account's, with the phrase that they know; null for nobody. */
  correspondent(person: number): { readonly address: string; readonly phrase: string | null } | null {
    for (const [, { changes, formerAddresses, phrase }] of this.desk.records.all()) {
      const former = formerAddresses.find((one) => one.person === person);
      if (former !== undefined) return { address: former.address, phrase };
      const change = changes.find(({ kind, params }) => kind === KIND && params["person"] === String(person));
      if (change !== undefined) return { address: change.params["email"] ?? "", phrase: null };
    }
    return null;
  }

  /** Numbers of an address that is to come, or was some account's of late. */
  personsAt(address: string): readonly number[] {
    return [...this.desk.records.all()].flatMap(([, { changes, formerAddresses }]) => [
      ...formerAddresses.filter((one) => one.address === address).map(({ person }) => person),
      ...changes.filter(({ kind, params }) => kind === KIND && params["email"] === address).map(({ params }) => Number(params["person"])),
    ]);
  }

  async sweep(): Promise<void> {
    const { records, now } = this.desk;
    const all = [...records.all()];
    this.releaseUnkept(all.flatMap(([, { formerAddresses }]) => formerAddresses.filter(({ undoUntilMs }) => undoUntilMs <= now())));
    for (const [userId, { formerAddresses }] of all) {
      const left = formerAddresses.filter(({ untilMs }) => untilMs > now());
      if (left.length < formerAddresses.length) await records.change(userId, { formerAddresses: left });
    }
  }

  /**
   * What the old address needs is written before the address changes, and the change is dropped after both: one that a
   * crash cut short is carried out again, and goes on where it was.
   *
   * @returns false for a change that both addresses did not confirm, or whose address is somebody else's by now
   */
  private async carryOut(userId: number, { params }: PendingChange): Promise<boolean> {
    const { records, directory, vault, letters, random, now } = this.desk;
    const user = directory.user(userId);
    const address = params["email"] ?? "";
    if (user === undefined || params["old"] !== "" || params["next"] !== "" || !this.isFree(user, address)) return false;
    const { formerAddresses: formers, holds } = records.of(userId);
    // Of the one that was cut short: the address is the new one already, or its own entry is the last.
    const last = formers.at(-1);
    const begun = last !== undefined && (user.email === address || last.address === user.email) ? last : undefined;
    const { token, hash } = newToken(userId, random);
    const person = begun?.person ?? directory.takeUserId();
    const former: FormerAddress = {
      ...{ person, address: begun?.address ?? user.email, undoHash: hash },
      ...{ undoUntilMs: now() + UNDO_MS, untilMs: now() + FORMER_MS },
    };
    directory.reserve(vault.addressIndex(former.address));
    const before = formers.filter((one) => one !== begun);
    await records.change(userId, {
      formerAddresses: [...before, former],
      holds: withHold(holds, { reason: "The address was changed", untilMs: now() + HOLD_AFTER_FACTOR_MS }),
    });
    if (!(await this.give(user, address))) {
      await records.change(userId, { formerAddresses: before });
      this.releaseUnkept([former]);
      return false;
    }
    await letters.tellAt(person, userId, "emailLeft", { token, to: masked(address) }, HOUSE);
    return true;
  }

  private isFree(user: User, address: string): boolean {
    const { directory, vault } = this.desk;
    return [undefined, user.id].includes(directory.userOfIndex(vault.addressIndex(address))?.id);
  }

  /** @returns whether the address was free, or this user's already */
  private async give(user: User, address: string): Promise<boolean> {
    const { directory, vault, store } = this.desk;
    if (user.email === address) return true;
    if (!this.isFree(user, address)) return false;
    const index = vault.addressIndex(address);
    const { isStandIn: _never, ...person } = user;
    const next: User = { ...person, email: address };
    if (!(await store.call("changeAddress", sealUser(vault, next)))) return false;
    directory.release(index);
    directory.changeAddress(next, vault.addressIndex(user.email), index);
    return true;
  }

  /** Lets others have addresses, but those that can still be taken back, by whomever. */
  private releaseUnkept(formers: readonly FormerAddress[]): void {
    if (formers.length === 0) return;
    const { records, directory, vault, now } = this.desk;
    const standing = [...records.all()].flatMap(([, { formerAddresses }]) =>
      formerAddresses.filter(({ undoUntilMs }) => undoUntilMs > now()),
    );
    const kept = new Set(standing.map(({ address }) => address));
    for (const { address } of formers) if (!kept.has(address)) directory.release(vault.addressIndex(address));
  }
}

/** As 'n…@example.com': what a log and a letter to another address may show. */
export const masked = (address: string): string => address.replace(/^(.).*@/u, "$1…@");
