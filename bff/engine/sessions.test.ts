import { expect, test } from "vitest";
import { aMarket } from "./testing.ts";

const HOUR_MS = 3_600_000;

test("MRG-001 a position remembers its sums as they stood when the hour of its last change began, across a restart too", () => {
  let market = aMarket({ mark: 50_000 }).withAccount("ada", { xbt: 10 });
  market.withPosition("ada", 500);
  expect(market.position("ada")).toMatchObject({
    sessionAtMs: market.nowMs - (market.nowMs % HOUR_MS),
    openingQuantity: 0,
    openingFees: 0,
  });
  const first = market.position("ada");
  market.pass(HOUR_MS);
  expect(market.position("ada")).toEqual(first);
  market.withPosition("ada", 200);
  const { boughtQuantity, boughtCost, soldQuantity, fees } = first;
  const opening = { openingQuantity: 500, openingBought: boughtQuantity, openingBoughtCost: boughtCost, openingFees: fees };
  expect(market.position("ada")).toMatchObject({ ...opening, openingSold: soldQuantity, sessionAtMs: (first.sessionAtMs ?? 0) + HOUR_MS });
  market = market.restarted();
  market.withPosition("ada", 100);
  // Still the same hour: it opened with the same.
  expect(market.position("ada")).toMatchObject({ ...opening, quantity: 800 });
  // Turned over within the hour, the new position had nothing when that began.
  market.withPosition("ada", -900);
  expect(market.position("ada")).toMatchObject({ quantity: -100, openingQuantity: 0, openingBought: 0, openingFees: 0, soldQuantity: 100 });
});
