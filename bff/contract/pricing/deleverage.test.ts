import * as fc from "fast-check";
import { expect, test } from "vitest";
import { deleveragePercentile, deleverageScore } from "./deleverage.ts";
import { UNTOUCHED } from "./position-margin.ts";
import { XBTUSD } from "./testing.ts";
import { valueSats } from "./value.ts";

const points = (price: number) => price * XBTUSD.pointsPerUnit;
const score = (contracts: number, entry: number, leverage: number, mark: number) =>
  deleverageScore(
    XBTUSD,
    { contracts, costSats: valueSats(XBTUSD, contracts, points(entry)), leverage, ...UNTOUCHED },
    points(mark),
    1_000_000_000,
  );

test("LIQ-002 a position's place is its profit times its effective leverage, or its loss divided by it", () => {
  // A lot bought at 10,000 for 1,000,000 satoshis and marked at 12,500 is worth 800,000: a profit of a fifth of the cost.
  // At twice it is bankrupt at 1,500,000, 6,667 dollars: effective leverage is 800,000 / 700,000, but for the tick's rounding.
  expect(score(100, 10_000, 200, 12_500)).toBeCloseTo((0.2 * 800_000) / 700_000, 3);
  // At 8,000 it is worth 1,250,000: a loss of a quarter, 250,000 above bankruptcy.
  expect(score(100, 10_000, 200, 8_000)).toBeCloseTo((-0.25 * 250_000) / 1_250_000, 3);
  // A short that cannot go bankrupt has all of its value behind it.
  expect(score(-100, 10_000, 100, 8_000)).toBeCloseTo(0.25, 9);
});

test("LIQ-002 of two positions alike the one with more profit is deleveraged first, and of two winners the one with more leverage", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20_000, max: 40_000 }), fc.integer({ min: 200, max: 2_000 }), fc.boolean(), (mark, leverage, isLong) => {
      const contracts = isLong ? 1_000 : -1_000;
      const better = isLong ? 0.9 : 1.1;
      const entry = Math.round(mark * better);
      expect(score(contracts, Math.round(entry * better), leverage, mark)).toBeGreaterThan(score(contracts, entry, leverage, mark));
      expect(score(contracts, entry, leverage * 2, mark)).toBeGreaterThan(score(contracts, entry, leverage, mark));
    }),
    { numRuns: 200 },
  );
});

test("LIQ-002 a side's positions are told apart by fifths, 1 being first", () => {
  expect([0, 1, 2, 3, 4].map((place) => deleveragePercentile(place, 5))).toEqual([1, 0.8, 0.6, 0.4, 0.2]);
  expect([0, 1, 2].map((place) => deleveragePercentile(place, 3))).toEqual([1, 0.8, 0.4]);
  expect(deleveragePercentile(0, 1)).toBe(1);
});
