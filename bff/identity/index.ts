import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import type { Permission } from "../contract/operation.ts";
import { ActivityLog } from "./activity.ts";
import { normaliseAddress } from "./address.ts";
import type { Desk } from "./desk.ts";
import type { Directory } from "./directory.ts";
import { AddressError, BusyError, IdentitySettingError, WrongProofError } from "./errors.ts";
import { readKek } from "./kek-file.ts";
import { type KeyTerms, NO_TERMS } from "./key-terms.ts";
import { Lanes } from "./lanes.ts";
import { Letters, type Mailer, NO_MAIL } from "./letters.ts";
import { openPeople, openPepper } from "./open-people.ts";
import { askRange, PasswordJudge, type WeighPassword, weighInWorker } from "./password-judge.ts";
import { isHashable } from "./password-rules.ts";
import { type Argon2id, argon2id, isBelowFloor, PASSWORD_COST, Passwords } from "./passwords.ts";
import type { ApiKey, Revocation, Session, SessionOrigin, User } from "./people.ts";
import type { PasswordCost } from "./phc.ts";
import { PreferencesOfPeople } from "./preferences.ts";
import { Records } from "./records.ts";
import { Revocations } from "./revocations.ts";
import { isSealedWith, sealAnew } from "./rotation.ts";
import { Safety } from "./safety.ts";
import { sealApiKey } from "./sealed-rows.ts";
import { Sessions } from "./sessions.ts";
import type { OpenAccount } from "./sign-ups.ts";
import type { StoredPeople } from "./store.ts";
import { StoreClient, startStoreWorker } from "./store-client.ts";
import { isHashOf, newToken, personOfToken } from "./tokens.ts";
import { SealError, Vault } from "./vault.ts";
import { HOUSE, type Whence } from "./whence.ts";

const DATABASE_NAME = "identity.sqlite";
/** 24 characters, as the contract's published sample. */
const KEY_ID_BYTES = 18;
/** 48 characters, as the contract's published sample. */
const KEY_SECRET_BYTES = 36;

export interface IdentityOptions {
  /** An existing folder; the database is put here. */
  readonly dataDir: string;
  /** Null for one of its own making in the data folder, which production refuses. */
  readonly kekFile: string | null;
  readonly mode: "local" | "production";
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number;
  readonly random?: (bytes: number) => Buffer;
  /** Where browsers reach the exchange; known once it listens. */
  readonly origin?: () => string;
  /** A service that knows leaked passwords, asked by the first five characters of a hash; null asks nobody. */
  readonly breachUrl?: string | null;
  /** Left out for a house without mail. */
  readonly mailer?: Mailer;
  /**
   * Told once when the file cannot follow memory any more: the store's worker is gone, or a revocation was not
   * written. Lookups go on being answered, but what was ended would be back after a restart, so whoever is told is
   * expected to stop the exchange.
   */
  readonly onFailure: (error: Error) => void;
}

/** What a test puts in the place of the real thing. */
export interface IdentityParts {
  readonly argon2id: Argon2id;
  readonly passwordCost: PasswordCost;
  readonly weighPassword: WeighPassword;
  readonly startStoreWorker: (file: string) => Worker;
}

export type SignUp =
  /** Null where a letter has to be answered first: in production, and for an address that is somebody's already. */
  | { readonly ok: true; readonly user: User | null }
  | { readonly ok: false; readonly reason: "address" | "password"; readonly message: string };

interface Opened {
  readonly store: StoreClient;
  readonly vault: Vault;
  readonly passwords: Passwords;
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly revocations: Revocations;
  readonly desk: Desk;
  readonly judge: PasswordJudge;
  readonly preferences: PreferencesOfPeople;
}

/**
 * The people behind accounts: passwords, sessions, API keys. What every request needs is answered from memory, at
 * once; what changes is acknowledged when it is on the disk. New things are known from their acknowledgement on,
 * revoked ones are dead before it.
 */
export class Identity {
  private readonly options: IdentityOptions;
  private readonly random: (bytes: number) => Buffer;
  private readonly store: StoreClient;
  private readonly vault: Vault;
  private readonly passwords: Passwords;
  private readonly directory: Directory;
  private readonly sessions: Sessions;
  private readonly revocations: Revocations;
  private readonly judge: PasswordJudge;
  /** What people have chosen. */
  readonly preferences: PreferencesOfPeople;
  /** When keys were used since that was last written down. */
  private readonly usedKeys = new Map<string, number>();
  private keysEndedToMs = 0;
  /** Factors, approvals, letters and the log. */
  readonly safety: Safety;

  private constructor(options: IdentityOptions, random: (bytes: number) => Buffer, opened: Opened) {
    this.options = options;
    this.random = random;
    this.store = opened.store;
    this.vault = opened.vault;
    this.passwords = opened.passwords;
    this.directory = opened.directory;
    this.sessions = opened.sessions;
    this.revocations = opened.revocations;
    this.judge = opened.judge;
    this.safety = new Safety(opened.desk, {
      judge: opened.judge,
      checkPassword: (index, password, whom) => this.checkPassword(index, password, whom),
      endKeys: (userId) => this.endKeysOf(userId),
    });
    this.preferences = opened.preferences;
    void this.store.broken.then(options.onFailure);
  }

  /** @throws IdentitySettingError with a sentence for whoever starts the exchange */
  static async open(options: IdentityOptions, parts: Partial<IdentityParts> = {}): Promise<Identity> {
    const random = options.random ?? randomBytes;
    const cost = parts.passwordCost ?? PASSWORD_COST;
    if (options.mode === "production" && isBelowFloor(cost))
      throw new IdentitySettingError("Passwords would be hashed more cheaply than is safe in production.");
    const file = join(options.dataDir, DATABASE_NAME);
    const kek = readKek({ ...options, random }, existsSync(file));
    const vault = new Vault(kek.key, random);
    const store = new StoreClient((parts.startStoreWorker ?? startStoreWorker)(file));
    try {
      const found = await store.call("load").catch((error: Error) => {
        throw new IdentitySettingError(`The identity store ${file} cannot be opened: ${error.message}.`);
      });
      const stored = await Identity.rotate(found, vault, kek.previous === null ? null : new Vault(kek.previous, random), store, file);
      const pepper = await openPepper(stored, vault, store, random, { kek: kek.path, database: file });
      const passwords = new Passwords({
        ...{ pepper, random, cost, argon2id: parts.argon2id ?? argon2id },
        // Where somebody can stand in for the owner of an address, it stands for several.
        hasSaltByAddress: options.mode === "local",
      });
      const { directory, sessions: live } = openPeople(stored, vault, file);
      const revocations = new Revocations();
      const sessions = new Sessions({ live, store, revocations, now: options.now, random });
      const { now, mode } = options;
      const records = new Records(vault, store);
      const activity = new ActivityLog(store, now);
      const lanes = new Lanes(store, now);
      const letters = new Letters(options.mailer ?? NO_MAIL, vault, records, now);
      const origin = options.origin ?? (() => "http://localhost");
      const desk = { records, directory, sessions, passwords, store, vault, letters, activity, lanes, mode, now, random, origin };
      const judge = new PasswordJudge(parts.weighPassword ?? weighInWorker(), askRange(options.breachUrl ?? null));
      const write = (user_id: number, json: string) => store.call("savePreferences", { user_id, json });
      const preferences = new PreferencesOfPeople(stored.preferences, write);
      const identity = new Identity(options, random, {
        store,
        vault,
        passwords,
        directory,
        sessions,
        revocations,
        preferences,
        desk,
        judge,
      });
      identity.loadSafety(stored, file);
      await sessions.endThoseOver();
      return identity;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Seals everything anew where the key file names another key before the one that it was sealed with. */
  private static async rotate(
    found: StoredPeople,
    vault: Vault,
    previous: Vault | null,
    store: StoreClient,
    file: string,
  ): Promise<StoredPeople> {
    if (previous === null || isSealedWith(vault, found) || !isSealedWith(previous, found)) return found;
    try {
      const anew = sealAnew(found, previous, vault);
      await store.call("rotate", anew);
      return { ...found, ...anew };
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      throw new IdentitySettingError(`${file} was changed from outside: ${error.message}`);
    }
  }

  /**
   * Makes a person with a password, or begins to. The order is: address, password, hash, whether the address is free,
   * account; a taken address thus costs what a free one does, and its owner is written to.
   *
   * @throws BusyError when too many passwords wait to be hashed
   */
  async signUp(email: string, password: string, openAccount: OpenAccount, whence: Whence = HOUSE): Promise<SignUp> {
    const address = normaliseAddress(email);
    if (address === null) return { ok: false, reason: "address", message: NO_ADDRESS };
    const refusal = await this.judge.refusal(password, address);
    if (refusal !== null) return { ok: false, reason: "password", message: refusal };
    const phc = await this.passwords.hash(password, address);
    return { ok: true, user: await this.safety.signUps.begin(address, phc, openAccount, whence) };
  }

  /**
   * Makes a person who has no password, for the operator, who vouches for the address.
   *
   * @throws AddressError
   */
  async createUser(email: string, openAccount: OpenAccount): Promise<User> {
    const address = normaliseAddress(email);
    if (address === null) throw new AddressError(NO_ADDRESS);
    const user = await this.safety.signUps.enrol(address, null, openAccount, { addressVerifiedAtMs: this.options.now() });
    if (user === null) throw new AddressError(ADDRESS_TAKEN);
    return user;
  }

  /**
   * The person whom address and password belong to. Null says no more than that: for an unknown address, a person
   * without a password and a wrong password the work is the same.
   *
   * @throws BusyError when too many passwords wait to be hashed
   */
  async signIn(email: string, password: string): Promise<User | null> {
    return this.checkPassword(this.vault.addressIndex(normaliseAddress(email) ?? ""), password);
  }

  /** @param whom of those who gave the address: everybody, or the stand-ins alone */
  private async checkPassword(addressIndex: string, password: string, whom: "all" | "standIns" = "all"): Promise<User | null> {
    if (!isHashable(password)) return null;
    const standIns = this.directory.standInsAt(addressIndex);
    const all = await this.store.call("passwordsOf", addressIndex, standIns);
    const stored = whom === "all" ? all : all.filter(({ userId }) => standIns.includes(userId));
    const place = await this.passwords.verifyAny(
      password,
      stored.map(({ phc }) => phc),
    );
    const found = place === null ? undefined : stored[place];
    const user = found === undefined ? null : this.user(found.userId);
    if (found === undefined || user === null) return null;
    await this.renewPassword(found, password, user.email);
    return user;
  }

  /** Opens a session for who has just proved who they are; beyond ten of one person the oldest ends, which the log tells. */
  async openSession(user: User, about?: SessionOrigin): Promise<{ readonly token: string; readonly session: Session }> {
    const { token, session, ended } = await this.sessions.open(user, about);
    const what = "The oldest session ended: ten are open at most";
    if (ended > 0) await this.safety.desk.activity.add(user.id, { category: "signIn", what, whence: { ...HOUSE, ...about } });
    return { token, session };
  }

  /** The open session of a token, or null. To ask is to use it: it stays open for another while. */
  session(token: string): Session | null {
    return this.sessions.find(token);
  }

  /** Ends the session of a token; a token that opens none is no error. */
  endSession(token: string): Promise<void> {
    return this.sessions.endOf(token);
  }

  private async writeUses(): Promise<void> {
    const uses = [...this.usedKeys];
    this.usedKeys.clear();
    if (uses.length > 0) await this.store.follow("touchApiKeys", uses);
  }

  /** A key that has come to its end opens nothing; sockets that it opened before are told. */
  private endKeysThatAreOver(): void {
    const nowMs = this.options.now();
    for (const key of this.directory.keys()) {
      const endsAtMs = key.terms.expiresAtMs;
      if (endsAtMs !== null && endsAtMs <= nowMs && endsAtMs > this.keysEndedToMs)
        this.revocations.tell({ keyId: key.id, account: key.account });
    }
    this.keysEndedToMs = nowMs;
  }

  /** Notes that a key has just opened something. */
  noteUse(id: string): void {
    const key = this.directory.key(id);
    if (key === undefined) return;
    const lastUsedAtMs = this.options.now();
    this.directory.putKey({ ...key, lastUsedAtMs });
    this.usedKeys.set(id, lastUsedAtMs);
  }

  /** @returns the secret too, which is shown this once */
  async createKey(
    user: User,
    about: { readonly name: string; readonly permissions: readonly Permission[]; readonly terms?: KeyTerms },
  ): Promise<{ readonly id: string; readonly secret: string }> {
    const key: ApiKey = {
      id: this.random(KEY_ID_BYTES).toString("base64url"),
      // What signs with a key of its own has no secret here.
      secret: about.terms?.publicKey ? "" : this.random(KEY_SECRET_BYTES).toString("base64url"),
      account: user.account,
      userId: user.id,
      name: about.name,
      permissions: [...new Set(about.permissions)],
      enabled: true,
      createdAtMs: this.options.now(),
      lastUsedAtMs: null,
      terms: about.terms ?? NO_TERMS,
    };
    await this.store.call("addApiKey", sealApiKey(this.vault, key));
    this.directory.putKey(key);
    return { id: key.id, secret: key.secret };
  }

  /** Renames a key, or makes it stricter: that counts before it is written, and ends its sockets. */
  async changeKey(id: string, change: Pick<ApiKey, "name" | "permissions" | "terms">, isStricter: boolean): Promise<void> {
    const key = this.directory.key(id);
    if (key === undefined) return;
    const { name, permissions, terms } = change;
    this.directory.putKey({ ...key, name, permissions, terms });
    const written = this.store.follow("changeApiKey", id, { name, permissions: permissions.join(","), terms: JSON.stringify(terms) });
    if (isStricter) this.revocations.tell({ keyId: id, account: key.account });
    await written;
  }

  /** Tells the owner of a key that was made; the letter's link ends it without signing in. */
  async tellKey({ id, userId, name, permissions, terms }: ApiKey, whence: Whence): Promise<void> {
    const { token, hash } = newToken(userId, this.random);
    await this.changeKey(id, { name, permissions, terms: { ...terms, endHash: hash } }, false);
    const may = permissions.length === 0 ? "read" : `read, ${permissions.join(", ")}`;
    const params = { token, name: name === "" ? id.slice(0, 8) : name, may };
    await this.safety.desk.letters.tell(userId, "keyMade", params, whence);
  }

  /** By the link of that letter. @throws WrongProofError */
  async endKeyByToken(token: string, whence: Whence): Promise<void> {
    const userId = personOfToken(token);
    const key = userId === null ? undefined : this.keysOf(userId).find(({ terms }) => isHashOf(token, terms.endHash));
    if (userId === null || !key?.enabled) throw new WrongProofError("The key has ended already, or the link is not whole.");
    await this.disableKey(key.id);
    const what = `Key ended by the link of its letter: ${key.name === "" ? "no name" : key.name}`;
    await this.safety.desk.activity.add(userId, { category: "keys", what, whence });
  }

  /** A key by its public part, disabled ones too. */
  key(id: string): ApiKey | null {
    return this.directory.key(id) ?? null;
  }

  /** Disables a key for good; one that is unknown or disabled already is no error. */
  async disableKey(id: string): Promise<void> {
    const key = this.directory.key(id);
    if (key === undefined || !key.enabled) return;
    this.directory.putKey({ ...key, enabled: false });
    const written = this.store.follow("disableApiKey", id);
    this.revocations.tell({ keyId: id, account: key.account });
    await written;
  }

  /** Forgets a key; one that is unknown is no error. */
  async deleteKey(id: string): Promise<void> {
    const key = this.directory.key(id);
    if (key === undefined) return;
    this.directory.removeKey(id);
    const written = this.store.follow("deleteApiKey", id);
    this.revocations.tell({ keyId: id, account: key.account });
    await written;
  }

  /** Keys of a person, disabled ones too, oldest first. */
  keysOf(userId: number): readonly ApiKey[] {
    return this.directory.keysOf(userId);
  }

  /** All people, oldest first. */
  everybody(): readonly User[] {
    return this.directory.everybody();
  }

  user(id: number): User | null {
    return this.directory.user(id) ?? null;
  }

  userOfAddress(email: string): User | null {
    const address = normaliseAddress(email);
    return address === null ? null : (this.directory.userOfIndex(this.vault.addressIndex(address)) ?? null);
  }

  /** Numbers under which letters go to an address. */
  personsAt(email: string): readonly number[] {
    const address = normaliseAddress(email);
    const user = this.userOfAddress(email);
    return [...(user === null ? [] : [user.id]), ...(address === null ? [] : this.safety.addressChanges.personsAt(address))];
  }

  userOfAccount(account: number): User | null {
    return this.directory.userOfAccount(account) ?? null;
  }

  /** @returns ends the listening */
  onRevoked(listener: (what: Revocation) => void): () => void {
    return this.revocations.listen(listener);
  }

  /** Refuses what waits to be hashed, lets the writes under way finish, and closes the file. */
  async close(): Promise<void> {
    this.passwords.close();
    try {
      await this.writeUses();
    } finally {
      await this.store.close();
    }
  }

  private async endKeysOf(userId: number): Promise<void> {
    for (const { id } of this.keysOf(userId)) await this.disableKey(id);
  }

  /** Whom a letter to a person goes to, and their phrase; null for nobody. */
  recipientOf(person: number): { readonly address: string; readonly phrase: string | null } | null {
    const user = this.directory.user(person);
    const other = user === undefined ? this.safety.addressChanges.correspondent(person) : null;
    if (other !== null) return other;
    // The address that a stand-in gave is somebody else's.
    const address = user?.isStandIn ? null : (user?.email ?? this.safety.signUps.addressOf(person));
    return address === null ? null : { address, phrase: this.safety.desk.records.of(person).phrase };
  }

  /** Ends and forgets what is over, tells its sockets, and notes when keys were used; to be called every minute or so. */
  async sweep(): Promise<void> {
    this.endKeysThatAreOver();
    await this.writeUses();
    await this.sessions.endThoseOver();
    await this.safety.sweep();
  }

  private loadSafety(stored: StoredPeople, database: string): void {
    const { records, activity, lanes } = this.safety.desk;
    try {
      records.load(stored.records);
      this.safety.signUps.load(stored.pendingSignUps);
      this.safety.addressChanges.load();
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      throw new IdentitySettingError(`${database} was changed from outside: ${error.message}`);
    }
    activity.load(stored.logHeads);
    lanes.load(stored.lanes);
  }

  /** Hashes a password anew when that costs more by now. There is no hurry: under load it waits for the next sign-in. */
  private async renewPassword(stored: { readonly userId: number; readonly phc: string }, password: string, address: string): Promise<void> {
    if (!this.passwords.isOutdated(stored.phc)) return;
    try {
      await this.store.call("replacePassword", stored.userId, stored.phc, await this.passwords.hash(password, address));
    } catch (error) {
      if (!(error instanceof BusyError)) throw error;
    }
  }
}

const NO_ADDRESS = "This is not an e-mail address.";
const ADDRESS_TAKEN = "There is an account with this address already.";
