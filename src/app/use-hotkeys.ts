import { useEffect } from "react";
import { useDialogs } from "../stores/dialogs.ts";
import { usePreferences } from "../stores/preferences.ts";
import { commandOfKey, commandsFor } from "./commands.ts";
import { keyOf } from "./hotkeys.ts";

/** Where somebody types, a key is a letter. */
const TYPING = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]";

/** Listens for keys on the whole page: Ctrl or Command and K for all commands by name, and one key for some of them. */
export function useHotkeys(symbol: string): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("dialog[open]") !== null) return;
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        useDialogs.getState().show("palette");
        return;
      }
      const key = keyOf(event);
      if (key === null) return;
      if (event.target instanceof Element && event.target.matches(TYPING)) return;
      const command = commandOfKey(commandsFor(symbol), key, usePreferences.getState());
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [symbol]);
}
