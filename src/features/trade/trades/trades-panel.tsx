import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { TradeRow } from "../../../../bff/contract/tables/trade.ts";
import { coins, figure, timeOfDay } from "../../../market/figures.ts";
import { useContract, usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as tradesTexts from "../../../texts/trades.ts";
import { Choice } from "../../../ui/choice.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { Panel, PanelHead } from "../../../ui/panel.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { StaleLabel } from "../stale-label.tsx";
import { TableSwitch } from "../table-switch.tsx";
import { useAge } from "../use-age.ts";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./trades-panel.module.css";

const DepthView = lazy(async () => ({ default: (await import("./depth-view.tsx")).DepthView }));

/** Dollars from which on a trade is set in bold, and where contracts are not dollars their value in satoshis. */
const LARGE_USD = 10_000;
const LARGE_SATS = 20_000_000;
const ROW_PX = 20;
const HEAD_PX = 20;

type View = "trades" | "depth";

const VIEWS: readonly { readonly value: View; readonly label: string }[] = [
  { value: "trades", label: tradesTexts.heading },
  { value: "depth", label: tradesTexts.depth },
];

/** The last trades, or the depth of the book. */
export function TradesPanel() {
  const [view, setView] = useState<View>("trades");
  const [isTable, setTable] = useState(false);
  return (
    <Panel label={tradesTexts.label}>
      <PanelHead end={view === "trades" ? <TradesEnd /> : <DepthEnd isTable={isTable} onChange={setTable} />}>
        <div className={styles.views}>
          <Choice label={tradesTexts.tabsLabel} options={VIEWS} value={view} onChange={setView} />
        </div>
      </PanelHead>
      {view === "trades" ? (
        <Trades />
      ) : (
        <Suspense fallback={null}>
          <div className={styles.box}>
            <DepthView isTable={isTable} />
          </div>
        </Suspense>
      )}
    </Panel>
  );
}

function TradesEnd() {
  const { staleMs } = useAge("trade");
  const isInDollars = useContract()?.sizeUnit === "USD";
  return staleMs === null ? <LargeHint isInDollars={isInDollars} /> : <StaleLabel name={tradesTexts.heading} table="trade" />;
}

function DepthEnd({ isTable, onChange }: { readonly isTable: boolean; readonly onChange: (isTable: boolean) => void }) {
  return (
    <>
      <StaleLabel name={commonTexts.book} table="orderBookL2_25" />
      <TableSwitch what={tradesTexts.depthInSentence} isTable={isTable} onChange={onChange} />
    </>
  );
}

/** As many as there is room for. */
function Trades() {
  const { trades: published, liquidations: marked } = useTerminal();
  const trades = usePublished(published);
  const liquidations = usePublished(marked);
  const { staleMs, isLoading } = useAge("trade");
  const decimals = usePriceDecimals();
  const isInDollars = useContract()?.sizeUnit === "USD";
  const box = useRef<HTMLDivElement>(null);
  const rows = useRowsThatFit(box);
  return (
    <div ref={box} className={classNames(styles.box, staleMs !== null && styles.stale)}>
      {trades.length === 0 ? (
        <p className={table.empty}>{isLoading ? tradesTexts.notCome : tradesTexts.none}</p>
      ) : (
        <table className={classNames(table.table, table.dense, styles.trades)}>
          <thead>
            <tr>
              <th scope="col">{tradesTexts.time}</th>
              <th scope="col">{tradesTexts.taker}</th>
              <th scope="col" className={table.figure}>
                {commonTexts.price}
              </th>
              <th scope="col" className={table.figure}>
                {commonTexts.size}
              </th>
            </tr>
          </thead>
          <tbody>
            {trades.slice(0, rows).map((trade, place) => (
              <TradeLine
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is a place that takes another trade's figures; rows that moved down would be laid out anew with each trade
                key={place}
                trade={trade}
                decimals={decimals}
                isLarge={isInDollars ? trade.size >= LARGE_USD : (trade.grossValue ?? 0) >= LARGE_SATS}
                isLiquidation={liquidations.has(trade.trdMatchID)}
              />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

const LargeHint = ({ isInDollars }: { readonly isInDollars: boolean }) => (
  <span className={text.label}>{tradesTexts.boldFrom(isInDollars ? figure(LARGE_USD) : `${coins(LARGE_SATS, 1)} XBT`)}</span>
);

interface TradeLineProps {
  readonly trade: TradeRow;
  readonly decimals: number;
  readonly isLarge: boolean;
  /** It closed what was taken over from somebody. */
  readonly isLiquidation: boolean;
}

/** The colour is the taker's side, and the word says so: an arrow here would say that the price went up or down. */
function TradeLine({ trade, decimals, isLarge, isLiquidation }: TradeLineProps) {
  const hue = trade.side === "Buy" ? text.buy : text.sell;
  return (
    <tr>
      <td className={isLiquidation ? text.risk : text.second}>
        {timeOfDay(trade.timestamp)}
        {isLiquidation ? (
          <span title={tradesTexts.liquidationTitle}>
            {" "}
            {tradesTexts.liquidationShown}
            <span className={text.hidden}>{tradesTexts.liquidationHidden}</span>
          </span>
        ) : null}
      </td>
      <td className={classNames(styles.price, hue)}>{trade.side}</td>
      <td className={classNames(table.figure, styles.price, hue)}>{figure(trade.price, decimals)}</td>
      <td className={classNames(table.figure, styles.size, isLarge && styles.large)}>{figure(trade.size)}</td>
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
