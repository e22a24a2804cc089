import { expect, test } from "vitest";
import { fractionOf, randomOf } from "./random.ts";

const numbers = (seed: number, name: string, count = 1_000) => {
  const random = randomOf(seed, name);
  return Array.from({ length: count }, () => random.next());
};

test("MKT-001 a trader's chance repeats per seed and name, and differs between seeds and between names", () => {
  expect(numbers(1, "taker-1")).toEqual(numbers(1, "taker-1"));
  expect(numbers(1, "taker-1")).not.toEqual(numbers(2, "taker-1"));
  expect(numbers(1, "taker-1")).not.toEqual(numbers(1, "taker-2"));
});

test("chance is even, its normal has deviation 1 and its exponential the mean it is asked for", () => {
  const random = randomOf(5, "x");
  const count = 50_000;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const draw = (one: () => number) => Array.from({ length: count }, one);
  const even = draw(() => random.next());
  expect(Math.min(...even)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...even)).toBeLessThan(1);
  expect(mean(even)).toBeCloseTo(0.5, 1);
  const normal = draw(() => random.normal());
  expect(mean(normal)).toBeCloseTo(0, 1);
  expect(Math.sqrt(mean(normal.map((value) => value ** 2)))).toBeCloseTo(1, 1);
  expect(mean(draw(() => random.exponential(40))) / 40).toBeCloseTo(1, 1);
});

test("a fraction belongs to its two integers and is spread evenly over neighbours", () => {
  expect(fractionOf(120_000, 11)).toBe(fractionOf(120_000, 11));
  const fractions = Array.from({ length: 10_000 }, (_, i) => fractionOf(120_000 + i, 11));
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = fractions.filter((value) => value >= tenth / 10 && value < (tenth + 1) / 10).length / fractions.length;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
  }
});
