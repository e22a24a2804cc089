import * as fc from "fast-check";
import { expect, test } from "vitest";
import { divCeil, divFloor, divHalfUp, mulDivCeil, mulDivFloor, mulDivHalfUp, mulDivTrunc } from "./round.ts";
import { ceilDiv, floorDiv, halfUpDiv } from "./testing.ts";

const RUNS = { numRuns: 2_000 };
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const natural = fc.oneof(fc.maxSafeNat(), fc.nat(), fc.nat(1_000));
const divisor = fc.oneof(
  fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  fc.maxSafeNat().map((n) => (n + 1 > Number.MAX_SAFE_INTEGER ? 1 : n + 1)),
);

/** Factors over the whole safe range whose quotient is safe as well. */
const factors = fc.tuple(natural, natural, divisor).filter(([a, b, d]) => (BigInt(a) * BigInt(b)) / BigInt(d) < SAFE);

test("ENG-001 products are divided exactly over the whole safe range, each rounding in its own direction", () => {
  fc.assert(
    fc.property(factors, ([a, b, d]) => {
      const product = BigInt(a) * BigInt(b);
      const by = BigInt(d);
      expect(BigInt(mulDivFloor(a, b, d))).toBe(floorDiv(product, by));
      expect(BigInt(mulDivCeil(a, b, d))).toBe(ceilDiv(product, by));
      expect(BigInt(mulDivHalfUp(a, b, d))).toBe(halfUpDiv(product, by));
      expect(BigInt(mulDivTrunc(a, b, d))).toBe(product / by);
      expect(BigInt(mulDivTrunc(-a, b, d))).toBe(-product / by);
    }),
    RUNS,
  );
});

test("ENG-001 quotients of whole numbers are exact over the whole safe range", () => {
  fc.assert(
    fc.property(natural, divisor, (a, d) => {
      const [over, by] = [BigInt(a), BigInt(d)];
      expect(BigInt(divFloor(a, d))).toBe(floorDiv(over, by));
      expect(BigInt(divCeil(a, d))).toBe(ceilDiv(over, by));
      expect(BigInt(divHalfUp(a, d))).toBe(halfUpDiv(over, by));
    }),
    RUNS,
  );
  expect(divCeil(Number.MAX_SAFE_INTEGER, 3)).toBe(3_002_399_751_580_331);
});

test("ENG-001 halves are rounded up, and nothing becomes minus nothing", () => {
  expect([divHalfUp(5, 2), divHalfUp(4, 3), mulDivHalfUp(1, 1, 2), mulDivHalfUp(3, 1, 2)]).toEqual([3, 1, 1, 2]);
  expect([mulDivTrunc(-1, 1, 2), mulDivTrunc(-3, 1, 2), mulDivTrunc(3, 1, 2)]).toEqual([0, -1, 1]);
});
