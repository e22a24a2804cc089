import { expect, test } from "vitest";
import { AddressError } from "./errors.ts";
import { House, NOON_MS, PASSWORD } from "./testing.ts";

test("UI-001 a sign-up makes a user with the account that the exchange opened", async () => {
  const house = new House();
  const identity = await house.open();
  const result = await identity.signUp(" Ada@Example.com ", PASSWORD, async () => 4_711);
  const user = { id: 1, account: 4_711, email: "ada@example.com", createdAtMs: NOON_MS };
  expect(result).toEqual({ ok: true, user });
  expect(identity.user(1)).toEqual(user);
  expect(identity.userOfAccount(4_711)).toEqual(user);
  expect(identity.user(2)).toBeNull();
  expect(identity.userOfAccount(1)).toBeNull();
});

test("UI-001 ACC-001 a bad address and a short password are refused, and a taken address opens no second account", async () => {
  const house = new House();
  const identity = await house.open();
  await house.signUp(identity, "ada@example.com");
  expect(await identity.signUp("ada.example.com", PASSWORD, house.openAccount)).toEqual({
    ok: false,
    reason: "address",
    message: "This is not an e-mail address.",
  });
  expect(await identity.signUp("new@example.com", "short", house.openAccount)).toEqual({
    ok: false,
    reason: "password",
    message: "The password needs at least 15 characters.",
  });
  expect(await identity.signUp("ADA@example.com", PASSWORD, house.openAccount)).toEqual({ ok: true, user: null });
  expect(house.accountsOpened).toBe(1);
  // The sign-ups that reached the hash: the first, and the one with the taken address, which costs the same.
  expect(house.hashes).toBe(2);
});

test("UI-001 of many sign-ups at once with one address exactly one succeeds, and one account is opened", async () => {
  const house = new House();
  const identity = await house.open();
  const spellings = ["ada@example.com", "ADA@example.com", " ada@EXAMPLE.com", "Ada@Example.Com"];
  const results = await Promise.all(
    Array.from({ length: 12 }, (_, i) => identity.signUp(spellings[i % 4] ?? "", PASSWORD, house.openAccount)),
  );
  expect(results.filter((result) => result.ok && result.user !== null)).toHaveLength(1);
  expect(house.accountsOpened).toBe(1);
});

test("of two stores on one file, each with its own memory, one gives an address away", async () => {
  const house = new House();
  const [one, other] = [await house.open(), await house.open()];
  const results = await Promise.all([one, other].map((identity) => identity.signUp("ada@example.com", PASSWORD, house.openAccount)));
  expect(results.filter((result) => result.ok && result.user !== null)).toHaveLength(1);
});

test("an exchange that opens no account leaves the address free", async () => {
  const house = new House();
  const identity = await house.open();
  const overloaded = () => Promise.reject(new Error("overloaded"));
  await expect(identity.signUp("ada@example.com", PASSWORD, overloaded)).rejects.toThrow("overloaded");
  await house.signUp(identity, "ada@example.com");
});

test("an account that is somebody's is never given to another", async () => {
  const house = new House();
  const identity = await house.open();
  const ada = await house.signUp(identity, "ada@example.com");
  await expect(identity.signUp("bob@example.com", PASSWORD, async () => ada.account)).rejects.toThrow("is somebody's already");
  expect(identity.userOfAccount(ada.account)).toEqual(ada);
  await house.signUp(identity, "bob@example.com");
});

test("the operator makes people without a password, whom no password signs in", async () => {
  const house = new House();
  const identity = await house.open();
  const bot = await identity.createUser("Bot@Example.com", house.openAccount);
  expect(bot).toEqual({ id: 1, account: 1, email: "bot@example.com", createdAtMs: NOON_MS });
  expect(await identity.signIn("bot@example.com", "")).toBeNull();
  expect(await identity.signIn("bot@example.com", PASSWORD)).toBeNull();
  expect(house.hashes).toBe(2);
  await expect(identity.createUser("bot@example.com", house.openAccount)).rejects.toThrow(AddressError);
  await expect(identity.createUser("bot", house.openAccount)).rejects.toThrow("This is not an e-mail address.");
});
