import { expect, test } from "vitest";
import { SimulatedIndex } from "./simulated-index.ts";

const path = (seed: number, steps: number) => {
  const index = new SimulatedIndex(seed, 60_000);
  return Array.from({ length: steps }, () => index.step(1_000));
};

test("MKT-001 the simulated index repeats per seed, and another seed goes another way", () => {
  expect(path(7, 500)).toEqual(path(7, 500));
  expect(path(7, 500)).not.toEqual(path(8, 500));
});

test("MKT-001 the index begins where it is told to and is the weighted mean of its constituents", () => {
  const index = new SimulatedIndex(1, 61_234.56);
  expect(index.price).toBe(61_234.56);
  for (let i = 0; i < 1_000; i++) index.step(1_000);
  const { constituents } = index;
  expect(constituents.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  const mean = constituents.reduce((sum, { weight, price }) => sum + weight * price, 0);
  expect(index.price).toBeCloseTo(mean, 2);
  expect(new Set(constituents.map(({ price }) => price)).size).toBe(constituents.length);
});

test("MKT-001 constituents stray from each other by basis points and come back", () => {
  const index = new SimulatedIndex(3, 60_000);
  let furthest = 0;
  for (let i = 0; i < 20_000; i++) {
    index.step(1_000);
    for (const { price } of index.constituents) furthest = Math.max(furthest, Math.abs(price / index.price - 1));
  }
  expect(furthest).toBeGreaterThan(0.000_2);
  expect(furthest).toBeLessThan(0.002);
});

test("MKT-001 an hour of the index moves as a volatile market does: by tenths of a per cent, not by tens", () => {
  const prices = path(11, 6 * 3_600);
  const hours = Array.from({ length: 6 }, (_, hour) => prices.slice(hour * 3_600, (hour + 1) * 3_600));
  for (const hour of hours) {
    const range = Math.max(...hour) / Math.min(...hour) - 1;
    expect(range).toBeGreaterThan(0.001);
    expect(range).toBeLessThan(0.1);
  }
});
