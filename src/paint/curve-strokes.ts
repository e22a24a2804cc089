import type { Pen } from "./canvas-surface.ts";
import { bottomOf, type CurveScale, xOf, yOf } from "./curve-scale.ts";
import { atOpacity } from "./inks.ts";

/** What curves are drawn with beyond what painters of text and bars need. */
export type CurvePen = Pen &
  Pick<
    CanvasRenderingContext2D,
    | "strokeStyle"
    | "lineWidth"
    | "lineJoin"
    | "stroke"
    | "setLineDash"
    | "save"
    | "restore"
    | "clip"
    | "rect"
    | "arc"
    | "translate"
    | "rotate"
  >;

const HATCH_PX = 5;

export function hatched(pen: CurvePen, scale: CurveScale, from: number, to: number, colour: string, wash: number, lines: number): void {
  const left = Math.min(from, to);
  const wide = Math.abs(to - from);
  if (wide < 0.5) return;
  pen.save();
  pen.beginPath();
  pen.rect(left, scale.top, wide, scale.height);
  pen.clip();
  pen.fillStyle = atOpacity(colour, wash);
  pen.fillRect(left, scale.top, wide, scale.height);
  pen.strokeStyle = atOpacity(colour, lines);
  pen.lineWidth = 1;
  pen.beginPath();
  for (let x = left - scale.height; x < left + wide; x += HATCH_PX) {
    pen.moveTo(x, bottomOf(scale));
    pen.lineTo(x + scale.height, scale.top);
  }
  pen.stroke();
  pen.restore();
}

/** Null where there is nothing to draw. */
export type ValueAt = (price: number) => number | null;

export function trace(pen: CurvePen, scale: CurveScale, prices: readonly number[], valueAt: ValueAt): void {
  let isFirst = true;
  for (const price of prices) {
    const value = valueAt(price);
    if (value === null) continue;
    if (isFirst) pen.moveTo(xOf(scale, price), yOf(scale, value));
    else pen.lineTo(xOf(scale, price), yOf(scale, value));
    isFirst = false;
  }
}

export function strokeCurve(
  pen: CurvePen,
  scale: CurveScale,
  prices: readonly number[],
  valueAt: ValueAt,
  colour: string,
  width: number,
  dash: readonly number[],
): void {
  pen.save();
  pen.beginPath();
  pen.rect(scale.left, scale.top, scale.width, scale.height);
  pen.clip();
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineJoin = "round";
  pen.setLineDash([...dash]);
  pen.beginPath();
  trace(pen, scale, prices, valueAt);
  pen.stroke();
  pen.restore();
}

export function disc(pen: CurvePen, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

export function ring(pen: CurvePen, x: number, y: number, hue: string, inside: string): void {
  pen.fillStyle = inside;
  disc(pen, x, y, 3);
  pen.strokeStyle = hue;
  pen.lineWidth = 1.5;
  pen.setLineDash([]);
  pen.stroke();
}

export function hair(pen: CurvePen, x1: number, y1: number, x2: number, y2: number, colour: string, dash: readonly number[] = []): void {
  const snap = (at: number) => Math.round(at) + 0.5;
  pen.save();
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.setLineDash([...dash]);
  pen.beginPath();
  pen.moveTo(snap(x1), snap(y1));
  pen.lineTo(snap(x2), snap(y2));
  pen.stroke();
  pen.restore();
}
