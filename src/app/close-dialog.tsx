import { figure } from "../market/figures.ts";
import { usePosition } from "../stores/account.ts";
import { useDialogs } from "../stores/dialogs.ts";
import { useTerminal } from "../stores/terminal.ts";
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
  const words = `${held > 0 ? "long" : "short"} ${figure(Math.abs(held))} ${symbol}`;
  const confirm = () => {
    close();
    void closeNow(symbol);
  };
  return (
    <Dialog title={held === 0 ? `There is no position in ${symbol}` : `Close ${words} at market?`} onClose={close}>
      <div className={styles.form}>
        <p className={text.second}>All of it trades at once, at whatever price is there.</p>
        <div className={styles.pair}>
          <Button kind="primary" disabled={held === 0} onClick={confirm}>
            Close {words}
          </Button>
          <Button data-safe onClick={close}>
            Keep it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
