import {
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  createChart,
  createTextWatermark,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import type { Candle, CandleSeries } from "../../../market/candles.ts";
import { figure, shortened } from "../../../market/figures.ts";
import type { ChartLines, ChartLinesPrimitive } from "../../../paint/chart-lines.ts";
import { candleLook, chartLook, FONT_FAMILY, VOLUME_OPACITY } from "../../../paint/chart-look.ts";
import { onInkChange } from "../../../paint/ink-watch.ts";
import { atOpacity, inks } from "../../../paint/inks.ts";
import { useTerminal } from "../../../stores/terminal.ts";
import styles from "./chart-canvas.module.css";

const GAP_MS = 100;
const INDEX_OPACITY = 0.55;
const VOLUME_PANE = 1;
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
  readonly lines: ChartLines;
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
  lines,
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
  const hear = useRef({ onPoint, onBeginning });
  useEffect(() => {
    hear.current = { onPoint, onBeginning };
  }, [onPoint, onBeginning]);
  useEffect(() => overlay.set(lines), [overlay, lines]);

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
    chart.panes()[0]?.setStretchFactor(5);
    chart.panes()[VOLUME_PANE]?.setStretchFactor(1);
    candles.attachPrimitive(overlay);
    const volumePane = chart.panes()[VOLUME_PANE];
    const volumeLabel =
      volumePane === undefined ? null : createTextWatermark(volumePane, { horzAlign: "left", vertAlign: "top", lines: [] });
    const dress = () => {
      chart.applyOptions(chartLook(inks()));
      candles.applyOptions(candleLook(inks()));
      indexLine.applyOptions({ color: atOpacity(inks().text3, INDEX_OPACITY) });
      volumeLabel?.applyOptions({
        lines: [{ text: ` Volume, ${sizeUnit}`, color: inks().text3, fontSize: 11, fontFamily: FONT_FAMILY }],
      });
      drawn = null;
      drawnIndex = 0;
      painter.mark();
    };
    let drawn: { readonly reading: number; readonly lastMs: number } | null = null;
    let isFirst = true;
    let drawnIndex = 0;
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
        if (index.reading !== drawnIndex) indexLine.setData(index.all().map(toPoint));
        else if (index.last !== undefined && lastMs >= index.last.startMs)
          indexLine.update({ time: timeOf({ startMs: lastMs }), value: ticker.get().index ?? index.last.close });
        drawnIndex = index.reading;
      },
    });
    chart.subscribeCrosshairMove(({ time }) => {
      const at = typeof time === "number" ? series.all().find(({ startMs }) => startMs === time * 1_000) : undefined;
      hear.current.onPoint(at ?? null);
    });
    chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null && range.from < BEGINNING && series.last !== undefined) hear.current.onBeginning();
    });
    const ends = [series.changed.subscribe(painter.mark), index.changed.subscribe(painter.mark), onInkChange(dress), painter.remove];
    dress();
    return () => {
      for (const end of ends) end();
      chart.remove();
    };
  }, [series, index, frames, ticker, priceDecimals, tick, sizeUnit, overlay]);

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
