import { describe, expect, test } from "vitest";
import { type CompareScene, compareScale, paintComparison, rangeOf } from "./compare-painter.ts";
import { yOf } from "./curve-scale.ts";
import { INKS, Recorder } from "./testing.ts";

const MARK = 60_000;
const long = (price: number) => 100_000 * (1 / MARK - 1 / price);
const short = (price: number) => -long(price);

function paint(scene: CompareScene): Recorder {
  const pen = new Recorder();
  paintComparison(pen, 260, 168, INKS, scene);
  return pen;
}

const SCENE: CompareScene = { mark: MARK, main: long, other: short, range: rangeOf(MARK, [long, short]) };

describe("RSK-004 the small charts of the comparison", () => {
  test("RSK-004 the line is drawn at its values, the other side mirrors it, dashed", () => {
    const scale = compareScale(260, 168, SCENE);
    const curves = paint(SCENE).strokes.filter(({ points }) => points.length > 20);
    expect(curves.map(({ ink, dash }) => [ink, dash])).toEqual([
      ["text3", "4 3"],
      ["text", ""],
    ]);
    for (const { x, y } of curves[1]?.points ?? []) {
      const price = scale.lowPrice + ((x - scale.left) / scale.width) * (scale.highPrice - scale.lowPrice);
      expect(y).toBeCloseTo(yOf(scale, long(price)), 6);
    }
    const [mirrored, main] = curves;
    for (const [i, { y }] of (main?.points ?? []).entries()) {
      expect(y + (mirrored?.points[i]?.y ?? 0)).toBeCloseTo(2 * yOf(scale, 0), 6);
    }
  });

  test("RSK-004 the range holds every line with zero among it, so that charts beside each other compare", () => {
    const { low, high } = rangeOf(MARK, [long, short]);
    expect(low).toBeLessThan(long(MARK * 0.7));
    expect(high).toBeGreaterThan(short(MARK * 0.7));
    expect(rangeOf(MARK, [() => 5]).low).toBeLessThan(0);
  });

  test("RSK-004 the axis names the reach and the mark", () => {
    expect(paint(SCENE).texts).toEqual(expect.arrayContaining(["−30 %", "60,000", "+30 %", "0"]));
  });
});
