import { figure, signed } from "../market/figures.ts";
import { bottomOf, type CurveScale, gridPrices, REACH, roundValues, valueRange, xOf, yOf } from "./curve-scale.ts";
import { type CurvePen, hair, strokeCurve } from "./curve-strokes.ts";
import { atOpacity, type Inks } from "./inks.ts";
import { drawText, fontOf } from "./tabular-text.ts";

/** One line of a small chart; null where it has no value. */
export type Line = (price: number) => number;

export interface CompareScene {
  readonly mark: number;
  /** The line that the chart is about. */
  readonly main: Line;
  /** The same move on the other side, dashed; null where there is none. */
  readonly other: Line | null;
  /** Lowest and highest value of all charts beside each other, so that they compare. */
  readonly range: { readonly low: number; readonly high: number };
}

const LEFT_PX = 44;
const TOP_PX = 8;
const RIGHT_PX = 8;
const BOTTOM_PX = 18;
const WORDS = fontOf(11);

/** A range that holds lines over the whole reach, zero among it. */
export function rangeOf(mark: number, lines: readonly Line[]): { readonly low: number; readonly high: number } {
  const prices = [1 - REACH, 1, 1 + REACH].map((factor) => mark * factor);
  return valueRange(lines.flatMap((line) => prices.map(line)));
}

export function compareScale(width: number, height: number, { mark, range }: CompareScene): CurveScale {
  return {
    left: LEFT_PX,
    top: TOP_PX,
    width: Math.max(1, width - LEFT_PX - RIGHT_PX),
    height: Math.max(1, height - TOP_PX - BOTTOM_PX),
    lowPrice: mark * (1 - REACH),
    highPrice: mark * (1 + REACH),
    lowValue: range.low,
    highValue: range.high,
  };
}

/** Draws one small chart: a uniform axis of prices, the line, and the other side dashed. */
export function paintComparison(pen: CurvePen, width: number, height: number, inks: Inks, scene: CompareScene): void {
  const scale = compareScale(width, height, scene);
  pen.fillStyle = inks.surface;
  // A pixel more: a canvas of a broken width ends within one.
  pen.fillRect(0, 0, width + 1, height + 1);
  pen.textBaseline = "middle";
  const { step, values } = roundValues(scale.lowValue, scale.highValue, Math.max(2, Math.floor(scale.height / 30)));
  const decimals = Math.max(0, Math.min(8, Math.ceil(-Math.log10(step) - 1e-9)));
  for (const value of values) {
    const y = yOf(scale, value);
    const isZero = Math.abs(value) < step / 2;
    hair(pen, scale.left, y, scale.left + scale.width, y, isZero ? inks.ruleStrong : atOpacity(inks.ruleStrong, 0.38));
    pen.fillStyle = inks.text3;
    const words = isZero ? "0" : Math.abs(value) >= 10_000 ? `${figure(value / 1_000)}k` : figure(value, decimals);
    drawText(pen, words, scale.left - 6, y, WORDS, "right");
  }
  for (const move of [-REACH, 0, REACH]) {
    const align = move === 0 ? "center" : move < 0 ? "left" : "right";
    pen.fillStyle = inks.text3;
    const words = move === 0 ? figure(scene.mark) : `${signed(move * 100)} %`;
    drawText(pen, words, xOf(scale, scene.mark * (1 + move)), bottomOf(scale) + 10, WORDS, align);
  }
  hair(pen, xOf(scale, scene.mark), scale.top, xOf(scale, scene.mark), bottomOf(scale), inks.mark);
  const prices = gridPrices(scale);
  if (scene.other !== null) strokeCurve(pen, scale, prices, scene.other, inks.text3, 1, [4, 3]);
  strokeCurve(pen, scale, prices, scene.main, inks.text, 1.75, []);
}
