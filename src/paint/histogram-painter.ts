import { figure, shortened } from "../market/figures.ts";
import * as leverageStatsTexts from "../texts/leverage-stats.ts";
import { bottomOf, type CurveScale, roundValues, xOf, yOf } from "./curve-scale.ts";
import { type CurvePen, hair, hatched } from "./curve-strokes.ts";
import { atOpacity, type Inks } from "./inks.ts";
import { drawText, fontOf } from "./tabular-text.ts";

/** Contracts at each whole leverage: longs stand upwards, shorts hang down. */
export interface HistogramScene {
  readonly longs: ReadonlyMap<number, number>;
  readonly shorts: ReadonlyMap<number, number>;
  /** The highest leverage that the axis shows. */
  readonly most: number;
}

const LEFT_PX = 52;
const RIGHT_PX = 12;
const TOP_PX = 22;
const BOTTOM_PX = 22;
const WORDS = fontOf(11);

function histogramScale(width: number, height: number, { longs, shorts, most }: HistogramScene): CurveScale {
  const high = Math.max(1, ...longs.values()) * 1.08;
  const low = -Math.max(1, ...shorts.values()) * 1.08;
  return {
    left: LEFT_PX,
    top: TOP_PX,
    width: Math.max(1, width - LEFT_PX - RIGHT_PX),
    height: Math.max(1, height - TOP_PX - BOTTOM_PX),
    lowPrice: -0.5,
    highPrice: most + 0.5,
    lowValue: low,
    highValue: high,
  };
}

export function paintHistogram(pen: CurvePen, width: number, height: number, inks: Inks, scene: HistogramScene): void {
  const scale = histogramScale(width, height, scene);
  pen.fillStyle = inks.surface;
  pen.fillRect(0, 0, width + 1, height + 1);
  pen.textBaseline = "middle";
  for (const value of roundValues(scale.lowValue, scale.highValue, Math.max(2, Math.floor(scale.height / 34))).values) {
    const y = yOf(scale, value);
    hair(pen, scale.left, y, scale.left + scale.width, y, value === 0 ? inks.ruleStrong : atOpacity(inks.ruleStrong, 0.38));
    pen.fillStyle = inks.text3;
    const { number, scale: unit } = shortened(Math.abs(value));
    // The lines stand at round values: whole thousands have no decimals to tell.
    const words = unit === "k" && value % 1_000 === 0 ? figure(Math.abs(value) / 1_000) : number;
    drawText(pen, words + unit, scale.left - 6, y, WORDS, "right");
  }
  const zero = yOf(scale, 0);
  const wide = Math.max(1, scale.width / (scene.most + 1) - 1);
  for (const [leverage, contracts] of scene.longs) {
    const y = yOf(scale, contracts);
    pen.fillStyle = inks.buy;
    pen.fillRect(xOf(scale, leverage) - wide / 2, y, wide, zero - y);
  }
  // Shorts are hatched as well: a side is never told by its hue alone.
  for (const [leverage, contracts] of scene.shorts) {
    const y = yOf(scale, -contracts);
    const x = xOf(scale, leverage) - wide / 2;
    hatched(pen, { ...scale, top: zero, height: Math.max(0, y - zero) }, x, x + wide, inks.sell, 0.35, 1);
  }
  pen.fillStyle = inks.text2;
  drawText(pen, leverageStatsTexts.longsDrawn, scale.left + scale.width, scale.top - 8, WORDS, "right");
  drawText(pen, leverageStatsTexts.shortsDrawn, scale.left + scale.width, bottomOf(scale) - 8, WORDS, "right");
  for (const leverage of roundValues(0, scene.most, 10).values) {
    pen.fillStyle = inks.text3;
    drawText(pen, `${figure(leverage)}×`, xOf(scale, leverage), bottomOf(scale) + 12, WORDS, "center");
  }
}
