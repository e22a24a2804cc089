import { ADDRESS_TOKEN_MS, type AddressProof, WRONG_LINK } from "./address-proof.ts";
import type { Desk } from "./desk.ts";
import { IdentityStoreError, WrongProofError } from "./errors.ts";
import type { User } from "./people.ts";
import { NEW_RECORD, type PersonRecord } from "./person-record.ts";
import type { PendingSignUpRow } from "./schema.ts";
import { sealUser } from "./sealed-rows.ts";
import { isHashOf, newToken, personOfToken } from "./tokens.ts";
import { SEAL_VERSION } from "./vault.ts";
import type { Whence } from "./whence.ts";

/** Asks the exchange for a new account; called only when nothing else is in the way any more. */
export type OpenAccount = () => Promise<number>;

/** Somebody whose address is not proved: they have a number, and neither account nor session. */
interface Pending {
  readonly userId: number;
  readonly address: string;
  readonly phc: string;
  readonly tokenHash: string;
  readonly expiresAtMs: number;
}

/** Making people: at once, or where real money could be at stake once their address is proved. */
export class SignUps {
  private readonly desk: Desk;
  private readonly proof: AddressProof;
  /** Blind indexes of addresses whose sign-up is under way. */
  private readonly enrolling = new Set<string>();
  private readonly pending = new Map<string, Pending>();

  constructor(desk: Desk, proof: AddressProof) {
    this.desk = desk;
    this.proof = proof;
  }

  /** @throws SealError */
  load(rows: readonly PendingSignUpRow[]): void {
    for (const row of rows) {
      const text = this.desk.vault.open("person", ["pending_sign_up", row.user_id, row.seal_version], row.sealed);
      const sealed = JSON.parse(text) as Pick<Pending, "address" | "phc" | "tokenHash">;
      this.pending.set(row.address_index, { ...sealed, userId: row.user_id, expiresAtMs: row.expires_at_ms });
      this.desk.directory.keepUserId(row.user_id);
    }
  }

  /**
   * Makes a person with a password, or begins to. Whoever has the address already is written to, and whoever asked gets
   * the same answer after the same work: in production the word that a letter is on its way, elsewhere a session, which
   * is that of a stand-in.
   *
   * @returns null in production, where nobody is signed in before the proof
   */
  async begin(address: string, phc: string, openAccount: OpenAccount, whence: Whence): Promise<User | null> {
    const { vault, directory, letters, mode } = this.desk;
    const index = vault.addressIndex(address);
    const lane = `signUp:${index.slice(0, 32)}`;
    // Nobody's mailbox is flooded by forms: beyond a few the answer and the work stay the same, and no letter is written.
    const isFlood = this.desk.lanes.waitMs(lane, "letters") > 0;
    await (isFlood ? this.desk.lanes.pretend(1) : this.desk.lanes.fail([lane]));
    const tellOwner = (owner = directory.userOfIndex(index)) =>
      owner === undefined || isFlood ? letters.tellNobody() : letters.tell(owner.id, "knownAddress", {}, whence);
    if (mode === "production") {
      const isTaken = directory.isTaken(index);
      if (isFlood) {
        // The link of the last letter stays the good one.
        await this.desk.lanes.pretend(1);
        await letters.tellNobody();
        return null;
      }
      const { userId, token } = await this.wait(index, address, phc);
      await (isTaken ? tellOwner() : letters.tellStranger(userId, "verifyAddress", { token }));
      return null;
    }
    const record = { passwordSetAtMs: this.desk.now() };
    const isFree = !directory.isTaken(index) && !this.enrolling.has(index);
    const user =
      (isFree ? await this.enrol(address, phc, openAccount, record) : null) ??
      (await this.enrol(address, phc, openAccount, record, { isStandIn: true }));
    if (user === null) throw new IdentityStoreError("A stand-in was refused by the store.");
    await this.desk.activity.add(user.id, { category: "settings", what: "Account opened", whence });
    const { token } = await this.proof.prepare(user);
    await (user.isStandIn ? tellOwner() : letters.tell(user.id, "verifyAddress", { token }));
    return user;
  }

  /** Makes the person whose letter this token was in. @throws WrongProofError */
  async finish(token: string, openAccount: OpenAccount, whence: Whence): Promise<User> {
    const userId = personOfToken(token);
    const [index, pending] = [...this.pending].find(([, one]) => one.userId === userId) ?? [];
    if (index === undefined || pending === undefined || pending.expiresAtMs <= this.desk.now() || !isHashOf(token, pending.tokenHash))
      throw new WrongProofError(WRONG_LINK);
    const now = this.desk.now();
    const user = await this.enrol(
      pending.address,
      pending.phc,
      openAccount,
      { addressVerifiedAtMs: now, passwordSetAtMs: now },
      { userId: pending.userId },
    );
    if (user === null) throw new WrongProofError(WRONG_LINK);
    this.pending.delete(index);
    await this.desk.store.follow("removePendingSignUp", index);
    await this.desk.activity.add(user.id, { category: "settings", what: "Account opened, address confirmed", whence });
    return user;
  }

  /** Writes the letter once more, to whoever waits for it; to nobody for all others, at the same cost. */
  async again(address: string | null): Promise<void> {
    const { vault, directory, letters, lanes } = this.desk;
    const index = vault.addressIndex(address ?? "");
    const lane = `verify:${index.slice(0, 32)}`;
    await lanes.guard(lane, "letters");
    await lanes.fail([lane]);
    const owner = directory.userOfIndex(index);
    const pending = this.pending.get(index);
    if (owner !== undefined && !this.proof.isProved(owner.id)) await this.proof.ask(owner);
    else if (owner === undefined && pending !== undefined) {
      const { userId, token } = await this.wait(index, pending.address, pending.phc);
      await letters.tellStranger(userId, "verifyAddress", { token });
    } else {
      await lanes.pretend(1);
      await letters.tellNobody();
    }
  }

  /** The address of somebody who waits, for the letter to them. */
  addressOf(userId: number): string | null {
    for (const one of this.pending.values()) if (one.userId === userId) return one.address;
    return null;
  }

  async sweep(): Promise<void> {
    const nowMs = this.desk.now();
    const over = [...this.pending].filter(([, { expiresAtMs }]) => expiresAtMs <= nowMs);
    for (const [index] of over) {
      this.pending.delete(index);
      await this.desk.store.follow("removePendingSignUp", index);
    }
  }

  /** @returns null when the address is somebody's already, or just being given to somebody */
  async enrol(
    address: string,
    phc: string | null,
    openAccount: OpenAccount,
    record: Partial<PersonRecord>,
    as: { readonly userId?: number; readonly isStandIn?: true } = {},
  ): Promise<User | null> {
    const { vault, directory, store, now, records } = this.desk;
    const userId = as.userId ?? directory.takeUserId();
    const index = as.isStandIn ? `stand-in ${userId}` : vault.addressIndex(address);
    if (directory.isTaken(index) || this.enrolling.has(index)) return null;
    this.enrolling.add(index);
    try {
      const account = await openAccount();
      if (directory.userOfAccount(account) !== undefined) {
        throw new IdentityStoreError(
          `The exchange opened account ${account}, which is somebody's already: its journal is older than the identity store.`,
        );
      }
      const person = { id: userId, account, email: address, createdAtMs: now() };
      const user: User = as.isStandIn ? { ...person, isStandIn: true } : person;
      if (!(await store.call("addUser", sealUser(vault, user), phc))) return null;
      if (user.isStandIn) directory.addStandIn(user, index, vault.addressIndex(address));
      else directory.addUser(user, index);
      await records.change(user.id, { ...NEW_RECORD, hasPassword: phc !== null, ...record });
      return user;
    } finally {
      this.enrolling.delete(index);
    }
  }

  /** The password is that of the latest form, and valid for nothing before the proof. */
  private async wait(index: string, address: string, phc: string): Promise<{ readonly userId: number; readonly token: string }> {
    const { vault, directory, random, now, store } = this.desk;
    const userId = this.pending.get(index)?.userId ?? directory.takeUserId();
    const { token, hash } = newToken(userId, random);
    const pending: Pending = { userId, address, phc, tokenHash: hash, expiresAtMs: now() + ADDRESS_TOKEN_MS };
    const sealed = vault.seal("person", ["pending_sign_up", userId, SEAL_VERSION], JSON.stringify({ address, phc, tokenHash: hash }));
    await store.call("putPendingSignUp", {
      address_index: index,
      user_id: userId,
      sealed,
      seal_version: SEAL_VERSION,
      expires_at_ms: pending.expiresAtMs,
    });
    this.pending.set(index, pending);
    return { userId, token };
  }
}
