import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RefusedError, ThrottledError, WrongProofError } from "./errors.ts";
import { standingHolds } from "./holds.ts";
import { codeAt, ELSEWHERE, enrolApp, HOME, House, NOON_MS, PASSWORD } from "./testing.ts";
import type { Whence } from "./whence.ts";

async function anAda() {
  const house = new House();
  const identity = await house.open();
  const ada = await house.signUp(identity, "ada@example.com");
  return { house, identity, ada, safety: identity.safety, record: () => identity.safety.desk.records.of(ada.id) };
}

test("ACC-003 ASVS-6.4.1 an authenticator app counts once two different codes in a row were given", async () => {
  const { house, safety, ada, record } = await anAda();
  const { secret, uri } = await safety.apps.begin(ada);
  expect(uri).toMatch(/^otpauth:\/\/totp\/Fairmark:ada%40example\.com\?issuer=Fairmark&secret=[A-Z2-7]{32}/);
  const first = codeAt(secret, house.nowMs);
  await expect(safety.apps.confirm(ada, "000000", "", HOME)).rejects.toThrow(WrongProofError);
  expect(await safety.apps.confirm(ada, first, "", HOME)).toBe("once more");
  await expect(safety.apps.confirm(ada, first, "", HOME)).rejects.toThrow("That is the same code");
  expect(record().totp).toBeNull();
  house.nowMs += 30_000;
  expect(await safety.apps.confirm(ada, codeAt(secret, house.nowMs), "Phone", HOME)).toBe("enrolled");
  expect(record().totp).toMatchObject({ name: "Phone" });
  expect(house.letters.at(-1)).toMatchObject({ template: "factorAdded", person: ada.id });
});

test("ACC-003 WAL-002 a first factor from a browser that is new to an older account holds withdrawals for a day; the owner's own do not", async () => {
  const { house, identity, safety, ada } = await anAda();
  const holds = () => safety.withdrawalHolds(ada.id);
  const own = { ...HOME, deviceToken: (await safety.devices.remember(ada.id, HOME)).token };
  const enrol = async (whence: Whence) => {
    await safety.desk.records.change(ada.id, { totp: null, holds: [] });
    const { secret } = await safety.apps.begin(ada);
    for (let i = 0; i < 2; i++) {
      await safety.apps.confirm(ada, codeAt(secret, house.nowMs), "", whence);
      house.nowMs += 30_000;
    }
  };
  await enrol(own);
  expect(holds()).toEqual([]);
  house.nowMs += 25 * 3_600_000;
  await enrol(own);
  expect(holds()).toEqual([]);
  const strange = { ...ELSEWHERE, deviceToken: (await safety.devices.remember(ada.id, ELSEWHERE)).token };
  for (const whence of [strange, ELSEWHERE]) {
    await enrol(whence);
    expect(holds()).toEqual([{ reason: "A first factor was added from a new device", untilMs: house.nowMs - 30_000 + 24 * 3_600_000 }]);
  }
  await identity.close();
});

test("ACC-003 ASVS-6.5.1 ASVS-6.5.8 a code is good once, now or one step late, never early, by this house's clock", async () => {
  const { house, identity, safety, ada } = await anAda();
  const secret = await enrolApp(house, identity, ada);
  const use = (timeMs: number) => safety.apps.use(ada.id, codeAt(secret, timeMs), HOME);
  house.nowMs += 90_000;
  expect(await use(house.nowMs + 30_000)).toBe(false);
  expect(await use(house.nowMs - 60_000)).toBe(false);
  const both = await Promise.all([use(house.nowMs - 30_000), use(house.nowMs - 30_000)]);
  expect(both).toEqual([true, false]);
  expect(await use(house.nowMs)).toBe(true);
  expect(await use(house.nowMs - 30_000)).toBe(false);
  for (let i = 0; i < 10; i++) await safety.apps.use(ada.id, "000000", HOME);
  await expect(safety.apps.use(ada.id, "000000", HOME)).rejects.toThrow(ThrottledError);
});

test("ACC-004 ASVS-6.1.1 wrong codes of strangers who have the password close no known device's way", async () => {
  const { house, identity, safety, ada } = await anAda();
  const secret = await enrolApp(house, identity, ada);
  const [code = ""] = await safety.codes.make(ada, HOME);
  const known = { ...HOME, deviceToken: (await safety.devices.remember(ada.id, HOME)).token };
  const wrong = { apps: "000000", codes: "AAAA-AAAA-AAAA-AAAA" } as const;
  for (const kind of ["apps", "codes"] as const) {
    for (let i = 0; i < 11; i++) await safety[kind].use(ada.id, wrong[kind], ELSEWHERE);
    await expect(safety[kind].use(ada.id, wrong[kind], ELSEWHERE)).rejects.toThrow(ThrottledError);
    await expect(safety[kind].use(ada.id, wrong[kind], HOME)).rejects.toThrow(ThrottledError);
  }
  expect(await safety.apps.use(ada.id, codeAt(secret, house.nowMs), known)).toBe(true);
  expect(await safety.codes.use(ada.id, code, known)).toBe(true);
});

test("ACC-003 ASVS-6.5.2 ASVS-6.5.3 ASVS-6.5.4 ten recovery codes, each good once at two requests at a time; one typed back stays good; withdrawals wait 48 hours", async () => {
  const { house, safety, ada, record } = await anAda();
  const codes = await safety.codes.make(ada, HOME);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
  expect(house.bytesOnDisk()).not.toContain(codes[0]);
  const [one = "", two = ""] = codes;
  await safety.codes.confirm(ada.id, one.toLowerCase().replaceAll("-", " "));
  expect(record().recoveryCodes).toMatchObject({ isConfirmed: true });
  expect(await Promise.all([safety.codes.use(ada.id, one, ELSEWHERE), safety.codes.use(ada.id, one, ELSEWHERE)])).toEqual([true, false]);
  expect(record().recoveryCodes?.tags).toHaveLength(9);
  expect(standingHolds(record(), house.nowMs)).toEqual([{ reason: "A recovery code was used", untilMs: NOON_MS + 48 * 3_600_000 }]);
  expect(house.letters.at(-1)).toMatchObject({ template: "recoveryCodeUsed", params: { left: "9" } });
  await safety.codes.make(ada, HOME);
  expect(await safety.codes.use(ada.id, two, HOME)).toBe(false);
});

test("ACC-003 ASVS-7.5.3 an approval is of one session, for one action with its details, within five minutes, once", async () => {
  const { house, identity, safety, ada } = await anAda();
  const [here, there] = [(await identity.openSession(ada)).session, (await identity.openSession(ada)).session];
  const pay = (amount: number) => ({ action: "pay", details: { to: "x", amount }, says: `Pay ${amount}` });
  const asked = safety.approvals.takeOrAsk(here.hash, pay(1));
  expect(asked).toMatchObject({ says: "Pay 1", isGiven: false });
  expect(safety.approvals.takeOrAsk(here.hash, pay(1))?.id).toBe(asked?.id);
  const id = asked?.id ?? "";
  await expect(safety.approvals.approve(here, ada, id, { password: "not the password" }, HOME)).rejects.toThrow(WrongProofError);
  await expect(safety.approvals.approve(there, ada, id, { password: PASSWORD }, HOME)).rejects.toThrow(WrongProofError);
  await safety.approvals.approve(here, ada, id, { password: PASSWORD }, HOME);
  expect(safety.approvals.takeOrAsk(there.hash, pay(1))).not.toBeNull();
  expect(safety.approvals.takeOrAsk(here.hash, pay(2))).not.toBeNull();
  expect(safety.approvals.takeOrAsk(here.hash, { ...pay(1), details: { amount: 1, to: "x" } })).toBeNull();
  expect(safety.approvals.takeOrAsk(here.hash, pay(1))).not.toBeNull();
  const again = safety.approvals.takeOrAsk(here.hash, pay(1));
  await safety.approvals.approve(here, ada, again?.id ?? "", { password: PASSWORD }, HOME);
  house.nowMs += 5 * 60_000;
  expect(safety.approvals.takeOrAsk(here.hash, pay(1))).not.toBeNull();
});

test("ACC-003 ASVS-6.3.4 ASVS-7.5.1 with an authenticator app a password alone approves nothing, and a code approves one thing", async () => {
  const { house, identity, safety, ada } = await anAda();
  const secret = await enrolApp(house, identity, ada);
  const { session } = await identity.openSession(ada);
  expect(safety.approvals.kindsFor(ada.id)).toEqual(["password and code"]);
  const ask = (action: string) => safety.approvals.takeOrAsk(session.hash, { action, details: {}, says: action })?.id ?? "";
  await expect(safety.approvals.approve(session, ada, ask("one"), { password: PASSWORD }, HOME)).rejects.toThrow(WrongProofError);
  const proof = { password: PASSWORD, code: codeAt(secret, house.nowMs) };
  await safety.approvals.approve(session, ada, ask("one"), proof, HOME);
  await expect(safety.approvals.approve(session, ada, ask("two"), proof, HOME)).rejects.toThrow(WrongProofError);
});

test("ACC-001 the link of a letter confirms an address once, the newest alone, within two hours, and after a restart", async () => {
  const { house, identity, safety, ada } = await anAda();
  const first = house.token("verifyAddress");
  await safety.signUps.again("ada@example.com");
  const second = house.token("verifyAddress");
  await expect(safety.confirmAddress(first, house.openAccount, HOME)).rejects.toThrow(WrongProofError);
  await expect(safety.confirmAddress(`${second}x`, house.openAccount, HOME)).rejects.toThrow(WrongProofError);
  expect(house.bytesOnDisk()).not.toContain(second.split(".")[1]);
  await identity.close();
  const { safety: later } = await house.open();
  expect(await later.confirmAddress(second, house.openAccount, HOME)).toMatchObject({ id: ada.id });
  expect(later.proof.isProved(ada.id)).toBe(true);
  await expect(later.confirmAddress(second, house.openAccount, HOME)).rejects.toThrow(WrongProofError);
});

test("ACC-001 in production there is no person before the proof; the last form's password is theirs, and 2 hours are all there are", async () => {
  const house = new House();
  const kek = `${house.dataDir}/kek`;
  writeFileSync(kek, randomBytes(32).toString("base64"), { mode: 0o600 });
  const production = { mode: "production", kekFile: kek } as const;
  const open = () => house.open(production, { passwordCost: { memoryKiB: 19_456, passes: 2, parallelism: 1 } });
  const identity = await open();
  const form = (password: string) => identity.signUp("ada@example.com", password, house.openAccount, HOME);
  expect(await form("the thief's long password")).toEqual({ ok: true, user: null });
  const early = house.token("verifyAddress");
  expect(await form(PASSWORD)).toEqual({ ok: true, user: null });
  expect(house.accountsOpened).toBe(0);
  expect(await identity.signIn("ada@example.com", PASSWORD)).toBeNull();
  await expect(identity.safety.confirmAddress(early, house.openAccount, HOME)).rejects.toThrow(WrongProofError);
  await identity.close();
  const later = await open();
  expect(later.recipientOf(house.letters.at(-1)?.person ?? 0)).toMatchObject({ address: "ada@example.com" });
  const ada = await later.safety.confirmAddress(house.token("verifyAddress"), house.openAccount, HOME);
  expect(house.accountsOpened).toBe(1);
  expect(await later.signIn("ada@example.com", PASSWORD)).toEqual(ada);
  await later.signUp("bob@example.com", PASSWORD, house.openAccount, HOME);
  house.nowMs += 2 * 3_600_000;
  await expect(later.safety.confirmAddress(house.token("verifyAddress"), house.openAccount, HOME)).rejects.toThrow(WrongProofError);
});

test("ACC-003 a factor is renamed by its owner, and an unknown one is not", async () => {
  const { house, identity, safety, ada, record } = await anAda();
  await enrolApp(house, identity, ada);
  await safety.renameFactor(ada.id, record().totp?.id ?? "", "Old phone", HOME);
  expect(record().totp?.name).toBe("Old phone");
  await expect(safety.renameFactor(ada.id, "x", "Name", HOME)).rejects.toThrow(RefusedError);
});
