import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { LetterParams, TemplateId } from "../mail/templates.ts";
import { RefusedError, ThrottledError, WrongProofError } from "./errors.ts";
import { codeAt, ELSEWHERE, enrolApp, HOME, House, PASSWORD } from "./testing.ts";

const HOUR_MS = 3_600_000;
/** An attempt that is expected to fail, and whose words another test reads. */
const refused = (error: Error) => error.message;
const NEW_PASSWORD = "another quiet harbour";

async function anAda() {
  const house = new House();
  const identity = await house.open();
  const ada = await house.signUp(identity, "ada@example.com");
  const { safety } = identity;
  const record = () => safety.desk.records.of(ada.id);
  const begin = (password: string, whence = ELSEWHERE) => safety.signIns.begin("ada@example.com", password, whence, true);
  const verify = () => safety.confirmAddress(house.token("verifyAddress"), house.openAccount, HOME);
  return { house, identity, ada, safety, record, begin, verify };
}

test("ACC-004 ASVS-6.3.1 ASVS-6.1.1 an attacker who fails without end never slows the owner's known device, and an unknown address is throttled alike", async () => {
  const { house, safety, ada, begin } = await anAda();
  const { token } = await safety.devices.remember(ada.id, HOME);
  const home = { ...HOME, deviceToken: token };
  const fail = async (email: string) => {
    for (let i = 0; i < 40; i++) {
      const error = await safety.signIns.begin(email, "wrong", ELSEWHERE, false).catch((one: Error) => one);
      if (error instanceof ThrottledError) return { at: i, wait: error.retryAfterSeconds };
    }
    return null;
  };
  const known = await fail("ada@example.com");
  expect(known).toEqual({ at: 6, wait: 2 });
  expect(await fail("nobody@example.com")).toEqual(known);
  await expect(begin(PASSWORD)).rejects.toThrow(ThrottledError);
  expect(await begin(PASSWORD, home)).toMatchObject({ next: "done" });
  expect(house.letters.filter(({ template }) => template === "signInsFailed")).toHaveLength(1);
  for (let i = 0; i < 11; i++) await begin("wrong", home).catch(refused);
  await expect(begin(PASSWORD, home)).rejects.toThrow(ThrottledError);
  house.nowMs += 60_000;
  expect(await begin(PASSWORD, home)).toMatchObject({ next: "done" });
});

test("ACC-004 ASVS-6.3.5 a new device waits for the owner's letter, shows the letter's number, and gets its session where it began", async () => {
  const { house, safety, begin, verify } = await anAda();
  expect(await begin(PASSWORD)).toMatchObject({ next: "done" });
  await verify();
  const step = await begin(PASSWORD);
  if (step.next !== "newDevice") throw new Error(step.next);
  expect(await safety.signIns.look(step.flow)).toEqual(step);
  const token = house.token("approveDevice");
  expect(safety.signIns.showDevice(token)).toMatchObject({ number: step.number, address: ELSEWHERE.address });
  await safety.signIns.decideDevice(token, true);
  expect(await safety.signIns.look(step.flow)).toMatchObject({ next: "done", by: "password" });
  await expect(safety.signIns.look(step.flow)).rejects.toThrow(WrongProofError);
  const refused = await begin(PASSWORD);
  await safety.signIns.decideDevice(house.token("approveDevice"), false);
  await expect(safety.signIns.look("flow" in refused ? refused.flow : "")).rejects.toThrow("did not let this device in");
});

test("ACC-003 ASVS-6.3.5 with an app a password leads to a second step; a wrong code is told to the owner, five end the flow", async () => {
  const { house, identity, safety, ada, begin } = await anAda();
  const secret = await enrolApp(house, identity, ada);
  const step = await begin(PASSWORD);
  if (step.next !== "secondFactor") throw new Error(step.next);
  expect(step.by).toEqual(["code"]);
  await expect(safety.signIns.giveCode(step.flow, "000000")).rejects.toThrow(WrongProofError);
  expect(house.letters.at(-1)).toMatchObject({ template: "secondFactorFailed" });
  expect(await safety.signIns.giveCode(step.flow, codeAt(secret, house.nowMs))).toMatchObject({ next: "done", by: "password and code" });
  const again = await begin(PASSWORD);
  for (let i = 0; i < 5; i++) await safety.signIns.giveCode("flow" in again ? again.flow : "", "000000").catch(refused);
  await expect(safety.signIns.giveCode("flow" in again ? again.flow : "", codeAt(secret, house.nowMs))).rejects.toThrow("took too long");
});

test("ACC-005 ASVS-7.5.2 ASVS-7.4.3 sessions are listed with their browsers, and one or all others end at once, their sockets told", async () => {
  const { identity, safety, ada } = await anAda();
  const about = { device: "Firefox, Linux", address: "203.0.113.40", deviceHash: null, by: "password" };
  const [one, two, three] = [
    await identity.openSession(ada, about),
    await identity.openSession(ada, about),
    await identity.openSession(ada, about),
  ];
  const told: (string | undefined)[] = [];
  identity.onRevoked(({ sessionHash }) => told.push(sessionHash));
  expect(safety.desk.sessions.of(ada.id).map(({ about: { device } }) => device)).toEqual(Array(3).fill("Firefox, Linux"));
  await safety.endSessions(three.session, one.session.hash, HOME);
  expect(told).toEqual([one.session.hash]);
  await safety.endSessions(three.session, null, HOME);
  expect(told).toEqual([one.session.hash, two.session.hash]);
  expect(identity.session(three.token)).not.toBeNull();
  await expect(safety.endSessions(three.session, "x", HOME)).rejects.toThrow(RefusedError);
});

test("ACC-006 ASVS-6.4.3 ASVS-6.3.6 ASVS-6.5.5 a letter sets a password anew within 10 minutes, never past a second factor, and ends all sessions", async () => {
  const { house, identity, safety, ada, record, begin } = await anAda();
  const secret = await enrolApp(house, identity, ada);
  const { token: session } = await identity.openSession(ada);
  await safety.resets.forgot("nobody@example.com", ELSEWHERE);
  expect(house.letters.at(-1)).toMatchObject({ person: 0, template: "nobody" });
  await safety.resets.forgot("ada@example.com", ELSEWHERE);
  const token = house.token("resetPassword");
  await expect(safety.resets.reset(token, NEW_PASSWORD, "", HOME)).rejects.toThrow("is wanted too");
  await expect(safety.resets.reset(token, "short", "000000", HOME)).rejects.toThrow(RefusedError);
  await safety.resets.reset(token, NEW_PASSWORD, codeAt(secret, house.nowMs), HOME);
  expect(identity.session(session)).toBeNull();
  expect(record().holds).toEqual([{ reason: "The password was changed", untilMs: house.nowMs + 24 * HOUR_MS }]);
  await expect(safety.resets.reset(token, NEW_PASSWORD, codeAt(secret, house.nowMs), HOME)).rejects.toThrow(WrongProofError);
  await expect(begin(PASSWORD)).rejects.toThrow(WrongProofError);
  expect(await begin(NEW_PASSWORD)).toMatchObject({ next: "secondFactor" });
  await safety.resets.forgot("ada@example.com", ELSEWHERE);
  house.nowMs += 10 * 60_000;
  await expect(safety.resets.reset(house.token("resetPassword"), NEW_PASSWORD, "", HOME)).rejects.toThrow(WrongProofError);
});

test("ACC-007 for seven days the letter takes a change of the password back, however often it was changed since, and one that had to be changed still has to", async () => {
  const house = new House();
  const identity = await house.open();
  const ada = await house.signUp(identity, "ada@example.com");
  const { safety } = identity;
  const thief = "the password of a thief";
  const { session } = await identity.openSession(ada);
  await safety.resets.change(ada, thief, session.hash, ELSEWHERE);
  const first = house.token("passwordChanged");
  await safety.resets.change(ada, `${thief} again`, session.hash, ELSEWHERE);
  const second = house.token("passwordChanged");
  house.nowMs += 6 * 24 * 3_600_000;
  await safety.formerPasswords.undo(first, HOME);
  expect(safety.desk.sessions.of(ada.id)).toEqual([]);
  expect((await identity.signIn(ada.email, PASSWORD))?.id).toBe(ada.id);
  expect(await identity.signIn(ada.email, `${thief} again`)).toBeNull();
  expect(safety.withdrawalHolds(ada.id)).toMatchObject([{ reason: "The password was changed", untilMs: house.nowMs + 24 * 3_600_000 }]);
  expect(house.letters.at(-1)).toMatchObject({ person: ada.id, template: "passwordBack" });
  for (const used of [first, second]) await expect(safety.formerPasswords.undo(used, HOME)).rejects.toThrow("too old or was used");
  // A leaked one comes back no better than it was.
  await safety.resets.force(ada.id, "it leaked", "batch");
  await safety.resets.reset(house.token("mustReset"), `${PASSWORD} of today`, "", HOME);
  await identity.close();
  const after = await house.open();
  await after.safety.formerPasswords.undo(house.token("passwordChanged"), HOME);
  await expect(after.safety.signIns.begin(ada.email, PASSWORD, HOME, false)).rejects.toThrow("not correct");
  expect(after.safety.desk.records.of(ada.id).passwordMustChange).toMatchObject({ reason: "it leaked" });
  await after.safety.resets.reset(house.token("resetPassword"), `${PASSWORD} of tomorrow`, "", HOME);
  house.nowMs += 7 * 24 * 3_600_000;
  await expect(after.safety.formerPasswords.undo(house.token("passwordChanged"), HOME)).rejects.toThrow("too old or was used");
});

test("ACC-006 ASVS-6.4.6 ASVS-7.4.5 a forced reset lets nobody in with the old password, and its owner sets the new one by the letter", async () => {
  const { house, identity, safety, ada, record, begin } = await anAda();
  const { token: session } = await identity.openSession(ada);
  await safety.resets.force(ada.id, "addresses were disclosed", "batch 1");
  await safety.resets.force(ada.id, "addresses were disclosed", "batch 1");
  expect(house.letters.filter(({ template }) => template === "mustReset")).toHaveLength(1);
  expect(identity.session(session)).toBeNull();
  expect(safety.isKeyRestricted({ userId: ada.id, createdAtMs: 0 })).toBe(true);
  await expect(begin(PASSWORD)).rejects.toThrow("Email, password or code is not correct.");
  await safety.resets.reset(house.token("resetPassword"), NEW_PASSWORD, "", HOME);
  expect(record().passwordMustChange).toBeNull();
  expect(safety.isKeyRestricted({ userId: ada.id, createdAtMs: 0 })).toBe(false);
});

test("ACC-006 ASVS-6.4.4 a recovery takes 72 hours and three letters, each cancels it; done, factors and keys are gone and withdrawals wait 7 days", async () => {
  const { house, identity, safety, ada, record, begin } = await anAda();
  await enrolApp(house, identity, ada);
  await identity.createKey(ada, { name: "bot", permissions: ["order"] });
  await safety.recoveries.ask("ada@example.com", ELSEWHERE);
  await safety.recoveries.cancelByToken(house.token("recoveryAsked"), HOME);
  expect(record().recovery).toBeNull();
  const startedMs = await safety.recoveries.begin(ada.id, ELSEWHERE);
  for (let hour = 0; hour < 72; hour += 12) {
    house.nowMs += 12 * HOUR_MS;
    await safety.sweep();
  }
  expect(house.nowMs).toBe(startedMs);
  expect(house.letters.slice(-3).map(({ template }) => template)).toEqual(["recoveryReminder", "recoveryReminder", "recoveryReady"]);
  await safety.recoveries.finish(house.token("recoveryReady"), NEW_PASSWORD, HOME);
  expect(record()).toMatchObject({ totp: null, recoveryCodes: null, recovery: null });
  expect(identity.keysOf(ada.id).map(({ enabled }) => enabled)).toEqual([false]);
  expect(record().holds.map(({ reason, untilMs }) => [reason, untilMs - house.nowMs])).toContainEqual([
    "The account was recovered",
    168 * HOUR_MS,
  ]);
  expect(await begin(NEW_PASSWORD)).toMatchObject({ next: "done" });
});

test("ACC-007 ASVS-6.3.7 ASVS-6.5.6 removing a factor waits 24 hours, can be cancelled by letter or session, and then holds withdrawals for 48", async () => {
  const { house, identity, safety, ada, record } = await anAda();
  await enrolApp(house, identity, ada);
  const id = record().totp?.id ?? "";
  await safety.askRemoval(ada.id, id, HOME);
  await safety.changes.cancelByToken(house.token("changeAsked"), ELSEWHERE);
  const first = await safety.askRemoval(ada.id, id, HOME);
  house.nowMs += 23 * HOUR_MS;
  expect(await safety.askRemoval(ada.id, id, HOME)).toEqual(first);
  await safety.sweep();
  expect(record().totp).not.toBeNull();
  house.nowMs += HOUR_MS;
  await safety.sweep();
  expect(record()).toMatchObject({ totp: null, changes: [] });
  expect(safety.withdrawalHolds(ada.id)).toEqual([{ reason: "A factor was removed", untilMs: house.nowMs + 48 * HOUR_MS }]);
});

test("ACC-006 ACC-007 what is cancelled while the round of others is on its way is not carried out", async () => {
  const house = new House();
  let whileTold: ((person: number) => Promise<void>) | null = null;
  const mailer = {
    send: async (person: number, template: TemplateId, params: LetterParams) => {
      house.letters.push({ person, template, params });
      await whileTold?.(person);
    },
    sendNobody: async () => undefined,
  };
  const identity = await house.open({ mailer });
  const { safety } = identity;
  const [first, second] = [await house.signUp(identity, "first@example.com"), await house.signUp(identity, "second@example.com")];
  for (const { id } of [first, second]) {
    await safety.changes.ask(id, { kind: "lock.open", what: "open the settings lock", params: {}, waitMs: HOUR_MS }, HOME);
    await safety.recoveries.begin(id, HOME);
  }
  house.nowMs += 72 * HOUR_MS;
  whileTold = async (person) => {
    whileTold = null;
    expect(person).toBe(first.id);
    for (const { id } of safety.desk.records.of(second.id).changes) await safety.changes.cancel(second.id, id, HOME);
    await safety.recoveries.cancel(second.id, HOME);
  };
  house.letters.length = 0;
  await safety.sweep();
  const told = (id: number) => house.letters.filter(({ person }) => person === id).map(({ template }) => template);
  expect(told(first.id)).toEqual(["changeDone", "recoveryReady"]);
  expect(told(second.id)).toEqual(["changeCancelled", "recoveryCancelled"]);
  expect(safety.desk.records.of(second.id)).toMatchObject({ changes: [], recovery: null });
});

test("ACC-007 the settings lock shuts at once; it opens with the master key after its wait, and a shorter wait waits the old one", async () => {
  const { house, safety, ada, record } = await anAda();
  await safety.locks.lock(ada.id, "my own master key words", 3, HOME);
  expect(() => safety.locks.requireOpen(ada.id)).toThrow(RefusedError);
  await expect(safety.locks.open(ada.id, PASSWORD, ELSEWHERE)).rejects.toThrow(WrongProofError);
  expect(house.letters.at(-1)).toMatchObject({ template: "settingChanged", params: { what: expect.stringContaining("wrong master key") } });
  await safety.locks.lock(ada.id, "my own master key words", 5, HOME);
  expect(record().lock?.waitMs).toBe(5 * 24 * HOUR_MS);
  await safety.locks.lock(ada.id, "my own master key words", 1, HOME);
  expect(record().lock?.waitMs).toBe(5 * 24 * HOUR_MS);
  const change = await safety.locks.open(ada.id, "my own master key words", HOME);
  expect(change.effectiveAtMs - house.nowMs).toBe(5 * 24 * HOUR_MS);
  house.nowMs = change.effectiveAtMs;
  await safety.sweep();
  expect(record().lock).toBeNull();
  safety.locks.requireOpen(ada.id);
});

test("ACC-007 'this was not me' freezes without signing in, once a letter; lifting it takes 24 hours", async () => {
  const { house, identity, safety, ada } = await anAda();
  const { token: session } = await identity.openSession(ada);
  const freeze = house.letters.at(-1)?.params["freeze"] ?? "";
  await expect(safety.freezing.freezeByToken(`${freeze}0`, ELSEWHERE)).rejects.toThrow(WrongProofError);
  await safety.freezing.freezeByToken(freeze, ELSEWHERE);
  expect(identity.session(session)).toBeNull();
  expect(safety.withdrawalHolds(ada.id)).toEqual([{ reason: "The account is frozen", untilMs: null }]);
  expect(safety.isKeyRestricted({ userId: ada.id, createdAtMs: 0 })).toBe(true);
  await expect(safety.freezing.freezeByToken(freeze, ELSEWHERE)).rejects.toThrow(WrongProofError);
  await safety.freezing.askThaw(ada.id, HOME);
  house.nowMs += 24 * HOUR_MS;
  await safety.sweep();
  expect(safety.withdrawalHolds(ada.id)).toEqual([]);
});

test("ACC-009 ASVS-16.4.2 ASVS-16.3.1 the log is a chain of hashes that whoever has it can compute, over restarts too", async () => {
  const { house, identity, safety, ada } = await anAda();
  await safety.setPhrase(ada.id, "blue heron", HOME);
  await identity.close();
  const later = await house.open();
  await later.safety.renameFactor(ada.id, "x", "y", HOME).catch(refused);
  await later.safety.setPhrase(ada.id, "grey heron", HOME);
  const rows = await later.safety.desk.activity.read(ada.id, { category: null, afterSeq: 0, count: 100, start: 0 });
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_row, i) => i + 1));
  let previous = "0".repeat(64);
  for (const row of rows) {
    const fields = [previous, row.seq, row.at_ms, row.category, row.what, row.device, row.address, row.result];
    expect(row.prev_hash).toBe(previous);
    expect(row.hash).toBe(createHash("sha256").update(JSON.stringify(fields)).digest("hex"));
    previous = row.hash;
  }
  expect(rows.length).toBeGreaterThan(2);
  const ours = await later.safety.desk.activity.read(ada.id, { category: "signIn", afterSeq: null, count: 100, start: 0 });
  expect(ours).toEqual([]);
});

test("ACC-008 ASVS-7.4.2 the phrase goes with every letter from then on, and a closed account signs nobody in", async () => {
  const { identity, safety, ada, begin } = await anAda();
  await expect(safety.setPhrase(ada.id, "abc", HOME)).rejects.toThrow(RefusedError);
  await safety.setPhrase(ada.id, "blue heron", HOME);
  expect(identity.recipientOf(ada.id)).toEqual({ address: "ada@example.com", phrase: "blue heron" });
  await safety.close(ada.id, HOME);
  await expect(begin(PASSWORD)).rejects.toThrow(WrongProofError);
});

test("ACC-004 letters that a stranger sets off are bounded by network, whomever they are for, and other networks go on", async () => {
  const { house, safety } = await anAda();
  for (let i = 0; i < 11; i++) await safety.countLetterFrom(ELSEWHERE);
  await expect(safety.countLetterFrom(ELSEWHERE)).rejects.toThrow("Too many attempts");
  await safety.countLetterFrom(HOME);
  house.nowMs += HOUR_MS;
  await safety.countLetterFrom(ELSEWHERE);
});
