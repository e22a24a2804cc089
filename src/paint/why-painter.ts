import { figure, percent, timeOfDay } from "../market/figures.ts";
import * as commonTexts from "../texts/common.ts";
import * as curvesTexts from "../texts/curves.ts";
import { bottomOf, type CurveScale, roundValues, xOf, yOf } from "./curve-scale.ts";
import { type CurvePen, hair, hatched, ring, strokeCurve } from "./curve-strokes.ts";
import { atOpacity, type Inks } from "./inks.ts";
import { drawText, fontOf } from "./tabular-text.ts";

/** A value at a moment, milliseconds. */
export interface PathPoint {
  readonly atMs: number;
  readonly value: number;
}

/** The path that led to a liquidation, and what came after it. */
export interface WhyScene {
  readonly atMs: number;
  readonly mark: readonly PathPoint[];
  readonly index: readonly PathPoint[];
  readonly venues: readonly (readonly PathPoint[])[];
  readonly liquidation: number | null;
  readonly bankruptcy: number | null;
  /** Margin left and required, as parts of the position's value at entry. */
  readonly balance: readonly PathPoint[];
  readonly required: readonly PathPoint[];
  readonly priceDecimals: number;
  /** What it is about, for a picture that stands alone; the first line is the title. */
  readonly heading: readonly string[];
}

const LEFT_PX = 64;
const RIGHT_PX = 14;
const GAP_PX = 34;
const BOTTOM_PX = 22;
const WORDS = fontOf(11);
const TITLE = fontOf(16);
const LINE_PX = 20;
/** Part of the height that prices have. */
const PRICES = 0.6;

/** The two plots of a scene, prices above margins. */
function whyScales(width: number, height: number, scene: WhyScene): { readonly prices: CurveScale; readonly margins: CurveScale } {
  const top = 22 + (scene.heading.length === 0 ? 0 : scene.heading.length * LINE_PX + 12);
  const room = Math.max(2, height - top - GAP_PX - BOTTOM_PX);
  const times = [...scene.mark, ...scene.index].map(({ atMs }) => atMs);
  const lowPrice = Math.min(scene.atMs - 1, ...times);
  const highPrice = Math.max(scene.atMs + 1, ...times);
  const plot = (from: number, tall: number, values: readonly number[]): CurveScale => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const spare = (high - low || Math.abs(high) || 1) * 0.08;
    return {
      left: LEFT_PX,
      top: from,
      width: Math.max(1, width - LEFT_PX - RIGHT_PX),
      height: Math.max(1, tall),
      lowPrice,
      highPrice,
      lowValue: low - spare,
      highValue: high + spare,
    };
  };
  const decisive = [scene.liquidation, scene.bankruptcy].filter((price) => price !== null);
  const priceValues = [...scene.mark, ...scene.index, ...scene.venues.flat()].map(({ value }) => value);
  const marginValues = [...scene.balance, ...scene.required].map(({ value }) => value);
  return {
    prices: plot(top, room * PRICES, [...priceValues, ...decisive]),
    margins: plot(top + room * PRICES + GAP_PX, room * (1 - PRICES), [0, ...marginValues]),
  };
}

/** Draws the path of prices to the price of liquidation, and of the margin to what was required. */
export function paintWhy(pen: CurvePen, width: number, height: number, inks: Inks, scene: WhyScene): void {
  const { prices, margins } = whyScales(width, height, scene);
  pen.fillStyle = inks.surface;
  pen.fillRect(0, 0, width + 1, height + 1);
  pen.textBaseline = "middle";
  for (const [i, words] of scene.heading.entries()) {
    pen.fillStyle = i === 0 ? inks.text : inks.text2;
    drawText(pen, words, 14, 18 + i * LINE_PX, i === 0 ? TITLE : WORDS, "left");
  }
  if (scene.liquidation !== null && scene.bankruptcy !== null) hatchBetween(pen, prices, inks, scene.liquidation, scene.bankruptcy);
  axis(pen, prices, inks, (value) => figure(value, scene.priceDecimals > 2 ? scene.priceDecimals : 0));
  axis(pen, margins, inks, (value) => percent(value, 2));
  level(pen, prices, inks.risk, commonTexts.liquidation, scene.liquidation, scene.priceDecimals, []);
  level(pen, prices, inks.risk2, curvesTexts.bankruptcyAlone, scene.bankruptcy, scene.priceDecimals, [1, 3]);
  for (const venue of scene.venues) stroke(pen, prices, venue, inks.text3, 1, [1, 2]);
  stroke(pen, prices, scene.index, inks.text2, 1.25, [5, 3]);
  stroke(pen, prices, scene.mark, inks.mark, 1.75, []);
  stroke(pen, margins, scene.required, inks.risk, 1.25, [5, 3]);
  stroke(pen, margins, scene.balance, inks.text, 1.75, []);
  pen.fillStyle = inks.text2;
  drawText(pen, curvesTexts.pathLegend, prices.left, prices.top - 10, WORDS, "left");
  drawText(pen, curvesTexts.marginLegend, margins.left, margins.top - 10, WORDS, "left");
  for (const plot of [prices, margins]) {
    const x = xOf(plot, scene.atMs);
    hair(pen, x, plot.top, x, bottomOf(plot), inks.risk, [2, 2]);
  }
  const at = scene.mark.findLast(({ atMs }) => atMs <= scene.atMs);
  if (at !== undefined) ring(pen, xOf(prices, scene.atMs), yOf(prices, at.value), inks.risk, inks.surface);
  times(pen, margins, inks, scene.atMs);
}

function stroke(
  pen: CurvePen,
  scale: CurveScale,
  points: readonly PathPoint[],
  colour: string,
  wide: number,
  dash: readonly number[],
): void {
  const values = new Map(points.map(({ atMs, value }) => [atMs, value]));
  strokeCurve(pen, scale, [...values.keys()], (atMs) => values.get(atMs) ?? null, colour, wide, dash);
}

function axis(pen: CurvePen, scale: CurveScale, inks: Inks, write: (value: number) => string): void {
  const { values } = roundValues(scale.lowValue, scale.highValue, Math.max(2, Math.floor(scale.height / 34)));
  for (const value of values) {
    const y = yOf(scale, value);
    hair(pen, scale.left, y, scale.left + scale.width, y, atOpacity(inks.ruleStrong, 0.38));
    pen.fillStyle = inks.text3;
    drawText(pen, write(value), scale.left - 6, y, WORDS, "right");
  }
}

function level(
  pen: CurvePen,
  scale: CurveScale,
  colour: string,
  name: string,
  price: number | null,
  decimals: number,
  dash: readonly number[],
): void {
  if (price === null) return;
  const y = yOf(scale, price);
  hair(pen, scale.left, y, scale.left + scale.width, y, colour, dash);
  pen.fillStyle = colour;
  const isHigh = name === "Liquidation";
  drawText(pen, `${name} ${figure(price, decimals)}`, scale.left + scale.width - 4, y + (isHigh ? -8 : 9), WORDS, "right");
}

/** The band in which the position is no longer the holder's. */
function hatchBetween(pen: CurvePen, scale: CurveScale, inks: Inks, from: number, to: number): void {
  const [top, bottom] = [Math.min(yOf(scale, from), yOf(scale, to)), Math.max(yOf(scale, from), yOf(scale, to))];
  hatched(pen, { ...scale, top, height: Math.max(1, bottom - top) }, scale.left, scale.left + scale.width, inks.risk, 0.1, 0.35);
}

function times(pen: CurvePen, scale: CurveScale, inks: Inks, atMs: number): void {
  pen.fillStyle = inks.text3;
  const y = bottomOf(scale) + 12;
  drawText(pen, timeOfDay(scale.lowPrice), scale.left, y, WORDS, "left");
  drawText(pen, timeOfDay(scale.highPrice), scale.left + scale.width, y, WORDS, "right");
  const x = xOf(scale, atMs);
  const isApart = x - scale.left > 70 && scale.left + scale.width - x > 70;
  if (!isApart) return;
  pen.fillStyle = inks.risk;
  drawText(pen, timeOfDay(atMs), x, y, WORDS, "center");
}
