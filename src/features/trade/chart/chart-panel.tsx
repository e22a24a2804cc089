import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { type Candle, CandleSeries, INTERVALS, type Interval } from "../../../market/candles.ts";
import { day, figure, timeOfDay } from "../../../market/figures.ts";
import type { Tape } from "../../../market/tape.ts";
import { MOST_BINS, readBins, readMarks } from "../../../rest/market-history.ts";
import { useSession } from "../../../stores/session.ts";
import { useContract, usePart, useTerminal } from "../../../stores/terminal.ts";
import * as chartTexts from "../../../texts/chart.ts";
import * as commonTexts from "../../../texts/common.ts";
import { Choice } from "../../../ui/choice.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { Panel, PanelHead } from "../../../ui/panel.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { StaleLabel } from "../stale-label.tsx";
import { TableSwitch } from "../table-switch.tsx";
import { usePriceDecimals } from "../use-price-decimals.ts";
import { feedCandles, type ReadBins } from "./candle-feed.ts";
import { DrawMenu, ShowMenu, type Tool, useIsShown } from "./chart-menus.tsx";
import styles from "./chart-panel.module.css";
import { ChartTable } from "./chart-table.tsx";
import { LinedChart } from "./lined-chart.tsx";

const DrawingsDialog = lazy(async () => ({ default: (await import("./drawings-dialog.tsx")).DrawingsDialog }));

const OPTIONS = (Object.keys(INTERVALS) as Interval[]).map((value) => ({ value, label: INTERVALS[value].label }));

type Loading = "loading" | "ready" | "failed";

export function ChartPanel() {
  const terminal = useTerminal();
  const [interval, setInterval] = useState<Interval>("15m");
  const [isTable, setTable] = useState(false);
  const [pointed, setPointed] = useState<Candle | null>(null);
  const { series, loading } = useSeries(interval, terminal.symbol, terminal.tape);
  const index = useSeries(
    interval,
    usePart(terminal.ticker, ({ indexSymbol }) => indexSymbol),
    null,
  ).series;
  const hasMark = useIsShown("Mark");
  const mark = useSeries(interval, hasMark ? terminal.symbol : null, null, readMarks).series;
  const [tool, setTool] = useState<Tool | null>(null);
  const [isListed, setListed] = useState(false);
  const drawn = useCallback(() => setTool(null), []);
  const decimals = usePriceDecimals();
  const contract = useContract();
  return (
    <Panel label={chartTexts.heading} className={styles.panel}>
      <PanelHead
        end={
          <>
            <SimulatedNote className={styles.beside} />
            <StaleLabel name={chartTexts.heading} table="trade" />
            <ShowMenu />
            <DrawMenu onTool={setTool} onList={() => setListed(true)} />
            <TableSwitch what={chartTexts.inSentence} isTable={isTable} onChange={setTable} />
          </>
        }
      >
        <div className={styles.intervals}>
          <Choice label={chartTexts.widths} options={OPTIONS} value={interval} onChange={setInterval} />
        </div>
        <Legend candle={pointed} decimals={decimals} />
      </PanelHead>
      <SimulatedNote className={styles.below} />
      <div className={styles.body}>
        {isTable ? (
          <ChartTable series={series} priceDecimals={decimals} />
        ) : contract === null ? null : (
          // By its terms from the first: a chart that is made anew a moment later flickers.
          <LinedChart
            series={series}
            index={index}
            mark={mark}
            priceDecimals={decimals}
            tick={contract.tick}
            sizeUnit={contract.sizeUnit}
            onPoint={setPointed}
            interval={interval}
            tool={tool}
            onDrawn={drawn}
          />
        )}
        <EmptyNote series={series} loading={loading} />
      </div>
      {isListed ? (
        <Suspense fallback={null}>
          <DrawingsDialog onClose={() => setListed(false)} />
        </Suspense>
      ) : null}
    </Panel>
  );
}

/** What stands there while there is nothing to draw. */
function EmptyNote({ series, loading }: { readonly series: CandleSeries; readonly loading: Loading }) {
  const isEmpty = useSyncExternalStore(
    (listener) => series.changed.subscribe(listener),
    () => series.last === undefined,
  );
  const market = useSession(({ session }) => session?.market ?? null);
  if (!isEmpty || loading === "loading") return null;
  return (
    <p className={classNames(table.empty, styles.note)}>
      {loading === "failed" ? chartTexts.pastUnreadable : chartTexts.nothingTraded(market !== "none")}
    </p>
  );
}

/**
 * A series of the chosen interval, filled for as long as it is chosen.
 *
 * @param symbol null while it is not known
 * @param tape trades of the contract; null for an index
 */
function useSeries(
  interval: Interval,
  symbol: string | null,
  tape: Tape | null,
  read: ReadBins = readBins,
): { readonly series: CandleSeries; readonly loading: Loading } {
  const { minuteEndedMs, link } = useTerminal();
  const [series, setSeries] = useState(() => new CandleSeries(interval));
  const [loading, setLoading] = useState<Loading>("loading");
  useEffect(() => {
    const fresh = new CandleSeries(interval);
    setSeries(fresh);
    setLoading("loading");
    if (symbol === null) return undefined;
    return feedCandles(fresh, { symbol, tape, minuteEndedMs, link }, read, MOST_BINS, {
      onReady: () => setLoading("ready"),
      onFailed: () => setLoading("failed"),
    });
  }, [interval, symbol, tape, read, minuteEndedMs, link]);
  return { series, loading };
}

function Legend({ candle, decimals }: { readonly candle: Candle | null; readonly decimals: number }) {
  if (candle === null) {
    return (
      <p className={styles.legend}>
        <span className={text.mark}>
          <span className={styles.dash} aria-hidden="true" /> {commonTexts.mark}
        </span>
        <span>
          <span className={styles.dash} aria-hidden="true" /> {commonTexts.index}
        </span>
        <span className={text.accent}>
          <span className={styles.dash} aria-hidden="true" /> {chartTexts.yours}
        </span>
        <span className={text.risk}>
          <span className={styles.dash} aria-hidden="true" /> {commonTexts.liquidation}
        </span>
      </p>
    );
  }
  const { open, high, low, close, volume } = candle;
  return (
    <p className={classNames(styles.legend, text.figure)}>
      <span>{chartTexts.open(figure(open, decimals))}</span>
      <span>{chartTexts.high(figure(high, decimals))}</span>
      <span>{chartTexts.low(figure(low, decimals))}</span>
      <span>{chartTexts.close(figure(close, decimals))}</span>
      <span>{chartTexts.volume(figure(volume))}</span>
    </p>
  );
}

/** What was simulated before the market began is never passed off as traded: it says so beside the widths, or below them. */
function SimulatedNote({ className }: { readonly className: string | undefined }) {
  const until = useSession(({ session }) => session?.simulatedUntil ?? null);
  if (until === null) return null;
  return (
    <span className={classNames(text.label, styles.simulated, className)}>
      {chartTexts.simulatedBefore(day(until), timeOfDay(until).slice(0, 5))}
    </span>
  );
}
