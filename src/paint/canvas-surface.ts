import { inks } from "./inks.ts";

/** What painters draw on: the context that the browser gives, or a test's recorder of it. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "fillStyle"
  | "font"
  | "textAlign"
  | "textBaseline"
  | "globalAlpha"
  | "fillRect"
  | "clearRect"
  | "fillText"
  | "measureText"
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "closePath"
  | "fill"
>;

/**
 * A canvas that knows its size in CSS pixels and draws at the screen's own resolution. The size comes from an
 * observer: reading layout in a frame would force one.
 */
export class CanvasSurface {
  readonly pen: CanvasRenderingContext2D;
  width = 0;
  height = 0;
  private readonly canvas: HTMLCanvasElement;
  private readonly observer: ResizeObserver;

  /** @param resized called after the size or the resolution has changed */
  constructor(canvas: HTMLCanvasElement, resized: () => void) {
    const pen = canvas.getContext("2d", { alpha: false });
    if (pen === null) throw new Error("This browser gives no canvas to draw on.");
    this.canvas = canvas;
    this.pen = pen;
    this.observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      this.fit(entry.contentRect.width, entry.contentRect.height);
      resized();
    });
    this.observer.observe(canvas);
  }

  stop(): void {
    this.observer.disconnect();
  }

  private fit(width: number, height: number): void {
    const scale = globalThis.devicePixelRatio || 1;
    this.width = width;
    this.height = height;
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    this.pen.setTransform(scale, 0, 0, scale, 0, 0);
    // An opaque canvas is black whenever it takes a size: until something is painted it looks like the panel that it is in.
    this.pen.fillStyle = inks().surface;
    this.pen.fillRect(0, 0, width + 1, height + 1);
  }
}
