import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { BusyError } from "./errors.ts";
import { HASHES_AT_ONCE, WAITING_PER_PLACE } from "./hash-gate.ts";
import type { Identity } from "./index.ts";
import { argon2id } from "./passwords.ts";
import { CHEAP, House, PASSWORD } from "./testing.ts";

test("UI-001 address and password sign their person in, in any spelling of either", async () => {
  const house = new House();
  const identity = await house.open();
  const ada = await house.signUp(identity, "ada@example.com", "caf\u00e9 au lait \u00e0 midi");
  await house.signUp(identity, "bob@example.com");
  expect(await identity.signIn(" ADA@Example.com", "cafe\u0301 au lait a\u0300 midi")).toEqual(ada);
});

test("UI-001 a wrong password, another's password and an over-long one sign nobody in", async () => {
  const house = new House();
  const identity = await house.open();
  await house.signUp(identity, "ada@example.com");
  await house.signUp(identity, "bob@example.com", "quite another password");
  for (const wrong of ["", "a long enough passwort", "quite another password", "x".repeat(2_000)]) {
    expect(await identity.signIn("ada@example.com", wrong)).toBeNull();
  }
  // Two for the sign-ups, and none for what is too long to be anybody's.
  expect(house.hashes).toBe(2 + 3);
});

test("UI-001 an unknown address costs one argon2id hash of the same parameters and gets the same answer", async () => {
  const house = new House();
  const calls: Array<readonly unknown[]> = [];
  const identity = await house.open(
    {},
    {
      argon2id: (password, salt, cost, tagBytes, pepper) => {
        calls.push([password.length, salt.length, cost, tagBytes, pepper]);
        return argon2id(password, salt, cost, tagBytes, pepper);
      },
    },
  );
  await house.signUp(identity, "ada@example.com");
  calls.length = 0;
  const wrong = "not quite her password";
  const answers = [
    await identity.signIn("ada@example.com", wrong),
    await identity.signIn("nobody@example.com", wrong),
    await identity.signIn("no address", wrong),
  ];
  expect(answers).toEqual([null, null, null]);
  expect(calls).toHaveLength(3);
  expect(calls[1]).toEqual(calls[0]);
  expect(calls[2]).toEqual(calls[0]);
});

test("UI-001 a password survives a restart", async () => {
  const house = new House();
  const before = await house.open();
  const ada = await house.signUp(before, "ada@example.com");
  await before.close();
  const after = await house.open();
  expect(await after.signIn("ada@example.com", PASSWORD)).toEqual(ada);
  expect(await after.signIn("ada@example.com", `${PASSWORD}!`)).toBeNull();
  expect((await house.signUp(after, "bob@example.com")).id).toBe(ada.id + 1);
});

test("UI-001 a hash is renewed when its owner signs in after the cost has grown, and only then", async () => {
  const house = new House();
  const before = await house.open();
  await house.signUp(before, "ada@example.com");
  await house.signUp(before, "bob@example.com");
  await before.close();
  const after = await house.open({}, { passwordCost: { ...CHEAP, passes: 2 } });
  expect(await after.signIn("ada@example.com", "the wrong password")).toBeNull();
  expect(storedCosts(house)).toEqual(["t=1", "t=1"]);
  expect(await after.signIn("ada@example.com", PASSWORD)).not.toBeNull();
  expect(storedCosts(house)).toEqual(["t=2", "t=1"]);
  house.hashes = 0;
  expect(await after.signIn("ada@example.com", PASSWORD)).not.toBeNull();
  expect(house.hashes).toBe(1);
});

function storedCosts(house: House): string[] {
  const database = new DatabaseSync(house.file, { readOnly: true });
  const rows = database.prepare("SELECT secret FROM credential ORDER BY user_id").all();
  database.close();
  return rows.map((row) => /t=\d/.exec(String(row.secret))?.[0] ?? "");
}

/** A hasher whose hashes end when the test says so. */
class HeldHashes {
  running = 0;
  mostAtOnce = 0;
  private release: (() => void) | null = null;
  private readonly released = new Promise<void>((resolve) => {
    this.release = resolve;
  });

  readonly argon2id = async (_password: Buffer, _salt: Buffer, _cost: unknown, tagBytes: number): Promise<Buffer> => {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.running);
    await this.released;
    await new Promise((resolve) => setImmediate(resolve));
    this.running--;
    return Buffer.alloc(tagBytes);
  };

  letGo(): void {
    this.release?.();
  }
}

test("UI-001 a flood of sign-ins hashes few at a time, and what is beyond the queue is told to come back", async () => {
  const house = new House();
  const held = new HeldHashes();
  const identity = await house.open({}, { argon2id: held.argon2id });
  const outcomes = Promise.allSettled(Array.from({ length: 40 }, (_, i) => identity.signIn(`nobody${i}@example.com`, PASSWORD)));
  // Answered once the store has looked up all forty, so by now each of them runs, waits or was refused.
  await identity.createUser("bot@example.com", house.openAccount);
  held.letGo();
  const refused = (await outcomes).filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(40 - HASHES_AT_ONCE * (1 + WAITING_PER_PLACE));
  for (const outcome of refused) expect(outcome).toMatchObject({ reason: { name: "BusyError" } });
  expect(held.mostAtOnce).toBe(HASHES_AT_ONCE);
  expect(await identity.signIn("nobody@example.com", PASSWORD)).toBeNull();
});

test("a hash that could not be renewed at a busy moment does not keep its owner out", async () => {
  const house = new House();
  const before = await house.open();
  const ada = await house.signUp(before, "ada@example.com");
  await before.close();
  let hashes = 0;
  const after = await house.open(
    {},
    {
      passwordCost: { ...CHEAP, passes: 2 },
      argon2id: (...args) => (++hashes === 1 ? argon2id(...args) : Promise.reject(new BusyError("full"))),
    },
  );
  expect(await after.signIn("ada@example.com", PASSWORD)).toEqual(ada);
  expect(hashes).toBe(2);
  expect(storedCosts(house)).toEqual(["t=1"]);
});

test("closing refuses who waits for a hash", async () => {
  const house = new House();
  const held = new HeldHashes();
  const identity: Identity = await house.open({}, { argon2id: held.argon2id });
  const outcomes = Promise.allSettled(Array.from({ length: HASHES_AT_ONCE + 1 }, () => identity.signIn("nobody@example.com", PASSWORD)));
  await identity.createUser("bot@example.com", house.openAccount);
  await identity.close();
  held.letGo();
  expect((await outcomes).map(({ status }) => status)).toEqual([...Array<string>(HASHES_AT_ONCE).fill("fulfilled"), "rejected"]);
});
