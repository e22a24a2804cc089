import { expect, test } from "vitest";
import { TRANSACTION_TYPE } from "./records.ts";
import { aMarket, TestMarket } from "./testing.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Brings a market to ten milliseconds before its next noon, and tells which. */
function beforeNoon(market: TestMarket): number {
  const noonMs = (Math.floor((market.nowMs + 12 * HOUR_MS) / DAY_MS) + 0.5) * DAY_MS;
  market.nowMs = noonMs - 10;
  return noonMs;
}

test("LIQ-002 what the insurance fund holds is told for each noon, also for those that pass between two commands, and after a restart", () => {
  const market = aMarket({ mark: 60_000 }).endow(500);
  const noon = (Math.floor(market.nowMs / (24 * HOUR_MS)) + 0.5) * 24 * HOUR_MS;
  market.nowMs = noon - 10;
  expect(market.pass(1).insurance).toEqual([]);
  const { insurance, kinds } = market.pass(24 * HOUR_MS + 60_000);
  expect(insurance).toEqual([
    { noonMs: noon, balanceSats: 500 },
    { noonMs: noon + 24 * HOUR_MS, balanceSats: 500 },
  ]);
  expect(kinds.length).toBeGreaterThan(0);
  market.endow(250);
  const again = market.restarted();
  expect(again.pass(24 * HOUR_MS).insurance).toEqual([{ noonMs: noon + 48 * HOUR_MS, balanceSats: 750 }]);
});

test("LIQ-002 an exchange that knows no price yet keeps no noons", () => {
  const market = new TestMarket().listIndex(".BXBT");
  expect(market.pass(100 * HOUR_MS).insurance).toEqual([]);
});

test("MRG-001 at noon what was realised moves to the coins, a transaction for each contract, and nobody owns more or less", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("ann", { sats: 100_000_000 }).withAccount("bob", { sats: 100_000_000 });
  beforeNoon(market);
  market.sell("bob", 1_000, { at: 60_000 });
  market.buy("ann", 1_000, { at: 60_000 });
  market.buy("bob", 500, { at: 61_000 });
  market.sell("ann", 500, { at: 61_000 });
  const before = { cash: market.account("ann").cash, position: market.position("ann") };
  const realised = before.cash - 100_000_000;
  expect(realised).not.toBe(0);
  expect([before.position.sinceNoon, market.account("ann").settled]).toEqual([realised, 0]);

  const { transactions } = market.pass(60_000);
  const ofAnn = transactions.filter(({ account }) => account === market.handle("ann"));
  expect(ofAnn).toMatchObject([
    { type: TRANSACTION_TYPE.realised, instrument: market.instrument(), amountSats: realised, walletBalanceSats: 100_000_000 + realised },
  ]);
  expect(market.account("ann")).toMatchObject({ cash: before.cash, settled: realised, previousRealised: realised });
  const { movedCost, movedFees, sinceNoon, cost, boughtCost, soldCost, fees } = market.position("ann");
  expect([movedCost, movedFees, sinceNoon]).toEqual([boughtCost + soldCost - cost, fees, 0]);

  // Turned to the other side: what the first position realised since noon counts, though its sums are gone.
  market.buy("bob", 900, { at: 62_000 });
  market.sell("ann", 900, { at: 62_000 });
  const more = market.account("ann").cash - before.cash;
  expect([market.position("ann").sinceNoon, market.position("ann").movedCost]).toEqual([more, 0]);
  market.deposit("bob", 500);
  const again = market.restarted();
  const rows = again.pass(DAY_MS).transactions.filter(({ account }) => account === market.handle("ann"));
  expect(rows).toMatchObject([{ amountSats: more, walletBalanceSats: 100_000_000 + realised + more }]);
  expect(again.account("bob")).toMatchObject({ noonDeposited: 100_000_500 });
  // A day without anything says so once, and then nothing at all.
  expect(again.pass(DAY_MS).transactions).toEqual([]);
  expect(again.account("ann")).toMatchObject({ settled: realised + more, previousRealised: 0 });
  expect(again.audit()).toEqual({ differenceSats: 0 });
});
