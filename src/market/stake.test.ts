import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bankruptcyTicks, liquidationTicks } from "../../bff/contract/pricing/critical-price.ts";
import { UNTOUCHED } from "../../bff/contract/pricing/position-margin.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { ETHM19, heldPosition, XBTUSD } from "../../bff/contract/pricing/testing.ts";
import { valueSats } from "../../bff/contract/pricing/value.ts";
import { equityUsd, isLiquidatedAt, linearPnlSats, pnlSats, type Stake, stakeAtPrice } from "./stake.ts";

function aStake(terms: ContractTerms, contracts: number, entryTicks: number, leverage = 1_000): Stake {
  const points = entryTicks * terms.pointsPerTick;
  const facts = { contracts, costSats: valueSats(terms, contracts, points), leverage, ...UNTOUCHED };
  const price = (ticks: number | null) => (ticks === null ? null : (ticks * terms.pointsPerTick) / terms.pointsPerUnit);
  return stakeAtPrice(terms, contracts, points, leverage, {
    liquidation: price(liquidationTicks(terms, facts, 0)),
    bankruptcy: price(bankruptcyTicks(terms, facts, 0)),
  });
}

/** Rounding of a value: half a satoshi a lot, at entry and at the price. */
const roundingSats = ({ terms, contracts }: Stake) => Math.abs(contracts) / terms.valuationLot + 1;

describe("RSK-001 what the curve is drawn from", () => {
  test("RSK-001 profit is the exchange's own: the difference of two values", () => {
    const stake = aStake(XBTUSD, 10_000, 120_000);
    expect(pnlSats(stake, 66_000)).toBe(valueSats(XBTUSD, 10_000, 6_600_000) - valueSats(XBTUSD, 10_000, 6_000_000));
    expect(pnlSats(stake, 60_000)).toBe(0);
  });

  test("RSK-001 in coins an inverse long is concave and a short convex: both stand on their side of the tangent, which they touch at entry", () => {
    fc.assert(
      fc.property(heldPosition, fc.double({ min: 0.7, max: 1.3, noNaN: true }), ({ terms, contracts, entryTicks }, factor) => {
        const stake = aStake(terms, contracts, entryTicks);
        const price = (stake.entry ?? 0) * factor;
        const bend = pnlSats(stake, price) - linearPnlSats(stake, price);
        const slack = roundingSats(stake) + Math.abs(stake.costSats) / (entryTicks * terms.pointsPerTick);
        if (!terms.isInverse) expect(Math.abs(bend)).toBeLessThanOrEqual(slack);
        else if (contracts > 0) expect(bend).toBeLessThanOrEqual(slack);
        else expect(bend).toBeGreaterThanOrEqual(-slack);
      }),
    );
  });

  test("RSK-001 the tangent has the slope of the profit at entry, by numeric differentiation", () => {
    fc.assert(
      fc.property(heldPosition, ({ terms, contracts, entryTicks }) => {
        const stake = aStake(terms, contracts, entryTicks);
        const entry = stake.entry ?? 0;
        const step = entry / 100;
        const rise = (pnlSats(stake, entry + step) - pnlSats(stake, entry - step)) / 2;
        const tangent = linearPnlSats(stake, entry + step) - linearPnlSats(stake, entry);
        // A ten-thousandth is the third derivative's share of a step of one per cent; the rest is rounding to satoshis and points.
        const rounding = roundingSats(stake) + Math.abs(stake.costSats) / (entryTicks * terms.pointsPerTick);
        expect(Math.abs(rise - tangent)).toBeLessThanOrEqual(0.000_11 * Math.abs(tangent) + rounding);
      }),
    );
  });

  test("RSK-012 the dollar equity of an inverse long is a straight line: its second differences are rounding alone", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 20_000, max: 200_000 }),
        fc.boolean(),
        (lots, entryTicks, isLong) => {
          const stake = aStake(XBTUSD, (isLong ? 100 : -100) * lots, entryTicks);
          const at = [0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3].map((factor) => equityUsd(stake, (stake.entry ?? 0) * factor) ?? Number.NaN);
          const span = Math.abs((at[6] ?? 0) - (at[0] ?? 0));
          for (let i = 1; i < at.length - 1; i++) {
            const bend = (at[i - 1] ?? 0) - 2 * (at[i] ?? 0) + (at[i + 1] ?? 0);
            // Two hundred pixels of height: a thousandth of the span is a fifth of a pixel.
            expect(Math.abs(bend)).toBeLessThanOrEqual(Math.max(span / 1_000, (stake.entry ?? 0) * roundingSats(stake) * 5e-8));
          }
        },
      ),
    );
  });

  test("RSK-001 a position is gone from its liquidation price on, on the side where it loses", () => {
    const long = aStake(XBTUSD, 10_000, 120_000);
    const short = aStake(XBTUSD, -10_000, 120_000);
    expect([long.liquidation, short.liquidation].every((price) => price !== null)).toBe(true);
    expect([0.8, 1, 1.3].map((factor) => isLiquidatedAt(long, 60_000 * factor))).toEqual([true, false, false]);
    expect([0.8, 1, 1.3].map((factor) => isLiquidatedAt(short, 60_000 * factor))).toEqual([false, false, true]);
    expect(isLiquidatedAt(long, long.liquidation ?? 0)).toBe(true);
  });

  test("RSK-001 what has no liquidation price is never gone: a short on its whole value", () => {
    const covered = aStake(XBTUSD, -10_000, 120_000, 100);
    expect(covered.liquidation).toBeNull();
    expect(isLiquidatedAt(covered, 6_000_000)).toBe(false);
  });

  test("RSK-001 a linear contract is its own tangent", () => {
    const stake = aStake(ETHM19, 50, 3_000);
    for (const price of [0.02, 0.03, 0.04]) expect(linearPnlSats(stake, price)).toBeCloseTo(pnlSats(stake, price), 4);
  });
});
