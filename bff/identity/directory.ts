import type { ApiKey, User } from "./people.ts";

/** Users and their keys in memory: looked up on every request. */
export class Directory {
  private readonly usersById = new Map<number, User>();
  private readonly usersByAccount = new Map<number, User>();
  private readonly usersByIndex = new Map<string, User>();
  private readonly keysById = new Map<string, ApiKey>();
  private lastUserId = 0;

  addUser(user: User, addressIndex: string): void {
    this.usersById.set(user.id, user);
    this.usersByAccount.set(user.account, user);
    this.usersByIndex.set(addressIndex, user);
    this.lastUserId = Math.max(this.lastUserId, user.id);
  }

  user(id: number): User | undefined {
    return this.usersById.get(id);
  }

  userOfAccount(account: number): User | undefined {
    return this.usersByAccount.get(account);
  }

  isTaken(addressIndex: string): boolean {
    return this.usersByIndex.has(addressIndex);
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
