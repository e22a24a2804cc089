import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { chainHash, FIRST_HASH } from "./log-chain.ts";
import { Store } from "./store.ts";
import { aFolder, NOON_MS } from "./testing.ts";

const aUser = (id: number, address_index = `index-${id}`) => ({
  id,
  account: 100 + id,
  address_index,
  sealed_address: "sealed",
  seal_version: 1,
  created_at_ms: NOON_MS,
});

function aStore() {
  const file = join(aFolder(), "identity.sqlite");
  const store = new Store(file);
  onTestFinished(() => store.close());
  return { store, file };
}

function execute(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

test("a user is added with a password or not at all", async () => {
  const { store, file } = aStore();
  execute(file, "CREATE TRIGGER broken BEFORE INSERT ON credential BEGIN SELECT raise(ABORT, 'no space'); END");
  await expect(store.addUser(aUser(1), "phc")).rejects.toThrow("no space");
  expect((await store.load()).users).toEqual([]);
  execute(file, "DROP TRIGGER broken");
  expect(await store.addUser(aUser(1), "phc")).toBe(true);
  expect(await store.passwordsOf("index-1", [])).toEqual([{ userId: 1, phc: "phc" }]);
});

test("an address is one person's, and so is an account", async () => {
  const { store } = aStore();
  expect(await store.addUser(aUser(1), null)).toBe(true);
  expect(await store.addUser(aUser(2, "index-1"), "phc")).toBe(false);
  await expect(store.addUser({ ...aUser(3), account: 101 }, null)).rejects.toThrow("UNIQUE constraint failed: user.account");
  expect((await store.load()).users).toEqual([aUser(1)]);
  expect(await store.passwordsOf("index-1", [])).toEqual([]);
});

test("a password that was changed in the meantime is not overwritten by its renewal", async () => {
  const { store } = aStore();
  await store.addUser(aUser(1), "old");
  await store.addUser(aUser(2), "old");
  await store.replacePassword(1, "old", "changed");
  await store.replacePassword(1, "old", "renewed");
  expect(await store.passwordsOf("index-1", [])).toEqual([{ userId: 1, phc: "changed" }]);
  expect(await store.passwordsOf("index-2", [])).toEqual([{ userId: 2, phc: "old" }]);
});

test("a credential of another kind is no password", async () => {
  const { store, file } = aStore();
  await store.addUser(aUser(1), null);
  execute(file, "INSERT INTO credential (user_id, kind, secret, created_at_ms) VALUES (1, 'totp', 'seed', 0)");
  expect(await store.passwordsOf("index-1", [])).toEqual([]);
});

test("sessions are removed in any number", async () => {
  const { store, file } = aStore();
  await store.addUser(aUser(1), null);
  execute(
    file,
    "INSERT INTO session SELECT 'hash-' || value, 1, value, value, '{}', 'token-' || value FROM (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 1500) SELECT value FROM n)",
  );
  await store.removeSessions(Array.from({ length: 1_499 }, (_, place) => `hash-${place + 1}`));
  expect((await store.load()).sessions.map(({ hash }) => hash)).toEqual(["hash-1500"]);
});

test("ACC-009 what all logs have come to is computed page by page, and goes on from there", async () => {
  const { store } = aStore();
  await store.addUser(aUser(1), null);
  const hashes = ["a", "b", "c", "d", "e"];
  const add = async (hash: string, seq: number) => {
    const about = { user_id: 1, at_ms: NOON_MS, category: "settings", what: "x", device: "", address: "", result: "done", prev_hash: "" };
    await store.addActivity({ ...about, seq, hash });
  };
  for (const [index, hash] of hashes.entries()) await add(hash, index + 1);
  const chained = (count: number) => hashes.slice(0, count).reduce(chainHash, FIRST_HASH);
  expect(await store.logChain(2)).toEqual({ entries: 2, hash: chained(2), isWhole: false });
  expect(await store.logChain(2)).toEqual({ entries: 4, hash: chained(4), isWhole: false });
  expect(await store.logChain(2)).toEqual({ entries: 5, hash: chained(5), isWhole: true });
  hashes.push("f");
  await add("f", 6);
  expect(await store.logChain(2)).toEqual({ entries: 6, hash: chained(6), isWhole: true });
});
