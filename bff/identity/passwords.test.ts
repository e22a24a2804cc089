import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { argon2id, isBelowFloor, PASSWORD_COST, PASSWORD_COST_FLOOR, Passwords, type Pepper } from "./passwords.ts";
import { type PasswordCost, readPhc } from "./phc.ts";
import { CHEAP, PASSWORD } from "./testing.ts";

const PEPPER: Pepper = { name: "pepper-1", secret: Buffer.alloc(32, 9) };
const passwordsWith = (changes: { readonly cost?: PasswordCost; readonly pepper?: Pepper }) =>
  new Passwords({ cost: CHEAP, pepper: PEPPER, random: randomBytes, argon2id, ...changes });

test("UI-001 ASVS-11.4.2 a password is kept as argon2id with 64 MiB, three passes and one lane, and verifies", async () => {
  const passwords = passwordsWith({ cost: PASSWORD_COST });
  const phc = await passwords.hash(PASSWORD);
  expect(phc).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1,keyid=/);
  expect(phc).not.toContain(PASSWORD);
  expect(await passwords.verify(PASSWORD, phc)).toBe(true);
  expect(passwords.isOutdated(phc)).toBe(false);
});

test("UI-001 ASVS-6.2.8 any other password, however near, does not verify", async () => {
  const passwords = passwordsWith({});
  const phc = await passwords.hash(PASSWORD);
  for (const wrong of ["", `${PASSWORD} `, PASSWORD.toUpperCase(), PASSWORD.slice(0, -1)])
    expect(await passwords.verify(wrong, phc)).toBe(false);
  expect(await passwords.verify(PASSWORD, null)).toBe(false);
});

test("ASVS-6.2.9 the whole of a long password counts", async () => {
  const passwords = passwordsWith({});
  const phc = await passwords.hash(`${"x".repeat(255)}y`);
  expect(await passwords.verify("x".repeat(255), phc)).toBe(false);
  expect(await passwords.verify(`${"x".repeat(255)}z`, phc)).toBe(false);
});

test("one password is never hashed to the same string twice", async () => {
  const passwords = passwordsWith({});
  expect(await passwords.hash(PASSWORD)).not.toBe(await passwords.hash(PASSWORD));
});

test("without the pepper a hash is of no use, and one of an unknown pepper is an error", async () => {
  const phc = await passwordsWith({}).hash(PASSWORD);
  const stolen = passwordsWith({ pepper: { name: "pepper-1", secret: Buffer.alloc(32, 8) } });
  expect(await stolen.verify(PASSWORD, phc)).toBe(false);
  await expect(passwordsWith({ pepper: { name: "pepper-2", secret: PEPPER.secret } }).verify(PASSWORD, phc)).rejects.toThrow("pepper-1");
});

test("a hash is outdated when memory or passes have grown or it has no pepper, and not when they shrank", async () => {
  const phc = await passwordsWith({}).hash(PASSWORD);
  expect(passwordsWith({ cost: { ...CHEAP, memoryKiB: 128 } }).isOutdated(phc)).toBe(true);
  expect(passwordsWith({ cost: { ...CHEAP, passes: 2 } }).isOutdated(phc)).toBe(true);
  expect(passwordsWith({ cost: { ...CHEAP, memoryKiB: 32 } }).isOutdated(phc)).toBe(false);
  expect(passwordsWith({}).isOutdated(phc.replace(/,keyid=[^$]+/, ""))).toBe(true);
});

test("a hash that is none is an error, not a wrong password", async () => {
  await expect(passwordsWith({}).verify(PASSWORD, "not a hash")).rejects.toThrow("changed from outside");
});

test("a changed tag or salt does not verify", async () => {
  const passwords = passwordsWith({});
  const phc = await passwords.hash(PASSWORD);
  const stored = readPhc(phc);
  expect(stored).not.toBeNull();
  const [head, tag] = [phc.slice(0, phc.lastIndexOf("$") + 1), phc.slice(phc.lastIndexOf("$") + 1)];
  const turned = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);
  expect(await passwords.verify(PASSWORD, head + turned(tag))).toBe(false);
});

test("the real cost is above the floor, and the floor is what OWASP asks", () => {
  expect(PASSWORD_COST_FLOOR).toEqual({ memoryKiB: 19_456, passes: 2, parallelism: 1 });
  expect(isBelowFloor(PASSWORD_COST)).toBe(false);
  expect(isBelowFloor(PASSWORD_COST_FLOOR)).toBe(false);
  expect(isBelowFloor({ ...PASSWORD_COST_FLOOR, memoryKiB: 19_455 })).toBe(true);
  expect(isBelowFloor({ ...PASSWORD_COST_FLOOR, passes: 1 })).toBe(true);
});
