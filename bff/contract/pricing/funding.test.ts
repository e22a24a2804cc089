import * as fc from "fast-check";
import { expect, test } from "vitest";
import { IMPACT_SCALE } from "./fair-price.ts";
import { fundingSats, nextFundingRate, premiumRate } from "./funding.ts";
import { RATE_SCALE } from "./round.ts";
import { ceilDiv, heldPosition, SCALE, XBTUSD } from "./testing.ts";
import { valueSats } from "./value.ts";

/** XBTUSD: 0.01 % interest, 0.05 % of pull, ±0.375 % and no more than 0.375 % of change. */
const RULES = { interest: 10_000, clamp: 50_000, cap: 375_000, step: 375_000 };
const at = (points: number) => points * IMPACT_SCALE;

test("CON-002 the premium is what impact bid is above or impact ask below the mark, with the basis that is in the mark", () => {
  expect(premiumRate(5_000_000, 5_000_000, { bid: at(4_999_000), ask: at(5_001_000) })).toBe(0);
  expect(premiumRate(5_000_000, 5_000_000, { bid: at(5_010_000), ask: at(5_020_000) })).toBe(200_000);
  expect(premiumRate(5_000_000, 5_000_000, { bid: at(4_980_000), ask: at(4_990_000) })).toBe(-200_000);
  expect(premiumRate(5_000_000, 5_000_500, { bid: at(4_999_000), ask: at(5_001_000) })).toBe(10_000);
  expect(premiumRate(5_000_000, 5_000_500, { bid: null, ask: null })).toBe(10_000);
  expect(premiumRate(5_000_000, 5_000_000, { bid: null, ask: at(4_990_000) })).toBe(-200_000);
});

test("CON-002 the rate is the interest while the premium is near it, and the premium pulled towards it beyond", () => {
  expect(nextFundingRate(0, 0, RULES)).toBe(10_000);
  expect(nextFundingRate(60_000, 0, RULES)).toBe(10_000);
  expect(nextFundingRate(-40_000, 0, RULES)).toBe(10_000);
  // 0.20 % of premium less 0.05 %; −0.40 % and 0.05 % are the published example of the extreme.
  expect(nextFundingRate(200_000, 0, RULES)).toBe(150_000);
  expect(nextFundingRate(-400_000, 0, RULES)).toBe(-350_000);
  // Six decimals, as in 0.000113 of a recorded row.
  expect(nextFundingRate(61_349, 0, RULES)).toBe(11_300);
});

test("CON-002 no rate is beyond ±0.375 %, nor further than that from the one before", () => {
  expect(nextFundingRate(9_000_000, 0, RULES)).toBe(375_000);
  expect(nextFundingRate(-9_000_000, 0, RULES)).toBe(-375_000);
  expect(nextFundingRate(-9_000_000, 375_000, RULES)).toBe(0);
  expect(nextFundingRate(9_000_000, -300_000, RULES)).toBe(75_000);
  fc.assert(
    fc.property(fc.integer({ min: -2e7, max: 2e7 }), fc.integer({ min: -3_750, max: 3_750 }), (premium, before) => {
      const rate = nextFundingRate(premium, before * 100, RULES);
      expect(Math.abs(rate)).toBeLessThanOrEqual(RULES.cap);
      expect(Math.abs(rate - before * 100)).toBeLessThanOrEqual(RULES.step);
      expect(rate % 100).toBe(0 * Math.sign(rate));
    }),
  );
});

test("CON-002 who pays rounds up and who receives rounds down, longs pay when the rate is above zero", () => {
  // 300 contracts at 47,123.45 are 636,627 satoshis, of which 0.01 % is 63.66.
  expect(fundingSats(XBTUSD, 300, 4_712_345, 10_000)).toBe(64);
  expect(fundingSats(XBTUSD, -300, 4_712_345, 10_000)).toBe(-63);
  expect(fundingSats(XBTUSD, 300, 4_712_345, -10_000)).toBe(-63);
  expect(fundingSats(XBTUSD, -300, 4_712_345, -10_000)).toBe(64);
  fc.assert(
    fc.property(heldPosition, fc.integer({ min: -375_000, max: 375_000 }), ({ terms, contracts, entryTicks }, rate) => {
      fc.pre(rate !== 0);
      const points = entryTicks * terms.pointsPerTick;
      const product = BigInt(Math.abs(valueSats(terms, contracts, points))) * BigInt(Math.abs(rate));
      const [up, down] = [ceilDiv(product, SCALE), product / BigInt(RATE_SCALE)];
      expect(BigInt(fundingSats(terms, contracts, points, rate))).toBe(contracts > 0 === rate > 0 ? up : -down);
    }),
  );
});
