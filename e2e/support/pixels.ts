import type { Locator } from "@playwright/test";

/** Names of the inks that tests look for: custom properties of the page. */
type Ink = "surface" | "buy" | "sell" | "accent" | "mark" | "text" | "risk";
type Colour = readonly [red: number, green: number, blue: number];

const INKS: readonly Ink[] = ["surface", "buy", "sell", "accent", "mark", "text", "risk"];
/** What edges that are smoothed, and another machine's rounding, may add up to over three channels. */
const SAME = 48;

/** What is drawn on one or several canvases, read back pixel by pixel, in CSS pixels. */
export class Pixels {
  readonly width: number;
  readonly height: number;
  private readonly bytes: Buffer;
  private readonly scale: number;
  private readonly inks: Readonly<Record<Ink, Colour>>;

  private constructor(read: Readonly<{ width: number; height: number; scale: number; base64: string; inks: Record<string, Colour> }>) {
    this.width = read.width;
    this.height = read.height;
    this.scale = read.scale;
    this.bytes = Buffer.from(read.base64, "base64");
    this.inks = read.inks as Record<Ink, Colour>;
  }

  /** @param drawing a canvas, or an element with canvases in it, which are put together as they lie */
  static async of(drawing: Locator): Promise<Pixels> {
    return new Pixels(
      await drawing.evaluate(async (element, names) => {
        const scale = devicePixelRatio;
        const box = element.getBoundingClientRect();
        const [width, height] = [Math.floor(box.width), Math.floor(box.height)];
        const pen = new OffscreenCanvas(width * scale, height * scale).getContext("2d", { willReadFrequently: true });
        if (pen === null) throw new Error("Nothing can be read back.");
        const canvases = element instanceof HTMLCanvasElement ? [element] : [...element.querySelectorAll("canvas")];
        for (const canvas of canvases) {
          const at = canvas.getBoundingClientRect();
          pen.drawImage(canvas, (at.left - box.left) * scale, (at.top - box.top) * scale, at.width * scale, at.height * scale);
        }
        const { data } = pen.getImageData(0, 0, width * scale, height * scale);
        const style = getComputedStyle(document.documentElement);
        const colourOf = (name: string): Colour => {
          const hex = style.getPropertyValue(`--${name}`).trim();
          const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16));
          return [red, green, blue];
        };
        const url = await new Promise<string>((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve(String(reader.result));
          reader.readAsDataURL(new Blob([data]));
        });
        const inks = Object.fromEntries(names.map((name) => [name, colourOf(name)]));
        return { width, height, scale, base64: url.slice(url.indexOf(",") + 1), inks };
      }, INKS),
    );
  }

  /** Whether a pixel has an ink at its full strength. */
  is(ink: Ink, x: number, y: number): boolean {
    const from = 4 * (Math.round(y * this.scale) * Math.round(this.width * this.scale) + Math.round(x * this.scale));
    return this.inks[ink].reduce((sum, value, i) => sum + Math.abs(value - (this.bytes[from + i] ?? 0)), 0) <= SAME;
  }

  /** Pixels of an ink in a part of the drawing. */
  count(ink: Ink, left: number, top: number, right: number, bottom: number): number {
    let found = 0;
    for (let y = Math.ceil(top); y < bottom; y++) for (let x = Math.ceil(left); x < right; x++) if (this.is(ink, x, y)) found += 1;
    return found;
  }

  /** The first pixel of a row, from the left, that is no bare ground; null where the whole row is. */
  groundEndsAt(y: number): number | null {
    for (let x = 0; x < this.width; x++) if (!this.isGround(x, y)) return x;
    return null;
  }

  /** The first pixel of a column, from a height downwards, that is no bare ground; null where all of it is. */
  groundEndsBelow(x: number, from: number): number | null {
    for (let y = from; y < this.height; y++) if (!this.isGround(x, y)) return y;
    return null;
  }

  /** Exactly the ground: a bar's wash is only a little off it. */
  private isGround(x: number, y: number): boolean {
    const from = 4 * (Math.round(y * this.scale) * Math.round(this.width * this.scale) + Math.round(x * this.scale));
    return this.inks.surface.every((value, i) => Math.abs(value - (this.bytes[from + i] ?? 0)) <= 2);
  }
}
