import { useSyncExternalStore } from "react";
import type { CandleSeries } from "../../../market/candles.ts";
import { day, figure, timeOfDay } from "../../../market/figures.ts";
import * as chartTexts from "../../../texts/chart.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Scroller } from "../../../ui/scroller.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";

const SHOWN = 60;
const HEADS = chartTexts.tableColumns;

/** The chart's twin: its last candles as a table, newest first, as they were when the last of them began. */
export function ChartTable({ series, priceDecimals }: { readonly series: CandleSeries; readonly priceDecimals: number }) {
  useSyncExternalStore(
    (listener) => series.changed.subscribe(listener),
    () => `${series.reading} ${series.all().length}`,
  );
  return (
    <Scroller label={chartTexts.tableLabel}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{chartTexts.fromUtc}</th>
            {HEADS.map((head) => (
              <th key={head} scope="col" className={table.figure}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series
            .all()
            .slice(-SHOWN)
            .reverse()
            .map((candle) => (
              <tr key={candle.startMs}>
                <td>
                  <span className={text.second}>{day(candle.startMs)}</span> {timeOfDay(candle.startMs)}
                </td>
                {[candle.open, candle.high, candle.low, candle.close].map((price, i) => (
                  <td key={HEADS[i]} className={table.figure}>
                    {figure(price, priceDecimals)}
                  </td>
                ))}
                <td className={classNames(table.figure, text.second)}>{figure(candle.volume)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Scroller>
  );
}
