import { beforeEach, expect, test } from "vitest";
import type { SessionRow } from "../../bff/contract/operations/user.ts";
import { RestError } from "../rest/rest-error.ts";
import { usePreferences } from "../stores/preferences.ts";
import { useSession } from "../stores/session.ts";
import { followPreferences, PREFERENCE_NAME } from "./follow-preferences.ts";

const BEFORE = usePreferences.getState();

beforeEach(() => {
  usePreferences.setState(BEFORE, true);
  useSession.setState({ session: null });
});

/** A session of account 7 with these preferences, or of nobody. */
const session = (preferences: Readonly<Record<string, unknown>> | null): SessionRow =>
  ({ user: preferences === null ? null : { preferences }, account: preferences === null ? null : 7 }) as unknown as SessionRow;

/** A device and the exchange that it signs in at. */
function aDevice(left: { account: number | null } = { account: null }) {
  const saved: Record<string, unknown>[] = [];
  const waiting: (() => void)[] = [];
  const faults: RestError[] = [];
  const there: { prefs: Record<string, unknown> } = { prefs: {} };
  const look = followPreferences({
    read: async () => there.prefs,
    save: async (prefs) => {
      const fault = faults.shift();
      if (fault !== undefined) throw fault;
      saved.push(prefs);
      there.prefs = { ...there.prefs, ...prefs };
    },
    unsaved: {
      get: () => left.account,
      set: (account) => {
        left.account = account;
      },
    },
    after: (_delayMs, run) => {
      waiting.push(run);
      return () => {
        if (waiting.includes(run)) waiting.splice(waiting.indexOf(run), 1);
      };
    },
  });
  const pass = async () => {
    for (const run of waiting.splice(0)) run();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { look, saved, faults, there, pass, signIn: (prefs: Record<string, unknown>) => useSession.setState({ session: session(prefs) }) };
}

const keptBy = (prefs: Record<string, unknown>) => JSON.parse(String(prefs[PREFERENCE_NAME])) as Record<string, unknown>;

test("WSP-001 what is chosen is kept with the account, changes that follow each other at once, and nothing for who is signed out", async () => {
  const { saved, pass, signIn } = aDevice();
  usePreferences.getState().set({ theme: "light" });
  await pass();
  expect(saved).toEqual([]);
  signIn({});
  usePreferences.getState().set({ workspace: "wide" });
  usePreferences.getState().set({ palette: "blue-orange", hasTradingKeys: true });
  await pass();
  expect(saved.map(keptBy)).toMatchObject([{ theme: "light", workspace: "wide", palette: "blue-orange" }]);
  // A new device does not find keys that touch orders turned on.
  expect(keptBy(saved[0] ?? {})).not.toHaveProperty("hasTradingKeys");
  await pass();
  expect(saved).toHaveLength(1);
});

test("WSP-001 who signs in on another device finds what was chosen, and what has another shape is left out", async () => {
  const { saved, pass, signIn } = aDevice();
  const elsewhere = {
    theme: "contrast",
    palette: "plaid",
    favourites: "all",
    workspace: "scalper",
    workspaces: { mine: "wide" },
    hasTradingKeys: true,
  };
  signIn({ [PREFERENCE_NAME]: JSON.stringify(elsewhere) });
  const { theme, palette, favourites, workspace, workspaces, hasTradingKeys } = usePreferences.getState();
  expect({ theme, palette, favourites, workspace, workspaces, hasTradingKeys }).toEqual({
    theme: "contrast",
    palette: "default",
    favourites: [],
    workspace: "scalper",
    workspaces: { mine: "wide" },
    hasTradingKeys: false,
  });
  await pass();
  expect(saved).toEqual([]);
});

test("WSP-001 who comes back to a page finds what another device has changed in the meantime", async () => {
  const { look, there, signIn, pass } = aDevice();
  signIn({});
  await pass();
  there.prefs = { [PREFERENCE_NAME]: JSON.stringify({ ...keptBy(there.prefs), theme: "light" }) };
  await look();
  expect(usePreferences.getState().theme).toBe("light");
});

test("WSP-001 what could not be kept for want of an answer is kept later, and what was refused is not tried again", async () => {
  const { saved, faults, pass, signIn } = aDevice();
  signIn({});
  await pass();
  faults.push(new RestError(0, "The exchange cannot be reached."));
  usePreferences.getState().set({ theme: "light" });
  await pass();
  await pass();
  expect(saved.map(keptBy).at(-1)).toMatchObject({ theme: "light" });
  faults.push(new RestError(400, "prefs is too large"));
  usePreferences.getState().set({ theme: "dark" });
  await pass();
  await pass();
  expect(saved.map(keptBy).at(-1)).toMatchObject({ theme: "light" });
});

test("WSP-001 a page that was left before its choices were kept comes back with them", async () => {
  const left: { account: number | null } = { account: null };
  const before = aDevice(left);
  before.signIn({});
  await before.pass();
  usePreferences.getState().set({ bookTicks: 20 });
  expect(left.account).toBe(7);
  useSession.setState({ session: null });
  const { signIn, saved, pass } = aDevice(left);
  signIn({ [PREFERENCE_NAME]: JSON.stringify({ bookTicks: 1 }) });
  await pass();
  expect(usePreferences.getState().bookTicks).toBe(20);
  expect(saved.map(keptBy).at(-1)).toMatchObject({ bookTicks: 20 });
  expect(left.account).toBeNull();
});
