import type { Book, Level } from "../market/book.ts";
import { figure } from "../market/figures.ts";
import type { Pen } from "./canvas-surface.ts";

import { atOpacity, type Inks } from "./inks.ts";
import { drawFigure, drawText, fontOf } from "./tabular-text.ts";

export const ROW_PX = 18;
export const SPREAD_PX = 36;
const INSET_PX = 12;
const OWN_BAR_PX = 3;

/** What stands between the two sides. */
export interface BookMiddle {
  readonly last: number | null;
  readonly isUp: boolean;
  readonly mark: number | null;
}

export interface BookScene {
  readonly book: Book;
  readonly middle: BookMiddle;
  /** Own contracts by side and price, as {@link ownKey} writes them. */
  readonly own: ReadonlyMap<string, number>;
  readonly priceDecimals: number;
  /** Levels a side. */
  readonly depth: number;
  /** Levels a side that are seen without scrolling: bars are as long as the panel at the last of them. */
  readonly barDepth: number;
  /** Row under the pointer, counted from the top; null for none. */
  readonly hovered: number | null;
  /** Rows are no longer right: everything is drawn in one quiet ink. */
  readonly isStale: boolean;
}

export const ownKey = (side: string, price: number): string => `${side}|${price}`;

/** Height of a book of so many levels a side, in CSS pixels. */
export const bookHeight = (depth: number): number => 2 * depth * ROW_PX + SPREAD_PX;

/** Which level stands in a row, counted from the top: offers from the highest down, then bids. */
export function levelInRow(book: Book, depth: number, row: number): Level | undefined {
  return row < depth ? book.side("Sell")[depth - 1 - row] : book.side("Buy")[row - depth];
}

/** The row at a height, or null for the gap between the sides. */
export function rowAt(y: number, depth: number): number | null {
  const asks = depth * ROW_PX;
  if (y < 0 || (y >= asks && y < asks + SPREAD_PX)) return null;
  const row = y < asks ? Math.floor(y / ROW_PX) : depth + Math.floor((y - asks - SPREAD_PX) / ROW_PX);
  return row < 2 * depth ? row : null;
}

interface Row {
  readonly level: Level;
  readonly total: number;
  readonly y: number;
  readonly index: number;
}

/** Draws the whole book: bars of totals behind bars of levels, prices left, sizes and totals right. */
export function paintBook(pen: Pen, width: number, height: number, inks: Inks, scene: BookScene): void {
  pen.textBaseline = "middle";
  pen.fillStyle = inks.surface;
  pen.fillRect(0, 0, width, height);
  const rows = [...rowsOf(scene, "Sell"), ...rowsOf(scene, "Buy")];
  for (const row of rows) paintRow(pen, width, inks, scene, row, fullBar(scene));
  paintMiddle(pen, width, inks, scene);
}

/** Contracts that a bar of the panel's whole width stands for. */
function fullBar({ book, barDepth }: BookScene): number {
  const totalOf = (side: "Buy" | "Sell") =>
    book
      .side(side)
      .slice(0, barDepth)
      .reduce((sum, { size }) => sum + size, 0);
  return Math.max(1, totalOf("Buy"), totalOf("Sell"));
}

function rowsOf(scene: BookScene, side: "Buy" | "Sell"): Row[] {
  const { book, depth } = scene;
  let total = 0;
  return book
    .side(side)
    .slice(0, depth)
    .map((level, i) => {
      total += level.size;
      const index = side === "Sell" ? depth - 1 - i : depth + i;
      const y = index * ROW_PX + (side === "Sell" ? 0 : SPREAD_PX);
      return { level, total, y, index };
    });
}

function paintRow(pen: Pen, width: number, inks: Inks, scene: BookScene, row: Row, full: number): void {
  const { level, total, y, index } = row;
  const hue = level.side === "Buy" ? inks.buy : inks.sell;
  const middle = y + ROW_PX / 2;
  const own = scene.own.get(ownKey(level.side, level.price)) ?? 0;
  if (index === scene.hovered) bar(pen, inks.raised, 0, y, width);
  if (!scene.isStale) {
    const totalWidth = Math.min(width, (width * total) / full);
    bar(pen, atOpacity(hue, inks.depthTotal), width - totalWidth, y, totalWidth);
    const levelWidth = Math.min(width, (width * level.size) / full);
    bar(pen, atOpacity(hue, inks.depthLevel), width - levelWidth, y, levelWidth);
  }
  if (own > 0) bar(pen, inks.accent, 0, y, OWN_BAR_PX);
  pen.fillStyle = scene.isStale ? inks.text3 : hue;
  drawFigure(pen, figure(level.price, scene.priceDecimals), INSET_PX, middle, fontOf(12), "left");
  pen.fillStyle = scene.isStale ? inks.text3 : inks.text;
  drawFigure(pen, figure(level.size), Math.round(width * 0.66), middle, fontOf(12, own > 0 ? 620 : 420), "right");
  pen.fillStyle = scene.isStale ? inks.text3 : inks.text2;
  drawFigure(pen, figure(total), width - INSET_PX, middle, fontOf(12), "right");
}

function bar(pen: Pen, colour: string, x: number, y: number, width: number): void {
  pen.fillStyle = colour;
  pen.fillRect(x, y, width, ROW_PX - 1);
}

function paintMiddle(pen: Pen, width: number, inks: Inks, scene: BookScene): void {
  const { book, middle, priceDecimals, depth, isStale } = scene;
  const top = depth * ROW_PX;
  const centre = top + SPREAD_PX / 2;
  pen.fillStyle = inks.rule;
  pen.fillRect(0, top, width, 1);
  pen.fillRect(0, top + SPREAD_PX - 1, width, 1);
  const hue = isStale || middle.last === null ? inks.text3 : middle.isUp ? inks.buy : inks.sell;
  pen.fillStyle = hue;
  if (middle.last !== null) triangle(pen, INSET_PX, centre, middle.isUp);
  drawFigure(pen, figure(middle.last, priceDecimals), INSET_PX + 14, centre, fontOf(15, 580), "left");
  const bid = book.bestBid;
  const ask = book.bestAsk;
  const spread = bid === undefined || ask === undefined ? null : ask.price - bid.price;
  pen.fillStyle = isStale ? inks.text3 : inks.text2;
  drawText(pen, `Spread ${figure(spread, priceDecimals)}`, width - INSET_PX, centre - 7, fontOf(11), "right");
  pen.fillStyle = isStale ? inks.text3 : inks.mark;
  drawText(pen, `Mark ${figure(middle.mark, 2)}`, width - INSET_PX, centre + 7, fontOf(11), "right");
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
