import { describe, expect, test } from "vitest";
import { ETHUSD, XBTUSD } from "../../bff/contract/pricing/testing.ts";
import { valueSats } from "../../bff/contract/pricing/value.ts";
import { firstLiquidation, type Held, independentSats, orderEffect, positionEffect, togetherEffect } from "./portfolio.ts";

const NO_ORDERS = { contracts: 0, costSats: 0, premiumSats: 0 };
const held = (symbol: string, terms: Held["terms"], contracts: number, mark: number, leverage: number, more: Partial<Held> = {}): Held => ({
  symbol,
  terms,
  mark,
  holding: {
    contracts,
    costSats: valueSats(terms, contracts, mark * terms.pointsPerUnit),
    leverage,
    postedSats: 0,
    lossSats: 0,
    fundingRate: 0,
    realisedSats: 0,
    openBuys: NO_ORDERS,
    openSells: NO_ORDERS,
  },
  liquidation: null,
  bankruptcy: null,
  orders: [],
  ...more,
});
const WALLET = { walletBalance: 100_000_000 };

describe("RSK-006 a portfolio under moves", () => {
  test("RSK-006 a hedge of two contracts of one size stands still under a common move, and not under one of their own", () => {
    const [long, short] = [held("A", XBTUSD, 60_000, 60_000, 0), held("B", XBTUSD, -60_000, 60_000, 0)];
    expect(togetherEffect([long, short], WALLET, () => -0.1)).toEqual({ positionsSats: 0, sats: 0, isLiquidated: false });
    const alone = togetherEffect([long, short], WALLET, (one) => (one === long ? -0.1 : 0));
    // 60,000 / 60,000 − 60,000 / 54,000 coins.
    expect(alone.sats).toBeCloseTo(-11_111_111, -3);
  });

  test("RSK-006 an isolated position loses its margin and no more; cross positions fall together, with all that is free", () => {
    const isolated = held("A", XBTUSD, 60_000, 60_000, 1_000, { liquidation: 54_500 });
    const gone = positionEffect(isolated, -0.3);
    expect(gone.isLiquidated).toBe(true);
    expect(positionEffect(isolated, -0.05).isLiquidated).toBe(false);
    expect(gone.sats).toBeGreaterThan(-10_200_000);
    const cross = held("B", XBTUSD, 600_000, 60_000, 0);
    const both = togetherEffect([cross], WALLET, () => -0.3);
    expect(both).toEqual({ positionsSats: -100_000_000, sats: -100_000_000, isLiquidated: true });
  });

  test("RSK-006 the first common move that liquidates is the nearest of those on its side, and none where nothing is", () => {
    const isolated = held("A", XBTUSD, 60_000, 60_000, 1_000, { liquidation: 54_500 });
    expect(firstLiquidation([isolated], WALLET, -0.3)).toBeCloseTo(-0.092, 9);
    expect(firstLiquidation([isolated], WALLET, 0.3)).toBeNull();
  });

  test("RSK-006 an open order counts where being filled makes it worse, at its own price with the fee, and not where it wins", () => {
    const order = { orderID: "a", contracts: 6_000, price: 60_000 };
    const here = held("A", XBTUSD, 0, 60_000, 0, { orders: [order] });
    expect(orderEffect(here, order, -0.1).sats).toBe(-1_111_080 - 7_500);
    expect(orderEffect(here, order, 0.1).sats).toBe(0);
    expect(togetherEffect([here], WALLET, () => -0.1)).toEqual({ positionsSats: 0, sats: -1_118_580, isLiquidated: false });
  });

  test("RSK-006 contracts of all kinds add up in coins, and independent losses by their squares", () => {
    const quanto = held("Q", ETHUSD, 1_000, 3_000, 0);
    expect(positionEffect(quanto, 0.1).sats).toBe(1_000 * 100 * 300);
    expect(independentSats([-3, -4, 100])).toBe(-5);
  });
});
