import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { MAX_SESSIONS_PER_USER, SESSION_IDLE_MS, SESSION_LIFETIME_MS, SESSION_OPEN_IDLE_MS, TOUCH_INTERVAL_MS } from "./live-sessions.ts";
import type { Revocation } from "./people.ts";
import { NOWHERE } from "./sessions.ts";
import { House, NOON_MS } from "./testing.ts";

async function aHouseWithAda() {
  const house = new House();
  const identity = await house.open();
  const ada = await house.signUp(identity, "ada@example.com");
  const revoked: Revocation[] = [];
  const stopListening = identity.onRevoked((what) => revoked.push(what));
  return { house, identity, ada, revoked, stopListening };
}

test("UI-001 ASVS-7.2.3 ASVS-11.5.1 a token opens its session, and no other text does", async () => {
  const { identity, ada } = await aHouseWithAda();
  const { token, session } = await identity.openSession(ada);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(session).toEqual({
    hash: createHash("sha256").update(token).digest("hex"),
    userId: ada.id,
    account: ada.account,
    createdAtMs: NOON_MS,
    lastSeenAtMs: NOON_MS,
    about: NOWHERE,
  });
  expect(identity.session(token)).toMatchObject(session);
  const near = (token.startsWith("A") ? "B" : "A") + token.slice(1);
  for (const other of ["", near, session.hash, token.slice(1), `${token}=`, `${token} `]) expect(identity.session(other)).toBeNull();
});

test("UI-001 ASVS-7.4.1 signing out ends that session for good, tells who listens, and leaves the others", async () => {
  const { house, identity, ada, revoked } = await aHouseWithAda();
  const [one, other] = [await identity.openSession(ada), await identity.openSession(ada)];
  await identity.endSession(one.token);
  expect(identity.session(one.token)).toBeNull();
  expect(identity.session(other.token)).not.toBeNull();
  expect(revoked).toEqual([{ sessionHash: one.session.hash, account: ada.account }]);
  await identity.endSession(one.token);
  await identity.endSession("no token");
  expect(revoked).toHaveLength(1);
  await identity.close();
  const after = await house.open();
  expect(after.session(one.token)).toBeNull();
  expect(after.session(other.token)).not.toBeNull();
});

test("ACC-003 ASVS-7.2.4 a session's token is replaced: the one before opens it for ten seconds more, and sockets and restarts know it by its name", async () => {
  const { house, identity, ada, revoked } = await aHouseWithAda();
  const { token, session } = await identity.openSession(ada);
  const { sessions } = identity.safety.desk;
  const next = (await sessions.replaceToken(session)) ?? "";
  expect([token, next].map((one) => identity.session(one)?.hash)).toEqual([session.hash, session.hash]);
  house.nowMs += 10_000;
  expect([token, next].map((one) => identity.session(one)?.hash)).toEqual([undefined, session.hash]);
  await identity.close();
  const after = await house.open();
  const stop = after.onRevoked((what) => revoked.push(what));
  expect([token, next].map((one) => after.session(one)?.hash)).toEqual([undefined, session.hash]);
  await after.endSession(next);
  expect(revoked).toEqual([{ sessionHash: session.hash, account: ada.account }]);
  expect(after.session(next)).toBeNull();
  expect(await after.safety.desk.sessions.replaceToken(session)).toBeNull();
  stop();
});

test("a session is dead from the moment it is ended, before the disk has it", async () => {
  const { identity, ada } = await aHouseWithAda();
  const { token } = await identity.openSession(ada);
  const ended = identity.endSession(token);
  expect(identity.session(token)).toBeNull();
  await ended;
});

test("who stopped listening is not told", async () => {
  const { identity, ada, revoked, stopListening } = await aHouseWithAda();
  const { token } = await identity.openSession(ada);
  stopListening();
  await identity.endSession(token);
  expect(revoked).toEqual([]);
});

test("UI-001 a session ends after 60 minutes in which it was not used", async () => {
  const { house, identity, ada, revoked } = await aHouseWithAda();
  const { token, session } = await identity.openSession(ada);
  house.nowMs += SESSION_IDLE_MS - 1;
  expect(identity.session(token)).not.toBeNull();
  house.nowMs += SESSION_IDLE_MS - 1;
  expect(identity.session(token)?.lastSeenAtMs).toBe(house.nowMs);
  house.nowMs += SESSION_IDLE_MS;
  expect(identity.session(token)).toBeNull();
  expect(revoked).toEqual([{ sessionHash: session.hash, account: ada.account }]);
  house.nowMs -= SESSION_IDLE_MS;
  expect(identity.session(token)).toBeNull();
  expect(SESSION_IDLE_MS).toBe(60 * 60_000);
});

test("UI-001 a session ends after 24 hours however much it is used", async () => {
  const { house, identity, ada } = await aHouseWithAda();
  const { token } = await identity.openSession(ada);
  for (let hour = 0; hour < 47; hour++) {
    house.nowMs = NOON_MS + hour * (SESSION_IDLE_MS / 2);
    expect(identity.session(token)).not.toBeNull();
  }
  house.nowMs = NOON_MS + SESSION_LIFETIME_MS - 1;
  expect(identity.session(token)).not.toBeNull();
  house.nowMs = NOON_MS + SESSION_LIFETIME_MS;
  expect(identity.session(token)).toBeNull();
  expect(SESSION_LIFETIME_MS).toBe(24 * 3_600_000);
});

test("sessions that nobody asks for are ended too, and their sockets told", async () => {
  const { house, identity, ada, revoked } = await aHouseWithAda();
  const [idle, used] = [await identity.openSession(ada), await identity.openSession(ada)];
  house.nowMs += SESSION_IDLE_MS / 2;
  identity.session(used.token);
  house.nowMs += SESSION_IDLE_MS / 2;
  await identity.sweep();
  expect(revoked).toEqual([{ sessionHash: idle.session.hash, account: ada.account }]);
  expect(storedSessions(house)).toEqual([[used.session.hash, NOON_MS + SESSION_IDLE_MS / 2]]);
});

test("ASVS-7.1.2 the eleventh session ends the oldest", async () => {
  const { house, identity, ada, revoked } = await aHouseWithAda();
  const opened = await Promise.all(Array.from({ length: MAX_SESSIONS_PER_USER + 2 }, () => identity.openSession(ada)));
  const alive = opened.filter(({ token }) => identity.session(token) !== null);
  expect(alive).toEqual(opened.slice(2));
  expect(alive).toHaveLength(10);
  expect(revoked.map(({ sessionHash }) => sessionHash)).toEqual(opened.slice(0, 2).map(({ session }) => session.hash));
  expect(storedSessions(house)).toHaveLength(10);
  const log = await identity.safety.desk.activity.read(ada.id, { category: "signIn", afterSeq: null, count: 10, start: 0 });
  expect(log.map(({ what }) => what)).toEqual(Array(2).fill("The oldest session ended: ten are open at most"));
});

test("a session's use is written at most once a minute, and a restart knows it", async () => {
  const { house, identity, ada } = await aHouseWithAda();
  const { token, session } = await identity.openSession(ada);
  house.nowMs = NOON_MS + TOUCH_INTERVAL_MS - 1;
  identity.session(token);
  await identity.createKey(ada, { name: "a write, so that those before it are done", permissions: [] });
  expect(storedSessions(house)).toEqual([[session.hash, NOON_MS]]);
  house.nowMs = NOON_MS + SESSION_IDLE_MS - 1;
  identity.session(token);
  await identity.close();
  expect(storedSessions(house)).toEqual([[session.hash, house.nowMs]]);
  house.nowMs += SESSION_IDLE_MS - 1;
  expect((await house.open()).session(token)).toMatchObject({ userId: ada.id, account: ada.account });
});

test("sessions that ended while the exchange was down do not come back", async () => {
  const { house, identity, ada } = await aHouseWithAda();
  const { token } = await identity.openSession(ada);
  await identity.close();
  house.nowMs += SESSION_IDLE_MS;
  const after = await house.open();
  expect(storedSessions(house)).toEqual([]);
  expect(after.session(token)).toBeNull();
});

function storedSessions(house: House): Array<readonly unknown[]> {
  const database = new DatabaseSync(house.file, { readOnly: true });
  const rows = database.prepare("SELECT hash, last_seen_at_ms FROM session ORDER BY created_at_ms").all();
  database.close();
  return rows.map((row) => [row.hash, row.last_seen_at_ms]);
}

test("ACC-005 ASVS-7.3.1 ASVS-7.3.2 an hour without use ends a session, twelve where it stays open, a day ends any; sockets hear of it with the next sweep", async () => {
  const { house, identity, ada, revoked } = await aHouseWithAda();
  const [plain, open] = [await identity.openSession(ada), await identity.openSession(ada)];
  await identity.safety.desk.sessions.stayOpen(open.session, true);
  const areOpen = () => [plain, open].map(({ token }) => identity.session(token) !== null);
  house.nowMs += SESSION_IDLE_MS;
  await identity.sweep();
  expect(revoked).toEqual([{ sessionHash: plain.session.hash, account: ada.account }]);
  expect(areOpen()).toEqual([false, true]);
  house.nowMs += SESSION_OPEN_IDLE_MS - 1;
  expect(areOpen()).toEqual([false, true]);
  await identity.close();
  const after = await house.open();
  expect(after.session(open.token)?.about.staysOpen).toBe(true);
  house.nowMs = NOON_MS + SESSION_LIFETIME_MS;
  expect(after.session(open.token)).toBeNull();
});
