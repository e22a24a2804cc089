import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bankruptcyTicks, liquidationTicks, ticksAtLoss } from "./critical-price.ts";
import { CROSS } from "./margin.ts";
import { isFullyCollateralised, type PositionFacts, positionMargin, UNTOUCHED } from "./position-margin.ts";
import type { ContractTerms } from "./terms.ts";
import { ceilDiv, ETHM19, floorDiv, heldPosition, lotValue, XBTUSD, XBTUSD_2019 } from "./testing.ts";
import { feeSats, lotValueSats, unrealisedPnlSats, valueSats } from "./value.ts";

const RUNS = { numRuns: 1_000 };
const price = (ticks: number | null) => (ticks === null ? null : ticks / 2);

/** The rule itself: liquidation is due when margin and profit together come down to the maintenance. */
function isDue(terms: ContractTerms, facts: PositionFacts, ticks: number): boolean {
  const profit = unrealisedPnlSats(terms, facts.contracts, facts.costSats, ticks * terms.pointsPerTick);
  const { posMargin, posMaint } = positionMargin(terms, facts, profit);
  return posMargin + profit <= posMaint;
}

const isolated = heldPosition.map(({ terms, contracts, entryTicks, leverage }) => {
  const costSats = valueSats(terms, contracts, entryTicks * terms.pointsPerTick);
  return { terms, facts: { contracts, costSats, leverage, ...UNTOUCHED } satisfies PositionFacts };
});

/** Towards where the position loses. */
const worse = (facts: PositionFacts) => (facts.contracts > 0 ? -1 : 1);

test("ENG-002 liquidation and bankruptcy prices of published rows come out to the tick", () => {
  const short10: PositionFacts = { contracts: -10, costSats: 91_340, leverage: 1_000, ...UNTOUCHED };
  expect(price(liquidationTicks(XBTUSD_2019, short10, 0))).toBe(12_096);
  expect(price(bankruptcyTicks(XBTUSD_2019, short10, 0))).toBe(12_163.5);
  const long1: PositionFacts = { contracts: 1, costSats: -26_459, leverage: 100, ...UNTOUCHED };
  expect(price(liquidationTicks(XBTUSD_2019, long1, 0))).toBe(1_894.5);
  expect(price(bankruptcyTicks(XBTUSD_2019, long1, 0))).toBe(1_890);
  // Two more had margin moved into them by hand: what they could lose stands in the row.
  expect(price(ticksAtLoss(XBTUSD_2019, -1, 9_284, 4_692 - 58))).toBe(21_505);
  expect(price(ticksAtLoss(XBTUSD_2019, -1, 9_284, 4_692 - 11))).toBe(21_724.5);
  expect(price(ticksAtLoss(XBTUSD_2019, -2_000, 18_668_000, 3_821_884 - 110_195))).toBe(13_370.5);
  expect(price(ticksAtLoss(XBTUSD_2019, -2_000, 18_668_000, 3_821_884 - 16_855))).toBe(13_455);
});

test("ENG-002 an isolated position is safe before its liquidation price and due behind it, but where a rounded lot hides the difference", () => {
  fc.assert(
    fc.property(isolated, fc.integer({ min: 1, max: 60 }), ({ terms, facts }, distance) => {
      const ticks = liquidationTicks(terms, facts, 0);
      if (ticks === null) return;
      const towards = worse(facts);
      // A price between the shown tick and the neighbour can round to the very lot value that the bound allows.
      const { posMargin, posMaint } = positionMargin(terms, facts, 0);
      const grows = facts.contracts > 0 === terms.isInverse;
      const size = Math.abs(facts.costSats) + (grows ? posMargin - posMaint : posMaint - posMargin);
      const lots = Math.abs(facts.contracts) / terms.valuationLot;
      const bound = grows ? Math.floor(size / lots) : Math.ceil(size / lots);
      const lotAt = (at: number) => lotValueSats(terms, at * terms.pointsPerTick);
      const before = ticks - distance * towards;
      expect(isDue(terms, facts, before)).toBe(lotAt(before) === bound && size % lots === 0);
      const behind = ticks + distance * towards;
      if (behind <= 0) return;
      if (!isDue(terms, facts, behind)) expect(grows ? lotAt(behind) <= bound : lotAt(behind) >= bound).toBe(true);
    }),
    RUNS,
  );
});

test("ENG-002 where a tick is worth more than a satoshi a lot, two ticks behind the liquidation price every position is due", () => {
  // From 20,000 dollars down, half a dollar moves a lot of 100 by more than a satoshi.
  const low = isolated.filter(
    ({ terms, facts }) => terms === XBTUSD && facts.contracts > 0 && (liquidationTicks(terms, facts, 0) ?? 0) < 40_000,
  );
  fc.assert(
    fc.property(low, ({ terms, facts }) => {
      const ticks = liquidationTicks(terms, facts, 0) as number;
      expect(isDue(terms, facts, ticks + 1)).toBe(false);
      expect(isDue(terms, facts, ticks - 2)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("ENG-002 a critical price is the last tick, exactly reckoned, at which the loss is within its bound", () => {
  fc.assert(
    fc.property(isolated, fc.nat(10_000), ({ terms, facts }, share) => {
      const loss = Math.floor((Math.abs(facts.costSats) * share) / 10_001);
      const ticks = ticksAtLoss(terms, facts.contracts, facts.costSats, loss);
      if (ticks === null || ticks < 2) return;
      const grows = facts.contracts > 0 === terms.isInverse;
      const lots = BigInt(Math.abs(facts.contracts) / terms.valuationLot);
      const size = BigInt(Math.abs(facts.costSats)) + BigInt(grows ? loss : -loss);
      // Per lot the bound is a whole number of satoshis, rounded towards the holder.
      const bound = grows ? size / lots : -(-size / lots) + (size % lots > 0n ? 1n : 0n);
      const within = (at: number) => {
        const { over, under } = lotValue(terms, at * terms.pointsPerTick);
        return grows ? over <= bound * under : over >= bound * under;
      };
      expect(within(ticks)).toBe(true);
      expect(within(ticks + worse(facts))).toBe(false);
      const lost = facts.costSats - valueSats(terms, facts.contracts, ticks * terms.pointsPerTick);
      expect(lost).toBeLessThanOrEqual(loss);
    }),
    RUNS,
  );
});

test("ENG-002 taken over at its bankruptcy price an isolated position never loses more than its margin, fee included", () => {
  fc.assert(
    fc.property(isolated, ({ terms, facts }) => {
      const ticks = bankruptcyTicks(terms, facts, 0);
      const points = (ticks ?? terms.maxPriceTicks) * terms.pointsPerTick;
      if (ticks === null && facts.contracts > 0) return;
      const value = valueSats(terms, facts.contracts, points);
      const { posMargin } = positionMargin(terms, facts, 0);
      expect(posMargin + (value - facts.costSats) - feeSats(value, terms.takerFeeRate)).toBeGreaterThanOrEqual(0);
    }),
    RUNS,
  );
});

test("ENG-002 taken over at its bankruptcy price a cross position never loses more than what stands behind it, fee included but for the rounding", () => {
  fc.assert(
    fc.property(isolated, fc.nat(10_000), ({ terms, facts }, share) => {
      const cross = { ...facts, leverage: CROSS };
      const backing = Math.floor((Math.abs(facts.costSats) * share) / 2_000);
      const ticks = bankruptcyTicks(terms, cross, backing);
      if (ticks === null || ticks === 0) return;
      const value = valueSats(terms, facts.contracts, ticks * terms.pointsPerTick);
      const left = backing + (value - facts.costSats);
      if (backing >= Math.abs(facts.costSats) / 100) expect(left).toBeGreaterThanOrEqual(0);
      // The fee's own half satoshi may pass it, which the takeover then waives.
      expect(left - feeSats(value, terms.takerFeeRate)).toBeGreaterThanOrEqual(-1);
    }),
    RUNS,
  );
});

test("ENG-002 a cross position is due where its loss passes what the account can spare, to two satoshis and a lot's rounding", () => {
  const backed = fc.tuple(isolated, fc.integer({ min: 400, max: 20_000 }));
  fc.assert(
    fc.property(backed, ([{ terms, facts }, share]) => {
      const cross = { ...facts, leverage: CROSS };
      const backing = Math.floor((Math.abs(facts.costSats) * share) / 10_000);
      const ticks = liquidationTicks(terms, cross, backing);
      if (ticks === null || ticks < 1) return;
      const lots = Math.abs(facts.contracts) / terms.valuationLot;
      const needAt = (points: number) => {
        const profit = unrealisedPnlSats(terms, facts.contracts, facts.costSats, points);
        return { profit, left: backing + profit - positionMargin(terms, cross, profit).posMaint };
      };
      const { left } = needAt(ticks * terms.pointsPerTick);
      expect(left).toBeGreaterThanOrEqual(-2);
      const onward = ticks + worse(facts);
      if (onward <= 0) return;
      const tickWorth = Math.abs(lotValueSats(terms, onward * terms.pointsPerTick) - lotValueSats(terms, ticks * terms.pointsPerTick));
      // One tick further costs a tick's worth, and the bound itself was rounded by up to a satoshi a lot.
      expect(needAt(onward * terms.pointsPerTick).left).toBeLessThanOrEqual(lots * (tickWorth + 2) + 2);
      if (tickWorth >= 2) expect(needAt((onward + worse(facts)) * terms.pointsPerTick).left).toBeLessThanOrEqual(lots + 2);
    }),
    RUNS,
  );
});

test("ENG-002 a short of an inverse contract at leverage 1 or less is never liquidated, whatever the mark", () => {
  fc.assert(
    fc.property(isolated, fc.integer({ min: 1, max: 100 }), fc.maxSafeNat(), ({ terms, facts }, leverage, points) => {
      const inverse = { ...terms, isInverse: true };
      const costSats = Math.abs(valueSats(inverse, facts.contracts, 100_000));
      const short: PositionFacts = { contracts: -Math.abs(facts.contracts), costSats, leverage, ...UNTOUCHED };
      expect(isFullyCollateralised(inverse, short)).toBe(true);
      expect([liquidationTicks(inverse, short, 0), bankruptcyTicks(inverse, short, 0)]).toEqual([null, null]);
      const profit = unrealisedPnlSats(inverse, short.contracts, costSats, points + 1);
      const { posMargin, posMaint } = positionMargin(inverse, short, profit);
      expect(posMaint).toBe(0);
      expect(posMargin + profit).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("ENG-002 the higher the leverage, the nearer both prices", () => {
  fc.assert(
    fc.property(isolated, fc.integer({ min: 1, max: 5_000 }), ({ terms, facts }, more) => {
      const higher = { ...facts, leverage: facts.leverage + more };
      for (const critical of [liquidationTicks, bankruptcyTicks]) {
        const [one, other] = [critical(terms, facts, 0), critical(terms, higher, 0)];
        if (one === null) continue;
        expect(other).not.toBeNull();
        if (facts.contracts > 0) expect(other as number).toBeGreaterThanOrEqual(one);
        else expect(other as number).toBeLessThanOrEqual(one);
      }
    }),
    RUNS,
  );
});

test("ENG-002 long and short mirror each other: of a linear contract in the price, of an inverse one in the value of a lot", () => {
  fc.assert(
    fc.property(isolated, ({ terms, facts }) => {
      const mirrored = { ...facts, contracts: -facts.contracts, costSats: -facts.costSats };
      if (isFullyCollateralised(terms, facts) || isFullyCollateralised(terms, mirrored)) return;
      for (const critical of [liquidationTicks, bankruptcyTicks]) {
        const [one, other] = [critical(terms, facts, 0), critical(terms, mirrored, 0)];
        if (one === null || other === null || one < 2 || other < 2) continue;
        const lots = Math.abs(facts.contracts) / terms.valuationLot;
        const lotAt = (ticks: number) => lotValueSats(terms, ticks * terms.pointsPerTick);
        // Either price stands for a lot value within one tick of the bound, on its holder's side of it.
        const slack = Math.abs(lotAt(one) - lotAt(one - 1)) + Math.abs(lotAt(other) - lotAt(other - 1)) + 3;
        expect(Math.abs(lotAt(one) + lotAt(other) - (2 * Math.abs(facts.costSats)) / lots)).toBeLessThanOrEqual(slack);
      }
    }),
    RUNS,
  );
});

test("ENG-002 what can lose no more than is there has no price, and nothing held has none either", () => {
  const nothing: PositionFacts = { contracts: 0, costSats: 0, leverage: 1_000, ...UNTOUCHED };
  expect([liquidationTicks(XBTUSD, nothing, 0), bankruptcyTicks(XBTUSD, nothing, 0)]).toEqual([null, null]);
  // A linear long and an inverse short, each with its whole value and more behind it.
  const long: PositionFacts = { contracts: 10, costSats: 20_000_000, leverage: CROSS, ...UNTOUCHED };
  expect([liquidationTicks(ETHM19, long, 90_000_000), bankruptcyTicks(ETHM19, long, 90_000_000)]).toEqual([null, null]);
  const short: PositionFacts = { contracts: -1_000, costSats: 1_666_670, leverage: CROSS, ...UNTOUCHED };
  expect([liquidationTicks(XBTUSD, short, 9_000_000), bankruptcyTicks(XBTUSD, short, 9_000_000)]).toEqual([null, null]);
});

test("ENG-002 a cross position's critical prices are those that fractions give, rounded once a step and each for the house", () => {
  const divided = (over: bigint, under: bigint, up: boolean) => (up ? ceilDiv(over, under) : floorDiv(over, under));
  /** Last tick at which a loss is within its bound: its lot in whole satoshis, then the tick, each rounded towards the entry. */
  const lastTick = ({ terms, facts }: { terms: ContractTerms; facts: PositionFacts }, loss: bigint): number | null => {
    const [isLong, grows] = [facts.contracts > 0, facts.contracts > 0 === terms.isInverse];
    const lots = BigInt(Math.abs(facts.contracts) / terms.valuationLot);
    const lot = divided(BigInt(Math.abs(facts.costSats)) + (grows ? loss : -loss), lots, !grows);
    if (lot <= 0n) return null;
    const [unit, worth] = [BigInt(terms.pointsPerUnit), BigInt(terms.multiplierSats * terms.valuationLot)];
    const tick = BigInt(terms.pointsPerTick);
    return Number(terms.isInverse ? divided(worth * unit, lot * tick, isLong) : divided(lot * unit, worth * tick, isLong));
  };
  const one = fc.record({
    terms: fc.constantFrom(XBTUSD_2019, XBTUSD, ETHM19),
    lots: fc.integer({ min: 1, max: 4 }),
    isLong: fc.boolean(),
    entry: fc.integer({ min: 2_000, max: 40_000 }),
    share: fc.integer({ min: -5, max: 120 }),
    rest: fc.nat(300),
    rate: fc.constantFrom(0, 7_301, -5_000),
  });
  fc.assert(
    fc.property(one, ({ terms, lots, isLong, entry, share, rest, rate }) => {
      const contracts = (isLong ? 1 : -1) * lots * terms.lotSize;
      const costSats = valueSats(terms, contracts, entry * terms.pointsPerTick);
      const facts: PositionFacts = { contracts, costSats, leverage: CROSS, ...UNTOUCHED, payableFundingRate: rate };
      const cost = BigInt(Math.abs(costSats));
      const backing = (cost * BigInt(share)) / 100n + BigInt(rest);
      const [whole, fee] = [100_000_000n, BigInt(Math.max(terms.takerFeeRate, terms.makerFeeRate, terms.settlementFeeRate))];
      const init = ceilDiv(cost * BigInt(terms.initMarginRate), whole);
      const needed = ceilDiv(cost * BigInt(terms.maintMarginRate + Math.max(0, rate)), whole) + ceilDiv((cost + init) * fee, whole);
      const room = backing - needed;
      const loss = room > 0n ? floorDiv(room * whole, whole + fee) : room;
      expect(liquidationTicks(terms, facts, Number(backing))).toBe(lastTick({ terms, facts }, loss));
      const left = backing - ceilDiv(cost * fee, whole);
      const bankrupt = floorDiv(left * whole, isLong === terms.isInverse ? whole + fee : whole - fee);
      expect(bankruptcyTicks(terms, facts, Number(backing))).toBe(lastTick({ terms, facts }, bankrupt));
    }),
    { numRuns: 2_000, seed: 1 },
  );
});
