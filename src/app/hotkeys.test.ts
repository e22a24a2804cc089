import { expect, test } from "vitest";
import { keyOf, keysOf, keyWords, withKey } from "./hotkeys.ts";

const press = (key: string, held: { altKey?: boolean; ctrlKey?: boolean; metaKey?: boolean } = {}) =>
  keyOf({ key, altKey: false, ctrlKey: false, metaKey: false, ...held });
const COMMANDS = [{ id: "buy", key: "b" }, { id: "sell", key: "s" }, { id: "about" }];

test("WSP-002 a press has a name, unless the browser or the page needs it", () => {
  expect(press("b")).toBe("b");
  expect(press("X")).toBe("X");
  expect(press("b", { altKey: true })).toBe("Alt+b");
  for (const key of ["Shift", "Tab", "Enter", "Escape", " ", "ArrowUp"]) expect(press(key)).toBeNull();
  expect(press("k", { ctrlKey: true })).toBeNull();
  expect(press("r", { metaKey: true })).toBeNull();
  expect([keyWords("b"), keyWords("X"), keyWords("Alt+x"), keyWords("?"), keyWords("F2")]).toEqual(["b", "Shift X", "Alt x", "?", "F2"]);
});

test("WSP-002 keys are chosen for each command; a key has one command, and one that was taken away stays away", () => {
  expect([...keysOf(COMMANDS, {})]).toEqual([
    ["buy", "b"],
    ["sell", "s"],
  ]);
  const moved = withKey(COMMANDS, {}, "about", "b");
  expect([...keysOf(COMMANDS, moved)]).toEqual([
    ["about", "b"],
    ["sell", "s"],
  ]);
  const none = withKey(COMMANDS, moved, "about", "");
  expect([...keysOf(COMMANDS, none)]).toEqual([["sell", "s"]]);
  expect([...keysOf(COMMANDS, withKey(COMMANDS, {}, "buy", "b"))]).toEqual([
    ["buy", "b"],
    ["sell", "s"],
  ]);
  // Two devices may have chosen the same: the first command has it.
  expect([...keysOf(COMMANDS, { buy: "x", sell: "x" })]).toEqual([["buy", "x"]]);
});
