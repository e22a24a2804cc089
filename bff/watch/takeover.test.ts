import { expect, test } from "vitest";
import { enrolApp, HOME, House, PASSWORD } from "../identity/testing.ts";
import { judgeTakeover, TAKEOVER_RULES, type WatchedEntry } from "./takeover.ts";

const HOUR_MS = 3_600_000;
const OWN = { device: "Firefox, Linux", address: "203.0.113.40" };
const STRANGE = { device: "Chrome, Windows", address: "198.51.100.7" };
type Unnumbered = Omit<WatchedEntry, "seq">;
const at = (hours: number, what: string, from = OWN): Unnumbered => ({ atMs: hours * HOUR_MS, what, ...from });
const numbered = (entries: readonly Unnumbered[]): readonly WatchedEntry[] => entries.map((entry, i) => ({ ...entry, seq: i + 1 }));
const judge = (entries: readonly Unnumbered[], rules = TAKEOVER_RULES) => judgeTakeover(numbered(entries), rules);
const steps = (entries: readonly Unnumbered[]) => judge(entries).map(({ step }) => step);
const OPENED = at(0, "Account opened");

test("WCH-001 a new device that touches a factor and then makes a key to withdraw is held, whatever the points", () => {
  const cheap = { ...TAKEOVER_RULES, points: Object.fromEntries(Object.keys(TAKEOVER_RULES.points).map((sign) => [sign, 0])) as never };
  const taken = [
    OPENED,
    at(1_000, "Signed in with password", STRANGE),
    at(1_001, "Authenticator app added", STRANGE),
    at(1_026, "Key made: bot (withdraw)", STRANGE),
  ];
  const [, , before, last] = judge(taken, cheap);
  expect(before).toMatchObject({ step: "none", isPattern: false });
  expect(last).toMatchObject({ step: "hold", isPattern: true, rules: TAKEOVER_RULES.version });
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

test("WCH-001 a key's name is no permission, and a key made where nobody signed in counts for more", () => {
  const signs = (what: string, from = OWN) => judge([OPENED, at(1, what, from)]).at(-1)?.signs;
  expect(signs("Key made: withdraw bot (read)")).toEqual(["keyMade"]);
  expect(signs("Key made: bot (order, withdraw)")).toEqual(["keyMade", "withdrawKey"]);
  expect(signs("Key made: bot (read)", STRANGE)).toEqual(["keyMade", "keyNetwork"]);
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

test("WCH-001 what a person does with their safety is a sign in the very words of their log", async () => {
  const house = new House();
  const identity = await house.open();
  const ada = await house.signUp(identity, "ada@example.com");
  const { safety } = identity;
  await enrolApp(house, identity, ada);
  await safety.setPhrase(ada.id, "blue heron", HOME);
  await safety.askRemoval(ada.id, safety.desk.records.of(ada.id).totp?.id ?? "", HOME);
  const [code = ""] = await safety.codes.make(ada, HOME);
  await safety.codes.use(ada.id, code, HOME);
  await safety.resets.change(ada, `${PASSWORD} of another kind`, "", HOME);
  await safety.addressChanges.ask(ada, "ada@new.example", HOME);
  const { session } = await identity.openSession(ada);
  await safety.endSessions(session, null, HOME);
  const rows = await safety.desk.activity.read(ada.id, { category: null, afterSeq: 0, count: 100, start: 0 });
  const entries = rows.map(({ seq, at_ms, what, device, address }) => ({ seq, atMs: at_ms, what, device, address }));
  const signs = entries.map((entry) => judgeTakeover([entry], TAKEOVER_RULES)[0]?.signs ?? []);
  expect(new Set(signs.flat())).toEqual(new Set(["mailTouched", "factorRemoved", "recoveryCode", "passwordReset", "sessionsEnded"]));
});
