import { useDialogs } from "../../../stores/dialogs.ts";
import { useTerminal } from "../../../stores/terminal.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { LastPrice } from "../last-price.tsx";
import { Ticket } from "./ticket.tsx";
import styles from "./ticket-sheet.module.css";

/** The ticket of a small screen. */
export function TicketSheet() {
  const { symbol } = useTerminal();
  const close = useDialogs((dialogs) => dialogs.close);
  return (
    <Dialog
      look="sheet"
      title={
        <span className={styles.title}>
          {symbol} <LastPrice />
        </span>
      }
      onClose={close}
    >
      <Ticket />
    </Dialog>
  );
}
