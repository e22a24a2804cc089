import type { Pen } from "./canvas-surface.ts";

export const fontOf = (sizePx: number, weight = 420): string => `${weight} ${sizePx}px "Inter Variable", Inter, system-ui, sans-serif`;

/** Widths of characters by font; a painter measures each once. */
const widths = new Map<string, Map<string, number>>();

/** Has to be called when fonts have loaded: what was measured before was another font. */
export function forgetWidths(): void {
  widths.clear();
}

function widthOf(pen: Pen, font: string, char: string): number {
  let known = widths.get(font);
  if (known === undefined) {
    known = new Map();
    widths.set(font, known);
  }
  let width = known.get(char);
  if (width === undefined) {
    pen.font = font;
    width = pen.measureText(char).width;
    known.set(char, width);
  }
  return width;
}

const isDigit = (char: string) => char >= "0" && char <= "9";

/** Advance of a character of a figure: every digit is as wide as '0'. */
const advance = (pen: Pen, font: string, char: string) => widthOf(pen, font, isDigit(char) ? "0" : char);

/** Width of a figure as {@link drawFigure} sets it. */
export function figureWidth(pen: Pen, text: string, font: string): number {
  let width = 0;
  for (const char of text) width += advance(pen, font, char);
  return width;
}

/**
 * Draws a figure so that digits stand in columns. Canvas has no switch for tabular figures, so every digit is set in
 * the middle of the width of '0'.
 *
 * @param x left edge, or right edge of figures that align right
 */
export function drawFigure(pen: Pen, text: string, x: number, y: number, font: string, align: "left" | "right"): void {
  let at = align === "right" ? x - figureWidth(pen, text, font) : x;
  pen.font = font;
  pen.textAlign = "center";
  for (const char of text) {
    const width = advance(pen, font, char);
    pen.fillText(char, at + width / 2, y);
    at += width;
  }
}

/** Draws words. */
export function drawText(pen: Pen, text: string, x: number, y: number, font: string, align: "left" | "right" | "center"): void {
  pen.font = font;
  pen.textAlign = align;
  pen.fillText(text, x, y);
}
