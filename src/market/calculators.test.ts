import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldPosition, XBTUSD } from "../../bff/contract/pricing/testing.ts";
import { unrealisedPnlSats, valueSats } from "../../bff/contract/pricing/value.ts";
import {
  averaged,
  contractsWithinRisk,
  costSatsOf,
  criticalPrices,
  lossAtStopSats,
  marginNeeds,
  roundTrip,
  targetTicks,
} from "./calculators.ts";

const factor = fc.double({ min: 0.6, max: 1.6, noNaN: true });

describe("RSK-010 the calculators", () => {
  test("RSK-010 a round trip wins the difference of the values less both taker fees", () => {
    const entered = { terms: XBTUSD, contracts: 10_000, entryTicks: 120_000, leverage: 1_000 };
    const { grossSats, feesSats, netSats, returnOnMargin } = roundTrip(entered, 132_000);
    expect(grossSats).toBe(16_666_700 - 15_151_500);
    expect(feesSats).toBe(Math.round(16_666_700 * 0.000_75) + Math.round(15_151_500 * 0.000_75));
    expect(netSats).toBe(grossSats - feesSats);
    expect(returnOnMargin).toBeCloseTo(netSats / 1_666_670, 9);
  });

  test("RSK-010 the target price wins what was asked for, and one tick before it wins less", () => {
    fc.assert(
      fc.property(heldPosition, fc.double({ min: 0.001, max: 0.3, noNaN: true }), (entered, share) => {
        const cost = costSatsOf(entered);
        const wanted = Math.ceil(Math.abs(cost) * share);
        const ticks = targetTicks(entered, wanted);
        if (ticks === null || ticks <= 2) return;
        const { terms, contracts } = entered;
        const wonAt = (at: number) => unrealisedPnlSats(terms, contracts, cost, at * terms.pointsPerTick);
        const rounding = Math.abs(contracts) / terms.valuationLot;
        expect(wonAt(ticks)).toBeGreaterThanOrEqual(wanted);
        expect(wonAt(ticks + (contracts > 0 ? -1 : 1))).toBeLessThanOrEqual(wanted + rounding);
      }),
    );
  });

  test("RSK-010 an inverse long can win at most its value: no price wins more", () => {
    const entered = { terms: XBTUSD, contracts: 10_000, entryTicks: 120_000, leverage: 1_000 };
    expect(targetTicks(entered, -costSatsOf(entered))).toBeNull();
  });

  test("RSK-010 the size from risk loses no more than the bound at the stop, and one lot more would", () => {
    fc.assert(
      fc.property(
        heldPosition,
        factor,
        fc.integer({ min: 1_000, max: 1_000_000_000 }),
        ({ terms, contracts, entryTicks }, by, riskSats) => {
          const side = contracts > 0 ? 1 : -1;
          const stopTicks = Math.max(1, Math.round(entryTicks * by));
          const size = contractsWithinRisk(terms, side, entryTicks, stopTicks, riskSats);
          const lossOf = (wanted: number) => lossAtStopSats({ terms, contracts: side * wanted, entryTicks, leverage: 0 }, stopTicks);
          if (size > 0) expect(lossOf(size)).toBeLessThanOrEqual(riskSats);
          if (size < terms.maxOrderQty) expect(lossOf(size + terms.lotSize)).toBeGreaterThan(riskSats);
        },
      ),
    );
  });

  test("RSK-010 bankruptcy lies beyond liquidation, and more leverage brings both nearer", () => {
    fc.assert(
      fc.property(heldPosition, (entered) => {
        const { liquidation, bankruptcy } = criticalPrices(entered, 0);
        if (liquidation === null || bankruptcy === null) return;
        const side = Math.sign(entered.contracts);
        expect(side * (liquidation - bankruptcy)).toBeGreaterThanOrEqual(0);
        const milder = criticalPrices({ ...entered, leverage: Math.max(101, Math.floor(entered.leverage / 2)) }, 0).liquidation;
        if (milder !== null && entered.leverage > 202) expect(side * (liquidation - milder)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("RSK-010 margin is cost over leverage, and the reserve pays the closing fee", () => {
    const { costSats, initialSats, reserveSats, maintenanceSats } = marginNeeds({
      terms: XBTUSD,
      contracts: 10_000,
      entryTicks: 120_000,
      leverage: 1_000,
    });
    expect(costSats).toBe(16_666_700);
    expect(initialSats).toBe(1_666_670);
    expect(reserveSats).toBe(Math.ceil((costSats + initialSats) * 0.000_75));
    expect(maintenanceSats).toBe(Math.ceil(costSats * 0.005) + reserveSats);
  });

  test("RSK-010 the average entry of an inverse contract is the harmonic mean of its prices, and selling does not move it", () => {
    const bought = averaged(XBTUSD, [
      { contracts: 10_000, ticks: 100_000 },
      { contracts: 10_000, ticks: 120_000 },
    ]);
    expect(bought.average).toBeCloseTo(2 / (1 / 50_000 + 1 / 60_000), 0);
    const less = averaged(XBTUSD, [
      { contracts: 10_000, ticks: 100_000 },
      { contracts: 10_000, ticks: 120_000 },
      { contracts: -5_000, ticks: 130_000 },
    ]);
    expect(less.average).toBeCloseTo(bought.average ?? 0, 1);
    expect(less.realisedSats).toBeGreaterThan(0);
  });

  test("RSK-010 the average lies among the prices traded, whatever the contract", () => {
    const trades = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 2_000, max: 100_000 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(heldPosition, trades, ({ terms, contracts: signed }, list) => {
        const side = Math.sign(signed);
        const all = list.map(([lots, ticks]) => ({ contracts: side * lots * terms.lotSize, ticks }));
        const { average, contracts, costSats } = averaged(terms, all);
        const unit = terms.pointsPerTick / terms.pointsPerUnit;
        const prices = all.map(({ ticks }) => ticks * unit);
        expect(contracts).toBe(all.reduce((sum, trade) => sum + trade.contracts, 0));
        expect(costSats).toBe(all.reduce((sum, trade) => sum + valueSats(terms, trade.contracts, trade.ticks * terms.pointsPerTick), 0));
        expect(average).toBeGreaterThanOrEqual(Math.min(...prices) * 0.999 - unit);
        expect(average).toBeLessThanOrEqual(Math.max(...prices) * 1.001 + unit);
      }),
    );
  });
});
