import { type KeyboardEvent, useState } from "react";
import { useDialogs } from "../stores/dialogs.ts";
import { usePreferences } from "../stores/preferences.ts";
import { useTerminal } from "../stores/terminal.ts";
import * as hotkeysTexts from "../texts/hotkeys.ts";
import * as shellTexts from "../texts/shell.ts";
import { Button } from "../ui/button.tsx";
import { CheckBox } from "../ui/check-box.tsx";
import { Dialog } from "../ui/dialog.tsx";
import text from "../ui/text.module.css";
import styles from "./commands.module.css";
import { type Command, commandsFor } from "./commands.ts";
import { keyOf, keysOf, keyWords, withKey } from "./hotkeys.ts";

/** Keys that parts of the screen have of their own, while the keyboard is there. */
const PLACES: readonly (readonly [words: string, keys: string])[] = hotkeysTexts.fixedKeys;

/** Which key does what; a press on a key changes it. */
export function KeysDialog() {
  const { symbol } = useTerminal();
  const close = useDialogs((dialogs) => dialogs.close);
  const { hasTradingKeys, hotkeys, set } = usePreferences();
  const [asked, setAsked] = useState<string | null>(null);
  const commands = commandsFor(symbol);
  const keys = keysOf(commands, hotkeys);
  const choose = (id: string, key: string) => {
    set({ hotkeys: withKey(commands, hotkeys, id, key) });
    setAsked(null);
  };
  return (
    <Dialog title={shellTexts.keys} onClose={close}>
      <dl className={styles.sheet}>
        {PLACES.map(([words, held]) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd>
              <kbd className={styles.key}>{held}</kbd>
            </dd>
          </div>
        ))}
        {commands.map((command) => (
          <KeyLine
            key={command.id}
            command={command}
            held={keys.get(command.id) ?? null}
            isOff={command.isTrading === true && !hasTradingKeys}
            isAsked={asked === command.id}
            onAsk={() => setAsked(command.id)}
            onLeave={() => setAsked(null)}
            onChoose={(key) => choose(command.id, key)}
          />
        ))}
      </dl>
      <CheckBox isChecked={hasTradingKeys} onChange={(checked) => set({ hasTradingKeys: checked })}>
        {hotkeysTexts.mayTrade}
      </CheckBox>
      <p className={text.second}>{hotkeysTexts.keysAbout}</p>
      <Button kind="quiet" size="small" disabled={Object.keys(hotkeys).length === 0} onClick={() => set({ hotkeys: {} })}>
        {hotkeysTexts.keysReset}
      </Button>
    </Dialog>
  );
}

interface KeyLineProps {
  readonly command: Command;
  readonly held: string | null;
  readonly isOff: boolean;
  /** Whether the next press is its key. */
  readonly isAsked: boolean;
  readonly onAsk: () => void;
  readonly onLeave: () => void;
  readonly onChoose: (key: string) => void;
}

function KeyLine({ command: { words }, held, isOff, isAsked, onAsk, onLeave, onChoose }: KeyLineProps) {
  const press = (event: KeyboardEvent) => {
    if (!isAsked) return;
    const key = keyOf(event.nativeEvent);
    if (event.key === "Tab") return;
    // Enter and the space bar would press the button again, and Escape would leave the whole sheet.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") onLeave();
    else if (event.key === "Delete" || event.key === "Backspace") onChoose("");
    else if (key !== null) onChoose(key);
  };
  const now = held === null ? hotkeysTexts.noKey : keyWords(held);
  return (
    <div>
      <dt className={isOff ? text.third : undefined}>
        {words}
        {isOff ? hotkeysTexts.keysOff : ""}
      </dt>
      <dd>
        <button
          type="button"
          className={styles.key}
          aria-label={isAsked ? hotkeysTexts.pressKeyFor(words) : hotkeysTexts.changeKey(now, words)}
          aria-live="polite"
          onClick={onAsk}
          onKeyDown={press}
          onBlur={onLeave}
        >
          {isAsked ? hotkeysTexts.pressKey : held === null ? "–" : now}
        </button>
      </dd>
    </div>
  );
}
