import { expect, test } from "vitest";
import { aMarket, TestMarket } from "./testing.ts";

const HOUR_MS = 3_600_000;

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
