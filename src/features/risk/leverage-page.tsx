import { useState } from "react";
import type { LeverageHistogramRow, LeverageStatsRow } from "../../../bff/contract/operations/leverage.ts";
import { day, figure } from "../../market/figures.ts";
import { paintHistogram } from "../../paint/histogram-painter.ts";
import { useLeverageHistogram, useLeverageStats } from "../../rest/leverage.ts";
import { useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import * as leverageStatsTexts from "../../texts/leverage-stats.ts";
import * as pagesTexts from "../../texts/pages.ts";
import { Choice } from "../../ui/choice.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { MarketChoice } from "./market-choice.tsx";
import { Origins } from "./origins.tsx";
import { PaintedCanvas } from "./painted-canvas.tsx";
import { RiskPage } from "./risk-page.tsx";
import { leverageOrigins } from "./table-origins.ts";
import styles from "./why-page.module.css";

type Span = "live" | "average";

const SPANS: readonly { readonly value: Span; readonly label: string }[] = [
  { value: "live", label: leverageStatsTexts.now },
  { value: "average", label: leverageStatsTexts.monthEnds },
];

/** How far longs and shorts are leveraged, by contracts, now and at month ends. */
export function LeveragePage() {
  const terminal = useTerminal();
  const [symbol, setSymbol] = useState(terminal.symbol);
  const stats = useLeverageStats(symbol);
  const histogram = useLeverageHistogram(symbol);
  const [span, setSpan] = useState<Span>("live");
  const rows = histogram.data ?? [];
  return (
    <RiskPage title={pagesTexts.leverage} lead={leverageStatsTexts.lead}>
      <div className={styles.share}>
        <MarketChoice symbol={symbol} onChange={setSymbol} />
        <Choice label={leverageStatsTexts.spanLabel} options={SPANS} value={span} onChange={setSpan} />
      </div>
      {stats.isError ? <p className={text.second}>{commonTexts.theyUnreadable(stats.error.message)}</p> : <StatsTable rows={stats.data} />}
      <h2 className={styles.head}>{leverageStatsTexts.histogramHeading}</h2>
      <Histogram rows={rows} span={span} />
    </RiskPage>
  );
}

const SIDE: Readonly<Record<string, string>> = leverageStatsTexts.sides;
const PERCENTILES = ["p10", "p25", "p50", "p75", "p80", "p90", "p99"] as const;

function StatsTable({ rows }: { readonly rows: readonly LeverageStatsRow[] | undefined }) {
  if (rows === undefined) return <p className={text.second}>{commonTexts.reading}</p>;
  if (rows.length === 0) return <p className={text.second}>{leverageStatsTexts.noPositions}</p>;
  const [first] = rows;
  return (
    <Scroller label={leverageStatsTexts.tableLabel} className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <caption className={text.hidden}>{leverageStatsTexts.tableCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{leverageStatsTexts.moment}</th>
            <th scope="col">{commonTexts.side}</th>
            <th scope="col" className={table.figure}>
              {leverageStatsTexts.weighted}
            </th>
            {PERCENTILES.map((name) => (
              <th key={name} scope="col" className={table.figure}>
                {name.slice(1)} %
              </th>
            ))}
            <th scope="col" className={table.figure}>
              {leverageStatsTexts.contracts}
            </th>
            <th scope="col" className={table.figure}>
              {leverageStatsTexts.positions}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.timestamp} ${row.side} ${row.isLive}`}>
              <th scope="row">{row.isLive ? leverageStatsTexts.now : day(row.timestamp)}</th>
              <td className={row.side === "Buy" ? text.buy : text.sell}>{SIDE[row.side]}</td>
              <td className={classNames(table.figure, text.strong)}>{figure(row.weighted, 1)}×</td>
              {PERCENTILES.map((name) => (
                <td key={name} className={table.figure}>
                  {figure(row[name])}×
                </td>
              ))}
              <td className={table.figure}>{figure(row.contracts)}</td>
              <td className={table.figure}>{figure(row.positions)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {first === undefined ? null : <Origins of={leverageOrigins(first)} />}
    </Scroller>
  );
}

/** Leverages that the table puts together, up to and with the last of each. */
const GROUPS = [1, 2, 5, 10, 25, 50, 75, 100, 200] as const;
const LEAST_AXIS = 10;

function Histogram({ rows, span }: { readonly rows: readonly LeverageHistogramRow[]; readonly span: Span }) {
  const snapshots = rows[0]?.snapshots ?? 0;
  const of = (side: string) => new Map(rows.filter((row) => row.side === side && row[span] > 0).map((row) => [row.leverage, row[span]]));
  const [longs, shorts] = [of("Buy"), of("Sell")];
  if (longs.size + shorts.size === 0)
    return <p className={text.second}>{span === "average" && snapshots === 0 ? leverageStatsTexts.noMonth : leverageStatsTexts.nobody}</p>;
  const most = Math.max(LEAST_AXIS, ...longs.keys(), ...shorts.keys());
  const grouped = (side: ReadonlyMap<number, number>, from: number, to: number) =>
    [...side].reduce((sum, [leverage, contracts]) => (leverage > from && leverage <= to ? sum + contracts : sum), 0);
  const groups = GROUPS.map((to, i) => ({ from: GROUPS[i - 1] ?? -1, to })).filter(({ from }) => from < most);
  return (
    <>
      {span === "average" ? <p className={styles.note}>{leverageStatsTexts.averageOf(snapshots)}</p> : null}
      <div className={styles.path}>
        <PaintedCanvas name="leverage" paint={paintHistogram} scene={{ longs, shorts, most }} label={leverageStatsTexts.histogramLabel} />
      </div>
      <Scroller label={leverageStatsTexts.groupsLabel} className={styles.table}>
        <table className={classNames(table.table, table.dense)}>
          <thead>
            <tr>
              <th scope="col">{leverageStatsTexts.effectiveLeverage}</th>
              <th scope="col" className={table.figure}>
                {leverageStatsTexts.longs}
              </th>
              <th scope="col" className={table.figure}>
                {leverageStatsTexts.shorts}
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ from, to }) => (
              <tr key={to}>
                <th scope="row">
                  {from < 0 ? leverageStatsTexts.upTo(to) : from + 1 === to ? `${to}×` : leverageStatsTexts.between(from + 1, to)}
                </th>
                <td className={table.figure}>{figure(grouped(longs, from, to))}</td>
                <td className={table.figure}>{figure(grouped(shorts, from, to))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </>
  );
}
