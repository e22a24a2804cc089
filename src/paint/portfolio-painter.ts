import { signed } from "../market/figures.ts";
import * as curvesTexts from "../texts/curves.ts";
import { bottomOf, type CurveScale, gridPrices, REACH, roundValues, valueRange, xOf, yOf } from "./curve-scale.ts";
import { type CurvePen, hair, hatched, ring, strokeCurve } from "./curve-strokes.ts";
import { atOpacity, type Inks } from "./inks.ts";
import { drawText, fontOf } from "./tabular-text.ts";

/** A line over the moves of the marks, from −30 % to +30 %. */
export interface MoveLine {
  readonly name: string;
  /** Change of equity after a move, XBT. @param move as a fraction */
  readonly at: (move: number) => number;
  readonly ink: "text" | "accent";
  readonly dash: readonly number[];
}

export interface PortfolioScene {
  readonly lines: readonly MoveLine[];
  /** Smallest fall and rise that liquidate something; null where none on the axis does. */
  readonly liquidatedFrom: readonly [fall: number | null, rise: number | null];
  /** The move that is read out. */
  readonly chosen: number;
}

const LEFT_PX = 56;
const RIGHT_PX = 14;
const TOP_PX = 14;
const BOTTOM_PX = 20;
const MOVES = [-REACH, -0.2, -0.1, 0, 0.1, 0.2, REACH] as const;
const WORDS = fontOf(11);
/** Narrower plots name the ends and the middle alone. */
const ALL_MOVES_PX = 420;
/** Room of the words beside the line from which on something is liquidated. */
const WORDS_PX = 76;

/** Both axes are uniform: what a price is elsewhere is a move here. */
export function portfolioScale(width: number, height: number, { lines }: PortfolioScene): CurveScale {
  const moves = Array.from({ length: 61 }, (_, i) => (i / 60) * 2 * REACH - REACH);
  const { low, high } = valueRange(lines.flatMap(({ at }) => moves.map(at)));
  return {
    left: LEFT_PX,
    top: TOP_PX,
    width: Math.max(1, width - LEFT_PX - RIGHT_PX),
    height: Math.max(1, height - TOP_PX - BOTTOM_PX),
    lowPrice: -REACH,
    highPrice: REACH,
    lowValue: low,
    highValue: high,
  };
}

/** Draws what becomes of equity as all marks move, hatched from where something is liquidated. */
export function paintPortfolio(pen: CurvePen, width: number, height: number, inks: Inks, scene: PortfolioScene): void {
  const scale = portfolioScale(width, height, scene);
  pen.fillStyle = inks.surface;
  // A pixel more: a canvas of a broken width ends within one.
  pen.fillRect(0, 0, width + 1, height + 1);
  pen.textBaseline = "middle";
  paintAxes(pen, scale, inks);
  for (const from of scene.liquidatedFrom) {
    if (from === null) continue;
    const x = xOf(scale, from);
    hatched(pen, scale, x, xOf(scale, from < 0 ? -REACH : REACH), inks.risk, 0.06, 0.16);
    hair(pen, x, scale.top, x, bottomOf(scale), inks.risk, [4, 4]);
    // Beyond the line where there is room, so that the mark's own stays free.
    const edge = xOf(scale, from < 0 ? -REACH : REACH);
    const isBeyond = Math.abs(edge - x) > WORDS_PX;
    const align = from < 0 === isBeyond ? "right" : "left";
    pen.fillStyle = inks.risk;
    drawText(pen, curvesTexts.liquidatedFrom(signed(from * 100, 1)), x + (align === "left" ? 4 : -4), scale.top + 8, WORDS, align);
  }
  hair(pen, xOf(scale, 0), scale.top, xOf(scale, 0), bottomOf(scale), inks.mark);
  const moves = gridPrices(scale);
  for (const { at, ink, dash } of scene.lines) strokeCurve(pen, scale, moves, at, inks[ink], 1.75, dash);
  const x = xOf(scale, scene.chosen);
  hair(pen, x, scale.top, x, bottomOf(scale), inks.text3, [2, 3]);
  for (const { at, ink } of scene.lines) ring(pen, x, yOf(scale, at(scene.chosen)), inks[ink], inks.surface);
}

function paintAxes(pen: CurvePen, scale: CurveScale, inks: Inks): void {
  const { step, values } = roundValues(scale.lowValue, scale.highValue, Math.max(2, Math.floor(scale.height / 30)));
  const decimals = Math.max(0, Math.min(8, Math.ceil(-Math.log10(step) - 1e-9)));
  for (const value of values) {
    const y = yOf(scale, value);
    const isZero = Math.abs(value) < step / 2;
    hair(pen, scale.left, y, scale.left + scale.width, y, isZero ? inks.ruleStrong : atOpacity(inks.ruleStrong, 0.38));
    pen.fillStyle = inks.text3;
    drawText(pen, isZero ? "0" : signed(value, decimals), scale.left - 6, y, WORDS, "right");
  }
  const moves = scale.width < ALL_MOVES_PX ? [-REACH, 0, REACH] : MOVES;
  for (const move of moves) {
    pen.fillStyle = inks.text3;
    const align = move >= REACH ? "right" : move <= -REACH ? "left" : "center";
    drawText(pen, move === 0 ? "mark" : `${signed(move * 100)} %`, xOf(scale, move), bottomOf(scale) + 11, WORDS, align);
  }
}
