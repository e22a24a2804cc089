import { coins, MISSING } from "../../../market/figures.ts";
import type { OrderPreview } from "../../../market/order-preview.ts";
import { useAccount } from "../../../stores/account.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import text from "../../../ui/text.module.css";
import styles from "./funds-meter.module.css";

/** What of the account is free, what is bound, and what the typed order would bind. */
export function FundsMeter({ preview }: { readonly preview: OrderPreview | null }) {
  const margin = useAccount((account) => account.margin);
  const total = margin?.marginBalance ?? 0;
  const bound = margin === null ? 0 : Math.max(0, margin.marginBalance - margin.availableMargin);
  const more = Math.max(0, preview?.marginSats ?? 0);
  const share = (sats: number) => `${total <= 0 ? 0 : Math.min(100, (100 * sats) / total)}%`;
  return (
    <div className={styles.funds}>
      <div className={styles.row}>
        <span className={text.second}>{commonTexts.available}</span>
        <span className={text.figure}>
          {margin === null ? MISSING : coins(margin.availableMargin)}
          <span className={text.third}> {ticketTexts.ofBalance(margin === null ? MISSING : coins(margin.marginBalance))}</span>
        </span>
      </div>
      <div className={styles.meter} aria-hidden="true">
        <span className={styles.more} style={{ width: share(bound + more) }} />
        <span className={styles.bound} style={{ width: share(bound) }} />
      </div>
      <div className={`${styles.row} ${text.label} ${text.figure}`}>
        <span>{ticketTexts.bound(margin === null ? MISSING : coins(bound))}</span>
        <span className={more > 0 ? text.accent : undefined}>{more > 0 ? ticketTexts.thisOrder(coins(more)) : ""}</span>
      </div>
    </div>
  );
}
