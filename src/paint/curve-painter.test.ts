import { describe, expect, test } from "vitest";
import { XBTUSD } from "../../bff/contract/pricing/testing.ts";
import { isLiquidatedAt, MOVES, pnlSats, type Stake, stakeAtPrice } from "../market/stake.ts";
import { type CurveScene, curveScale, lessonWords, paintCurve } from "./curve-painter.ts";
import { gridPrices, roundValues, xOf, yOf } from "./curve-scale.ts";
import { INKS, Recorder } from "./testing.ts";

const WIDTH = 500;
const HEIGHT = 232;
const aStake = (contracts: number, liquidation: number | null, bankruptcy: number | null): Stake =>
  stakeAtPrice(XBTUSD, contracts, 6_000_000, 1_000, { liquidation, bankruptcy });

const aScene = (scene: Partial<CurveScene> = {}): CurveScene => ({
  mark: 60_500,
  now: aStake(10_000, 54_800, 54_600),
  withOrder: null,
  afterName: "With this order",
  measure: "pnl",
  priceDecimals: 1,
  isStale: false,
  ...scene,
});

function paint(scene: CurveScene): Recorder {
  const pen = new Recorder();
  paintCurve(pen, WIDTH, HEIGHT, INKS, scene);
  return pen;
}

/** Solid lines of many points: the curves themselves. */
const curvesOf = ({ strokes }: Recorder, ink: string) =>
  strokes.filter((one) => one.ink === ink && one.dash === "" && one.points.length > 20);

describe("RSK-012 the drawn curve", () => {
  test("RSK-012 the dollar equity of a long, a straight line by algebra, is drawn straight to a pixel", () => {
    const scene = aScene({ measure: "equity", now: aStake(10_000, null, null) });
    const [curve, ...others] = curvesOf(paint(scene), "text");
    expect(others).toEqual([]);
    const points = curve?.points ?? [];
    const first = points[0] ?? { x: 0, y: 0 };
    const last = points.at(-1) ?? { x: 0, y: 0 };
    expect(last.x - first.x).toBeGreaterThan(400);
    expect(Math.abs(last.y - first.y)).toBeGreaterThan(100);
    for (const { x, y } of points) {
      const straight = first.y + ((last.y - first.y) * (x - first.x)) / (last.x - first.x);
      expect(Math.abs(y - straight)).toBeLessThan(0.5);
    }
  });

  test("RSK-012 the same long bends in coins, by more than any rounding of a pixel", () => {
    const points = curvesOf(paint(aScene({ now: aStake(10_000, null, null) })), "text")[0]?.points ?? [];
    const first = points[0] ?? { x: 0, y: 0 };
    const last = points.at(-1) ?? { x: 0, y: 0 };
    const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
    expect((first.y + last.y) / 2 - middle.y).toBeGreaterThan(10);
  });

  test("RSK-012 points stand at equal distances", () => {
    const points = curvesOf(paint(aScene({ now: aStake(10_000, null, null) })), "text")[0]?.points ?? [];
    const steps = points.slice(1).map(({ x }, i) => x - (points[i]?.x ?? 0));
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(1e-6);
  });

  test("RSK-001 every drawn point is the value of its price, read back through the scale", () => {
    const scene = aScene();
    const scale = curveScale(WIDTH, HEIGHT, scene);
    const stake = scene.now as Stake;
    for (const { x, y } of curvesOf(paint(scene), "text")[0]?.points ?? []) {
      const price = scale.lowPrice + ((x - scale.left) / scale.width) * (scale.highPrice - scale.lowPrice);
      expect(Math.abs(y - yOf(scale, pnlSats(stake, price) / 1e8))).toBeLessThan(0.05);
    }
  });
});

describe("RSK-001 what stands on the curve", () => {
  test("RSK-001 mark, entry, break-even, liquidation and bankruptcy are verticals at their prices, each with a line of its own kind", () => {
    const scene = aScene();
    const pen = paint(scene);
    const scale = curveScale(WIDTH, HEIGHT, scene);
    const stake = scene.now as Stake;
    const verticals = pen.strokes.filter(({ points }) => points.length === 2 && points[0]?.x === points[1]?.x);
    const at = (price: number | null) => Math.round(xOf(scale, price ?? 0)) + 0.5;
    const kinds = verticals.map(({ ink, dash, points }) => [points[0]?.x, ink, dash]);
    expect(kinds).toEqual([
      [at(60_500), "mark", ""],
      [at(stake.entry), "text", "2 2"],
      [at(stake.breakEven), "text", "6 3"],
      [at(54_800), "risk", ""],
      [at(54_600), "risk2", "1 3"],
    ]);
    expect(pen.texts).toEqual(expect.arrayContaining(["Mark 60,500.0", "Liquidation 54,800.0", "Bankruptcy 54,600.0"]));
  });

  test("RSK-001 the band reaches from liquidation to bankruptcy, and what lies beyond is hatched to the edge", () => {
    const scene = aScene();
    const scale = curveScale(WIDTH, HEIGHT, scene);
    const washes = paint(scene).bars.filter(({ ink }) => ink === "risk");
    expect(washes.map(({ x, width }) => [x, x + width])).toEqual([
      [scale.left, xOf(scale, 54_600)],
      [xOf(scale, 54_600), xOf(scale, 54_800)],
    ]);
  });

  test("RSK-001 the curve ends at liquidation; beyond it only a faint dotted one goes on", () => {
    const scene = aScene();
    const scale = curveScale(WIDTH, HEIGHT, scene);
    const pen = paint(scene);
    const points = curvesOf(pen, "text")[0]?.points ?? [];
    expect(points[0]?.x).toBeCloseTo(xOf(scale, 54_800), 6);
    expect(pen.strokes.some(({ dash, points: [first] }) => dash === "2 3" && first?.x === scale.left)).toBe(true);
  });

  test("RSK-001 the linear contract is dashed, the typed order has a line and square marks of its own", () => {
    const pen = paint(aScene({ withOrder: aStake(15_000, 55_000, 54_800) }));
    expect(curvesOf(pen, "accent")).toHaveLength(1);
    expect(curvesOf(pen, "text")).toHaveLength(1);
    expect(pen.strokes.filter(({ dash, points }) => dash === "4 3" && points.length > 20)).toHaveLength(2);
    const living = MOVES.filter((move) => !isLiquidatedAt(aStake(15_000, 55_000, null), 60_500 * (1 + move)));
    expect(pen.bars.filter(({ ink, width }) => ink === "accent" && width === 5)).toHaveLength(living.length);
  });

  test("RSK-001 a liquidation beyond the edge is told at it", () => {
    expect(paint(aScene({ now: aStake(10_000, 20_000, 19_000) })).texts).toContain("← Liquidation 20,000.0 · −66.9 %");
  });

  test("RSK-001 how much the bend costs is written out, for a long at the top", () => {
    const stake = aStake(10_000, 54_800, 54_600);
    const top = 60_500 * 1.3;
    const gap = 10_000 * (top / 60_000 ** 2 - 1 / 60_000 - 1 / 60_000 + 1 / top);
    expect(lessonWords({ mark: 60_500, measure: "pnl" }, stake)).toBe(`At +30 %: ${gap.toFixed(4)} XBT less than linear`);
    expect(lessonWords({ mark: 60_500, measure: "pnl" }, aStake(-10_000, 66_000, 66_200))).toMatch(/^At −30 %: .* more than linear$/);
  });

  test("RSK-001 a stale curve is drawn in one quiet ink", () => {
    const pen = paint(aScene({ isStale: true }));
    expect(new Set(pen.strokes.map(({ ink }) => ink))).toEqual(new Set(["ruleStrong", "text3"]));
  });
});

describe("RSK-001 axes", () => {
  test("RSK-001 values on the axis are round and lie within it", () => {
    const { step, values } = roundValues(-0.123, 0.21, 6);
    expect(step).toBeCloseTo(0.1);
    expect(values.map((value) => value.toFixed(1))).toEqual(["-0.1", "0.0", "0.1", "0.2"]);
  });

  test("RSK-012 a grid reaches from edge to edge", () => {
    const scale = curveScale(WIDTH, HEIGHT, aScene());
    const prices = gridPrices(scale);
    expect([prices[0], prices.at(-1)]).toEqual([scale.lowPrice, scale.highPrice]);
  });
});
