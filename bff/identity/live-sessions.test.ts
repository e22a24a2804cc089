import { describe, expect, test } from "vitest";
import { LiveSessions, MAX_SESSIONS_PER_USER, SESSION_IDLE_MS, SESSION_LIFETIME_MS, TOUCH_INTERVAL_MS } from "./live-sessions.ts";
import { NOWHERE } from "./sessions.ts";
import { NOON_MS } from "./testing.ts";

const aSession = (hash: string, userId = 1, beganAtMs = NOON_MS) => ({
  hash,
  userId,
  account: userId,
  createdAtMs: beganAtMs,
  lastSeenAtMs: beganAtMs,
  about: NOWHERE,
});
const hashes = (sessions: readonly { readonly hash: string }[]) => sessions.map(({ hash }) => hash);

describe("the open sessions", () => {
  test("their last use is due to be stored once a minute", () => {
    const sessions = new LiveSessions();
    sessions.add(aSession("a"), "a");
    expect(sessions.touch("a", NOON_MS + TOUCH_INTERVAL_MS - 1)).toBe(false);
    expect(sessions.touch("a", NOON_MS + TOUCH_INTERVAL_MS)).toBe(true);
    expect(sessions.touch("a", NOON_MS + TOUCH_INTERVAL_MS + 1)).toBe(false);
    expect(sessions.touch("a", NOON_MS + 2 * TOUCH_INTERVAL_MS)).toBe(true);
    expect(sessions.touch("unknown", NOON_MS)).toBe(false);
  });

  test("a clock that was set back takes nothing from the last use", () => {
    const sessions = new LiveSessions();
    sessions.add(aSession("a"), "a");
    sessions.touch("a", NOON_MS - 3_600_000);
    expect(sessions.ofToken("a", NOON_MS)?.lastSeenAtMs).toBe(NOON_MS);
  });

  test("the oldest beyond ten have to go, each user's own", () => {
    const sessions = new LiveSessions();
    for (let number = 0; number < MAX_SESSIONS_PER_USER + 2; number++)
      sessions.add(aSession(`a${number}`, 1, NOON_MS + number), `a${number}`);
    for (let number = 0; number < MAX_SESSIONS_PER_USER; number++) sessions.add(aSession(`b${number}`, 2, NOON_MS + number), `b${number}`);
    expect(hashes(sessions.excess(1, NOON_MS))).toEqual(["a0", "a1"]);
    expect(sessions.excess(2, NOON_MS)).toEqual([]);
    expect(sessions.excess(3, NOON_MS)).toEqual([]);
    expect(hashes(sessions.allExcess(NOON_MS))).toEqual(["a0", "a1"]);
    sessions.remove("a5");
    expect(hashes(sessions.excess(1, NOON_MS))).toEqual(["a0"]);
  });

  test("one that is over does not push out one that is not", () => {
    const sessions = new LiveSessions();
    sessions.add(aSession("used"), "used");
    for (let number = 0; number < MAX_SESSIONS_PER_USER; number++)
      sessions.add(aSession(`idle${number}`, 1, NOON_MS + number), `idle${number}`);
    sessions.touch("used", NOON_MS + SESSION_IDLE_MS);
    expect(hashes(sessions.excess(1, NOON_MS + SESSION_IDLE_MS + 5))).toEqual(["idle0", "idle1", "idle2", "idle3", "idle4", "idle5"]);
    expect(hashes(sessions.allExcess(NOON_MS + SESSION_LIFETIME_MS))).toContain("used");
  });
});
