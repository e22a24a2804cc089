import { useCallback, useEffect, useState } from "react";
import { DEPTH_DISTANCES, type Depth, depthOf, standingWithin } from "../../../market/depth.ts";
import { figure, percent } from "../../../market/figures.ts";
import { type DepthScene, paintDepth } from "../../../paint/depth-painter.ts";
import { useAccount } from "../../../stores/account.ts";
import { DEEP_BOOK, usePublished, useTerminal } from "../../../stores/terminal.ts";
import * as depthTexts from "../../../texts/depth.ts";
import { Scroller } from "../../../ui/scroller.tsx";
import table from "../../../ui/table.module.css";
import { PaintedCanvas } from "../painted-canvas.tsx";
import { usePriceDecimals } from "../use-price-decimals.ts";
import styles from "./depth-view.module.css";

const GAP_MS = 500;

/** The whole book added up: a drawing, or the table that says the same. */
export function DepthView({ isTable }: { readonly isTable: boolean }) {
  const terminal = useTerminal();
  const { symbol } = terminal;
  const decimals = usePriceDecimals();
  useEffect(() => {
    terminal.wantDeepBook(true);
    return () => terminal.wantDeepBook(false);
  }, [terminal]);
  const readDepth = useCallback(() => depthOf(terminal.isLive(DEEP_BOOK) ? terminal.deepBook : terminal.book), [terminal]);
  const read = useCallback(
    (): DepthScene => ({
      depth: readDepth(),
      priceDecimals: decimals,
      own: useAccount
        .getState()
        .orders.flatMap((order) => (order.symbol === symbol && order.price !== null && order.stopPx === null ? [order.price] : [])),
    }),
    [readDepth, decimals, symbol],
  );
  const subscribe = useCallback(
    (changed: () => void) => {
      const ends = [terminal.book.changed.subscribe(changed), terminal.deepBook.changed.subscribe(changed)];
      return () => {
        for (const end of ends) end();
      };
    },
    [terminal],
  );
  return isTable ? (
    <DepthTable read={readDepth} />
  ) : (
    <PaintedCanvas
      name="depth"
      gapMs={GAP_MS}
      read={read}
      paint={paintDepth}
      subscribe={subscribe}
      label={depthTexts.canvasLabel(symbol)}
    />
  );
}

/** How much stands how near, read by the second. */
function DepthTable({ read }: { readonly read: () => Depth | null }) {
  const { vitals } = useTerminal();
  const { nowMs } = usePublished(vitals);
  const [depth, setDepth] = useState<Depth | null>(read);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every second it is read anew
  useEffect(() => setDepth(read()), [read, nowMs]);
  if (depth === null) return <p className={table.empty}>{depthTexts.sideIsEmpty}</p>;
  return (
    <Scroller label={depthTexts.tableLabel} className={styles.table}>
      <table className={`${table.table} ${table.dense}`}>
        <thead>
          <tr>
            <th scope="col">{depthTexts.within}</th>
            <th scope="col" className={table.figure}>
              {depthTexts.bids}
            </th>
            <th scope="col" className={table.figure}>
              {depthTexts.offers}
            </th>
          </tr>
        </thead>
        <tbody>
          {DEPTH_DISTANCES.map((distance) => (
            <tr key={distance}>
              <td>{percent(distance, 2)}</td>
              <td className={table.figure}>{figure(standingWithin(depth, "bids", distance))}</td>
              <td className={table.figure}>{figure(standingWithin(depth, "asks", distance))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
