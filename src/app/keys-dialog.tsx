import { useDialogs } from "../stores/dialogs.ts";
import { usePreferences } from "../stores/preferences.ts";
import { useTerminal } from "../stores/terminal.ts";
import { CheckBox } from "../ui/check-box.tsx";
import { Dialog } from "../ui/dialog.tsx";
import text from "../ui/text.module.css";
import styles from "./commands.module.css";
import { commandsFor } from "./commands.ts";

/** Keys that parts of the screen have of their own, while the keyboard is there. */
const PLACES: readonly (readonly [words: string, keys: string])[] = [
  ["All commands by name", "Ctrl K"],
  ["A tick or lot; ten; a tenth", "Arrows; Shift; Alt"],
  ["In the book: walk, take the price, with its size", "Arrows, Enter, Shift Enter"],
  ["On an order’s line: move, change, leave", "Arrows, Enter, Escape"],
];

/** Which key does what. */
export function KeysDialog() {
  const { symbol } = useTerminal();
  const close = useDialogs((dialogs) => dialogs.close);
  const { hasTradingKeys, set } = usePreferences();
  return (
    <Dialog title="Keys" onClose={close}>
      <dl className={styles.sheet}>
        {PLACES.map(([words, keys]) => (
          <KeyLine key={words} words={words} keys={keys} />
        ))}
        {commandsFor(symbol).map(({ words, key, isTrading }) =>
          key === undefined ? null : (
            <KeyLine key={words} words={words} keys={key === "X" ? "Shift X" : key} isOff={isTrading === true && !hasTradingKeys} />
          ),
        )}
      </dl>
      <CheckBox isChecked={hasTradingKeys} onChange={(checked) => set({ hasTradingKeys: checked })}>
        Keys may touch orders
      </CheckBox>
      <p className={text.second}>No key sends an order: its button does, after saying what it will do.</p>
    </Dialog>
  );
}

function KeyLine({ words, keys, isOff = false }: { readonly words: string; readonly keys: string; readonly isOff?: boolean }) {
  return (
    <div>
      <dt className={isOff ? text.third : undefined}>
        {words}
        {isOff ? ", turned off" : ""}
      </dt>
      <dd>
        <kbd className={styles.key}>{keys}</kbd>
      </dd>
    </div>
  );
}
