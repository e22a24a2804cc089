import { describe, expect, test } from "vitest";
import { yOf } from "./curve-scale.ts";
import { type PortfolioScene, paintPortfolio, portfolioScale } from "./portfolio-painter.ts";
import { INKS, Recorder } from "./testing.ts";

const [WIDTH, HEIGHT] = [640, 220];
const positions = (move: number) => (move < -0.2 ? -0.4 : 2 * move);
const worst = (move: number) => positions(move) - Math.max(0, -move);

const SCENE: PortfolioScene = {
  lines: [
    { name: "Positions", at: positions, ink: "text", dash: [] },
    { name: "With orders", at: worst, ink: "accent", dash: [6, 3] },
  ],
  liquidatedFrom: [-0.2, null],
  chosen: 0.1,
};

function paint(scene: PortfolioScene): Recorder {
  const pen = new Recorder();
  paintPortfolio(pen, WIDTH, HEIGHT, INKS, scene);
  return pen;
}

describe("RSK-006 the drawn portfolio", () => {
  test("RSK-006 each line stands at its values over one uniform axis of moves, and differs by ink and dash", () => {
    const scale = portfolioScale(WIDTH, HEIGHT, SCENE);
    const curves = paint(SCENE).strokes.filter(({ points, ink }) => points.length > 20 && (ink === "text" || ink === "accent"));
    expect(curves.map(({ ink, dash }) => [ink, dash])).toEqual([
      ["text", ""],
      ["accent", "6 3"],
    ]);
    for (const [i, { points }] of curves.entries()) {
      for (const { x, y } of points) {
        const move = scale.lowPrice + ((x - scale.left) / scale.width) * (scale.highPrice - scale.lowPrice);
        // At the step itself a rounding decides the side.
        if (Math.abs(move + 0.2) < 1e-6) continue;
        expect(y).toBeCloseTo(yOf(scale, SCENE.lines[i]?.at(move) ?? Number.NaN), 6);
      }
    }
  });

  test("RSK-006 where something is liquidated the plot is hatched to its end and says from where, and nowhere else", () => {
    const { texts, bars } = paint(SCENE);
    expect(texts).toEqual(expect.arrayContaining(["liq. −20.0 %", "−30 %", "mark", "+30 %", "0"]));
    const scale = portfolioScale(WIDTH, HEIGHT, SCENE);
    expect(bars.filter(({ ink }) => ink.includes("risk")).map(({ x, width }) => [Math.round(x), Math.round(width)])).toEqual([
      [scale.left, Math.round(scale.width / 6)],
    ]);
    expect(paint({ ...SCENE, liquidatedFrom: [null, null] }).texts.some((words) => words.startsWith("liq"))).toBe(false);
  });
});
