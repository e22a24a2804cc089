import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import type { Candle, CandleSeries, Interval } from "../../../market/candles.ts";
import type { ChartPoint } from "../../../market/drawings.ts";
import { fillMarks } from "../../../market/fill-marks.ts";
import { nearestTick } from "../../../market/order-size.ts";
import { ChartLinesPrimitive } from "../../../paint/chart-lines.ts";
import { TrendLinesPrimitive } from "../../../paint/trend-lines.ts";
import { useFillHistory } from "../../../rest/account-history.ts";
import { MOST_BINS, readBinsUntil, readMarksUntil, useFundings } from "../../../rest/market-history.ts";
import { RestError } from "../../../rest/rest-error.ts";
import { useAccount } from "../../../stores/account.ts";
import { drawLevel, drawTrend, setAlert } from "../../../stores/drawings.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { useSession } from "../../../stores/session.ts";
import { usePart, useTerminal } from "../../../stores/terminal.ts";
import * as chartTexts from "../../../texts/chart.ts";
import * as commonTexts from "../../../texts/common.ts";
import { Button } from "../../../ui/button.tsx";
import { importChart } from "../early-chunks.ts";
import { type Tool, useIsShown } from "./chart-menus.tsx";
import styles from "./chart-panel.module.css";
import { OlderCandles } from "./older-candles.ts";
import { OrderHandles } from "./order-handles.tsx";
import { useChartLines } from "./use-chart-lines.ts";

/** The charting library is a chunk of its own; the rest of the screen does not wait for it. */
const ChartCanvas = lazy(async () => ({ default: (await importChart()).ChartCanvas }));

interface LinedChartProps {
  readonly series: CandleSeries;
  readonly index: CandleSeries;
  readonly mark: CandleSeries;
  readonly priceDecimals: number;
  readonly tick: number;
  readonly sizeUnit: string;
  readonly interval: Interval;
  readonly onPoint: (candle: Candle | null) => void;
  /** What a press on the chart draws; null for nothing. */
  readonly tool: Tool | null;
  readonly onDrawn: () => void;
}

/** The chart with the account's lines and drawings on it; it renders again with them, and the panel around it does not. */
export function LinedChart({ interval, mark, tool, onDrawn, ...chart }: LinedChartProps) {
  const { symbol } = useTerminal();
  const [overlay] = useState(() => new ChartLinesPrimitive());
  const [trends] = useState(() => new TrendLinesPrimitive());
  const hasMark = useIsShown("Mark");
  const readOlder = useOlder(chart.series, chart.index, hasMark ? mark : null);
  const drawings = usePreferences((preferences) => preferences.drawings[symbol]);
  const [begun, pick] = usePicking(tool, onDrawn);
  useEffect(() => trends.set(drawings ?? [], begun), [trends, drawings, begun]);
  return (
    <>
      <Suspense fallback={null}>
        <ChartCanvas
          {...chart}
          mark={hasMark ? mark : null}
          hasIndex={useIsShown("Index")}
          fundings={usePaidFundings()}
          fillsOn={useFillsOn()}
          overlay={overlay}
          trends={trends}
          onPick={pick}
          lines={useChartLines()}
          label={chartTexts.canvasLabel(symbol, interval)}
          onBeginning={readOlder}
        />
      </Suspense>
      {tool === null ? <OrderHandles overlay={overlay} /> : null}
      {tool === null ? null : (
        <p className={styles.picking} role="status">
          {WHAT_TO_PRESS[tool][begun === null ? 0 : 1]}{" "}
          <Button kind="quiet" onClick={onDrawn}>
            {commonTexts.leaveIt}
          </Button>
        </p>
      )}
    </>
  );
}

const WHAT_TO_PRESS: Readonly<Record<Tool, readonly [string, string]>> = chartTexts.toolSteps;

/** Makes drawings of presses. Escape leaves it. @returns the first point of a line that wants a second, and what hears of presses */
function usePicking(tool: Tool | null, onDrawn: () => void): readonly [ChartPoint | null, (point: ChartPoint) => void] {
  const { symbol, terms, ticker } = useTerminal();
  const [begun, setBegun] = useState<ChartPoint | null>(null);
  useEffect(() => {
    setBegun(null);
    if (tool === null) return undefined;
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape") onDrawn();
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [tool, onDrawn]);
  const pick = (point: ChartPoint) => {
    const known = terms.get();
    if (tool === null || known === null) return;
    const place = { timeMs: point.timeMs, price: nearestTick(known, point.price) };
    if (tool === "trend") {
      if (begun === null) return setBegun(place);
      drawTrend(symbol, begun, place);
    } else if (tool === "level") drawLevel(symbol, place.price);
    else {
      const now = ticker.get().last ?? ticker.get().mark;
      if (now === null || now === place.price) return;
      setAlert(symbol, place.price, now);
    }
    onDrawn();
  };
  return [begun, pick];
}

/** What was paid, oldest first; null where nothing is, or nobody wants to see it. */
function usePaidFundings() {
  const { symbol, ticker } = useTerminal();
  const isShown = useIsShown("Funding");
  const fundingAt = usePart(ticker, (now) => now.fundingAt);
  const { data } = useFundings(symbol, isShown ? fundingAt : null);
  return useMemo(
    () =>
      isShown && fundingAt !== null
        ? (data ?? [])
            .map(({ timestamp, fundingRate }) => ({ atMs: Date.parse(timestamp), rate: fundingRate ?? 0 }))
            .sort((a, b) => a.atMs - b.atMs)
        : null,
    [data, isShown, fundingAt],
  );
}

/** Own fills on candles; another function once there are others. */
function useFillsOn() {
  const { symbol } = useTerminal();
  const isShown = useIsShown("Fills");
  const account = useSession(({ session }) => session?.account ?? null);
  const streamed = useAccount(({ executions }) => executions);
  const { data } = useFillHistory(account);
  return useCallback(
    (candles: readonly Candle[]) => {
      const known = new Set(streamed.map(({ execID }) => execID));
      const fills = [...streamed, ...(data ?? []).filter(({ execID }) => !known.has(execID))];
      return isShown ? fillMarks(fills, symbol, candles) : [];
    },
    [isShown, streamed, data, symbol],
  );
}

/** Reads older candles, of contract, index and mark, when it is called. What cannot be read now is tried with the next scroll. */
function useOlder(series: CandleSeries, index: CandleSeries, mark: CandleSeries | null): () => void {
  const { symbol, ticker } = useTerminal();
  const indexSymbol = usePart(ticker, (now) => now.indexSymbol);
  return useMemo(() => {
    const pasts = [new OlderCandles(series, symbol, readBinsUntil, MOST_BINS)];
    if (indexSymbol !== null) pasts.push(new OlderCandles(index, indexSymbol, readBinsUntil, MOST_BINS));
    if (mark !== null) pasts.push(new OlderCandles(mark, symbol, readMarksUntil, MOST_BINS));
    return () => {
      for (const past of pasts) {
        past.more().catch((error: unknown) => {
          if (!(error instanceof RestError)) throw error;
        });
      }
    };
  }, [series, index, mark, symbol, indexSymbol]);
}
