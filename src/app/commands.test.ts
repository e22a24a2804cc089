import { expect, test } from "vitest";
import { useSession } from "../stores/session.ts";
import { type Command, commandOfKey, commandsFor, findCommands } from "./commands.ts";

const run = () => undefined;
const commands: readonly Command[] = [
  { id: "buy", words: "Buy: type a size", key: "b", run },
  { id: "cancelAll", words: "Cancel all open orders", key: "X", isTrading: true, run },
  { id: "dark", words: "Dark theme", run },
  { id: "system", words: "Theme as the system", run },
];
const words = (found: readonly Command[]) => found.map((command) => command.words);

test("WSP-002 a command is found by any of its words, and stands first where it begins with what is typed", () => {
  expect(words(findCommands(commands, "theme"))).toEqual(["Theme as the system", "Dark theme"]);
  expect(words(findCommands(commands, " Orders  cancel"))).toEqual(["Cancel all open orders"]);
  expect(findCommands(commands, "nothing")).toEqual([]);
  expect(findCommands(commands, "")).toHaveLength(4);
});

test("WSP-002 keys that touch orders do nothing until they are turned on", () => {
  const off = { hasTradingKeys: false, hotkeys: {} };
  expect(commandOfKey(commands, "X", off)).toBe(undefined);
  expect(commandOfKey(commands, "X", { ...off, hasTradingKeys: true })?.words).toBe("Cancel all open orders");
  expect(commandOfKey(commands, "b", off)?.words).toBe("Buy: type a size");
  expect(commandOfKey(commands, "q", { hasTradingKeys: false, hotkeys: { cancelAll: "q" } })).toBe(undefined);
  expect(commandOfKey(commands, "q", { hasTradingKeys: true, hotkeys: { cancelAll: "q" } })?.id).toBe("cancelAll");
});

test("WSP-002 every page of account and risk is gone to by its name; who is signed in is not guessed", () => {
  useSession.setState({ session: null });
  const all = words(commandsFor("XBTUSD"));
  for (const page of ["Security", "Wallet", "API keys", "Portfolio", "My liquidations", "Leverage statistics", "Rules"])
    expect(all).toContain(`Go to ${page}`);
  expect(new Set(commandsFor("XBTUSD").map(({ id }) => id)).size).toBe(all.length);
  expect(all).not.toContain("Cancel all open orders");
});
