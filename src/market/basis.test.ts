import { expect, test } from "vitest";
import { basisOf, yearly } from "./basis.ts";

test("CHT-002 the basis is what the contract's close stands above the index's of the same interval, where both are known", () => {
  const bin = (hour: number, close: number | null) => ({
    timestamp: new Date(hour * 3_600_000).toISOString(),
    open: close,
    high: close,
    low: close,
    close,
    volume: 0,
  });
  const points = basisOf([bin(1, 101), bin(2, 99), bin(3, null), bin(4, 100)], [bin(1, 100), bin(2, 100), bin(3, 100)]);
  expect(points.map(({ atMs, basis }) => [atMs / 3_600_000, Math.round(basis * 1e6) / 1e6])).toEqual([
    [1, 0.01],
    [2, -0.01],
  ]);
  expect(yearly(0.0001)).toBeCloseTo(0.1095);
});
