import { expect, test } from "vitest";
import { NO_TERMS } from "./key-terms.ts";
import type { Revocation } from "./people.ts";
import { House, NOON_MS } from "./testing.ts";

async function aHouseWithAda() {
  const house = new House();
  const identity = await house.open();
  return { house, identity, ada: await house.signUp(identity, "ada@example.com") };
}

test("API-003 a key is found by its id, with secret, account and permissions, in the shape of the published sample", async () => {
  const { identity, ada } = await aHouseWithAda();
  const { id, secret } = await identity.createKey(ada, { name: "bot", permissions: ["order", "order"] });
  const sample = { id: "LAqUlngMIQkIUjXMUreyu3qn", secret: "chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO" };
  expect([id.length, secret.length]).toEqual([sample.id.length, sample.secret.length]);
  expect(id + secret).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(identity.key(id)).toEqual({
    id,
    secret,
    account: ada.account,
    userId: ada.id,
    name: "bot",
    permissions: ["order"],
    enabled: true,
    createdAtMs: NOON_MS,
    lastUsedAtMs: null,
    terms: NO_TERMS,
  });
});

test("API-003 an unknown id finds no key", async () => {
  const { identity, ada } = await aHouseWithAda();
  const { id, secret } = await identity.createKey(ada, { name: "bot", permissions: [] });
  for (const other of ["", secret, id.toLowerCase() === id ? id.toUpperCase() : id.toLowerCase(), `${id} `, "__proto__"])
    expect(identity.key(other)).toBeNull();
});

test("API-003 keys survive a restart, each with what it was given", async () => {
  const { house, identity, ada } = await aHouseWithAda();
  const bob = await house.signUp(identity, "bob@example.com");
  const made = [
    await identity.createKey(ada, { name: "reads", permissions: [] }),
    await identity.createKey(ada, { name: "trades", permissions: ["order"] }),
    await identity.createKey(bob, { name: "does all", permissions: ["order", "withdraw"] }),
  ];
  const before = made.map(({ id }) => identity.key(id));
  await identity.close();
  const after = await house.open();
  expect(made.map(({ id }) => after.key(id))).toEqual(before);
  expect(before.map((key) => key?.permissions)).toEqual([[], ["order"], ["order", "withdraw"]]);
});

test("API-003 a disabled key is known as disabled at once and for good, and its sockets are told", async () => {
  const { house, identity, ada } = await aHouseWithAda();
  const revoked: Revocation[] = [];
  identity.onRevoked((what) => revoked.push(what));
  const { id } = await identity.createKey(ada, { name: "bot", permissions: ["order"] });
  const other = await identity.createKey(ada, { name: "other", permissions: ["order"] });
  const disabled = identity.disableKey(id);
  expect(identity.key(id)?.enabled).toBe(false);
  await disabled;
  await identity.disableKey(id);
  await identity.disableKey("unknown");
  expect(revoked).toEqual([{ keyId: id, account: ada.account }]);
  await identity.close();
  const after = await house.open();
  expect(after.key(id)?.enabled).toBe(false);
  expect(after.key(other.id)?.enabled).toBe(true);
});

test("API-010 a deleted key is unknown at once and after a restart, its sockets are told, and the others stay", async () => {
  const { house, identity, ada } = await aHouseWithAda();
  const revoked: Revocation[] = [];
  identity.onRevoked((what) => revoked.push(what));
  const { id } = await identity.createKey(ada, { name: "bot", permissions: [] });
  const other = await identity.createKey(ada, { name: "other", permissions: [] });
  expect(identity.keysOf(ada.id).map(({ name }) => name)).toEqual(["bot", "other"]);
  const deleted = identity.deleteKey(id);
  expect(identity.key(id)).toBeNull();
  await deleted;
  await identity.deleteKey(id);
  expect(revoked).toEqual([{ keyId: id, account: ada.account }]);
  await identity.close();
  const after = await house.open();
  expect(after.key(id)).toBeNull();
  expect(after.keysOf(ada.id).map((key) => key.id)).toEqual([other.id]);
  expect(after.keysOf(ada.id + 1)).toEqual([]);
});

test("KEY-001 terms and last use of a key survive a restart, and one with a public key has no secret", async () => {
  const { house, identity, ada } = await aHouseWithAda();
  const caps = { maxOrderSats: 1, maxDailySats: 2, maxDailyLossSats: 3, maxDeviation: 0.05, isReduceOnly: true, symbols: ["XBTUSD"] };
  const terms = { ...NO_TERMS, cidrs: ["10.0.0.0/8"], expiresAtMs: NOON_MS + 1, publicKey: "PEM", caps };
  const { id, secret } = await identity.createKey(ada, { name: "bot", permissions: ["orderCancel"], terms });
  expect(secret).toBe("");
  identity.noteUse(id);
  await identity.close();
  const after = await house.open();
  expect(after.key(id)).toMatchObject({ terms, lastUsedAtMs: NOON_MS, permissions: ["orderCancel"] });
  const revoked: Revocation[] = [];
  after.onRevoked((what) => revoked.push(what));
  await after.sweep();
  house.nowMs += 1;
  await after.sweep();
  await after.sweep();
  expect(revoked).toEqual([{ keyId: id, account: ada.account }]);
});
