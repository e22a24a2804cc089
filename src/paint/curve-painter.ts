import { figure, signed, signedPercent } from "../market/figures.ts";
import { MEASURE, type Measure } from "../market/measures.ts";
import { isLiquidatedAt, MOVES, type Stake } from "../market/stake.ts";
import * as curvesTexts from "../texts/curves.ts";
import { bottomOf, type CurveScale, gridPrices, REACH, roundValues, valueRange, xOf, yOf } from "./curve-scale.ts";
import { type CurvePen, disc, hair, hatched, ring, strokeCurve, trace } from "./curve-strokes.ts";
import { atOpacity, type Inks } from "./inks.ts";
import { drawText, fontOf } from "./tabular-text.ts";

export interface CurveScene {
  readonly mark: number;
  /** Position as it is; null without one. */
  readonly now: Stake | null;
  /** Position with the typed order filled, or with another margin; null without one. */
  readonly withOrder: Stake | null;
  /** What that is called: `With this order`. */
  readonly afterName: string;
  readonly measure: Measure;
  readonly priceDecimals: number;
  /** Prices are no longer right: everything is drawn in one quiet ink. */
  readonly isStale: boolean;
}

/** Room for the axis of values, the two lines of words above the plot, and the axis of prices. */
const LEFT_PX = 48;
const RIGHT_PX = 14;
const TOP_PX = 40;
const BOTTOM_PX = 20;
/** Verticals nearer than this share their words. */
const APART_PX = 14;
const CURVE_PX = 1.75;
const WORDS = fontOf(11);

/** The position that verticals and band belong to: what is held, or what would be. */
const principalOf = ({ now, withOrder }: Pick<CurveScene, "now" | "withOrder">): Stake | null =>
  now ?? (withOrder?.contracts === 0 ? null : withOrder);

/** The plot for a scene on a canvas of a size. */
export function curveScale(width: number, height: number, scene: CurveScene): CurveScale {
  const lowPrice = scene.mark * (1 - REACH);
  const highPrice = scene.mark * (1 + REACH);
  const values = [scene.now, scene.withOrder].flatMap((stake) =>
    stake === null
      ? []
      : [lowPrice, highPrice, scene.mark, stake.liquidation ?? scene.mark]
          .filter((price) => price >= lowPrice && price <= highPrice && (price === stake.liquidation || !isLiquidatedAt(stake, price)))
          .flatMap((price) => [MEASURE[scene.measure].shown(stake, price), MEASURE[scene.measure].against(stake, price)]),
  );
  const { low, high } = valueRange(values.filter((value) => value !== null));
  return {
    left: LEFT_PX,
    top: TOP_PX,
    width: Math.max(1, width - LEFT_PX - RIGHT_PX),
    height: Math.max(1, height - TOP_PX - BOTTOM_PX),
    lowPrice,
    highPrice,
    lowValue: low,
    highValue: high,
  };
}

/** Draws profit or equity against price. Points stand where their prices are, never by their number. */
export function paintCurve(pen: CurvePen, width: number, height: number, inks: Inks, scene: CurveScene): void {
  const ink = scene.isStale ? quiet(inks) : inks;
  pen.fillStyle = ink.surface;
  // A pixel more: a canvas of a broken width ends within one.
  pen.fillRect(0, 0, width + 1, height + 1);
  pen.textBaseline = "middle";
  const scale = curveScale(width, height, scene);
  paintAxes(pen, scale, ink, scene);
  const principal = principalOf(scene);
  const { now, withOrder } = scene;
  if (principal !== null) paintBand(pen, scale, ink, principal);
  const lead = withOrder !== null && withOrder.contracts !== 0 ? withOrder : now;
  if (lead !== null) paintLinear(pen, scale, ink, scene, lead);
  if (withOrder !== null) paintStake(pen, scale, ink, scene, withOrder, true);
  if (now !== null) paintStake(pen, scale, ink, scene, now, false);
  paintVerticals(pen, scale, ink, scene, principal);
  if (lead !== null) paintLesson(pen, scale, ink, scene, lead);
}

const quiet = (inks: Inks): Inks => ({
  ...inks,
  text: inks.text3,
  text2: inks.text3,
  accent: inks.text3,
  mark: inks.text3,
  risk: inks.text3,
  risk2: inks.text3,
});

function paintAxes(pen: CurvePen, scale: CurveScale, ink: Inks, { measure, mark, priceDecimals }: CurveScene): void {
  const { step, values } = roundValues(scale.lowValue, scale.highValue, Math.max(2, Math.floor(scale.height / 26)));
  const decimals = Math.max(0, Math.min(8, Math.ceil(-Math.log10(step) - 1e-9)));
  for (const value of values) {
    const y = yOf(scale, value);
    hair(pen, scale.left, y, scale.left + scale.width, y, value === 0 ? ink.ruleStrong : atOpacity(ink.ruleStrong, 0.38));
    pen.fillStyle = ink.text3;
    drawText(pen, value === 0 ? "0" : valueWords(value, measure, decimals), scale.left - 6, y, WORDS, "right");
  }
  pen.font = WORDS;
  const wide = pen.measureText(axisPrice(mark, mark, priceDecimals)).width;
  const moves = scale.width < (MOVES.length + 1) * (wide + 12) ? [-REACH, 0, REACH] : [...MOVES];
  for (const move of moves) {
    const align = move >= REACH ? "right" : move <= -REACH ? "left" : "center";
    pen.fillStyle = ink.text3;
    drawText(pen, axisPrice(mark * (1 + move), mark, priceDecimals), xOf(scale, mark * (1 + move)), bottomOf(scale) + 11, WORDS, align);
  }
}

/** Four figures of the mark say where a price is; thousands are shortened where there are tens of them. */
function axisPrice(price: number, mark: number, priceDecimals: number): string {
  if (mark >= 10_000) return `${figure(price / 1_000, 1)}k`;
  return figure(price, Math.min(priceDecimals, Math.max(0, 3 - Math.floor(Math.log10(mark)))));
}

const valueWords = (value: number, measure: Measure, decimals: number) =>
  MEASURE[measure].isSigned ? signed(value, decimals) : Math.abs(value) >= 10_000 ? `${figure(value / 1_000)}k` : figure(value, decimals);

/** From liquidation to bankruptcy, and fainter beyond: there the position is gone. Washed, and hatched for every eye. */
function paintBand(pen: CurvePen, scale: CurveScale, ink: Inks, { contracts, liquidation, bankruptcy }: Stake): void {
  if (liquidation === null) return;
  const end = contracts > 0 ? scale.left : scale.left + scale.width;
  const from = clampX(scale, xOf(scale, liquidation));
  const to = bankruptcy === null ? from : clampX(scale, xOf(scale, bankruptcy));
  hatched(pen, scale, to, end, ink.risk, 0.06, 0.14);
  hatched(pen, scale, from, to, ink.risk, 0.22, 0.5);
}

const clampX = (scale: CurveScale, x: number) => Math.min(scale.left + scale.width, Math.max(scale.left, x));

/** Prices at which the position still is, and those at which it is gone. */
function livingAndGone(scale: CurveScale, { contracts, liquidation }: Stake): { readonly living: number[]; readonly gone: number[] } {
  const edge = liquidation === null ? null : Math.min(scale.highPrice, Math.max(scale.lowPrice, liquidation));
  if (edge === null || contracts === 0) return { living: gridPrices(scale), gone: [] };
  return contracts > 0
    ? { living: gridPrices(scale, edge, scale.highPrice), gone: gridPrices(scale, scale.lowPrice, edge) }
    : { living: gridPrices(scale, scale.lowPrice, edge), gone: gridPrices(scale, edge, scale.highPrice) };
}

function paintStake(pen: CurvePen, scale: CurveScale, ink: Inks, scene: CurveScene, stake: Stake, isTyped: boolean): void {
  const { measure, mark } = scene;
  const hue = isTyped ? ink.accent : ink.text;
  const valueAt = (price: number) => MEASURE[measure].shown(stake, price);
  const { living, gone } = livingAndGone(scale, stake);
  strokeCurve(pen, scale, gone, valueAt, atOpacity(hue, 0.4), 1, [2, 3]);
  strokeCurve(pen, scale, living, valueAt, hue, CURVE_PX, []);
  // Squares for what is typed and discs for what is held, at the prices of the table: hue is not the only sign.
  for (const move of MOVES) {
    const price = mark * (1 + move);
    const value = valueAt(price);
    if (value === null || isLiquidatedAt(stake, price)) continue;
    const x = xOf(scale, price);
    const y = yOf(scale, value);
    pen.fillStyle = hue;
    if (isTyped) pen.fillRect(x - 2.5, y - 2.5, 5, 5);
    else disc(pen, x, y, 2.5);
  }
  const { liquidation } = stake;
  if (liquidation === null || liquidation < scale.lowPrice || liquidation > scale.highPrice) return;
  const end = valueAt(liquidation);
  if (end !== null) ring(pen, xOf(scale, liquidation), yOf(scale, end), hue, ink.surface);
}

/** The contract with linear pay-off, dashed, and the wash between it and the curve. */
function paintLinear(pen: CurvePen, scale: CurveScale, ink: Inks, { measure, withOrder }: CurveScene, stake: Stake): void {
  const valueAt = (price: number) => MEASURE[measure].against(stake, price);
  const { living, gone } = livingAndGone(scale, stake);
  pen.save();
  pen.beginPath();
  pen.rect(scale.left, scale.top, scale.width, scale.height);
  pen.clip();
  pen.fillStyle = atOpacity(stake === withOrder ? ink.accent : ink.text, 0.16);
  pen.beginPath();
  trace(pen, scale, living, (price) => MEASURE[measure].shown(stake, price));
  for (const price of living.toReversed()) {
    const value = valueAt(price);
    if (value !== null) pen.lineTo(xOf(scale, price), yOf(scale, value));
  }
  pen.closePath();
  pen.fill();
  pen.restore();
  strokeCurve(pen, scale, gone, valueAt, atOpacity(ink.text2, 0.4), 1, [4, 3]);
  strokeCurve(pen, scale, living, valueAt, ink.text2, 1, [4, 3]);
}

function paintVerticals(pen: CurvePen, scale: CurveScale, ink: Inks, scene: CurveScene, principal: Stake | null): void {
  const { mark, priceDecimals, withOrder, afterName } = scene;
  const price = (value: number) => figure(value, priceDecimals);
  vertical(pen, scale, mark, ink.mark, []);
  pen.fillStyle = ink.mark;
  headWords(pen, scale, curvesTexts.mark(price(mark)), xOf(scale, mark), TOP_PX - 28);
  if (principal === null) return;
  const { entry, breakEven, liquidation, bankruptcy } = principal;
  if (entry !== null) {
    vertical(pen, scale, entry, atOpacity(ink.text, 0.55), [2, 2]);
    if (breakEven !== null) vertical(pen, scale, breakEven, atOpacity(ink.text, 0.55), [6, 3]);
    pen.fillStyle = ink.text2;
    const words = breakEven === null ? curvesTexts.entry(price(entry)) : curvesTexts.entryAndBreakEven(price(entry), price(breakEven));
    headWords(pen, scale, words, xOf(scale, entry), TOP_PX - 11);
  }
  const outward = principal.contracts > 0 ? -1 : 1;
  if (liquidation !== null) {
    vertical(pen, scale, liquidation, ink.risk, []);
    alongWords(pen, scale, curvesTexts.liquidation(price(liquidation)), liquidation, -outward * 9, ink.risk);
    edgeWords(pen, scale, curvesTexts.liquidationAway(price(liquidation), signedPercent(liquidation / mark - 1, 1)), liquidation, ink.risk);
  }
  if (bankruptcy !== null) {
    vertical(pen, scale, bankruptcy, ink.risk2, [1, 3]);
    alongWords(pen, scale, curvesTexts.bankruptcy(price(bankruptcy)), bankruptcy, outward * 9, ink.risk2);
  }
  const after = withOrder?.liquidation ?? null;
  if (withOrder === principal || after === null || withOrder?.contracts === 0) return;
  vertical(pen, scale, after, ink.risk, [4, 4]);
  const isApart = liquidation === null || Math.abs(xOf(scale, after) - xOf(scale, liquidation)) > 2 * APART_PX;
  if (isApart) alongWords(pen, scale, `${afterName} ${price(after)}`, after, -outward * 9, ink.risk);
}

/** Words over the plot beside their vertical, kept within the canvas. */
function headWords(pen: CurvePen, scale: CurveScale, words: string, x: number, y: number): void {
  pen.font = WORDS;
  const wide = pen.measureText(words).width;
  const centre = Math.min(scale.left + scale.width - wide / 2, Math.max(scale.left + wide / 2, x));
  drawText(pen, words, centre, y, WORDS, "center");
}

/** What decides is never out of sight: beyond the edge its words stay at it, with an arrow. */
function edgeWords(pen: CurvePen, scale: CurveScale, words: string, price: number, colour: string): void {
  if (price >= scale.lowPrice && price <= scale.highPrice) return;
  const isBelow = price < scale.lowPrice;
  pen.fillStyle = colour;
  const x = isBelow ? scale.left + 4 : scale.left + scale.width - 4;
  drawText(pen, isBelow ? `← ${words}` : `${words} →`, x, scale.top + 8, WORDS, isBelow ? "left" : "right");
}

/** Words along a vertical, reading upwards, in the upper part of the plot. */
function alongWords(pen: CurvePen, scale: CurveScale, words: string, price: number, aside: number, colour: string): void {
  const x = xOf(scale, price);
  if (x < scale.left || x > scale.left + scale.width) return;
  const beside = x + aside;
  pen.save();
  pen.fillStyle = colour;
  pen.translate(beside < scale.left + 6 || beside > scale.left + scale.width - 6 ? x - aside : beside, scale.top + 4);
  pen.rotate(-Math.PI / 2);
  drawText(pen, words, 0, 0, WORDS, "right");
  pen.restore();
}

function vertical(pen: CurvePen, scale: CurveScale, price: number, colour: string, dash: readonly number[]): void {
  if (price < scale.lowPrice || price > scale.highPrice) return;
  const x = xOf(scale, price);
  hair(pen, x, scale.top, x, bottomOf(scale), colour, dash);
}

/** What the bend costs or brings at the edge, written out: where the position still is, up for longs and shorts alike. */
function paintLesson(pen: CurvePen, scale: CurveScale, ink: Inks, scene: CurveScene, stake: Stake): void {
  const words = lessonWords(scene, stake);
  if (words === null) return;
  pen.font = WORDS;
  const wide = pen.measureText(words).width;
  const right = scale.left + scale.width - 4;
  pen.fillStyle = ink.surface;
  pen.fillRect(right - wide - 4, bottomOf(scale) - 19, wide + 8, 18);
  pen.fillStyle = ink.text2;
  drawText(pen, words, right, bottomOf(scale) - 10, WORDS, "right");
}

/** `At +30 %: 0.0965 XBT less than linear`, or at −30 % where only that is reached; null where the two are the same. */
export function lessonWords({ mark, measure }: Pick<CurveScene, "mark" | "measure">, stake: Stake): string | null {
  const { unit, shown, against } = MEASURE[measure];
  const move = [REACH, -REACH].find((one) => !isLiquidatedAt(stake, mark * (1 + one)));
  // Of a short's exposure, which is negative, 'less' would say the opposite of what is meant.
  if (measure === "margin" || measure === "exposure" || move === undefined || stake.contracts === 0) return null;
  const curved = shown(stake, mark * (1 + move));
  const linear = against(stake, mark * (1 + move));
  if (curved === null || linear === null) return null;
  const gap = figure(Math.abs(curved - linear), unit === "XBT" ? 4 : 0);
  if (!/[1-9]/.test(gap)) return null;
  return curvesTexts.againstLinear(signed(move * 100), gap, unit, curved < linear);
}
