import type { Side } from "../../../../bff/contract/vocabulary.ts";
import { figure } from "../../../market/figures.ts";
import { ownKey } from "../../../paint/book-painter.ts";
import { useAccount } from "../../../stores/account.ts";
import { useDraftOrder } from "../../../stores/draft-order.ts";
import { usePublished, useTerminal } from "../../../stores/terminal.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Scroller } from "../../../ui/scroller.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { DEPTH } from "./book-canvas.tsx";
import styles from "./book-table.module.css";
import { ownLevels } from "./own-levels.ts";

/** The drawn book's twin: the same levels as a table that can be read aloud and walked with the keyboard. */
export function BookTable({ priceDecimals }: { readonly priceDecimals: number }) {
  const { book, symbol, touch } = useTerminal();
  usePublished(touch);
  const own = useAccount(({ orders }) => orders);
  const mine = ownLevels(own, symbol);
  const rowsOf = (side: Side) => {
    let total = 0;
    return book
      .side(side)
      .slice(0, DEPTH)
      .map(({ price, size }) => {
        total += size;
        return { side, price, size, total, own: mine.get(ownKey(side, price)) ?? 0 };
      });
  };
  const take = (price: number) => useDraftOrder.getState().change({ price, ordType: "Limit" });
  return (
    <Scroller label="Order book as a table">
      <table className={classNames(table.table, table.dense)}>
        <thead>
          <tr>
            <th scope="col">Side</th>
            <th scope="col" className={table.figure}>
              Price
            </th>
            <th scope="col" className={table.figure}>
              Size
            </th>
            <th scope="col" className={table.figure}>
              Total
            </th>
          </tr>
        </thead>
        <tbody>
          {[...rowsOf("Sell").reverse(), ...rowsOf("Buy")].map(({ side, price, size, total, own: yours }) => (
            <tr key={price}>
              <td className={classNames(side === "Buy" ? text.buy : text.sell, yours > 0 && styles.own)}>
                {side === "Buy" ? "Bid" : "Ask"}
              </td>
              <td className={table.figure}>
                <button type="button" className={styles.price} onClick={() => take(price)}>
                  {figure(price, priceDecimals)}
                </button>
              </td>
              <td className={classNames(table.figure, yours > 0 && styles.mine)}>
                {figure(size)}
                {yours > 0 ? <span className={text.hidden}>, {figure(yours)} yours</span> : null}
              </td>
              <td className={classNames(table.figure, text.second)}>{figure(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
