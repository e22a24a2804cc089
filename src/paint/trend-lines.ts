import type { IPrimitivePaneRenderer, IPrimitivePaneView, ISeriesPrimitive, SeriesAttachedParameter, Time } from "lightweight-charts";
import type { ChartPoint, Drawing } from "../market/drawings.ts";
import { atOpacity, inks } from "./inks.ts";

type Trend = Extract<Drawing, { readonly kind: "trend" }>;

const LINE_OPACITY = 0.85;
const DOT_PX = 3;

/** Trend lines from point to point, going on to the right. A point between candles stands at the nearest. */
export class TrendLinesPrimitive implements ISeriesPrimitive<Time> {
  private trends: readonly Trend[] = [];
  /** The first point of a line that is being drawn. */
  private begun: ChartPoint | null = null;
  private host: SeriesAttachedParameter<Time> | null = null;
  private readonly views: readonly IPrimitivePaneView[] = [{ zOrder: () => "top", renderer: () => this.renderer() }];

  attached(host: SeriesAttachedParameter<Time>): void {
    this.host = host;
  }

  detached(): void {
    this.host = null;
  }

  set(drawings: readonly Drawing[], begun: ChartPoint | null): void {
    this.trends = drawings.filter((one) => one.kind === "trend");
    this.begun = begun;
    this.host?.requestUpdate();
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.views;
  }

  private place({ timeMs, price }: ChartPoint): { readonly x: number; readonly y: number } | null {
    const { host } = this;
    if (host === null) return null;
    const scale = host.chart.timeScale();
    const index = scale.timeToIndex((timeMs / 1_000) as Time, true);
    const x = index === null ? null : scale.logicalToCoordinate(index as never);
    const y = host.series.priceToCoordinate(price);
    return x === null || y === null ? null : { x, y };
  }

  private renderer(): IPrimitivePaneRenderer {
    return { draw: (target) => target.useMediaCoordinateSpace(({ context, mediaSize }) => this.paint(context, mediaSize.width)) };
  }

  private paint(pen: CanvasRenderingContext2D, width: number): void {
    pen.save();
    pen.strokeStyle = atOpacity(inks().accent, LINE_OPACITY);
    pen.fillStyle = inks().accent;
    pen.lineWidth = 1.25;
    for (const { from, to } of this.trends) {
      const [start, end] = [this.place(from), this.place(to)];
      if (start === null || end === null) continue;
      const slope = end.x === start.x ? 0 : (end.y - start.y) / (end.x - start.x);
      const right = Math.max(width, end.x);
      pen.beginPath();
      pen.moveTo(start.x, start.y);
      pen.lineTo(end.x, end.y);
      if (end.x > start.x) pen.lineTo(right, end.y + slope * (right - end.x));
      pen.stroke();
      dot(pen, start);
      dot(pen, end);
    }
    const begun = this.begun === null ? null : this.place(this.begun);
    if (begun !== null) dot(pen, begun);
    pen.restore();
  }
}

function dot(pen: CanvasRenderingContext2D, { x, y }: { readonly x: number; readonly y: number }): void {
  pen.beginPath();
  pen.arc(x, y, DOT_PX, 0, 2 * Math.PI);
  pen.fill();
}
