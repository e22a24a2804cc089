import { figure } from "../market/figures.ts";
import type { Ladder, Rung } from "../market/ladder.ts";
import { ownKey } from "../market/queue-watch.ts";
import * as bookTexts from "../texts/book.ts";
import type { Pen } from "./canvas-surface.ts";

import { atOpacity, type Inks } from "./inks.ts";
import { drawFigure, drawText, figureWidth, fontOf } from "./tabular-text.ts";

/** Least height of a row; rows grow so that those in sight fill the panel. */
export const ROW_PX = 18;
export const SPREAD_PX = 36;
const INSET_PX = 12;
const OWN_BAR_PX = 3;
/** Where sizes end, as a part of the width. */
const SIZE_AT = 0.66;
const GAP_PX = 8;

/** What stands between the two sides. */
export interface BookMiddle {
  readonly last: number | null;
  readonly isUp: boolean;
  readonly mark: number | null;
  /** Between the best prices themselves, however rows are grouped. */
  readonly spread: number | null;
}

/** Own contracts in a row. */
export interface OwnLevel {
  readonly contracts: number;
  /** Contracts of others before them at most; null while that is not known. */
  readonly ahead: number | null;
}

export interface BookScene {
  readonly ladder: Ladder;
  readonly middle: BookMiddle;
  /** Own contracts by side and price, as {@link ownKey} writes them. */
  readonly own: ReadonlyMap<string, OwnLevel>;
  readonly priceDecimals: number;
  readonly markDecimals: number;
  /** Rows a side. */
  readonly depth: number;
  readonly rowPx: number;
  /** Rows a side that are seen without scrolling: bars are as long as the panel at the last of them. */
  readonly barDepth: number;
  /** What of the drawing is in sight, from its upper edge, in CSS pixels: rows beyond are left out. */
  readonly sight: { readonly from: number; readonly to: number };
  /** Row under the pointer, counted from the top; null for none. */
  readonly hovered: number | null;
  /** Where the keyboard stands; null while it is elsewhere. */
  readonly cursor: Pick<Rung, "side" | "price"> | null;
  /** Rows are no longer right: everything is drawn in one quiet ink. */
  readonly isStale: boolean;
}

/** How many rows a side fill a height, and how high each is then. */
export function fitRows(heightPx: number, most: number): { readonly rows: number; readonly rowPx: number } {
  const room = Math.max(0, heightPx - SPREAD_PX) / 2;
  const rows = Math.min(most, Math.max(1, Math.floor(room / ROW_PX)));
  return { rows, rowPx: Math.max(ROW_PX, room / rows) };
}

/** Height of a book of so many rows a side, in CSS pixels. */
export const bookHeight = (depth: number, rowPx: number): number => 2 * depth * rowPx + SPREAD_PX;

/** What stands in a row, counted from the top: offers from the highest down, then bids. */
export function rungInRow({ bids, asks }: Ladder, depth: number, row: number): Rung | undefined {
  return row < depth ? asks[depth - 1 - row] : bids[row - depth];
}

/** Upper edge of a row. */
export const topOfRow = (row: number, depth: number, rowPx: number): number => Math.round(row * rowPx) + (row < depth ? 0 : SPREAD_PX);

/** The row at a height, or null for the gap between the sides. */
export function rowAt(y: number, depth: number, rowPx: number): number | null {
  const asks = depth * rowPx;
  if (y < 0 || (y >= asks && y < asks + SPREAD_PX)) return null;
  const row = y < asks ? Math.floor(y / rowPx) : depth + Math.floor((y - asks - SPREAD_PX) / rowPx);
  return row < 2 * depth ? row : null;
}

/** What of a row lies at a place: its price, its size, or its total. */
export type BookColumn = "price" | "size" | "total";

export function columnAt(x: number, width: number): BookColumn {
  if (x >= width * SIZE_AT + GAP_PX / 2) return "total";
  return x >= width * 0.36 ? "size" : "price";
}

interface Row {
  readonly rung: Rung;
  readonly y: number;
  readonly tall: number;
  readonly index: number;
}

/** Draws the whole book: bars of totals behind bars of levels, prices left, sizes and totals right. */
export function paintBook(pen: Pen, width: number, height: number, inks: Inks, scene: BookScene): void {
  pen.textBaseline = "middle";
  pen.fillStyle = inks.surface;
  pen.fillRect(0, 0, width, height);
  const { from, to } = scene.sight;
  const rows = [...rowsOf(scene, "Sell"), ...rowsOf(scene, "Buy")].filter(({ y, tall }) => y + tall > from && y < to);
  for (const row of rows) paintRow(pen, width, inks, scene, row, fullBar(scene));
  paintMiddle(pen, width, inks, scene);
}

/** Contracts that a bar of the panel's whole width stands for. */
function fullBar({ ladder: { bids, asks }, barDepth }: BookScene): number {
  const totalOf = (rungs: readonly Rung[]) => rungs[Math.min(barDepth, rungs.length) - 1]?.total ?? 0;
  return Math.max(1, totalOf(bids), totalOf(asks));
}

function rowsOf({ ladder, depth, rowPx }: BookScene, side: "Buy" | "Sell"): Row[] {
  return (side === "Buy" ? ladder.bids : ladder.asks).slice(0, depth).map((rung, i) => {
    const index = side === "Sell" ? depth - 1 - i : depth + i;
    const y = topOfRow(index, depth, rowPx);
    return { rung, y, tall: topOfRow(index + 1, depth, rowPx) - y - (index + 1 === depth ? SPREAD_PX : 0), index };
  });
}

function paintRow(pen: Pen, width: number, inks: Inks, scene: BookScene, row: Row, full: number): void {
  const { rung, y, tall, index } = row;
  const { side, price, size, total } = rung;
  const hue = side === "Buy" ? inks.buy : inks.sell;
  const middle = y + tall / 2;
  const own = scene.own.get(ownKey(side, price));
  const { cursor } = scene;
  const isCursor = cursor !== null && cursor.side === side && cursor.price === price;
  if (index === scene.hovered || isCursor) bar(pen, inks.raised, 0, y, width, tall);
  if (!scene.isStale) {
    const totalWidth = Math.min(width, (width * total) / full);
    bar(pen, atOpacity(hue, inks.depthTotal), width - totalWidth, y, totalWidth, tall);
    const levelWidth = Math.min(width, (width * size) / full);
    bar(pen, atOpacity(hue, inks.depthLevel), width - levelWidth, y, levelWidth, tall);
  }
  if (own !== undefined) bar(pen, inks.accent, 0, y, OWN_BAR_PX, tall);
  if (isCursor) frame(pen, inks.accent, width, y, tall);
  const priceText = figure(price, scene.priceDecimals);
  const sizeText = figure(size);
  const sizeFont = fontOf(12, own === undefined ? 420 : 620);
  const sizeEnd = Math.round(width * SIZE_AT);
  pen.fillStyle = scene.isStale ? inks.text3 : hue;
  drawFigure(pen, priceText, INSET_PX, middle, fontOf(12), "left");
  pen.fillStyle = scene.isStale ? inks.text3 : inks.text;
  drawFigure(pen, sizeText, sizeEnd, middle, sizeFont, "right");
  pen.fillStyle = scene.isStale ? inks.text3 : inks.text2;
  drawFigure(pen, figure(total), width - INSET_PX, middle, fontOf(12), "right");
  if (own === undefined || own.ahead === null || scene.isStale) return;
  const from = INSET_PX + figureWidth(pen, priceText, fontOf(12)) + GAP_PX;
  const to = sizeEnd - figureWidth(pen, sizeText, sizeFont) - GAP_PX;
  const hint = queueWords(own.ahead).find((words) => figureWidth(pen, words, fontOf(11)) <= to - from);
  if (hint === undefined) return;
  pen.fillStyle = inks.accent;
  drawFigure(pen, hint, to, middle, fontOf(11), "right");
}

/** How many stand before one's own, in as many words as there may be room for. */
const queueWords = (ahead: number): readonly string[] =>
  ahead === 0
    ? ["first", bookTexts.firstInQueueShort]
    : [bookTexts.aheadLong(figure(ahead)), bookTexts.aheadShort(figure(ahead)), bookTexts.aheadThousands(figure(Math.ceil(ahead / 1_000)))];

function bar(pen: Pen, colour: string, x: number, y: number, width: number, tall: number): void {
  pen.fillStyle = colour;
  pen.fillRect(x, y, width, tall - 1);
}

/** The place of the keyboard, edged as every place that has the focus. */
function frame(pen: Pen, colour: string, width: number, y: number, tall: number): void {
  pen.fillStyle = colour;
  pen.fillRect(0, y, width, 1);
  pen.fillRect(0, y + tall - 2, width, 1);
}

function paintMiddle(pen: Pen, width: number, inks: Inks, scene: BookScene): void {
  const { middle, priceDecimals, markDecimals, depth, rowPx, isStale } = scene;
  const top = Math.round(depth * rowPx);
  const centre = top + SPREAD_PX / 2;
  pen.fillStyle = inks.rule;
  pen.fillRect(0, top, width, 1);
  pen.fillRect(0, top + SPREAD_PX - 1, width, 1);
  const hue = isStale || middle.last === null ? inks.text3 : middle.isUp ? inks.buy : inks.sell;
  pen.fillStyle = hue;
  if (middle.last !== null) triangle(pen, INSET_PX, centre, middle.isUp);
  drawFigure(pen, figure(middle.last, priceDecimals), INSET_PX + 14, centre, fontOf(15, 580), "left");
  pen.fillStyle = isStale ? inks.text3 : inks.text2;
  drawText(pen, bookTexts.spread(figure(middle.spread, priceDecimals)), width - INSET_PX, centre - 7, fontOf(11), "right");
  pen.fillStyle = isStale ? inks.text3 : inks.mark;
  drawText(pen, bookTexts.mark(figure(middle.mark, markDecimals)), width - INSET_PX, centre + 7, fontOf(11), "right");
}

/** The arrow of the last trade, eight pixels wide. */
function triangle(pen: Pen, x: number, y: number, isUp: boolean): void {
  const rise = isUp ? -4 : 4;
  pen.beginPath();
  pen.moveTo(x, y - rise);
  pen.lineTo(x + 9, y - rise);
  pen.lineTo(x + 4.5, y + rise);
  pen.closePath();
  pen.fill();
}
