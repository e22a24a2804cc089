import { describe, expect, test } from "vitest";
import { effectiveLeverage, percentileByContracts } from "./effective-leverage.ts";
import { UNTOUCHED } from "./position-margin.ts";
import { XBTUSD } from "./testing.ts";
import { valueSats } from "./value.ts";

const at = (contracts: number, entry: number, leverage: number) => ({
  contracts,
  costSats: valueSats(XBTUSD, contracts, entry * XBTUSD.pointsPerUnit),
  leverage: leverage * 100,
  ...UNTOUCHED,
});
const leverageAt = (contracts: number, leverage: number, mark: number) =>
  effectiveLeverage(XBTUSD, at(contracts, 10_000, leverage), mark * XBTUSD.pointsPerUnit, 0);

describe("RSK-009 effective leverage", () => {
  test("RSK-009 at the entry it is what was chosen, and at 1 for a short that backs itself whatever the mark", () => {
    expect(leverageAt(100_000, 10, 10_000)).toBeCloseTo(10, 1);
    expect(leverageAt(-100_000, 25, 10_000)).toBeCloseTo(25, 0);
    for (const mark of [2_000, 10_000, 50_000]) expect(leverageAt(-100_000, 1, mark)).toBe(1);
  });

  test("RSK-009 it grows as a position loses and shrinks as it wins; beyond bankruptcy it has no end", () => {
    expect(leverageAt(100_000, 10, 9_500)).toBeGreaterThan(leverageAt(100_000, 10, 10_000));
    expect(leverageAt(100_000, 10, 11_000)).toBeLessThan(leverageAt(100_000, 10, 10_000));
    expect(leverageAt(100_000, 10, 9_000)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("RSK-009 percentiles of the list flattened by contracts", () => {
  /** A leverage of 3 with 4 contracts is '3 3 3 3' in the list. */
  const list = [
    [1, 2],
    [3, 4],
    [10, 3],
    [50, 1],
  ] as const;
  const flattened = [1, 1, 3, 3, 3, 3, 10, 10, 10, 50];

  test.each([0, 0.05, 0.1, 0.25, 0.5, 0.6, 0.75, 0.8, 0.9, 0.99])("RSK-009 the value at index count times %d", (share) => {
    expect(percentileByContracts(list, share)).toBe(flattened[Math.floor(flattened.length * share + 1e-9)]);
  });

  test("RSK-009 the end of the list is its last value, and an empty one has none", () => {
    expect(percentileByContracts(list, 1)).toBe(50);
    expect(percentileByContracts([], 0.5)).toBe(0);
  });
});
