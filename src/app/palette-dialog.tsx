import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useDialogs } from "../stores/dialogs.ts";
import { usePreferences } from "../stores/preferences.ts";
import { useTerminal } from "../stores/terminal.ts";
import * as commandsTexts from "../texts/commands.ts";
import { classNames } from "../ui/class-names.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import text from "../ui/text.module.css";
import styles from "./commands.module.css";
import { type Command, commandsFor, findCommands } from "./commands.ts";
import { keysOf, keyWords } from "./hotkeys.ts";

/** Everything that can be done, by name. */
export function PaletteDialog() {
  const { symbol } = useTerminal();
  const close = useDialogs((dialogs) => dialogs.close);
  const [commands] = useState(() => commandsFor(symbol));
  const keys = keysOf(
    commands,
    usePreferences((preferences) => preferences.hotkeys),
  );
  const [query, setQuery] = useState("");
  const [place, setPlace] = useState(0);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // After the dialog has opened, which gives the focus to its first button.
  useEffect(() => field.current?.focus(), []);
  const found = findCommands(commands, query);
  const chosen = found[Math.min(place, found.length - 1)];
  // What a command shows may be a dialog itself, so this one goes first.
  const run = (command: Command) => {
    close();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setPlace(Math.min(place + 1, found.length - 1));
    else if (event.key === "ArrowUp") setPlace(Math.max(0, place - 1));
    else if (event.key === "Enter" && chosen !== undefined) run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={commandsTexts.paletteTitle} onClose={close}>
      <Field
        label={commandsTexts.paletteField}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${found.indexOf(chosen)}`}
        autoComplete="off"
        ref={field}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={press}
      />
      <div id={id} role="listbox" aria-label={commandsTexts.paletteList} className={styles.list}>
        {found.map((command, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field and chooses from there
          <div
            key={command.id}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            className={classNames(styles.option, command === chosen && styles.chosen)}
            onClick={() => run(command)}
          >
            {command.words}
            {keys.has(command.id) ? <kbd className={styles.key}>{keyWords(keys.get(command.id) ?? "")}</kbd> : null}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className={text.second}>{commandsTexts.noMatch}</p> : null}
    </Dialog>
  );
}
