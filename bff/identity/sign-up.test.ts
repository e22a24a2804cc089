import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { AddressError } from "./errors.ts";
import type { Identity } from "./index.ts";
import { ELSEWHERE, HOME, House, NOON_MS, PASSWORD } from "./testing.ts";

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

test("UI-001 ACC-001 a bad address and a short password are refused, and a taken address stays whose it is", async () => {
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
  const again = await identity.signUp("ADA@example.com", `${PASSWORD} of a thief`, house.openAccount);
  expect(again).toMatchObject({ ok: true, user: { email: "ada@example.com", account: 2, isStandIn: true } });
  expect(identity.userOfAddress("ada@example.com")?.account).toBe(1);
  expect(await identity.signIn("ada@example.com", `${PASSWORD} of a thief`)).toMatchObject({ isStandIn: true });
  expect((await identity.signIn("ada@example.com", PASSWORD))?.account).toBe(1);
  // The sign-ups that reached the hash: the first, and the one with the taken address, which costs the same.
  expect(house.hashes).toBe(4);
});

/** Every call of the store and every letter that something sets off, by kind. */
async function workOf(identity: Identity, house: House, act: () => Promise<unknown>): Promise<string[]> {
  const { store } = identity.safety.desk;
  const work: string[] = [];
  const spies = [vi.spyOn(store, "call"), vi.spyOn(store, "follow")];
  const [letters, hashes] = [house.letters.length, house.hashes];
  await act();
  // A lane's row stands for a record's: as many rows are written, one as durable as the other.
  for (const spy of spies) for (const [method] of spy.mock.calls) work.push(method === "passwordsOf" ? "read" : "write");
  for (const spy of spies) spy.mockRestore();
  return [...work, `letters ${house.letters.length - letters}`, `hashes ${house.hashes - hashes}`];
}

test.each(["local", "production"] as const)(
  "ACC-001 ASVS-6.3.8 signing up, in and asking for letters is the same work for an address that somebody has and one that nobody has (%s)",
  async (mode) => {
    const house = new House();
    const kekFile = join(house.dataDir, "kek");
    writeFileSync(kekFile, randomBytes(32).toString("base64"), { mode: 0o600 });
    const cost = { memoryKiB: 19_456, passes: 2, parallelism: 1 };
    const identity = await house.open({ mode, kekFile }, mode === "production" ? { passwordCost: cost } : {});
    await identity.signUp("ada@example.com", PASSWORD, house.openAccount);
    await identity.safety.confirmAddress(house.token("verifyAddress"), house.openAccount, HOME);
    const { safety } = identity;
    const wrong = "a wrong and long password";
    const acts: readonly ((email: string) => Promise<unknown>)[] = [
      (email) => identity.signUp(email, PASSWORD, house.openAccount),
      (email) => safety.resets.forgot(email, HOME),
      (email) => safety.signUps.again(email),
      (email) => safety.recoveries.ask(email, HOME),
      ...Array.from({ length: 5 }, () => (email: string) => safety.signIns.begin(email, wrong, HOME, false).catch(() => null)),
    ];
    for (const [i, act] of acts.entries()) {
      // Signing up makes the address known; what follows is asked of one that nobody has.
      const stranger = i === 0 ? "new@example.com" : "nobody@example.com";
      const known = await workOf(identity, house, () => act("ada@example.com"));
      expect([i, known]).toEqual([i, await workOf(identity, house, () => act(stranger))]);
    }
  },
);

test("ACC-001 a stand-in is told nothing of the owner and gets no letter, stays one over restarts, and never proves the address", async () => {
  const house = new House();
  const first = await house.open();
  const ada = await house.signUp(first, "ada@example.com");
  const result = await first.signUp("ada@example.com", PASSWORD, house.openAccount);
  const standIn = result.ok ? result.user : null;
  expect(house.letters.map(({ person, template }) => [person, template])).toEqual([
    [ada.id, "verifyAddress"],
    [ada.id, "knownAddress"],
  ]);
  await first.close();
  const identity = await house.open();
  const found = identity.user(standIn?.id ?? 0);
  expect(found).toEqual(standIn);
  expect(identity.recipientOf(standIn?.id ?? 0)).toBeNull();
  expect(identity.userOfAddress("ada@example.com")).toEqual(ada);
  await identity.safety.confirmAddress(house.token("verifyAddress"), house.openAccount, HOME);
  expect([ada.id, standIn?.id ?? 0].map((id) => identity.safety.proof.isProved(id))).toEqual([true, false]);
});

test("ACC-001 ASVS-6.3.8 who signed up with an address that was taken signs in to it again as if it had been free, and is no nearer to its owner", async () => {
  const house = new House();
  const first = await house.open();
  const ada = await house.signUp(first, "ada@example.com");
  const standIns: (number | undefined)[] = [];
  for (const password of ["the password of mallory", "another one of mallory"]) {
    const result = await first.signUp("ada@example.com", password, house.openAccount, ELSEWHERE);
    standIns.push(result.ok ? result.user?.id : undefined);
  }
  await first.close();
  const identity = await house.open();
  const { signIns, devices } = identity.safety;
  const signIn = (email: string, password: string, whence = ELSEWHERE) =>
    signIns.begin(email, password, whence, false).then(
      (step) => (step.next === "done" ? step.user.id : step.next),
      (error: Error) => error.constructor.name,
    );
  expect(await signIn("ada@example.com", "the password of mallory")).toBe(standIns[0]);
  expect(await signIn("ada@example.com", "another one of mallory")).toBe(standIns[1]);
  expect(await signIn("ada@example.com", PASSWORD)).toBe(ada.id);
  // A browser of theirs comes by a lane of its own, as the browser of whose address it is would, and so it is told nothing by waits.
  const eve = await house.signUp(identity, "eve@example.com", "the password of mallory");
  const answers = [];
  for (const [email, id] of [
    ["ada@example.com", standIns[0] ?? 0],
    ["eve@example.com", eve.id],
  ] as const) {
    const { token } = await devices.remember(id, ELSEWHERE);
    const browser = { ...ELSEWHERE, deviceToken: token };
    const given = [...Array.from({ length: 8 }, () => "a wrong and long password"), "the password of mallory"];
    const said = [];
    for (const password of given) said.push(await signIn(email, password, browser));
    answers.push(said.map((one) => (one === id ? "in" : one)));
    // Guesses at the owner's password count as a stranger's all the same.
    if (email === "ada@example.com") expect(await signIn(email, PASSWORD, browser)).toBe("WrongProofError");
  }
  expect(answers[0]).toEqual([...Array.from({ length: 8 }, () => "WrongProofError"), "in"]);
  expect(answers[1]).toEqual(answers[0]);
});

test("UI-001 of many sign-ups at once with one address exactly one gets it", async () => {
  const house = new House();
  const identity = await house.open();
  const spellings = ["ada@example.com", "ADA@example.com", " ada@EXAMPLE.com", "Ada@Example.Com"];
  const results = await Promise.all(
    Array.from({ length: 12 }, (_, i) => identity.signUp(spellings[i % 4] ?? "", PASSWORD, house.openAccount)),
  );
  expect(results.filter((result) => result.ok && result.user?.isStandIn === undefined)).toHaveLength(1);
  expect(new Set(results.map((result) => result.ok && result.user?.account)).size).toBe(12);
});

test("of two stores on one file, each with its own memory, one gives an address away", async () => {
  const house = new House();
  const [one, other] = [await house.open(), await house.open()];
  const results = await Promise.all([one, other].map((identity) => identity.signUp("ada@example.com", PASSWORD, house.openAccount)));
  expect(results.filter((result) => result.ok && result.user?.isStandIn === undefined)).toHaveLength(1);
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
