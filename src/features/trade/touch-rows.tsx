import type { Level } from "../../market/book.ts";
import { figure, MISSING } from "../../market/figures.ts";
import { usePublished, useTerminal } from "../../stores/terminal.ts";
import * as bookTexts from "../../texts/book.ts";
import * as commonTexts from "../../texts/common.ts";
import { classNames } from "../../ui/class-names.ts";
import text from "../../ui/text.module.css";
import styles from "./touch-rows.module.css";
import { useAge } from "./use-age.ts";
import { usePriceDecimals } from "./use-price-decimals.ts";

const ROWS = [0, 1, 2, 3] as const;

/** The four best levels of both sides, beside each other, under the chart of a small screen. */
export function TouchRows() {
  const { book, touch } = useTerminal();
  usePublished(touch);
  const decimals = usePriceDecimals();
  const isStale = useAge("orderBookL2_25").staleMs !== null;
  const bids = book.side("Buy");
  const asks = book.side("Sell");
  const most = Math.max(1, ...ROWS.map((i) => Math.max(bids[i]?.size ?? 0, asks[i]?.size ?? 0)));
  const share = (level: Level | undefined) => `${(100 * (level?.size ?? 0)) / most}%`;
  return (
    <table className={classNames(styles.table, isStale && styles.stale)} aria-label={bookTexts.bestLabel}>
      <thead>
        <tr className={text.label}>
          <th scope="col">{commonTexts.size}</th>
          <th scope="col" className={styles.end}>
            {commonTexts.bid}
          </th>
          <th scope="col">{commonTexts.ask}</th>
          <th scope="col" className={styles.end}>
            {commonTexts.size}
          </th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map((i) => (
          <tr key={i}>
            <td>{figure(bids[i]?.size)}</td>
            <td className={classNames(styles.end, styles.price, text.buy)}>
              <span className={styles.bid} style={{ width: share(bids[i]) }} aria-hidden="true" />
              <span className={styles.figure}>{bids[i] === undefined ? MISSING : figure(bids[i].price, decimals)}</span>
            </td>
            <td className={classNames(styles.price, text.sell)}>
              <span className={styles.ask} style={{ width: share(asks[i]) }} aria-hidden="true" />
              <span className={styles.figure}>{asks[i] === undefined ? MISSING : figure(asks[i].price, decimals)}</span>
            </td>
            <td className={styles.end}>{figure(asks[i]?.size)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
