import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CROSS, initMarginRate, initMarginSats, orderMarginSats, premiumSats } from "./margin.ts";
import { type OrderSide, openOrderMarginSats, sideMarginSats } from "./order-margin.ts";
import { positionMargin, UNTOUCHED } from "./position-margin.ts";
import { RATE_SCALE } from "./round.ts";
import { termsAtTier } from "./terms.ts";
import { ALL_TERMS, ceilDiv, heldPosition, SCALE, XBTUSD, XBTUSD_2019 } from "./testing.ts";
import { feeSats, valueSats } from "./value.ts";

test("ENG-002 margins of published positions are reproduced to the satoshi", () => {
  // A short of 10 at leverage 10, 2019-07-20.
  expect(positionMargin(XBTUSD_2019, { contracts: -10, costSats: 91_340, leverage: 1_000, ...UNTOUCHED }, -390)).toEqual({
    posInit: 9_134,
    posCross: 0,
    posComm: 76,
    posLoss: 0,
    posMargin: 9_210,
    posMaint: 533,
  });
  // A long of 1 at leverage 1, 2019-01-04.
  expect(positionMargin(XBTUSD_2019, { contracts: 1, costSats: -26_459, leverage: 100, ...UNTOUCHED }, -178)).toEqual({
    posInit: 26_459,
    posCross: 0,
    posComm: 40,
    posLoss: 0,
    posMargin: 26_499,
    posMaint: 173,
  });
  // A long of 1 on cross margin that gains, 2019-05-28.
  expect(positionMargin(XBTUSD_2019, { contracts: 1, costSats: -13_048, leverage: CROSS, ...UNTOUCHED }, 1_790)).toEqual({
    posInit: 131,
    posCross: 0,
    posComm: 10,
    posLoss: 0,
    posMargin: 141,
    posMaint: 76,
  });
});

test("MRG-001 what was moved into an isolated position stands behind it, with its reserve to close, and what funding took no more", () => {
  const short = { contracts: -10, costSats: 91_340, leverage: 1_000, ...UNTOUCHED };
  // posCross raises the reserve: ceil((91,340 + 9,134 + 1,000) × 0.075 %) is 77.
  expect(positionMargin(XBTUSD_2019, { ...short, postedSats: 1_000, lossSats: 300 }, -390)).toEqual({
    posInit: 9_134,
    posCross: 1_000,
    posComm: 77,
    posLoss: 300,
    posMargin: 9_911,
    posMaint: 534,
  });
});

test("MRG-001 each step of the risk limit adds the base maintenance rate to both margins and a step to the limit", () => {
  // The published table of XBTUSD: below 300 XBT 1.5 % and 1 %, below 400 XBT 2 % and 1.5 %.
  const rates = (steps: number) => {
    const { initMarginRate, maintMarginRate, riskLimitSats } = termsAtTier(XBTUSD, steps);
    return [initMarginRate / 1e6, maintMarginRate / 1e6, riskLimitSats / 1e8];
  };
  expect([0, 1, 2].map(rates)).toEqual([
    [1, 0.5, 200],
    [1.5, 1, 300],
    [2, 1.5, 400],
  ]);
});

test("ENG-002 the funding rate that a side would pay next raises its maintenance, the one that it would receive does not lower it", () => {
  const maintenance = (payableFundingRate: number) =>
    positionMargin(XBTUSD, { contracts: 100_000, costSats: -166_667_000, leverage: 1_000, ...UNTOUCHED, payableFundingRate }, 0).posMaint;
  expect(maintenance(10_000) - maintenance(0)).toBe(16_667);
  expect(maintenance(-10_000)).toBe(maintenance(0));
});

test("ENG-001 initial margin is the larger of the contract's rate and one over the leverage, rounded up", () => {
  expect(initMarginSats(XBTUSD, CROSS, 1_000_001)).toBe(10_001);
  expect(initMarginSats(XBTUSD, 10_000, 1_000_001)).toBe(10_001);
  expect(initMarginSats(XBTUSD, 300, 100)).toBe(34);
  expect(initMarginRate(XBTUSD, 300)).toBe(33_333_334);
  fc.assert(
    fc.property(fc.constantFrom(...ALL_TERMS), fc.integer({ min: 0, max: 10_000 }), fc.nat(2 ** 45), (terms, leverage, cost) => {
      const contract = ceilDiv(BigInt(cost) * BigInt(terms.initMarginRate), SCALE);
      const own = leverage === CROSS ? 0n : ceilDiv(BigInt(cost) * 100n, BigInt(leverage));
      expect(BigInt(initMarginSats(terms, leverage, cost))).toBe(contract > own ? contract : own);
    }),
  );
});

test("ENG-001 an order binds ceil(v·IM + v·f + v·(1 + IM)·f), which pays its fill, its fee and its closing", () => {
  const value = fc.oneof(fc.nat(10_000), fc.nat(2 ** 45));
  fc.assert(
    fc.property(fc.constantFrom(...ALL_TERMS), fc.integer({ min: 0, max: 10_000 }), value, (terms, leverage, v) => {
      const margin = BigInt(orderMarginSats(terms, leverage, v));
      const [f, size] = [BigInt(terms.takerFeeRate), BigInt(v)];
      // The formula as a fraction, rounded up once, at the contract's rate and at one over the leverage: the larger binds.
      const bound = (im: bigint, whole: bigint) => ceilDiv(size * (im * SCALE + 2n * f * whole + im * f), whole * SCALE);
      const contract = bound(BigInt(terms.initMarginRate), SCALE);
      const own = leverage === CROSS ? 0n : bound(100n, BigInt(leverage));
      expect(margin).toBe(contract > own ? contract : own);
      const { posMargin } = positionMargin(
        terms,
        { contracts: 1, costSats: v, leverage: leverage === 100 ? 101 : leverage, ...UNTOUCHED },
        0,
      );
      if (leverage !== 100) expect(Number(margin) + 2).toBeGreaterThanOrEqual(posMargin + feeSats(v, terms.takerFeeRate));
    }),
  );
});

test("ENG-001 an order beyond the mark binds what it would lose at once, on either side and for either kind of contract", () => {
  fc.assert(
    fc.property(heldPosition, fc.integer({ min: 2_000, max: 200_000 }), ({ terms, contracts, entryTicks }, markTicks) => {
      const at = (ticks: number) => valueSats(terms, contracts, ticks * terms.pointsPerTick);
      const premium = premiumSats(at(entryTicks), at(markTicks));
      const isBeyond = contracts > 0 ? entryTicks > markTicks : entryTicks < markTicks;
      expect(premium).toBe(isBeyond ? at(entryTicks) - at(markTicks) : 0);
      expect(premium).toBeGreaterThanOrEqual(0);
    }),
  );
});

const side = fc.record({ contracts: fc.nat(10_000), reserveSats: fc.nat(2 ** 40), premiumSats: fc.nat(2 ** 40) });
const empty: OrderSide = { contracts: 0, reserveSats: 0, premiumSats: 0 };

test("ENG-001 orders that can only close bind nothing, those beyond the position their share, and only the dearer side counts", () => {
  fc.assert(
    fc.property(side, side, fc.integer({ min: -20_000, max: 20_000 }), (buys, sells, held) => {
      const bound = BigInt(sells.reserveSats + sells.premiumSats);
      const closes = Math.max(0, held);
      const open = BigInt(Math.max(0, sells.contracts - closes));
      const expected = sells.contracts === 0 || closes === 0 ? bound : ceilDiv(bound * open, BigInt(sells.contracts));
      expect(BigInt(sideMarginSats(sells, closes))).toBe(expected);
      const one = openOrderMarginSats(held, buys, sells);
      expect(one).toBe(openOrderMarginSats(0 - held, sells, buys));
      expect(one).toBe(Math.max(openOrderMarginSats(held, buys, empty), openOrderMarginSats(held, empty, sells)));
    }),
  );
  expect(sideMarginSats({ contracts: 300, reserveSats: 1_000, premiumSats: 1 }, 100)).toBe(668);
  expect(sideMarginSats({ contracts: 300, reserveSats: 1_000, premiumSats: 1 }, 300)).toBe(0);
});

test("ENG-001 a higher leverage never binds more", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ALL_TERMS), fc.integer({ min: 1, max: 9_999 }), fc.nat(2 ** 40), (terms, leverage, value) => {
      expect(orderMarginSats(terms, leverage + 1, value)).toBeLessThanOrEqual(orderMarginSats(terms, leverage, value));
      expect(initMarginRate(terms, leverage + 1)).toBeLessThanOrEqual(initMarginRate(terms, leverage));
      expect(initMarginRate(terms, leverage + 1)).toBeGreaterThanOrEqual(terms.initMarginRate);
      expect(initMarginRate(terms, 1)).toBe(100 * RATE_SCALE);
    }),
  );
});
