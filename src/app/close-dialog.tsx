import { figure } from "../market/figures.ts";
import { usePosition } from "../stores/account.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { useTerminal } from "../stores/terminal.ts";
import * as commonTexts from "../texts/common.ts";
import * as positionsTexts from "../texts/positions.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import text from "../ui/text.module.css";
import styles from "./commands.module.css";
import { closeNow } from "./commands.ts";

/** What a key that closes asks first: the position as it is now, and the way back. */
export function CloseDialog() {
  const { symbol } = useTerminal();
  const close = useDialogs((dialogs) => dialogs.close);
  const held = usePosition(symbol)?.currentQty ?? 0;
  const words = `${held > 0 ? commonTexts.longInSentence : commonTexts.shortInSentence} ${figure(Math.abs(held))} ${symbol}`;
  const confirm = () => {
    close();
    void closeNow(symbol);
  };
  return (
    <Dialog title={held === 0 ? positionsTexts.noPositionIn(symbol) : positionsTexts.closeByKeyTitle(words)} onClose={close}>
      <div className={styles.form}>
        <p className={text.second}>{positionsTexts.closeByKeyAbout}</p>
        <div className={styles.pair}>
          <Button kind="primary" disabled={held === 0} onClick={confirm}>
            {positionsTexts.closeByKey(words)}
          </Button>
          <Button data-safe onClick={close}>
            {commonTexts.keepIt}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
