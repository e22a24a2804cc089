import type { CurvePen } from "./curve-strokes.ts";
import type { Inks } from "./inks.ts";

/** Inks by their names, so that tests read what was drawn with which. */
export const INKS = {
  surface: "surface",
  ruleStrong: "ruleStrong",
  text: "text",
  text2: "text2",
  text3: "text3",
  accent: "accent",
  mark: "mark",
  risk: "risk",
  risk2: "risk2",
  buy: "buy",
  sell: "sell",
} as Inks;

export interface Stroke {
  readonly ink: string;
  readonly dash: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Keeps what is stroked and written. Ink and dash count where they are when the line is drawn. */
export class Recorder implements CurvePen {
  fillStyle = "";
  strokeStyle = "";
  lineWidth = 1;
  lineJoin: CanvasLineJoin = "miter";
  font = "";
  textAlign: CanvasTextAlign = "left";
  textBaseline: CanvasTextBaseline = "alphabetic";
  globalAlpha = 1;
  readonly strokes: Stroke[] = [];
  readonly texts: string[] = [];
  readonly bars: { readonly ink: string; readonly x: number; readonly width: number }[] = [];
  private path: { x: number; y: number }[] = [];
  private dash = "";

  beginPath(): void {
    this.path = [];
  }
  moveTo(x: number, y: number): void {
    this.path.push({ x, y });
  }
  lineTo(x: number, y: number): void {
    this.path.push({ x, y });
  }
  stroke(): void {
    this.strokes.push({ ink: this.strokeStyle, dash: this.dash, points: this.path });
  }
  setLineDash(dash: number[]): void {
    this.dash = dash.join(" ");
  }
  fillRect(x: number, _y: number, width: number): void {
    this.bars.push({ ink: this.fillStyle, x, width });
  }
  fillText(text: string): void {
    this.texts.push(text);
  }
  measureText(text: string): TextMetrics {
    return { width: 6 * text.length } as TextMetrics;
  }
  clearRect = () => undefined;
  closePath = () => undefined;
  fill = () => undefined;
  save = () => undefined;
  restore = () => undefined;
  clip = () => undefined;
  rect = () => undefined;
  arc = () => undefined;
  translate = () => undefined;
  rotate = () => undefined;
}
