import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  ISeriesPrimitiveAxisView,
  SeriesAttachedParameter,
  Time,
} from "lightweight-charts";
import { atOpacity, type Inks, inks } from "./inks.ts";
import { fontOf } from "./tabular-text.ts";

/** What a line across the chart stands for; each has a hue, a dash and a word of its own. */
export type ChartLineKind =
  | "last"
  | "entry"
  | "breakEven"
  | "order"
  | "stop"
  | "typed"
  | "typedEnd"
  | "liquidation"
  | "liquidationAfter"
  | "level"
  | "alert";

export interface ChartLine {
  readonly kind: ChartLineKind;
  readonly price: number;
  /** Words of the tag at the left, the first in the line's hue; none for a line without a tag. */
  readonly words: readonly string[];
  /** Figure on the axis; null where the axis says nothing of it. */
  readonly axisText: string | null;
  /** Own order that it stands for; others have none. */
  readonly orderID?: string;
}

/** Where an order is being moved to, before the exchange knows of it. */
export interface Ghost {
  readonly orderID: string;
  readonly price: number;
  readonly words: readonly string[];
  readonly axisText: string;
}

/** Heights of the orders' lines after a painting, and the height of the pane that they lie in. */
export type Places = (places: ReadonlyMap<string, number>, paneHeight: number) => void;

export interface ChartLines {
  readonly lines: readonly ChartLine[];
  /** Prices between which the position is being liquidated: washed and hatched. */
  readonly hatch: { readonly from: number; readonly to: number } | null;
}

const DASHES: Readonly<Record<ChartLineKind, readonly number[]>> = {
  last: [1, 2],
  entry: [],
  breakEven: [8, 3, 1, 3],
  order: [5, 3],
  stop: [2, 3],
  typed: [5, 3],
  typedEnd: [2, 3],
  liquidation: [],
  liquidationAfter: [4, 4],
  level: [],
  alert: [1, 4],
};

const isRisk = (kind: ChartLineKind) => kind === "liquidation" || kind === "liquidationAfter";
const hueOf = (inks: Inks, kind: ChartLineKind) => (kind === "last" ? atOpacity(inks.text, 0.5) : isRisk(kind) ? inks.risk : inks.accent);

/** Where the position began and where it would end: beyond the edge their tags stay, with an arrow. */
const STAYS_IN_SIGHT: ReadonlySet<ChartLineKind> = new Set<ChartLineKind>(["entry", "liquidation"]);
const LEFT_OPACITY = 0.6;
const TAG_PX = 18;
const TAG_LEFT_PX = 10;
const PAD_PX = 6;
const HATCH_STEP_PX = 5;

/**
 * Pushes tags apart by whole tags, in the order of their prices, so that none covers another.
 *
 * @param wanted middles of the tags
 * @returns middles, in the order given
 */
export function spreadTags(wanted: readonly number[], heightPx = TAG_PX + 2): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  let free = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    const y = Math.max(wanted[i] ?? 0, free);
    placed[i] = y;
    free = y + heightPx;
  }
  return placed;
}

/** Where lines and tags are drawn: a sheet over the chart's upper pane, as large as it. */
export interface Sheet {
  /** Takes this size, in CSS pixels, and is empty then. */
  readonly clear: (width: number, height: number) => CanvasRenderingContext2D;
}

/**
 * Everything of the account's own on the chart: entry, resting orders, the typed order and liquidation, and the last
 * price. One primitive draws them together, so that their tags know of each other. Lines and tags lie on a sheet of
 * their own over the chart: a line that follows the book or a hand moves ten times a second, and the chart would draw
 * all of its canvases anew with each move. What stands among the chart's own, the figures of its axis and the hatch
 * below its candles, is drawn by it.
 */
export class ChartLinesPrimitive implements ISeriesPrimitive<Time> {
  private drawn: ChartLines = { lines: [], hatch: null };
  private ghost: Ghost | null = null;
  private sheet: Sheet | null = null;
  /** Size of the pane when the chart was drawn last; null before. */
  private pane: { readonly width: number; readonly height: number } | null = null;
  /** What of it the chart itself drew last, in letters. */
  private chartHas = "";
  /** Hears where the orders' lines lie, so that handles can lie on them. */
  onPlaced: Places | null = null;
  private host: SeriesAttachedParameter<Time> | null = null;
  private axis: readonly ISeriesPrimitiveAxisView[] = [];
  private readonly views: readonly IPrimitivePaneView[] = [
    {
      zOrder: () => "bottom",
      renderer: () =>
        renderer((pen, width, height) => {
          this.pane = { width, height };
          this.chartHas = this.chartsPart();
          this.drawHatch(pen, width, height);
          this.drawSheet();
        }),
    },
  ];

  attached(host: SeriesAttachedParameter<Time>): void {
    this.host = host;
  }

  detached(): void {
    this.host = null;
  }

  /** Takes what is to be drawn; it is seen with the chart's next drawing, or with {@link redraw}. */
  set(lines: ChartLines): void {
    this.drawn = lines;
    this.axis = this.axisViews();
  }

  /** @param sheet where lines and tags are drawn from now on; null for nowhere */
  drawOn(sheet: Sheet | null): void {
    this.sheet = sheet;
  }

  redraw(): void {
    if (this.chartHas === this.chartsPart()) this.drawSheet();
    else this.host?.requestUpdate();
  }

  /** Shows where an order would go. */
  setGhost(ghost: Ghost): void {
    this.ghost = ghost;
    this.refresh();
  }

  /** The order goes nowhere else any more; another one may. */
  clearGhost(orderID: string): void {
    if (this.ghost?.orderID !== orderID) return;
    this.ghost = null;
    this.refresh();
  }

  /** The price at a height of the pane; null before there are prices. */
  priceAt(y: number): number | null {
    return this.host?.series.coordinateToPrice(y) ?? null;
  }

  /** What is drawn: the lines, and the one that is being moved. */
  private shown(): readonly ChartLine[] {
    const { ghost } = this;
    if (ghost === null) return this.drawn.lines;
    const { price, words, axisText } = ghost;
    return [...this.drawn.lines, { kind: "typed", price, words, axisText }];
  }

  private refresh(): void {
    this.axis = this.axisViews();
    this.redraw();
  }

  private axisViews(): readonly ISeriesPrimitiveAxisView[] {
    return this.shown()
      .filter(({ axisText }) => axisText !== null)
      .map((line) => this.axisView(line));
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.views;
  }

  priceAxisViews(): readonly ISeriesPrimitiveAxisView[] {
    return this.axis;
  }

  private y(price: number): number | null {
    return this.host?.series.priceToCoordinate(price) ?? null;
  }

  private axisView(line: ChartLine): ISeriesPrimitiveAxisView {
    const isSolid = line.kind === "last" || line.kind === "liquidation";
    return {
      coordinate: () => this.y(line.price) ?? -100,
      text: () => line.axisText ?? "",
      textColor: () => (isSolid ? inks().surface : hueOf(inks(), line.kind)),
      backColor: () => (line.kind === "last" ? inks().text : isSolid ? inks().risk : inks().surface),
      tickVisible: () => !isSolid,
    };
  }

  /** What the chart draws of it: figures on the axis, and the hatch. */
  private chartsPart(): string {
    const { hatch } = this.drawn;
    const figures = this.shown().flatMap(({ kind, price, axisText }) => (axisText === null ? [] : [`${kind} ${price} ${axisText}`]));
    return [`${hatch?.from} ${hatch?.to}`, ...figures].join();
  }

  private drawSheet(): void {
    if (this.sheet === null || this.pane === null) return;
    const { width, height } = this.pane;
    this.drawLines(this.sheet.clear(width, height), width, height);
  }

  /** Between liquidation and bankruptcy the position is no longer the holder's: washed, and hatched for every eye. */
  private drawHatch(pen: CanvasRenderingContext2D, width: number, height: number): void {
    const { hatch } = this.drawn;
    const from = hatch === null ? null : this.y(hatch.from);
    const to = hatch === null ? null : this.y(hatch.to);
    if (from === null || to === null) return;
    const top = Math.min(from, to);
    const tall = Math.abs(to - from);
    if (top > height || top + tall < 0 || tall < 1) return;
    const { risk, risk2 } = inks();
    pen.save();
    pen.beginPath();
    pen.rect(0, top, width, tall);
    pen.clip();
    pen.fillStyle = atOpacity(risk, 0.1);
    pen.fillRect(0, top, width, tall);
    pen.strokeStyle = atOpacity(risk, 0.5);
    pen.lineWidth = 1;
    pen.beginPath();
    for (let x = -tall; x < width; x += HATCH_STEP_PX) {
      pen.moveTo(x, top + tall);
      pen.lineTo(x + tall, top);
    }
    pen.stroke();
    pen.restore();
    line(pen, to, width, risk2, [1, 3]);
  }

  private drawLines(pen: CanvasRenderingContext2D, width: number, height: number): void {
    const ink = inks();
    const tags: { readonly line: ChartLine; readonly y: number; readonly words: readonly string[] }[] = [];
    const orders = new Map<string, number>();
    for (const one of this.shown()) {
      const y = this.y(one.price);
      if (y === null) continue;
      if (one.orderID !== undefined) orders.set(one.orderID, y);
      // What is being moved is quiet where it was.
      const isLeft = one.orderID !== undefined && one.orderID === this.ghost?.orderID;
      const isInView = y >= 0 && y <= height;
      if (isInView) line(pen, y, width, isLeft ? atOpacity(ink.text3, LEFT_OPACITY) : hueOf(ink, one.kind), DASHES[one.kind]);
      if (one.words.length === 0) continue;
      // What decides is never out of sight: beyond the edge its tag stays at it, with an arrow.
      if (isInView) tags.push({ line: one, y, words: one.words });
      else if (STAYS_IN_SIGHT.has(one.kind)) {
        tags.push({
          line: one,
          y: y < 0 ? TAG_PX / 2 + 1 : height - TAG_PX / 2 - 1,
          words: [`${y < 0 ? "↑" : "↓"} ${one.words[0] ?? ""}`, ...one.words.slice(1)],
        });
      }
    }
    this.onPlaced?.(orders, height);
    const places = spreadTags(tags.map(({ y }) => y));
    for (const [i, one] of tags.entries()) tag(pen, TAG_LEFT_PX, places[i] ?? one.y, one.words, hueOf(ink, one.line.kind), ink);
  }
}

function renderer(draw: (pen: CanvasRenderingContext2D, width: number, height: number) => void): IPrimitivePaneRenderer {
  return {
    draw: (target) => target.useMediaCoordinateSpace(({ context, mediaSize }) => draw(context, mediaSize.width, mediaSize.height)),
  };
}

function line(pen: CanvasRenderingContext2D, y: number, width: number, colour: string, dash: readonly number[]): void {
  pen.save();
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.setLineDash([...dash]);
  pen.beginPath();
  pen.moveTo(0, Math.round(y) + 0.5);
  pen.lineTo(width, Math.round(y) + 0.5);
  pen.stroke();
  pen.restore();
}

function tag(pen: CanvasRenderingContext2D, x: number, y: number, words: readonly string[], hue: string, ink: Inks): void {
  pen.save();
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  const widths = words.map((word, i) => {
    pen.font = fontOf(11, i === 0 ? 480 : 420);
    return pen.measureText(word).width + 2 * PAD_PX;
  });
  const top = Math.round(y - TAG_PX / 2);
  pen.fillStyle = ink.surface;
  pen.fillRect(
    x,
    top,
    widths.reduce((sum, width) => sum + width, 0),
    TAG_PX,
  );
  pen.strokeStyle = atOpacity(hue, 0.6);
  pen.strokeRect(x + 0.5, top + 0.5, widths.reduce((sum, width) => sum + width, 0) - 1, TAG_PX - 1);
  let at = x;
  for (const [i, word] of words.entries()) {
    if (i > 0) {
      pen.fillStyle = atOpacity(hue, 0.35);
      pen.fillRect(Math.round(at), top + 4, 1, TAG_PX - 8);
    }
    pen.font = fontOf(11, i === 0 ? 480 : 420);
    pen.fillStyle = i === 0 ? hue : ink.text;
    pen.fillText(word, at + PAD_PX, top + TAG_PX / 2 + 0.5);
    at += widths[i] ?? 0;
  }
  pen.restore();
}
