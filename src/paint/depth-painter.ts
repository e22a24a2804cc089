import type { Depth, DepthStep } from "../market/depth.ts";
import { figure, shortened } from "../market/figures.ts";
import type { CurvePen } from "./curve-strokes.ts";
import { atOpacity, type Inks } from "./inks.ts";
import { fontOf } from "./tabular-text.ts";

export interface DepthScene {
  readonly depth: Depth | null;
  readonly priceDecimals: number;
  /** Own orders that rest, as prices. */
  readonly own: readonly number[];
}

const TOP_PX = 18;
const BOTTOM_PX = 18;
const WASH = 0.16;

/** Draws what stands on either side of the middle, price across and contracts upwards. Bids lie left, offers right. */
export function paintDepth(pen: CurvePen, width: number, height: number, inks: Inks, { depth, priceDecimals, own }: DepthScene): void {
  pen.fillStyle = inks.surface;
  pen.fillRect(0, 0, width + 1, height + 1);
  if (depth === null) return;
  const { middle, reach, bids, asks } = depth;
  const isNear = ({ price }: DepthStep) => Math.abs(price - middle) <= reach;
  const most = Math.max(1, ...[...bids, ...asks].filter(isNear).map(({ total }) => total));
  const x = (price: number) => (width * (price - middle + reach)) / (2 * reach);
  const y = (total: number) => height - BOTTOM_PX - ((height - TOP_PX - BOTTOM_PX) * total) / most;
  const side = (steps: readonly DepthStep[], colour: string, edge: number) => {
    const outline = () => {
      let before = 0;
      pen.beginPath();
      pen.moveTo(x(steps[0]?.price ?? middle), y(0));
      for (const { price, total } of steps) {
        pen.lineTo(x(price), y(before));
        pen.lineTo(x(price), y(total));
        before = total;
      }
      pen.lineTo(edge, y(before));
    };
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, width, height - BOTTOM_PX);
    pen.clip();
    outline();
    pen.lineTo(edge, y(0));
    pen.closePath();
    pen.fillStyle = atOpacity(colour, WASH);
    pen.fill();
    outline();
    pen.strokeStyle = colour;
    pen.lineWidth = 1.5;
    pen.stroke();
    pen.restore();
  };
  // Beyond the last level nothing is known: the edge stands at the level itself where the side ends in sight.
  side(bids, inks.buy, Math.max(0, x(bids.at(-1)?.price ?? middle)));
  side(asks, inks.sell, Math.min(width, x(asks.at(-1)?.price ?? middle)));
  pen.strokeStyle = inks.ruleStrong;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(Math.round(width / 2) + 0.5, TOP_PX);
  pen.lineTo(Math.round(width / 2) + 0.5, height - BOTTOM_PX);
  pen.moveTo(0, height - BOTTOM_PX + 0.5);
  pen.lineTo(width, height - BOTTOM_PX + 0.5);
  pen.stroke();
  pen.fillStyle = inks.accent;
  for (const price of own) if (Math.abs(price - middle) <= reach) pen.fillRect(Math.round(x(price)) - 1, height - BOTTOM_PX - 6, 3, 6);
  pen.font = fontOf(11);
  pen.textBaseline = "middle";
  pen.fillStyle = inks.text3;
  const words = (text: string, at: number, align: CanvasTextAlign, top: number) => {
    pen.textAlign = align;
    pen.fillText(text, at, top);
  };
  words(figure(middle - reach, priceDecimals), 6, "left", height - BOTTOM_PX / 2);
  words(figure(middle, priceDecimals), width / 2, "center", height - BOTTOM_PX / 2);
  words(figure(middle + reach, priceDecimals), width - 6, "right", height - BOTTOM_PX / 2);
  const { number, scale } = shortened(most);
  words(`${number}${scale === "" ? "" : ` ${scale}`}`, 6, "left", TOP_PX / 2);
}
