import { beforeEach, expect, test } from "vitest";
import { usePreferences } from "./preferences.ts";
import { faultOfName, forgetArrangement, keepAs, LONGEST_WORKSPACE_NAME, MOST_OWN_WORKSPACES, ownWorkspaces } from "./workspaces.ts";

const BEFORE = usePreferences.getState();
beforeEach(() => usePreferences.setState(BEFORE, true));

test("WSP-001 what is on the screen is kept under a name, changed on its own, and deleted", () => {
  const { set } = usePreferences.getState();
  set({ workspace: "scalper" });
  keepAs("Night");
  expect(usePreferences.getState()).toMatchObject({ workspace: "Night", workspaces: { Night: "scalper" } });
  set({ workspaces: { ...usePreferences.getState().workspaces, scalper: { version: 1 } } });
  forgetArrangement("scalper");
  expect(usePreferences.getState()).toMatchObject({ workspace: "Night", workspaces: { Night: "scalper" } });
  forgetArrangement("Night");
  expect(usePreferences.getState()).toMatchObject({ workspace: "trader", workspaces: {} });
});

test("WSP-001 a name is one's own, neither a preset's nor taken, and there is a bound to how many", () => {
  expect(faultOfName("", {})).not.toBeNull();
  expect(faultOfName("x".repeat(LONGEST_WORKSPACE_NAME + 1), {})).not.toBeNull();
  expect(faultOfName("Trader", {})).not.toBeNull();
  expect(faultOfName("night", { Night: "wide" })).not.toBeNull();
  expect(faultOfName("Night", { trader: {} })).toBeNull();
  const many = Object.fromEntries(Array.from({ length: MOST_OWN_WORKSPACES }, (_, i) => [`desk ${i}`, "wide"]));
  expect(faultOfName("Night", many)).not.toBeNull();
  expect(ownWorkspaces({ ...many, trader: {} })).toHaveLength(MOST_OWN_WORKSPACES);
});
