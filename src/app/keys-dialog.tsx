import { type KeyboardEvent, useState } from "react";
import { useDialogs } from "../stores/dialogs.ts";
import { usePreferences } from "../stores/preferences.ts";
import { useTerminal } from "../stores/terminal.ts";
import { Button } from "../ui/button.tsx";
import { CheckBox } from "../ui/check-box.tsx";
import { Dialog } from "../ui/dialog.tsx";
import text from "../ui/text.module.css";
import styles from "./commands.module.css";
import { type Command, commandsFor } from "./commands.ts";
import { keyOf, keysOf, keyWords, withKey } from "./hotkeys.ts";

/** Keys that parts of the screen have of their own, while the keyboard is there. */
const PLACES: readonly (readonly [words: string, keys: string])[] = [
  ["All commands by name", "Ctrl K"],
  ["A tick or lot; ten; a tenth", "Arrows; Shift; Alt"],
  ["In the book: walk, take the price, with its size", "Arrows, Enter, Shift Enter"],
  ["On an order’s line: move, change, leave", "Arrows, Enter, Escape"],
  ["On a line between panels: resize, fold", "Arrows, Enter"],
];

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
    <Dialog title="Keys" onClose={close}>
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
        Keys may touch orders
      </CheckBox>
      <p className={text.second}>
        Press a key above to choose another; Delete takes it away. A key that buys or sells presses the ticket’s own button, which asks what
        it always asks.
      </p>
      <Button kind="quiet" size="small" disabled={Object.keys(hotkeys).length === 0} onClick={() => set({ hotkeys: {} })}>
        All keys as they came
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
  const now = held === null ? "none" : keyWords(held);
  return (
    <div>
      <dt className={isOff ? text.third : undefined}>
        {words}
        {isOff ? ", turned off" : ""}
      </dt>
      <dd>
        <button
          type="button"
          className={styles.key}
          aria-label={isAsked ? `Press the key for ${words}` : `${now}, key of ${words}: change`}
          aria-live="polite"
          onClick={onAsk}
          onKeyDown={press}
          onBlur={onLeave}
        >
          {isAsked ? "press a key" : held === null ? "–" : now}
        </button>
      </dd>
    </div>
  );
}
