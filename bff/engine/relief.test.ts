import { expect, test } from "vitest";
import { EXEC, LIQUIDATION_STEP, STATUS } from "./records.ts";
import { aMarket, type Outcome, type TestMarket } from "./testing.ts";

/** A risk limit of 0.1 XBT and steps of as much: sixty lots at 60,000 are just beyond it. */
const TIERS = { riskLimitSats: 10_000_000, riskStepSats: 10_000_000 };

const aTieredMarket = (sats: number, steps: number): TestMarket => {
  const market = aMarket({ mark: 60_000, terms: TIERS }).withAccount("alice", { sats }).withAccount("bob", { xbt: 10 });
  market.withAccount("counterparty", { xbt: 100 });
  for (const other of ["bob", "counterparty"]) market.riskLimit(other, 10);
  market.riskLimit("alice", steps);
  return market;
};

/** What the owner's executions say: type, price, contracts of the fill, text. */
const told = (market: TestMarket, { executions }: Outcome) =>
  executions
    .filter(({ account, type }) => account === market.handle("alice") && type !== EXEC.new)
    .map(({ type, ticks, lastQuantity, text }) => [type, ticks / 2, lastQuantity, text]);

test("LIQ-001 a position short of margin first has its risk limit lowered to what it and its orders need, and keeps both", () => {
  const market = aTieredMarket(400_000, 2).withPosition("alice", 5_000);
  market.buy("alice", 5_000, { at: 58_000 });
  // 8,333,350 held ask for 1.5 % at two steps, 1 % at one: 125,001 or 83,334, and 6,503 to close.
  const before = market.mark(58_200);
  expect(told(market, before)).toEqual([]);
  const outcome = market.mark(58_100);
  expect(market.position("alice")).toMatchObject({ quantity: 5_000, riskSteps: 1, orderBuyQuantity: 5_000 });
  expect(told(market, outcome)).toEqual([
    [EXEC.canceled, 57_336, 0, "Canceled: Risk Limit lowered to 0.2 XBT at a mark price of 58100\nLiquidation"],
  ]);
});

test("LIQ-001 then its orders are cancelled, and the limit is lowered to the position alone", () => {
  const market = aTieredMarket(400_000, 1).withPosition("alice", 5_000);
  market.buy("alice", 5_000, { at: 58_000, id: "a" });
  const outcome = market.mark(57_700);
  expect(market.position("alice")).toMatchObject({ quantity: 5_000, riskSteps: 0, orderBuyQuantity: 0 });
  expect(told(market, outcome)).toEqual([
    [EXEC.canceled, 58_000, 0, "Canceled: Liquidation\n"],
    [EXEC.canceled, 57_336, 0, "Canceled: Risk Limit lowered to 0.1 XBT at a mark price of 57700\nLiquidation"],
  ]);
});

test("LIQ-001 then it is reduced to the next lower tier by an order that fills whole, not beyond the bankruptcy price", () => {
  const market = aTieredMarket(400_000, 1).withPosition("alice", 10_000);
  // 16,666,700 at 1 % and 12,844 to close: equity of 387,500 is down to that at 59,260. Bankrupt at 58,681.
  market.buy("bob", 10_000, { at: 59_100 });
  expect(told(market, market.mark(59_270))).toEqual([]);
  const outcome = market.mark(59_240);
  // 59 lots are 9,833,353 and fit the limit of 10,000,000; 41 have to go.
  expect(told(market, outcome)).toEqual([[EXEC.trade, 58_681, 4_100, "Liquidation"]]);
  expect(outcome.trades).toMatchObject([{ quantity: 4_100, ticks: 118_200 }]);
  expect(market.position("alice")).toMatchObject({ quantity: 5_900, cost: -9_833_353, riskSteps: 0 });
  expect(market.taken().long).toBe(0);
  expect(market.audit()).toEqual({ differenceSats: 0 });
});

test("LIQ-001 a position of several tiers goes down one after the other, and no further than it must", () => {
  const market = aTieredMarket(1_000_000, 3).withPosition("alice", 20_000);
  market.buy("bob", 20_000, { at: 59_200 });
  const outcome = market.mark(59_200);
  const fills = told(market, outcome);
  expect(fills.length).toBeGreaterThan(0);
  expect(market.position("alice").quantity).toBeGreaterThan(0);
  expect(market.position("alice").riskSteps).toBe(3 - fills.length);
  expect(-market.position("alice").cost).toBeLessThanOrEqual(10_000_000 * (4 - fills.length));
  // Where one reduction is not enough the next follows in the same liquidation, as far as there are tiers.
  const deeper = aTieredMarket(1_000_000, 3).withPosition("alice", 20_000);
  deeper.buy("bob", 20_000, { at: 58_900 });
  const { liquidations } = deeper.mark(58_500);
  const { due, reduced } = LIQUIDATION_STEP;
  expect(liquidations.map(({ step }) => step)).toEqual([due, reduced, reduced, reduced]);
  expect([new Set(liquidations.map(({ number }) => number)).size, deeper.position("alice").riskSteps]).toEqual([1, 0]);
});

test("LIQ-001 what the book does not take whole within the bankruptcy price is killed, and the position taken over", () => {
  for (const bid of [{ at: 59_100, contracts: 4_000 }, { at: 58_600, contracts: 10_000 }, null]) {
    const market = aTieredMarket(400_000, 1).withPosition("alice", 10_000);
    if (bid !== null) market.buy("bob", bid.contracts, { at: bid.at });
    const outcome = market.mark(59_240);
    const price = 58_681;
    expect(told(market, outcome)).toEqual([
      [EXEC.canceled, price, 0, "Canceled: Order had timeInForce of FillOrKill\nLiquidation"],
      [EXEC.trade, price, 10_000, "Liquidation"],
    ]);
    expect(market.position("alice").quantity).toBe(0);
    expect(market.account("alice").cash).toBeGreaterThanOrEqual(0);
    expect(market.taken().long).toBe(bid?.at === 59_100 ? 6_000 : 10_000);
  }
});

test("LIQ-001 at the lowest tier the orders are cancelled and the position is taken over, and every step stays in its order's rows", () => {
  const market = aTieredMarket(100_000, 0).withPosition("alice", 5_000);
  market.sell("alice", 1_000, { at: 61_000 });
  const { orders } = market.mark(59_500);
  const own = orders.filter(({ account }) => account === market.handle("alice"));
  expect(own.map(({ status, text }) => [status, text])).toEqual([
    [STATUS.canceled, "Canceled: Liquidation\n"],
    [STATUS.new, "Liquidation"],
    [STATUS.filled, "Liquidation"],
  ]);
  expect(market.book().asks[0]?.[0]).toBe((own.at(-1)?.ticks ?? 0) / 2);
});
