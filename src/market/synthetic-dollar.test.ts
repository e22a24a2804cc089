import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderMarginSats } from "../../bff/contract/pricing/margin.ts";
import { XBTUSD } from "../../bff/contract/pricing/testing.ts";
import { valueSats } from "../../bff/contract/pricing/value.ts";
import { equityUsd } from "./stake.ts";
import { FULLY_BACKED, lockedStake, lockingContracts } from "./synthetic-dollar.ts";

const coins = fc.integer({ min: 1_000_000, max: 5_000_000_000 });
const points = fc.integer({ min: 200_000, max: 20_000_000 });
const boundBy = (contracts: number, at: number) => orderMarginSats(XBTUSD, FULLY_BACKED, Math.abs(valueSats(XBTUSD, -contracts, at)));

describe("RSK-005 locking the dollar value of coins", () => {
  test("RSK-005 the short is the largest that the coins back in full", () => {
    fc.assert(
      fc.property(coins, points, (sats, at) => {
        const contracts = lockingContracts(XBTUSD, sats, at);
        if (contracts > 0) expect(boundBy(contracts, at)).toBeLessThanOrEqual(sats);
        if (contracts < XBTUSD.maxOrderQty) expect(boundBy(contracts + XBTUSD.lotSize, at)).toBeGreaterThan(sats);
      }),
    );
  });

  test("RSK-005 no price liquidates it, and its dollars stay: only what the short leaves outside moves with the price", () => {
    fc.assert(
      fc.property(coins, points, fc.double({ min: 0.1, max: 10, noNaN: true }), (sats, at, factor) => {
        const contracts = lockingContracts(XBTUSD, sats, at);
        if (contracts === 0) return;
        const stake = lockedStake(XBTUSD, sats, contracts, at);
        expect([stake.liquidation, stake.bankruptcy]).toEqual([null, null]);
        const price = Math.max(1, Math.round(at * factor)) / XBTUSD.pointsPerUnit;
        const outsideSats = sats + valueSats(XBTUSD, contracts, at);
        const expected = contracts + (outsideSats * price) / 1e8;
        // Half a satoshi for each lot at the price; its dollars grow with the price.
        const rounding = (contracts / XBTUSD.valuationLot + 1) * 1e-8 * price;
        expect(Math.abs((equityUsd(stake, price) ?? Number.NaN) - expected)).toBeLessThanOrEqual(rounding + 1e-6 * expected);
      }),
    );
  });

  test("RSK-005 a coin at 60,000 locks nearly all of its dollars", () => {
    const contracts = lockingContracts(XBTUSD, 100_000_000, 6_000_000);
    // Three times the taker fee are bound beside the value: 60,000 / 1.00225.
    expect(contracts).toBe(59_800);
    const stake = lockedStake(XBTUSD, 100_000_000, contracts, 6_000_000);
    const [low, high] = [42_000, 78_000].map((price) => equityUsd(stake, price) ?? Number.NaN);
    expect(Math.abs((high ?? 0) - (low ?? 0))).toBeLessThan(0.005 * 60_000);
  });
});
