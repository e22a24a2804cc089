import { figure } from "../../../market/figures.ts";
import { ownKey } from "../../../market/queue-watch.ts";
import { useAccount } from "../../../stores/account.ts";
import { usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as bookTexts from "../../../texts/book.ts";
import * as commonTexts from "../../../texts/common.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Scroller } from "../../../ui/scroller.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import styles from "./book-table.module.css";
import { ownWords } from "./book-words.ts";
import type { BookView } from "./use-book-view.ts";

/** The drawn book's twin: the same rows as a table that can be read aloud and walked with the keyboard. */
export function BookTable({ view, priceDecimals }: { readonly view: BookView; readonly priceDecimals: number }) {
  usePublished(useTerminal().touch);
  useAccount(({ orders }) => orders);
  const { bids, asks } = view.read();
  const own = view.readOwn();
  return (
    <Scroller label={bookTexts.tableLabel}>
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">{commonTexts.side}</th>
            <th scope="col" className={table.figure}>
              {commonTexts.price}
            </th>
            <th scope="col" className={table.figure}>
              {commonTexts.size}
            </th>
            <th scope="col" className={table.figure}>
              {bookTexts.total}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...asks.toReversed(), ...bids].map((rung) => {
            const { side, price, size, total } = rung;
            const mine = own.get(ownKey(side, price));
            const yours = ownWords(mine);
            return (
              <tr key={ownKey(side, price)}>
                <td className={classNames(side === "Buy" ? text.buy : text.sell, mine !== undefined && styles.own)}>
                  {side === "Buy" ? commonTexts.bid : commonTexts.ask}
                </td>
                <td className={table.figure}>
                  <button type="button" className={styles.price} onClick={() => view.take(rung, "price")}>
                    {figure(price, priceDecimals)}
                  </button>
                </td>
                <td className={classNames(table.figure, mine !== undefined && styles.mine)}>
                  <button
                    type="button"
                    className={styles.price}
                    aria-label={bookTexts.sizeWithPrice(figure(size))}
                    onClick={() => view.take(rung, "size")}
                  >
                    {figure(size)}
                  </button>
                  {yours === "" ? null : <span className={text.hidden}>, {yours}</span>}
                </td>
                <td className={classNames(table.figure, text.second)}>{figure(total)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroller>
  );
}
