import { describe, expect, test } from "vitest";
import { bankruptcyTicks, liquidationTicks } from "../contract/pricing/critical-price.ts";
import type { PositionFacts } from "../contract/pricing/position-margin.ts";
import { positionMargin } from "../contract/pricing/position-margin.ts";
import { unrealisedPnlSats, valueSats } from "../contract/pricing/value.ts";
import { HOUSE } from "./accounts.ts";
import { LIQUIDATION_STEP } from "./records.ts";
import type { LiquidationRecord } from "./reference/read-records.ts";
import { aMarket, XBTUSD } from "./testing.ts";

const positionOf = (told: LiquidationRecord): PositionFacts => ({
  contracts: told.quantity,
  costSats: told.cost,
  leverage: told.leverage,
  payableFundingRate: told.fundingRate,
  postedSats: told.posted,
  lossSats: told.loss,
});

describe("RSK-008 a liquidation is told step by step", () => {
  test("RSK-008 an isolated position: balance, requirement and both prices follow from what is told", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 }).withPosition("alice", 1_000);
    market.buy("alice", 100, { at: 50_000 });
    const { liquidations, executions, orders } = market.mark(59_600);
    expect(liquidations.map(({ step }) => step)).toEqual([
      LIQUIDATION_STEP.due,
      LIQUIDATION_STEP.ordersCancelled,
      LIQUIDATION_STEP.takenOver,
    ]);
    expect(new Set(liquidations.map(({ number }) => number)).size).toBe(1);
    const [due, , taken] = liquidations as [LiquidationRecord, LiquidationRecord, LiquidationRecord];
    const { posMargin, posMaint } = positionMargin(XBTUSD, positionOf(due), 0);
    expect(due.markPoints).toBe(5_960_000);
    expect(due.balance).toBe(posMargin + unrealisedPnlSats(XBTUSD, due.quantity, due.cost, due.markPoints));
    expect(due.requirement).toBe(posMaint);
    expect(due.balance).toBeLessThanOrEqual(due.requirement);
    expect((liquidationTicks(XBTUSD, positionOf(due), due.backing) as number) * XBTUSD.pointsPerTick).toBeGreaterThanOrEqual(
      due.markPoints,
    );
    expect(taken.bankruptTicks).toBe(bankruptcyTicks(XBTUSD, positionOf(taken), taken.cash));
    expect(taken.realisedSats).toBe(valueSats(XBTUSD, 1_000, taken.bankruptTicks * XBTUSD.pointsPerTick) - taken.cost);
    expect(executions.find(({ order }) => order === taken.order)).toMatchObject({ account: market.handle("alice"), text: "Liquidation" });
    expect(orders.find(({ number }) => number === taken.houseOrder)).toMatchObject({
      account: HOUSE.takenLongs,
      ticks: taken.bankruptTicks,
    });
  });

  test("RSK-008 a cross position: balance and requirement are the account's, and what is behind it gives both prices", () => {
    const market = aMarket({ mark: 60_000 }).list("XBTM26", XBTUSD, ".BXBT");
    market.mark(60_000);
    market.withAccount("alice", { sats: 400_000, leverage: 0 });
    market.withPosition("alice", 1_000).withPosition("alice", 1_000, "XBTM26");
    const { liquidations } = market.mark(53_000);
    const due = liquidations[0] as LiquidationRecord;
    expect(due.balance).toBeLessThanOrEqual(due.requirement);
    const ticks = liquidationTicks(XBTUSD, positionOf(due), due.backing) as number;
    expect(ticks * XBTUSD.pointsPerTick).toBeGreaterThanOrEqual(due.markPoints);
    const taken = liquidations.find(({ step }) => step === LIQUIDATION_STEP.takenOver) as LiquidationRecord;
    expect(taken.bankruptTicks).toBe(bankruptcyTicks(XBTUSD, positionOf(taken), taken.cash));
  });

  test("RSK-008 a raised risk limit is told as it is lowered, and a reduction as it leaves the position", () => {
    const market = aMarket({ mark: 60_000, terms: { riskLimitSats: 10_000_000, riskStepSats: 10_000_000 } });
    market.withAccount("alice", { sats: 400_000 }).withAccount("bob", { xbt: 10 }).withAccount("counterparty", { xbt: 100 });
    for (const other of ["bob", "counterparty"]) market.riskLimit(other, 10);
    market.riskLimit("alice", 2);
    market.withPosition("alice", 10_000);
    market.buy("bob", 10_000, { at: 59_100 });
    const told = market.mark(59_240).liquidations;
    expect(told.map(({ step, quantity, riskSteps }) => [step, quantity, riskSteps])).toEqual([
      [LIQUIDATION_STEP.due, 10_000, 2],
      [LIQUIDATION_STEP.limitLowered, 10_000, 1],
      [LIQUIDATION_STEP.reduced, 5_900, 0],
    ]);
    const [due, , reduced] = told as [LiquidationRecord, LiquidationRecord, LiquidationRecord];
    expect(due.balance).toBeLessThanOrEqual(due.requirement);
    expect(reduced.balance).toBeGreaterThan(reduced.requirement);
  });
});
