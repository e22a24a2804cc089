import {
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  createChart,
  createSeriesMarkers,
  createTextWatermark,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  type MouseEventHandler,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import type { Candle, CandleSeries } from "../../../market/candles.ts";
import type { ChartPoint } from "../../../market/drawings.ts";
import { figure, shortened, signedPercent } from "../../../market/figures.ts";
import type { FillMark } from "../../../market/fill-marks.ts";
import { fundingBars, type PaidFunding } from "../../../market/funding-bars.ts";
import type { ChartLines, ChartLinesPrimitive, Sheet } from "../../../paint/chart-lines.ts";
import { candleLook, chartLook, FONT_FAMILY, VOLUME_OPACITY } from "../../../paint/chart-look.ts";
import { onInkChange } from "../../../paint/ink-watch.ts";
import { atOpacity, inks } from "../../../paint/inks.ts";
import type { TrendLinesPrimitive } from "../../../paint/trend-lines.ts";
import { useTerminal } from "../../../stores/terminal.ts";
import * as chartTexts from "../../../texts/chart.ts";
import styles from "./chart-canvas.module.css";

const GAP_MS = 100;
const INDEX_OPACITY = 0.55;
const VOLUME_PANE = 1;
/** What the words of a pane take of its height, and at most this share of it. */
const LABEL_PX = 17;
const MOST_LABEL_SHARE = 0.55;
/** Half a figure of the axis, which is cut off where it stands lower. */
const AXIS_PX = 6;
const MOST_AXIS_SHARE = 0.2;
const FUNDING_PANE = 2;
const FUNDING_OPACITY = 0.7;
/** Width of a candle, its gap included, as it is seen at first. */
const CANDLE_PX = 7.5;
/** Widest a candle gets, so that the first few of a day do not fill the screen. */
const MOST_PX = 24;
/** Candles' worth of room at the right. */
const ROOM = 6;

interface ChartCanvasProps {
  readonly series: CandleSeries;
  /** The index, drawn as a thin line of its closes. */
  readonly index: CandleSeries;
  /** The mark, the same; null where it is not wanted. */
  readonly mark: CandleSeries | null;
  readonly hasIndex: boolean;
  /** What was paid, oldest first; null for no pane of it. */
  readonly fundings: readonly PaidFunding[] | null;
  /** Own fills on the candles as they are now. */
  readonly fillsOn: (candles: readonly Candle[]) => readonly FillMark[];
  readonly lines: ChartLines;
  readonly trends: TrendLinesPrimitive;
  /** Somebody has pressed a place of the chart. */
  readonly onPick: (point: ChartPoint) => void;
  readonly priceDecimals: number;
  readonly tick: number;
  /** What volumes are counted in. */
  readonly sizeUnit: string;
  /** The candle under the pointer; null when it is elsewhere. */
  readonly onPoint: (candle: Candle | null) => void;
  readonly label: string;
  /** Somebody has scrolled to where the candles begin. */
  readonly onBeginning: () => void;
  /** Draws the lines; handles on them are given by who makes it. */
  readonly overlay: ChartLinesPrimitive;
}

/** Candles left of the screen from which on older ones are asked for. */
const BEGINNING = 30;

/** The chart itself, a chunk of its own. It is made once; what changes is handed to it. */
export function ChartCanvas({
  series,
  index,
  mark,
  hasIndex,
  fundings,
  fillsOn,
  lines,
  trends,
  onPick,
  priceDecimals,
  tick,
  sizeUnit,
  onPoint,
  label,
  onBeginning,
  overlay,
}: ChartCanvasProps) {
  const { frames, ticker } = useTerminal();
  const box = useRef<HTMLDivElement>(null);
  const hear = useRef({ onPoint, onBeginning, onPick });
  useEffect(() => {
    hear.current = { onPoint, onBeginning, onPick };
  }, [onPoint, onBeginning, onPick]);
  // What changes while the chart stands is read at its next painting.
  const shown = useRef({ fundings, fillsOn });
  const repaint = useRef<() => void>(() => undefined);
  const redrawLines = useRef<() => void>(() => undefined);
  useEffect(() => {
    shown.current = { fundings, fillsOn };
    repaint.current();
  }, [fundings, fillsOn]);
  const hasFunding = fundings !== null;
  // Lines follow every tick and every key; the chart is drawn at its own pace.
  useEffect(() => {
    overlay.set(lines);
    redrawLines.current();
  }, [overlay, lines]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const chart = makeChart(element);
    const priceFormat = { type: "custom", minMove: tick, formatter: (price: number) => figure(price, priceDecimals) } as const;
    // First, so that the candles lie above it.
    const indexLine = chart.addSeries(LineSeries, {
      lineWidth: 1,
      priceFormat,
      priceLineVisible: false,
      lastValueVisible: false,
      crosshairMarkerVisible: false,
    });
    const markLine = chart.addSeries(LineSeries, {
      lineWidth: 1,
      priceFormat,
      priceLineVisible: false,
      lastValueVisible: false,
      crosshairMarkerVisible: false,
    });
    const candles = chart.addSeries(CandlestickSeries, {
      priceLineVisible: false,
      lastValueVisible: false,
      priceFormat,
    });
    const volume = chart.addSeries(
      HistogramSeries,
      { priceLineVisible: false, lastValueVisible: false, priceFormat: { type: "custom", minMove: 1, formatter: volumeWords } },
      VOLUME_PANE,
    );
    volume.priceScale().applyOptions({ scaleMargins: UNDER_LABEL });
    const funding = hasFunding ? addFunding(chart) : null;
    const marks = createSeriesMarkers(candles);
    chart.panes()[0]?.setStretchFactor(hasFunding ? 6 : 5);
    chart.panes()[VOLUME_PANE]?.setStretchFactor(1.3);
    candles.attachPrimitive(overlay);
    candles.attachPrimitive(trends);
    const volumeLabel = paneLabel(chart, VOLUME_PANE);
    const fundingLabel = hasFunding ? paneLabel(chart, FUNDING_PANE) : null;
    const makeRoom = () => {
      for (const bars of funding === null ? [volume] : [volume, funding]) keepLabelFree(bars);
    };
    chart.timeScale().subscribeSizeChange(makeRoom);
    const dress = () => {
      chart.applyOptions(chartLook(inks()));
      candles.applyOptions(candleLook(inks()));
      indexLine.applyOptions({ color: atOpacity(inks().text3, INDEX_OPACITY) });
      markLine.applyOptions({ color: atOpacity(inks().mark, INDEX_OPACITY) });
      volumeLabel?.(chartTexts.volumePane(sizeUnit));
      fundingLabel?.(chartTexts.fundingPane);
      makeRoom();
      drawn = null;
      drawnIndex = 0;
      drawnMark = 0;
      drawnFunding = "";
      drawnFills = null;
      painter.mark();
    };
    let drawn: { readonly reading: number; readonly lastMs: number } | null = null;
    let isFirst = true;
    let drawnIndex = 0;
    let drawnMark = 0;
    let drawnFunding = "";
    let drawnFills: { readonly by: unknown; readonly reading: number; readonly length: number } | null = null;
    const painter = frames.register({
      name: "chart",
      minGapMs: () => GAP_MS,
      paint: () => {
        const lastMs = series.last?.startMs;
        if (lastMs === undefined) return;
        if (drawn?.reading === series.reading) drawTail(candles, volume, series, drawn.lastMs);
        else draw(chart, candles, volume, series, isFirst);
        drawn = { reading: series.reading, lastMs };
        isFirst = false;
        if (hasIndex) drawLine(indexLine, index, drawnIndex, lastMs, ticker.get().index);
        drawnIndex = index.reading;
        if (mark !== null) {
          drawLine(markLine, mark, drawnMark, lastMs, ticker.get().mark);
          drawnMark = mark.reading;
        }
        const { fundings: paid, fillsOn: fillsNow } = shown.current;
        const all = series.all();
        const announced = ticker.get().fundingRate;
        const fundingNow = `${series.reading} ${all.length} ${paid?.length} ${paid?.at(-1)?.atMs} ${announced}`;
        if (funding !== null && paid !== null && fundingNow !== drawnFunding) {
          drawFunding(funding, all, paid, announced);
          drawnFunding = fundingNow;
        }
        if (drawnFills?.by !== fillsNow || drawnFills.reading !== series.reading || drawnFills.length !== all.length) {
          marks.setMarkers(fillsNow(all).map(toMarker));
          drawnFills = { by: fillsNow, reading: series.reading, length: all.length };
        }
      },
    });
    overlay.drawOn(sheetOn(element));
    const linesPainter = frames.register({ name: "chartLines", minGapMs: () => GAP_MS, paint: () => overlay.redraw() });
    chart.subscribeCrosshairMove(({ time }) => {
      const at = typeof time === "number" ? series.all().find(({ startMs }) => startMs === time * 1_000) : undefined;
      hear.current.onPoint(at ?? null);
    });
    const press: MouseEventHandler<Time> = ({ time, point, paneIndex }) => {
      const price = point === undefined || (paneIndex ?? 0) !== 0 ? null : candles.coordinateToPrice(point.y);
      // Right of the last candle there is no time yet: it stands for what is there.
      const timeMs = typeof time === "number" ? time * 1_000 : series.last?.startMs;
      if (timeMs !== undefined && price !== null) hear.current.onPick({ timeMs, price });
    };
    // Two presses in quick succession are one and a double one to the chart; to who draws they are two.
    chart.subscribeClick(press);
    chart.subscribeDblClick(press);
    chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null && range.from < BEGINNING && series.last !== undefined) hear.current.onBeginning();
    });
    const ends = [
      series.changed.subscribe(painter.mark),
      index.changed.subscribe(painter.mark),
      ...(mark === null ? [] : [mark.changed.subscribe(painter.mark)]),
      onInkChange(dress),
      painter.remove,
      linesPainter.remove,
    ];
    repaint.current = painter.mark;
    redrawLines.current = linesPainter.mark;
    dress();
    return () => {
      for (const end of ends) end();
      overlay.drawOn(null);
      chart.remove();
    };
  }, [series, index, mark, hasIndex, hasFunding, frames, ticker, priceDecimals, tick, sizeUnit, overlay, trends]);

  return <div ref={box} className={styles.chart} role="img" aria-label={label} data-testid="chart" />;
}

function volumeWords(volume: number): string {
  const { number, scale } = shortened(volume);
  return scale === "" ? number : `${number} ${scale}`;
}

function makeChart(element: HTMLElement): IChartApi {
  return createChart(element, {
    autoSize: true,
    layout: { background: { type: ColorType.Solid, color: inks().surface }, attributionLogo: false },
    crosshair: { mode: CrosshairMode.Normal },
    hoveredSeriesOnTop: false,
    timeScale: { timeVisible: true, secondsVisible: false, rightOffset: ROOM, minBarSpacing: 1, maxBarSpacing: MOST_PX },
    localization: { locale: navigator.language },
  });
}

/** Bars of a low pane keep below its words. */
const UNDER_LABEL = { top: 0.36, bottom: 0 } as const;

/** A canvas over the upper pane, which lies in the left upper corner; the pointer goes through it. */
function sheetOn(element: HTMLElement): Sheet {
  const canvas = document.createElement("canvas");
  canvas.className = styles.sheet ?? "";
  element.append(canvas);
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("This browser gives no canvas to draw on.");
  return {
    clear: (width, height) => {
      const scale = globalThis.devicePixelRatio || 1;
      const [wide, tall] = [Math.round(width * scale), Math.round(height * scale)];
      if (canvas.width !== wide || canvas.height !== tall) {
        Object.assign(canvas, { width: wide, height: tall });
        Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
      }
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      pen.clearRect(0, 0, width, height);
      return pen;
    },
  };
}

/** Words at the top of a pane. */
function paneLabel(chart: IChartApi, place: number): ((words: string) => void) | null {
  const pane = chart.panes()[place];
  if (pane === undefined) return null;
  const label = createTextWatermark(pane, { horzAlign: "left", vertAlign: "top", lines: [] });
  return (words) => label.applyOptions({ lines: [{ text: ` ${words}`, color: inks().text3, fontSize: 11, fontFamily: FONT_FAMILY }] });
}

/** Bars begin below the words of their pane. A scale takes its margins as shares of the pane's height. */
function keepLabelFree(bars: ISeriesApi<"Histogram">): void {
  const heightPx = Math.max(1, bars.getPane().getHeight());
  const share = (px: number, most: number) => Math.min(most, px / heightPx);
  bars.priceScale().applyOptions({ scaleMargins: { top: share(LABEL_PX, MOST_LABEL_SHARE), bottom: share(AXIS_PX, MOST_AXIS_SHARE) } });
}

function addFunding(chart: IChartApi): VolumeSink {
  const formatter = (rate: number) => signedPercent(rate, 3);
  const funding = chart.addSeries(
    HistogramSeries,
    { priceLineVisible: false, lastValueVisible: false, priceFormat: { type: "custom", minMove: 1e-8, formatter } },
    FUNDING_PANE,
  );
  funding.priceScale().applyOptions({ scaleMargins: UNDER_LABEL });
  chart.panes()[FUNDING_PANE]?.setStretchFactor(1.1);
  return funding;
}

/** Above zero longs pay, which the bar above the line says as well as its hue. */
function drawFunding(sink: VolumeSink, candles: readonly Candle[], paid: readonly PaidFunding[], announced: number | null): void {
  const bars = fundingBars(candles, paid, announced);
  sink.setData(
    candles.flatMap((candle, i) => {
      const rate = bars[i] ?? null;
      return rate === null
        ? []
        : [{ time: timeOf(candle), value: rate, color: atOpacity(rate >= 0 ? inks().sell : inks().buy, FUNDING_OPACITY) }];
    }),
  );
}

/** A line of closes: anew after a reading, else at its end alone. */
function drawLine(sink: ISeriesApi<"Line">, series: CandleSeries, drawn: number, lastMs: number, now: number | null): void {
  if (series.reading !== drawn) sink.setData(series.all().map(toPoint));
  else if (series.last !== undefined && lastMs >= series.last.startMs)
    sink.update({ time: timeOf({ startMs: lastMs }), value: now ?? series.last.close });
}

const toMarker = ({ startMs, side, price }: FillMark) => ({
  time: timeOf({ startMs }),
  position: "atPriceMiddle" as const,
  price,
  shape: side === "Buy" ? ("arrowUp" as const) : ("arrowDown" as const),
  color: inks().accent,
  size: 1,
});

type CandleSink = ISeriesApi<"Candlestick">;
type VolumeSink = ISeriesApi<"Histogram">;

const timeOf = ({ startMs }: Pick<Candle, "startMs">) => (startMs / 1_000) as UTCTimestamp;

/** The contract's open is the close before it and may lie outside the candle's range; the drawing must hold both. */
const toBar = (candle: Candle) => ({
  time: timeOf(candle),
  open: candle.open,
  high: Math.max(candle.high, candle.open),
  low: Math.min(candle.low, candle.open),
  close: candle.close,
});

const toPoint = (candle: Candle) => ({ time: timeOf(candle), value: candle.close });

const toVolume = (candle: Candle) => ({
  time: timeOf(candle),
  value: candle.volume,
  color: atOpacity(candle.close >= candle.open ? inks().buy : inks().sell, VOLUME_OPACITY),
});

function draw(chart: IChartApi, candles: CandleSink, volume: VolumeSink, series: CandleSeries, isFirst: boolean): void {
  const all = series.all();
  candles.setData(all.map(toBar));
  volume.setData(all.map(toVolume));
  if (!isFirst) return;
  const seen = Math.min(chart.timeScale().width() / CANDLE_PX, all.length + 2 * ROOM);
  chart.timeScale().setVisibleLogicalRange({ from: all.length + ROOM - seen, to: all.length + ROOM });
}

/** Trades touch the candle that was the last one when it was drawn, and those that came after it. */
function drawTail(candles: CandleSink, volume: VolumeSink, series: CandleSeries, fromMs: number): void {
  const all = series.all();
  for (const candle of all.slice(all.findLastIndex(({ startMs }) => startMs <= fromMs))) {
    candles.update(toBar(candle));
    volume.update(toVolume(candle));
  }
}
