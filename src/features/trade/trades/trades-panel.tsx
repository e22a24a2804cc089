import { useEffect, useRef, useState } from "react";
import type { TradeRow } from "../../../../bff/contract/tables/trade.ts";
import { figure, timeOfDay } from "../../../market/figures.ts";
import { usePublished, useTerminal } from "../../../stores/terminal.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Panel, PanelHead } from "../../../ui/panel.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { StaleLabel } from "../stale-label.tsx";
import { useAge } from "../use-age.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./trades-panel.module.css";

/** Contracts from which on a trade is set in bold. */
const LARGE = 10_000;
const ROW_PX = 20;
const HEAD_PX = 20;

/** The last trades, as many as there is room for. */
export function TradesPanel() {
  const trades = usePublished(useTerminal().trades);
  const { staleMs, isLoading } = useAge("trade");
  const decimals = usePriceDecimals();
  const box = useRef<HTMLDivElement>(null);
  const rows = useRowsThatFit(box);
  return (
    <Panel label="Recent trades">
      <PanelHead title="Trades" end={staleMs === null ? <LargeHint /> : <StaleLabel name="Trades" table="trade" />} />
      <div ref={box} className={classNames(styles.box, staleMs !== null && styles.stale)}>
        {trades.length === 0 ? (
          <p className={table.empty}>{isLoading ? "Trades have not come yet." : "No trades yet. They appear here as they happen."}</p>
        ) : (
          <table className={classNames(table.table, table.dense)}>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Taker</th>
                <th scope="col" className={table.figure}>
                  Price
                </th>
                <th scope="col" className={table.figure}>
                  Size
                </th>
              </tr>
            </thead>
            <tbody>
              {trades.slice(0, rows).map((trade) => (
                <TradeLine key={trade.trdMatchID} trade={trade} decimals={decimals} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Panel>
  );
}

const LargeHint = () => <span className={text.label}>{figure(LARGE)} and more in bold</span>;

/** The colour is the taker's side, and the word says so: an arrow here would say that the price went up or down. */
function TradeLine({ trade, decimals }: { readonly trade: TradeRow; readonly decimals: number }) {
  const hue = trade.side === "Buy" ? text.buy : text.sell;
  return (
    <tr>
      <td className={text.second}>{timeOfDay(trade.timestamp)}</td>
      <td className={classNames(styles.price, hue)}>{trade.side}</td>
      <td className={classNames(table.figure, styles.price, hue)}>{figure(trade.price, decimals)}</td>
      <td className={classNames(table.figure, trade.size >= LARGE && styles.large)}>{figure(trade.size)}</td>
    </tr>
  );
}

function useRowsThatFit(box: React.RefObject<HTMLDivElement | null>): number {
  const [rows, setRows] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setRows(Math.max(0, Math.floor((entry.contentRect.height - HEAD_PX) / ROW_PX)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return rows;
}
