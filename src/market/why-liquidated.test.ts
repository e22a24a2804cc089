import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { liquidationTicks } from "../../bff/contract/pricing/critical-price.ts";
import { ALL_TERMS } from "../../bff/contract/pricing/testing.ts";
import { valueSats } from "../../bff/contract/pricing/value.ts";
import {
  contractsToStand,
  type DuePosition,
  furthestAgainst,
  isDueAt,
  lastStop,
  leverageToStand,
  marginToStand,
  withContracts,
  withLeverage,
  withMargin,
} from "./why-liquidated.ts";

/** Positions of all kinds of contract that are liquidated, with the mark that did it. */
const due = fc
  .record({
    terms: fc.constantFrom(...ALL_TERMS),
    lots: fc.integer({ min: 1, max: 400 }),
    isLong: fc.boolean(),
    entry: fc.double({ min: 0.05, max: 0.4, noNaN: true }),
    leverage: fc.constantFrom(0, 150, 500, 2_500, 10_000),
    backing: fc.double({ min: 0.011, max: 0.5, noNaN: true }),
    posted: fc.double({ min: 0, max: 0.05, noNaN: true }),
    beyond: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ terms, lots, isLong, entry, leverage, backing, posted, beyond }) => {
    const contracts = (isLong ? 1 : -1) * lots * terms.lotSize;
    const entryTicks = Math.max(1_000, Math.round(entry * terms.maxPriceTicks * 0.1));
    const costSats = valueSats(terms, contracts, entryTicks * terms.pointsPerTick);
    const size = Math.abs(costSats);
    const position: DuePosition = {
      terms,
      facts: {
        contracts,
        costSats,
        leverage,
        payableFundingRate: 0,
        postedSats: leverage === 0 ? 0 : Math.floor(size * posted),
        lossSats: 0,
      },
      backingSats: Math.ceil(size * backing),
    };
    const ticks = liquidationTicks(terms, position.facts, position.backingSats);
    const markTicks = ticks === null ? null : isLong ? ticks - beyond : ticks + beyond;
    return { position, markPoints: markTicks === null ? 0 : markTicks * terms.pointsPerTick };
  })
  .filter(({ position, markPoints }) => markPoints > 0 && isDueAt(position, markPoints) && position.facts.costSats !== 0);

describe("RSK-008 what would have prevented a liquidation", () => {
  test("RSK-008 the margin is the least with which the position stands: a satoshi less and it does not", () => {
    fc.assert(
      fc.property(due, ({ position, markPoints }) => {
        const sats = marginToStand(position, markPoints);
        expect(sats).toBeGreaterThan(0);
        expect(isDueAt(withMargin(position, sats), markPoints)).toBe(false);
        expect(isDueAt(withMargin(position, sats - 1), markPoints)).toBe(true);
      }),
    );
  });

  test("RSK-008 the leverage is the highest at which it stands, the part of a cross position the largest", () => {
    fc.assert(
      fc.property(due, ({ position, markPoints }) => {
        const leverage = leverageToStand(position, markPoints);
        const contracts = contractsToStand(position, markPoints);
        expect(leverage === null || contracts === null).toBe(true);
        if (leverage !== null) {
          expect(leverage).toBeLessThan(position.facts.leverage);
          expect(isDueAt(withLeverage(position, leverage), markPoints)).toBe(false);
          expect(isDueAt(withLeverage(position, leverage + 1), markPoints)).toBe(true);
        }
        if (contracts !== null) {
          const sign = Math.sign(position.facts.contracts);
          expect(contracts).toBeLessThan(Math.abs(position.facts.contracts));
          if (contracts > 0) expect(isDueAt(withContracts(position, sign * contracts), markPoints)).toBe(false);
          expect(isDueAt(withContracts(position, sign * (contracts + position.terms.lotSize)), markPoints)).toBe(true);
        }
      }),
    );
  });

  test("RSK-008 the stop is the last tick at which it still stood, and its loss is that of closing there", () => {
    fc.assert(
      fc.property(due, ({ position, markPoints }) => {
        const stop = lastStop(position, markPoints);
        fc.pre(stop !== null);
        const { pointsPerUnit, pointsPerTick } = position.terms;
        const points = Math.round(stop.price * pointsPerUnit);
        expect(isDueAt(position, points)).toBe(false);
        const sign = position.facts.contracts > 0 ? 1 : -1;
        const shown = liquidationTicks(position.terms, position.facts, position.backingSats) as number;
        // One tick nearer it is gone, or that tick is the price that is shown for liquidation.
        const nearer = points - sign * pointsPerTick;
        expect(isDueAt(position, nearer) || nearer === shown * pointsPerTick).toBe(true);
        expect(points).not.toBe(shown * pointsPerTick);
        expect(Number.isInteger(stop.lossSats)).toBe(true);
      }),
    );
  });

  test("RSK-008 the furthest mark is the lowest for a long and the highest for a short", () => {
    expect([furthestAgainst(true, [3, 1, 2]), furthestAgainst(false, [3, 1, 2])]).toEqual([1, 3]);
  });
});
