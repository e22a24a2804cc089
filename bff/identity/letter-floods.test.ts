import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TemplateId } from "../mail/templates.ts";
import { ThrottledError } from "./errors.ts";
import { ELSEWHERE, HOME, House, PASSWORD } from "./testing.ts";

const HOUR_MS = 3_600_000;

async function anAda() {
  const house = new House();
  const identity = await house.open();
  const ada = await house.signUp(identity, "ada@example.com");
  await identity.safety.confirmAddress(house.token("verifyAddress"), house.openAccount, HOME);
  const count = (template: TemplateId) => house.letters.filter((letter) => letter.template === template).length;
  return { house, identity, ada, safety: identity.safety, count };
}

test("ACC-004 forms filled in without end fill nobody's mailbox: beyond a few the answer is the same and no letter is written, until a while has passed", async () => {
  const { house, identity, count } = await anAda();
  const signUp = async (times: number) => {
    for (let i = 0; i < times; i++)
      expect(await identity.signUp("ada@example.com", PASSWORD, house.openAccount)).toMatchObject({ ok: true });
  };
  await signUp(10);
  expect(count("knownAddress")).toBe(3);
  expect(count("nobody")).toBe(7);
  house.nowMs += HOUR_MS;
  await signUp(1);
  expect(count("knownAddress")).toBe(4);
});

test("ACC-004 whoever has a password fills nobody's mailbox with questions from new devices, and one that was let in counts for nothing", async () => {
  const { house, safety, count } = await anAda();
  const begin = () => safety.signIns.begin("ada@example.com", PASSWORD, ELSEWHERE, false);
  for (let i = 0; i < 11; i++) expect(await begin()).toMatchObject({ next: "newDevice" });
  await expect(begin()).rejects.toThrow(ThrottledError);
  expect(count("approveDevice")).toBe(11);
  expect(await safety.signIns.begin("ada@example.com", PASSWORD, { ...ELSEWHERE, address: "192.0.2.9" }, false)).toMatchObject({
    next: "newDevice",
  });
  house.nowMs += 60_000;
  await begin();
  await safety.signIns.decideDevice(house.token("approveDevice"), true);
  for (let i = 0; i < 11; i++) await begin();
});

test("ACC-006 an old password that had to be changed sets off a few letters to its owner, and then none for a while", async () => {
  const { house, ada, safety, count } = await anAda();
  await safety.resets.force(ada.id, "addresses were disclosed", "batch 1");
  for (let i = 0; i < 10; i++) await safety.signIns.begin("ada@example.com", PASSWORD, ELSEWHERE, false).catch(() => null);
  expect(count("resetPassword")).toBe(4);
  house.nowMs += HOUR_MS;
  await safety.signIns.begin("ada@example.com", PASSWORD, ELSEWHERE, false).catch(() => null);
  expect(count("resetPassword")).toBe(5);
});

test("ACC-001 in production the link of the last letter stays the good one, however often strangers fill in the form", async () => {
  const house = new House();
  const kekFile = join(house.dataDir, "kek");
  writeFileSync(kekFile, randomBytes(32).toString("base64"), { mode: 0o600 });
  const identity = await house.open({ mode: "production", kekFile }, { passwordCost: { memoryKiB: 19_456, passes: 2, parallelism: 1 } });
  const signUp = (password: string) => identity.signUp("ada@example.com", password, house.openAccount);
  for (let i = 0; i < 4; i++) await signUp(PASSWORD);
  const token = house.token("verifyAddress");
  expect(await signUp("the password of mallory")).toEqual({ ok: true, user: null });
  expect(house.token("verifyAddress")).toBe(token);
  const ada = await identity.safety.confirmAddress(token, house.openAccount, HOME);
  expect(await identity.signIn("ada@example.com", PASSWORD)).toEqual(ada);
});
