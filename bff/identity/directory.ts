import type { ApiKey, User } from "./people.ts";

/** Stand-ins of one address that can sign in again: the oldest give way. */
const MOST_STAND_INS = 50;

/** Users and their keys in memory: looked up on every request. */
export class Directory {
  private readonly usersById = new Map<number, User>();
  private readonly usersByAccount = new Map<number, User>();
  private readonly usersByIndex = new Map<string, User>();
  private readonly keysById = new Map<string, ApiKey>();
  /** Indexes of addresses that nobody has and nobody can get yet. */
  private readonly reserved = new Set<string>();
  /** Stand-ins by the blind index of the address that they gave, the newest last. */
  private readonly standIns = new Map<string, readonly number[]>();
  private lastUserId = 0;

  addUser(user: User, addressIndex: string): void {
    this.usersById.set(user.id, user);
    this.usersByAccount.set(user.account, user);
    this.usersByIndex.set(addressIndex, user);
    this.lastUserId = Math.max(this.lastUserId, user.id);
  }

  /** A stand-in: found under the index that is its own alone, and by its password under that of the address it gave. */
  addStandIn(user: User, ownIndex: string, addressIndex: string): void {
    this.addUser(user, ownIndex);
    this.standIns.set(addressIndex, [...this.standInsAt(addressIndex), user.id].slice(-MOST_STAND_INS));
  }

  standInsAt(addressIndex: string): readonly number[] {
    // One who proved another address since is nobody's stand-in any more.
    return (this.standIns.get(addressIndex) ?? []).filter((id) => this.usersById.get(id)?.isStandIn === true);
  }

  user(id: number): User | undefined {
    return this.usersById.get(id);
  }

  userOfAccount(account: number): User | undefined {
    return this.usersByAccount.get(account);
  }

  isTaken(addressIndex: string): boolean {
    return this.usersByIndex.has(addressIndex) || this.reserved.has(addressIndex);
  }

  /** Keeps an address from being given away. */
  reserve(addressIndex: string): void {
    this.reserved.add(addressIndex);
  }

  release(addressIndex: string): void {
    this.reserved.delete(addressIndex);
  }

  /** The same user, with another address. */
  changeAddress(user: User, fromIndex: string, toIndex: string): void {
    this.usersByIndex.delete(fromIndex);
    this.addUser(user, toIndex);
  }

  /** Whose an address is, by its blind index. */
  userOfIndex(addressIndex: string): User | undefined {
    return this.usersByIndex.get(addressIndex);
  }

  users(): Iterable<User> {
    return this.usersById.values();
  }

  /** A number that is given away already, to somebody who is not here yet. */
  keepUserId(id: number): void {
    this.lastUserId = Math.max(this.lastUserId, id);
  }

  /** A number that no user has had; one whose user is then not added stays unused until the next start. */
  takeUserId(): number {
    return ++this.lastUserId;
  }

  /** Adds a key, or replaces what was known of it. */
  putKey(key: ApiKey): void {
    this.keysById.set(key.id, key);
  }

  key(id: string): ApiKey | undefined {
    return this.keysById.get(id);
  }

  everybody(): readonly User[] {
    return [...this.usersByAccount.values()].sort((a, b) => a.id - b.id);
  }

  keys(): Iterable<ApiKey> {
    return this.keysById.values();
  }

  removeKey(id: string): void {
    this.keysById.delete(id);
  }

  /** Keys of a person, oldest first. */
  keysOf(userId: number): readonly ApiKey[] {
    return [...this.keysById.values()].filter((key) => key.userId === userId).sort((a, b) => a.createdAtMs - b.createdAtMs);
  }
}
