import { day, signedPercent } from "../market/figures.ts";
import { type CurveScale, roundValues, valueRange, xOf, yOf } from "./curve-scale.ts";
import type { CurvePen } from "./curve-strokes.ts";
import { atOpacity, type Inks } from "./inks.ts";
import { fontOf } from "./tabular-text.ts";

/** A rate at a moment. */
export interface RatePoint {
  readonly atMs: number;
  readonly rate: number;
}

export interface RatesScene {
  /** Drawn as bars from zero, or joined by a line. */
  readonly look: "bars" | "line";
  readonly points: readonly RatePoint[];
  readonly decimals: number;
}

const LEFT_PX = 60;
const RIGHT_PX = 12;
const TOP_PX = 8;
const BOTTOM_PX = 20;
const GRID = 4;
const DAYS = 4;

/** Draws rates over time, zero always among them. */
export function paintRates(pen: CurvePen, width: number, height: number, inks: Inks, { look, points, decimals }: RatesScene): void {
  pen.fillStyle = inks.overlay;
  pen.fillRect(0, 0, width + 1, height + 1);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return;
  const range = valueRange(points.map(({ rate }) => rate));
  const span = Math.max(1, last.atMs - first.atMs);
  const scale: CurveScale = {
    left: LEFT_PX,
    top: TOP_PX,
    width: Math.max(1, width - LEFT_PX - RIGHT_PX),
    height: Math.max(1, height - TOP_PX - BOTTOM_PX),
    lowPrice: first.atMs - span * 0.02,
    highPrice: last.atMs + span * 0.02,
    lowValue: range.low,
    highValue: range.high,
  };
  pen.font = fontOf(11);
  pen.textBaseline = "middle";
  pen.lineWidth = 1;
  const { values, step } = roundValues(range.low, range.high, GRID);
  // As many decimals as tell one line from the next.
  const written = Math.max(decimals, Math.ceil(-Math.log10(100 * step)));
  for (const value of values) {
    const y = Math.round(yOf(scale, value)) + 0.5;
    pen.strokeStyle = value === 0 ? inks.ruleStrong : atOpacity(inks.ruleStrong, 0.4);
    pen.beginPath();
    pen.moveTo(LEFT_PX, y);
    pen.lineTo(width - RIGHT_PX, y);
    pen.stroke();
    pen.textAlign = "right";
    pen.fillStyle = inks.text3;
    pen.fillText(signedPercent(value, written), LEFT_PX - 6, y);
  }
  for (let i = 0; i < DAYS; i++) {
    const atMs = first.atMs + (span * (i + 0.5)) / DAYS;
    pen.textAlign = "center";
    pen.fillStyle = inks.text3;
    pen.fillText(day(atMs), xOf(scale, atMs), height - BOTTOM_PX / 2);
  }
  if (look === "bars") {
    const wide = Math.max(1, Math.min(12, (scale.width / points.length) * 0.7));
    for (const { atMs, rate } of points) {
      const [from, to] = [yOf(scale, 0), yOf(scale, rate)];
      pen.fillStyle = rate >= 0 ? inks.sell : inks.buy;
      pen.fillRect(xOf(scale, atMs) - wide / 2, Math.min(from, to), wide, Math.max(1, Math.abs(to - from)));
    }
    return;
  }
  pen.strokeStyle = inks.text;
  pen.lineWidth = 1.25;
  pen.beginPath();
  for (const [i, { atMs, rate }] of points.entries()) {
    const [x, y] = [xOf(scale, atMs), yOf(scale, rate)];
    if (i === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  }
  pen.stroke();
}
