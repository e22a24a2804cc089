import { expect, test } from "vitest";
import { MOST_PREFERENCE_CHARACTERS, PreferencesOfPeople, PreferencesTooLargeError } from "./preferences.ts";

function aStore() {
  const written: [number, string][] = [];
  const faults: Error[] = [];
  const preferences = new PreferencesOfPeople([{ user_id: 1, json: '{"theme":"dark"}' }], async (userId, json) => {
    const fault = faults.pop();
    if (fault !== undefined) throw fault;
    written.push([userId, json]);
  });
  return { preferences, written, faults };
}

test("WSP-001 what is named is kept beside what was, or instead of it, and is one person's alone", async () => {
  const { preferences, written } = aStore();
  await Promise.all([preferences.save(1, { layout: "wide" }, false), preferences.save(1, { sounds: [] }, false)]);
  expect(preferences.of(1)).toEqual({ theme: "dark", layout: "wide", sounds: [] });
  expect(preferences.of(2)).toEqual({});
  await preferences.save(1, { theme: "light" }, true);
  expect(preferences.of(1)).toEqual({ theme: "light" });
  expect(written.at(-1)).toEqual([1, '{"theme":"light"}']);
});

test("WSP-001 what is too large or not written changes nothing and holds up nobody", async () => {
  const { preferences, faults } = aStore();
  await expect(preferences.save(1, { note: "x".repeat(MOST_PREFERENCE_CHARACTERS) }, false)).rejects.toThrow(PreferencesTooLargeError);
  faults.push(new Error("the disk is full"));
  await expect(preferences.save(1, { theme: "light" }, false)).rejects.toThrow("the disk is full");
  expect(preferences.of(1)).toEqual({ theme: "dark" });
  await preferences.save(1, { theme: "contrast" }, false);
  expect(preferences.of(1)).toEqual({ theme: "contrast" });
});
