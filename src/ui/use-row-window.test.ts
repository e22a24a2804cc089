import { expect, test } from "vitest";
import { windowOf } from "./use-row-window.ts";

test("TBL-001 of 100,000 rows those in sight are drawn with a margin, and the rest is room of the same height", () => {
  for (const first of [0, 7, 39, 40, 61, 5_000, 99_970, 99_999]) {
    const { from, to, beforePx, afterPx } = windowOf(100_000, first, 8, 28);
    expect(from).toBeLessThanOrEqual(first);
    expect(to).toBeGreaterThanOrEqual(Math.min(100_000, first + 8));
    expect(to - from).toBeLessThanOrEqual(8 + 2 * 40 + 2 * 20);
    expect(beforePx + (to - from) * 28 + afterPx).toBe(100_000 * 28);
  }
  expect(windowOf(100, 50, 8, 28)).toEqual({ from: 0, to: 100, beforePx: 0, afterPx: 0 });
});

test("TBL-001 a scroll by a few rows draws nothing anew", () => {
  expect(windowOf(100_000, 5_001, 8, 28)).toEqual(windowOf(100_000, 5_004, 8, 28));
});
