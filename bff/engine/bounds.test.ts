import { expect, test } from "vitest";
import { aMarket, XBTUSD } from "./testing.ts";

/** Where what a contract allows ends: the last that is taken, and the first that is not. */

const DEAREST = XBTUSD.maxPriceTicks / 2;

test("ENG-001 the cheapest and the dearest price that a contract names are taken, for limits and for stops, and nothing beyond", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 100_000 });
  expect(market.sell("alice", 100, { at: DEAREST }).refusal).toBe("none");
  expect(market.sell("alice", 100, { at: DEAREST + 0.5 }).refusal).toBe("price");
  expect(market.buy("alice", 100, { at: 0.5 }).refusal).toBe("none");
  expect(market.buy("alice", 100, { at: 0 }).refusal).toBe("price");
  expect(market.book().asks).toEqual([[DEAREST, 100]]);
  expect(market.book().bids).toEqual([[0.5, 100]]);
  expect(market.buy("alice", 100, { stop: DEAREST }).refusal).toBe("none");
  expect(market.buy("alice", 100, { stop: DEAREST + 0.5 }).refusal).toBe("stopPrice");
  expect(market.sell("alice", 100, { stop: 0.5 }).refusal).toBe("none");
  expect(market.sell("alice", 100, { stop: 0 }).refusal).toBe("stopPrice");
});

test("ENG-001 the largest order that a contract names is taken, one lot, and nothing between or beyond", () => {
  const market = aMarket({ mark: 60_000, terms: { riskLimitSats: 2 ** 50 } }).withAccount("alice", { xbt: 100_000 });
  const { maxOrderQty, lotSize } = XBTUSD;
  expect(market.buy("alice", maxOrderQty, { at: 50_000 }).refusal).toBe("none");
  expect(market.buy("alice", maxOrderQty + lotSize, { at: 50_000 }).refusal).toBe("quantity");
  expect(market.buy("alice", lotSize, { at: 50_000 }).refusal).toBe("none");
  expect(market.buy("alice", lotSize / 2, { at: 50_000 }).refusal).toBe("quantity");
  expect(market.buy("alice", 0, { at: 50_000 }).refusal).toBe("quantity");
});
