import * as commandsTexts from "../texts/commands.ts";
/** Keys as people press and read them. A key is `KeyboardEvent.key`, with `Alt+` before it where Alt is held. */

/** What a press is called; null for what no command may have: modifiers alone, and what the browser or the page needs. */
export function keyOf({ key, altKey, ctrlKey, metaKey }: Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey">): string | null {
  if (ctrlKey || metaKey || RESERVED.has(key)) return null;
  return altKey ? `Alt+${key}` : key;
}

/** By these somebody walks, opens, leaves and types; a command on one of them would take the keyboard away. */
const RESERVED: ReadonlySet<string> = new Set([
  "Shift",
  "Control",
  "Alt",
  "AltGraph",
  "Meta",
  "CapsLock",
  "Dead",
  "Process",
  "Unidentified",
  "Tab",
  "Enter",
  "Escape",
  " ",
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "Backspace",
  "Delete",
  "F5",
  "F12",
]);

/** `X` is pressed with Shift, which a small letter does not say. */
export function keyWords(key: string): string {
  const [bare, held] = key.startsWith("Alt+") ? [key.slice(4), "Alt "] : [key, ""];
  const isCapital = bare.length === 1 && bare !== bare.toLowerCase();
  return `${held}${isCapital ? commandsTexts.shiftAnd(bare) : bare}`;
}

interface Keyed {
  readonly id: string;
  readonly key?: string;
}

/**
 * The key of each command: what somebody has chosen, else the one that it comes with, where no other command was given
 * that one.
 *
 * @param chosen by the command's id; empty for none
 * @returns keys by the command's id
 */
export function keysOf(commands: readonly Keyed[], chosen: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id } of commands) {
    const key = chosen[id];
    if (key === undefined || key === "" || taken.has(key)) continue;
    keys.set(id, key);
    taken.add(key);
  }
  for (const { id, key } of commands) {
    if (key === undefined || chosen[id] !== undefined || taken.has(key)) continue;
    keys.set(id, key);
    taken.add(key);
  }
  return keys;
}

/** Gives a command a key, and takes it from whichever had it. */
export function withKey(
  commands: readonly Keyed[],
  chosen: Readonly<Record<string, string>>,
  id: string,
  key: string,
): Readonly<Record<string, string>> {
  const holder = key === "" ? undefined : [...keysOf(commands, chosen)].find(([, held]) => held === key)?.[0];
  return { ...chosen, ...(holder === undefined || holder === id ? {} : { [holder]: "" }), [id]: key };
}
