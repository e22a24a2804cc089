import { normalizeWorkspaceModel, type WorkspaceNodeInput } from "react-resizable-panels";
import { expect, test, vi } from "vitest";
import { PRESETS } from "../../../stores/workspaces.ts";
import { arrangementOf, PANELS } from "./arrangements.ts";

const panelsIn = (node: WorkspaceNodeInput<null>): readonly string[] =>
  node.type === "tabset" ? node.tabs.map(({ id }) => id) : node.children.flatMap((child) => panelsIn(child));
const sorted = (names: readonly string[]) => names.toSorted();

test.each(PRESETS)("WSP-001 the preset %s has every panel once, and is taken again as it was kept", (preset) => {
  const model = arrangementOf(preset, undefined);
  expect(sorted(panelsIn(model.root))).toEqual(sorted(Object.keys(PANELS)));
  const kept = normalizeWorkspaceModel<null>(JSON.parse(JSON.stringify(model)));
  expect(arrangementOf(preset, JSON.parse(JSON.stringify(kept)))).toEqual(kept);
});

test("WSP-001 a workspace of one's own begins as the preset that it was made from", () => {
  expect(arrangementOf("Night", "wide")).toEqual(arrangementOf("wide", undefined));
});

test("WSP-001 what is damaged, lacks a panel, has one twice or has one that nobody knows gives way to the preset", () => {
  const whole = normalizeWorkspaceModel<null>(arrangementOf("mobile", undefined));
  const text = JSON.stringify(whole);
  expect(arrangementOf("mobile", JSON.parse(text))).toEqual(whole);
  // The library says in the console what it finds twice.
  for (const level of ["warn", "error"] as const) vi.spyOn(console, level).mockReturnValue();
  for (const kept of [
    null,
    7,
    "{",
    [],
    { version: 9 },
    JSON.parse(text.replaceAll('"id":"book"', '"id":"books"')),
    JSON.parse(text.replaceAll('"id":"book"', '"id":"chart"')),
  ]) {
    expect(arrangementOf("mobile", kept)).toEqual(arrangementOf("mobile", undefined));
  }
});
