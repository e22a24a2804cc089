import { expect, test } from "vitest";
import { judgeTakeover, TAKEOVER_RULES, type WatchedEntry } from "./takeover.ts";

const HOUR_MS = 3_600_000;
const OWN = { device: "Firefox, Linux", address: "203.0.113.40" };
const STRANGE = { device: "Chrome, Windows", address: "198.51.100.7" };
const at = (hours: number, what: string, from = OWN): WatchedEntry => ({ atMs: hours * HOUR_MS, what, ...from });
const steps = (entries: readonly WatchedEntry[]) => judgeTakeover(entries, TAKEOVER_RULES).map(({ step }) => step);
const OPENED = at(0, "Account opened");

test("WCH-001 a new device that touches a factor and then makes a key to withdraw is held, whatever the points", () => {
  const cheap = { ...TAKEOVER_RULES, points: Object.fromEntries(Object.keys(TAKEOVER_RULES.points).map((sign) => [sign, 0])) as never };
  const taken = [
    OPENED,
    at(1_000, "Signed in with password", STRANGE),
    at(1_001, "Authenticator app added", STRANGE),
    at(1_026, "Key made: bot (withdraw)", STRANGE),
  ];
  const [, , before, last] = judgeTakeover(taken, cheap);
  expect(before).toMatchObject({ step: "none", isPattern: false });
  expect(last).toMatchObject({ step: "hold", isPattern: true, rules: 1 });
  expect(steps(taken).at(-1)).toBe("call");
});

test("WCH-001 signs add up within 72 hours and are forgotten after", () => {
  const signs = [
    at(1_000, "Signed in with password", STRANGE),
    at(1_001, "Password changed", STRANGE),
    at(1_002, "Key made: bot", STRANGE),
  ];
  expect(steps([OPENED, ...signs])).toEqual(["none", "none", "tell", "hold"]);
  expect(steps([OPENED, at(900, "Signed in with password", STRANGE), at(1_001, "Password changed"), at(1_002, "Key made: bot")])).toEqual([
    "none",
    "none",
    "none",
    "tell",
  ]);
});

test("WCH-001 replayed over histories of owners who set up their own account, the rules hold nobody", () => {
  const setUp = [
    OPENED,
    at(0.1, "Address confirmed"),
    at(0.2, "Authenticator app added"),
    at(0.3, "Recovery codes made"),
    at(26, "Key made: bot (order, withdraw)"),
    at(27, "Withdrawal address saved: cold"),
    at(900, "Signed in with passkey", { ...OWN, device: "Safari, iPhone" }),
    at(1_500, "Signed in with passkey", { ...OWN, address: "203.0.113.99" }),
    at(2_000, "Password changed"),
  ];
  expect(steps(setUp).filter((step) => step === "hold" || step === "call")).toEqual([]);
});
