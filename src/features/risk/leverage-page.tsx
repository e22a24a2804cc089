import { useState } from "react";
import type { LeverageHistogramRow, LeverageStatsRow } from "../../../bff/contract/operations/leverage.ts";
import { day, figure } from "../../market/figures.ts";
import { paintHistogram } from "../../paint/histogram-painter.ts";
import { useLeverageHistogram, useLeverageStats } from "../../rest/leverage.ts";
import { useTerminal } from "../../stores/terminal.ts";
import { Choice } from "../../ui/choice.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Scroller } from "../../ui/scroller.tsx";
import table from "../../ui/table.module.css";
import text from "../../ui/text.module.css";
import { MarketChoice } from "./market-choice.tsx";
import { PaintedCanvas } from "./painted-canvas.tsx";
import { RiskPage } from "./risk-page.tsx";
import styles from "./why-page.module.css";

type Span = "live" | "average";

const SPANS: readonly { readonly value: Span; readonly label: string }[] = [
  { value: "live", label: "Now" },
  { value: "average", label: "Month ends, averaged" },
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
    <RiskPage
      title="Leverage statistics"
      lead="Effective leverage of every position, weighted by contracts: its value over what separates it from its value at bankruptcy."
    >
      <div className={styles.share}>
        <MarketChoice symbol={symbol} onChange={setSymbol} />
        <Choice label="Span of the histogram" options={SPANS} value={span} onChange={setSpan} />
      </div>
      {stats.isError ? <p className={text.second}>They cannot be read now: {stats.error.message}</p> : <StatsTable rows={stats.data} />}
      <h2 className={styles.head}>Contracts by effective leverage</h2>
      <Histogram rows={rows} span={span} />
    </RiskPage>
  );
}

const SIDE: Readonly<Record<string, string>> = { Buy: "Long", Sell: "Short" };
const PERCENTILES = ["p10", "p25", "p50", "p75", "p80", "p90", "p99"] as const;

function StatsTable({ rows }: { readonly rows: readonly LeverageStatsRow[] | undefined }) {
  if (rows === undefined) return <p className={text.second}>Reading …</p>;
  if (rows.length === 0) return <p className={text.second}>Nobody holds a position in it, and no month has ended with one.</p>;
  return (
    <Scroller label="Effective leverage by month end" className={styles.table}>
      <table className={classNames(table.table, table.dense)}>
        <caption className={text.hidden}>Weighted effective leverage and percentiles by contracts, at month ends and now</caption>
        <thead>
          <tr>
            <th scope="col">Moment</th>
            <th scope="col">Side</th>
            <th scope="col" className={table.figure}>
              Weighted
            </th>
            {PERCENTILES.map((name) => (
              <th key={name} scope="col" className={table.figure}>
                {name.slice(1)} %
              </th>
            ))}
            <th scope="col" className={table.figure}>
              Contracts
            </th>
            <th scope="col" className={table.figure}>
              Positions
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.timestamp} ${row.side} ${row.isLive}`}>
              <th scope="row">{row.isLive ? "Now" : day(row.timestamp)}</th>
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
    return (
      <p className={text.second}>
        {span === "average" && snapshots === 0
          ? "No month has ended yet: the average begins with the first."
          : "Nobody holds a position in it."}
      </p>
    );
  const most = Math.max(LEAST_AXIS, ...longs.keys(), ...shorts.keys());
  const grouped = (side: ReadonlyMap<number, number>, from: number, to: number) =>
    [...side].reduce((sum, [leverage, contracts]) => (leverage > from && leverage <= to ? sum + contracts : sum), 0);
  const groups = GROUPS.map((to, i) => ({ from: GROUPS[i - 1] ?? -1, to })).filter(({ from }) => from < most);
  return (
    <>
      {span === "average" ? (
        <p className={styles.note}>
          The sum over {snapshots === 1 ? "the one month end there is" : `${snapshots} month ends`}, divided by {snapshots}.
        </p>
      ) : null}
      <div className={styles.path}>
        <PaintedCanvas
          name="leverage"
          paint={paintHistogram}
          scene={{ longs, shorts, most }}
          label="Contracts of longs, upwards, and shorts, downwards, by effective leverage; the table below says the same in groups"
        />
      </div>
      <Scroller label="Contracts by effective leverage, in groups" className={styles.table}>
        <table className={classNames(table.table, table.dense)}>
          <thead>
            <tr>
              <th scope="col">Effective leverage</th>
              <th scope="col" className={table.figure}>
                Longs
              </th>
              <th scope="col" className={table.figure}>
                Shorts
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ from, to }) => (
              <tr key={to}>
                <th scope="row">{from < 0 ? `up to ${to}×` : from + 1 === to ? `${to}×` : `${from + 1} to ${to}×`}</th>
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
