import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { type Candle, CandleSeries, INTERVALS, type Interval } from "../../../market/candles.ts";
import { day, figure, timeOfDay } from "../../../market/figures.ts";
import type { Tape } from "../../../market/tape.ts";
import { ChartLinesPrimitive } from "../../../paint/chart-lines.ts";
import { MOST_BINS, readBins, readBinsUntil } from "../../../rest/market-history.ts";
import { RestError } from "../../../rest/rest-error.ts";
import { useSession } from "../../../stores/session.ts";
import { useContract, usePart, useTerminal } from "../../../stores/terminal.ts";
import { Choice } from "../../../ui/choice.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { Panel, PanelHead } from "../../../ui/panel.tsx";
import table from "../../../ui/table.module.css";
import text from "../../../ui/text.module.css";
import { StaleLabel } from "../stale-label.tsx";
import { TableSwitch } from "../table-switch.tsx";
import { usePriceDecimals } from "../use-price-decimals.ts";
import { feedCandles } from "./candle-feed.ts";
import styles from "./chart-panel.module.css";
import { ChartTable } from "./chart-table.tsx";
import { OlderCandles } from "./older-candles.ts";
import { OrderHandles } from "./order-handles.tsx";
import { useChartLines } from "./use-chart-lines.ts";

/** The charting library is a chunk of its own; the rest of the screen does not wait for it. */
const ChartCanvas = lazy(async () => ({ default: (await import("./chart-canvas.tsx")).ChartCanvas }));

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
  const decimals = usePriceDecimals();
  const contract = useContract();
  return (
    <Panel label="Chart" className={styles.panel}>
      <PanelHead
        end={
          <>
            <SimulatedNote className={styles.beside} />
            <StaleLabel name="Chart" table="trade" />
            <TableSwitch what="the chart" isTable={isTable} onChange={setTable} />
          </>
        }
      >
        <div className={styles.intervals}>
          <Choice label="Width of a candle" options={OPTIONS} value={interval} onChange={setInterval} />
        </div>
        <Legend candle={pointed} decimals={decimals} />
      </PanelHead>
      <SimulatedNote className={styles.below} />
      <div className={styles.body}>
        {isTable ? (
          <ChartTable series={series} priceDecimals={decimals} />
        ) : contract === null ? null : (
          // By its terms from the first: a chart that is made anew a moment later flickers.
          <Suspense fallback={null}>
            <LinedChart
              series={series}
              index={index}
              priceDecimals={decimals}
              tick={contract.tick}
              sizeUnit={contract.sizeUnit}
              onPoint={setPointed}
              interval={interval}
            />
          </Suspense>
        )}
        <EmptyNote series={series} loading={loading} />
      </div>
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
      {loading === "failed"
        ? "The past cannot be read now. It is tried again within a minute."
        : `${market === "none" ? "No market is simulated here. " : ""}Nothing has traded yet. Candles appear with the first trade.`}
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
): { readonly series: CandleSeries; readonly loading: Loading } {
  const { minuteEndedMs, link } = useTerminal();
  const [series, setSeries] = useState(() => new CandleSeries(interval));
  const [loading, setLoading] = useState<Loading>("loading");
  useEffect(() => {
    const fresh = new CandleSeries(interval);
    setSeries(fresh);
    setLoading("loading");
    if (symbol === null) return undefined;
    return feedCandles(fresh, { symbol, tape, minuteEndedMs, link }, readBins, MOST_BINS, {
      onReady: () => setLoading("ready"),
      onFailed: () => setLoading("failed"),
    });
  }, [interval, symbol, tape, minuteEndedMs, link]);
  return { series, loading };
}

/** Reads older candles, of contract and index, when it is called. What cannot be read now is tried with the next scroll. */
function useOlder(series: CandleSeries, index: CandleSeries): () => void {
  const { symbol, ticker } = useTerminal();
  const indexSymbol = usePart(ticker, (now) => now.indexSymbol);
  return useMemo(() => {
    const pasts = [new OlderCandles(series, symbol, readBinsUntil, MOST_BINS)];
    if (indexSymbol !== null) pasts.push(new OlderCandles(index, indexSymbol, readBinsUntil, MOST_BINS));
    return () => {
      for (const past of pasts) {
        past.more().catch((error: unknown) => {
          if (!(error instanceof RestError)) throw error;
        });
      }
    };
  }, [series, index, symbol, indexSymbol]);
}

interface LinedChartProps {
  readonly series: CandleSeries;
  readonly index: CandleSeries;
  readonly priceDecimals: number;
  readonly tick: number;
  readonly sizeUnit: string;
  readonly interval: Interval;
  readonly onPoint: (candle: Candle | null) => void;
}

/** The chart with the account's lines on it; it renders again with them, and the panel around it does not. */
function LinedChart({ interval, ...chart }: LinedChartProps) {
  const { symbol } = useTerminal();
  const [overlay] = useState(() => new ChartLinesPrimitive());
  const readOlder = useOlder(chart.series, chart.index);
  return (
    <>
      <ChartCanvas
        {...chart}
        overlay={overlay}
        lines={useChartLines()}
        label={`Candles of ${symbol}, ${interval} each, with volume. The table beside the widths says the same.`}
        onBeginning={readOlder}
      />
      <OrderHandles overlay={overlay} />
    </>
  );
}

function Legend({ candle, decimals }: { readonly candle: Candle | null; readonly decimals: number }) {
  if (candle === null) {
    return (
      <p className={styles.legend}>
        <span>
          <span className={styles.dash} aria-hidden="true" /> Index
        </span>
        <span className={text.accent}>
          <span className={styles.dash} aria-hidden="true" /> Yours
        </span>
        <span className={text.risk}>
          <span className={styles.dash} aria-hidden="true" /> Liquidation
        </span>
      </p>
    );
  }
  const { open, high, low, close, volume } = candle;
  return (
    <p className={classNames(styles.legend, text.figure)}>
      <span>O {figure(open, decimals)}</span>
      <span>H {figure(high, decimals)}</span>
      <span>L {figure(low, decimals)}</span>
      <span>C {figure(close, decimals)}</span>
      <span>Volume {figure(volume)}</span>
    </p>
  );
}

/** What was simulated before the market began is never passed off as traded: it says so beside the widths, or below them. */
function SimulatedNote({ className }: { readonly className: string | undefined }) {
  const until = useSession(({ session }) => session?.simulatedUntil ?? null);
  if (until === null) return null;
  return (
    <span className={classNames(text.label, styles.simulated, className)}>
      Simulated before {day(until)}, {timeOfDay(until).slice(0, 5)} UTC
    </span>
  );
}
