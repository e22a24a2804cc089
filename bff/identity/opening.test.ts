import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { IdentitySettingError } from "./errors.ts";
import type { Identity } from "./index.ts";
import { PASSWORD_COST_FLOOR } from "./passwords.ts";
import { startStoreWorker } from "./store-client.ts";
import { House, PASSWORD } from "./testing.ts";

/** A store with two people, two keys and a session. */
async function aFilledHouse() {
  const house = new House();
  const identity = await house.open();
  return { house, identity, ...(await fill(house, identity)) };
}

async function fill(house: House, identity: Identity) {
  const ada = await house.signUp(identity, "ada@example.com");
  const bob = await house.signUp(identity, "bob@example.com");
  const keys = [
    await identity.createKey(ada, { name: "a", permissions: ["order"] }),
    await identity.createKey(bob, { name: "b", permissions: ["order"] }),
  ] as const;
  const { token } = await identity.openSession(ada);
  return { keys, token };
}

test("neither addresses nor passwords, secrets or tokens can be read on the disk", async () => {
  const { house, identity, keys, token } = await aFilledHouse();
  const hidden = ["ada@example.com", "example.com", PASSWORD, token, ...keys.map(({ secret }) => secret)];
  for (const bytes of [house.bytesOnDisk(), await identity.close().then(() => house.bytesOnDisk())]) {
    expect(bytes.length).toBeGreaterThan(1_000);
    // What lies open, to show that the search would have found the rest.
    expect(bytes).toContain("$argon2id$v=19$");
    expect(bytes).toContain(keys[0].id);
    for (const text of hidden) {
      expect(bytes).not.toContain(text);
      expect(bytes).not.toContain(Buffer.from(text).toString("hex"));
      expect(bytes).not.toContain(Buffer.from(text).toString("base64").replace(/=+$/, "").slice(0, -1));
    }
  }
});

test("what is on the disk is for the owner's eyes", async () => {
  const { house } = await aFilledHouse();
  const names = readdirSync(house.dataDir);
  expect(names).toEqual(expect.arrayContaining(["identity.key", "identity.sqlite", "identity.sqlite-wal"]));
  for (const name of names) expect(statSync(join(house.dataDir, name)).mode & 0o077).toBe(0);
});

describe("a start is refused", () => {
  const openAgain = async (house: House) => {
    const error = await house.open().then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(IdentitySettingError);
    return (error as Error).message;
  };

  test("with a key file that is not the database's, and nothing is changed", async () => {
    const { house, identity, keys } = await aFilledHouse();
    await identity.close();
    const kek = join(house.dataDir, "identity.key");
    const other = join(house.dataDir, "other.key");
    writeFileSync(other, randomBytes(32).toString("base64"));
    chmodSync(other, 0o600);
    await expect(house.open({ kekFile: other })).rejects.toThrow(
      new IdentitySettingError(`The key file ${other} is not the one that ${house.file} was written with.`),
    );
    const after = await house.open({ mode: "production", kekFile: kek }, { passwordCost: PASSWORD_COST_FLOOR });
    expect(after.key(keys[0].id)?.secret).toBe(keys[0].secret);
  });

  test("when the key file is gone", async () => {
    const { house, identity } = await aFilledHouse();
    await identity.close();
    rmSync(join(house.dataDir, "identity.key"));
    expect(await openAgain(house)).toMatch(/identity\.key is missing/);
    expect(readdirSync(house.dataDir)).not.toContain("identity.key");
  });

  test("in production without a key file of the operator's, and with hashes that are too cheap", async () => {
    const house = new House();
    await expect(house.open({ mode: "production" }, { passwordCost: PASSWORD_COST_FLOOR })).rejects.toThrow("KEK_FILE is not set");
    await expect(house.open({ mode: "production" })).rejects.toThrow(IdentitySettingError);
    expect(readdirSync(house.dataDir)).toEqual([]);
  });

  const rows: ReadonlyArray<readonly [string, string]> = [
    [
      "an API secret moved to another key",
      "UPDATE api_key SET sealed_secret = (SELECT sealed_secret FROM api_key WHERE name = 'b') WHERE name = 'a'",
    ],
    ["a key moved to another person", "UPDATE api_key SET user_id = 2 WHERE name = 'a'"],
    [
      "an API secret with a changed letter",
      "UPDATE api_key SET sealed_secret = substr(sealed_secret, 1, 30) || 'AAAA' || substr(sealed_secret, 35)",
    ],
    ["an address moved to another person", "UPDATE user SET sealed_address = (SELECT sealed_address FROM user WHERE id = 2) WHERE id = 1"],
    [
      "a person found under another's address",
      "UPDATE user SET address_index = 'x' WHERE id = 1; UPDATE user SET address_index = (SELECT address_index FROM user WHERE id = 2) || 'y' WHERE id = 1",
    ],
    ["an emptied address", "UPDATE user SET sealed_address = '' WHERE id = 1"],
    ["a missing pepper", "DELETE FROM sealed_secret"],
    ["a session of nobody", "PRAGMA foreign_keys = OFF; UPDATE session SET user_id = 99"],
  ];
  /** Filled by the first row and copied for each: it is the opening that is tested. */
  const template = mkdtempSync(join(tmpdir(), "fairmark-identity-"));
  afterAll(() => rmSync(template, { recursive: true, force: true }));
  const fillTemplate = async () => {
    const house = new House(template);
    const identity = await house.open();
    await fill(house, identity);
    await identity.close();
  };

  test.each(rows)("on %s", async (_, sql) => {
    if (readdirSync(template).length === 0) await fillTemplate();
    const house = new House();
    cpSync(template, house.dataDir, { recursive: true });
    house.tamper(sql);
    expect(await openAgain(house)).toMatch(/^\S+identity\.sqlite was changed from outside: .*\.$/);
  });

  test("on a database of a later version, and on what is none", async () => {
    const { house, identity } = await aFilledHouse();
    await identity.close();
    house.tamper("INSERT INTO schema_version (version) VALUES (99)");
    expect(await openAgain(house)).toMatch(
      /^The identity store \S+identity\.sqlite cannot be opened: it is of version 99, and this Fairmark knows versions up to \d+\.$/,
    );
    writeFileSync(house.file, "no database ".repeat(100));
    expect(await openAgain(house)).toMatch(/cannot be opened: file is not a database\.$/);
    rmSync(house.file);
    mkdirSync(house.file);
    expect(await openAgain(house)).toMatch(/cannot be opened: .*\.$/);
  });
});

test("a refused start leaves no thread behind", async () => {
  const { house, identity } = await aFilledHouse();
  await identity.close();
  house.tamper("INSERT INTO schema_version (version) VALUES (99)");
  const ends: Array<Promise<unknown>> = [];
  const startWatched = (file: string) => {
    const worker = startStoreWorker(file);
    ends.push(once(worker, "exit"));
    return worker;
  };
  await expect(house.open({}, { startStoreWorker: startWatched })).rejects.toThrow("version 99");
  expect(await Promise.all(ends)).toEqual([[0]]);
  house.tamper("DELETE FROM schema_version WHERE version = 99; DELETE FROM sealed_secret");
  await expect(house.open({}, { startStoreWorker: startWatched })).rejects.toThrow("changed from outside");
  expect(await Promise.all(ends)).toEqual([[0], [0]]);
});
