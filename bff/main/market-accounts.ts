import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Key } from "../demo/api-client.ts";
import type { Post } from "../demo/roster.ts";
import type { Bank, Exchange } from "../exchange/index.ts";
import type { Identity } from "../identity/index.ts";
import type { User } from "../identity/people.ts";

/** Ids of the keys that the traders were given; the secrets stay with the keys. */
const KEY_FILE = "demo-keys.json";
/** A domain that no mail reaches. Source: RFC 2606. */
const DOMAIN = "demo.invalid";

/** A trader as the house knows it. */
export interface Account {
  readonly post: Post;
  readonly account: number;
  readonly key: Key;
}

/**
 * Accounts, people and keys for simulated traders: those of an earlier start where they are still there, new ones
 * otherwise.
 */
export async function openAccounts(
  roster: readonly Post[],
  house: { readonly exchange: Exchange; readonly bank: Bank; readonly identity: Identity; readonly dataDir: string },
): Promise<readonly Account[]> {
  const { bank, identity, dataDir } = house;
  const known = knownPeople(house);
  const keyIds = new Map(Object.entries(readKeyIds(dataDir)));
  const accounts: Account[] = [];
  for (const post of roster) {
    const user = known.get(addressOf(post)) ?? (await identity.createUser(addressOf(post), () => bank.openAccount(true)));
    const key =
      usableKey(identity, user, keyIds.get(post.name)) ?? (await identity.createKey(user, { name: post.name, permissions: ["order"] }));
    keyIds.set(post.name, key.id);
    accounts.push({ post, account: user.account, key });
  }
  writeKeyIds(dataDir, Object.fromEntries(keyIds));
  return accounts;
}

const addressOf = ({ name }: Post) => `${name}@${DOMAIN}`;

function knownPeople({ exchange, identity }: { readonly exchange: Exchange; readonly identity: Identity }): Map<string, User> {
  const { accounts } = exchange.tables;
  const people = accounts
    .numbers()
    .filter((account) => accounts.facts(account)?.isSimulated)
    .map((account) => identity.userOfAccount(account))
    .filter((user) => user !== null);
  return new Map(people.map((user) => [user.email, user]));
}

function usableKey(identity: Identity, user: User, id: string | undefined): Key | null {
  const key = id === undefined ? null : identity.key(id);
  return key?.enabled && key.account === user.account ? { id: key.id, secret: key.secret } : null;
}

/** A file that does not read costs a set of new keys and nothing else. */
function readKeyIds(dataDir: string): Readonly<Record<string, string>> {
  const file = join(dataDir, KEY_FILE);
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, string>>;
  } catch (error) {
    process.stderr.write(`${file} does not read, the simulated traders get new keys: ${(error as Error).message}\n`);
    return {};
  }
}

function writeKeyIds(dataDir: string, ids: Readonly<Record<string, string>>): void {
  const file = join(dataDir, KEY_FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(ids, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
