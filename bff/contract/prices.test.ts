import * as fc from "fast-check";
import { expect, test } from "vitest";
import { pointsToPrice, priceToPoints, priceToTicks, ticksToPrice } from "./prices.ts";
import { ALL_TERMS, ETHM19, XBTUSD } from "./pricing/testing.ts";

test("ENG-001 every tick of a contract has a decimal that is read back as that tick, and prints without spurious digits", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ALL_TERMS), fc.integer({ min: 1, max: 10_000_000 }), (terms, ticks) => {
      const price = ticksToPrice(terms, ticks);
      expect(priceToTicks(terms, price)).toBe(ticks);
      expect(priceToPoints(terms, price)).toBe(ticks * terms.pointsPerTick);
      expect(pointsToPrice(terms, ticks * terms.pointsPerTick)).toBe(price);
      const decimals = Math.log10(terms.pointsPerUnit);
      expect(Number(price.toFixed(decimals))).toBe(price);
      expect(priceToTicks(terms, JSON.parse(price.toFixed(decimals)) as number)).toBe(ticks);
    }),
  );
});

test("ENG-001 what lies between two ticks, or is no price at all, is none", () => {
  for (const price of [60_000.25, 60_000.1, 0, -0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300])
    expect(priceToTicks(XBTUSD, price)).toBeNull();
  expect(priceToPoints(XBTUSD, 60_000.01)).toBe(6_000_001);
  expect(priceToPoints(XBTUSD, 60_000.001)).toBeNull();
  expect(priceToTicks(ETHM19, 0.02345)).toBe(2_345);
  expect(priceToTicks(ETHM19, 0.023455)).toBeNull();
});
