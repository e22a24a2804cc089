import { describe, expect, test } from "vitest";
import { paintHistogram } from "./histogram-painter.ts";
import { INKS, Recorder } from "./testing.ts";
import { paintWhy, type WhyScene } from "./why-painter.ts";

const AT_MS = Date.UTC(2026, 0, 5, 12, 3);
const at = (minutes: number, value: number) => ({ atMs: AT_MS + minutes * 60_000, value });

const SCENE: WhyScene = {
  atMs: AT_MS,
  mark: [at(-3, 60_000), at(-2, 59_800), at(-1, 59_500), at(0, 59_100), at(2, 58_900)],
  index: [at(-3, 60_010), at(2, 58_890)],
  venues: [[at(-3, 60_020), at(0, 59_120)]],
  liquidation: 59_113.5,
  bankruptcy: 58_824,
  balance: [at(-3, 0.02), at(0, 0.005)],
  required: [at(-3, 0.0058), at(0, 0.0058)],
  priceDecimals: 1,
  heading: ["Why a long was liquidated", "at 12:03"],
};

function paint(scene: WhyScene, width = 1_200, height = 675): Recorder {
  const pen = new Recorder();
  paintWhy(pen, width, height, INKS, scene);
  return pen;
}

describe("RSK-008 the path to a liquidation", () => {
  test("RSK-008 mark, index and venues differ by line, and so do what was left and what was required", () => {
    const lines = paint(SCENE).strokes.filter(({ points }) => points.length >= 2 && new Set(points.map(({ y }) => y)).size >= 2);
    const looks = lines.map(({ ink, dash }) => `${ink} ${dash}`.trim());
    expect(looks).toEqual(expect.arrayContaining(["mark", "text2 5 3", "text3 1 2", "text"]));
  });

  test("RSK-008 equal times are equal widths: the mark's points stand where their minutes are", () => {
    const mark = paint(SCENE).strokes.find(({ ink, points }) => ink === "mark" && points.length === SCENE.mark.length);
    const xs = (mark?.points ?? []).map(({ x }) => x);
    const minute = ((xs[1] ?? 0) - (xs[0] ?? 0)) as number;
    expect(minute).toBeGreaterThan(0);
    expect((xs[4] ?? 0) - (xs[3] ?? 0)).toBeCloseTo(2 * minute, 6);
  });

  test("RSK-008 the picture that is shared names prices and times, the page's own has no heading", () => {
    const { texts } = paint(SCENE);
    expect(texts).toEqual(expect.arrayContaining(["Why a long was liquidated", "Liquidation 59,113.5", "Bankruptcy 58,824.0", "12:03:00"]));
    expect(paint({ ...SCENE, heading: [] }).texts).not.toContain("at 12:03");
  });

  test("RSK-008 a position without a price of liquidation, or a moment alone, is drawn as well", () => {
    const bare: WhyScene = { ...SCENE, mark: [], index: [], venues: [], balance: [], required: [], liquidation: null, bankruptcy: null };
    expect(() => paint(bare)).not.toThrow();
    expect(() => paint({ ...bare, mark: [at(0, 59_100)] }, 320, 240)).not.toThrow();
  });
});

test("RSK-009 longs stand upwards and shorts hang down hatched, each at its leverage", () => {
  const pen = new Recorder();
  paintHistogram(pen, 600, 300, INKS, { longs: new Map([[10, 500]]), shorts: new Map([[25, 300]]), most: 50 });
  const long = pen.bars.find(({ ink }) => ink === "buy" || ink === undefined);
  expect(pen.texts).toEqual(expect.arrayContaining(["Longs, contracts", "Shorts, hatched", "50×"]));
  expect(pen.strokes.some(({ points }) => points.length > 10)).toBe(true);
  expect(long).toBeDefined();
});
