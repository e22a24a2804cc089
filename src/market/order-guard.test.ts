import { expect, test } from "vitest";
import { guardConcerns } from "./order-guard.ts";

const bounds = { percent: 5, contracts: 10_000 };

test("TKT-005 an ordinary order raises nothing", () => {
  expect(guardConcerns({ contracts: 10_000, price: 62_900, mark: 60_000 }, bounds)).toEqual([]);
  expect(guardConcerns({ contracts: 100, price: null, mark: 60_000 }, bounds)).toEqual([]);
});

test("TKT-005 a digit too few or too many is said with its figure, on both sides of the mark", () => {
  expect(guardConcerns({ contracts: 100, price: 6_000, mark: 60_000 }, bounds)).toEqual([
    "Its price is 90.0 % below the mark; you are warned from 5 %.",
  ]);
  expect(guardConcerns({ contracts: 100_000, price: 66_000, mark: 60_000 }, { ...bounds, percent: 2.5 })).toEqual([
    "Its price is 10.0 % above the mark; you are warned from 2.5 %.",
    "It is of 100,000 contracts; you are warned from 10,000.",
  ]);
});
