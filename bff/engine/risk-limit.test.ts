import { expect, test } from "vitest";
import { aMarket, SATS } from "./testing.ts";

/** 12,000,000 contracts at 60,000 are 200.0004 XBT: beyond the contract's own limit. */
const TWO_HUNDRED_XBT = 12_000_000;

function aRichMarket() {
  const market = aMarket({ mark: 60_000, terms: { maxOrderQty: 40_000_000 } });
  return market.withAccount("alice", { xbt: 10 }).withAccount("bob", { xbt: 1_000 });
}

test("MRG-001 a position larger than its risk limit takes a higher one, which asks for more margin and can be lowered when there is room", () => {
  const market = aRichMarket();
  expect(market.buy("alice", TWO_HUNDRED_XBT, { at: 60_000 }).refusal).toBe("riskLimit");
  expect(market.riskLimit("alice", 1).refusal).toBe("none");
  const order = market.buy("alice", TWO_HUNDRED_XBT, { at: 60_000 });
  expect(order.refusal).toBe("none");
  // ceil(v × (1.5 % + 0.075 % + 1.015 × 0.075 %)) of 20,000,040,000 satoshis.
  expect(10 * SATS - market.standing("alice").available).toBe(Math.ceil((20_000_040_000 * 1_651_125) / 1e8));
  expect(market.riskLimit("alice", 0).refusal).toBe("riskLimit");
  // At 5.5 % and the fees the order alone takes 11.3 XBT.
  expect(market.riskLimit("alice", 9)).toMatchObject({ refusal: "insufficientBalance" });
  market.cancelAll("alice");
  expect(market.riskLimit("alice", 0).refusal).toBe("none");
  expect(market.position("alice").riskSteps).toBe(0);
});

test("MRG-001 orders that would close count towards the risk limit for what they open beyond", () => {
  const market = aRichMarket();
  market.riskLimit("alice", 1);
  market.withPosition("alice", 6_000_000);
  market.sell("alice", 6_000_000, { at: 60_500 });
  expect(market.riskLimit("alice", 0).refusal).toBe("none");
  market.riskLimit("alice", 1);
  // A hundred XBT held: buying 100.1 more is too much, though selling both halves again would not be.
  market.buy("alice", 6_000_100, { at: 59_900 });
  expect(market.riskLimit("alice", 0).refusal).toBe("riskLimit");
});

test("MRG-001 leverage is bounded by the contract, and by the risk limit that a position has", () => {
  const market = aRichMarket();
  expect([0.01, 0.02, 33.33, 100].map((times) => market.leverage("alice", times).refusal)).toEqual(["none", "none", "none", "none"]);
  expect(market.leverage("alice", 100.01).refusal).toBe("leverage");
  market.riskLimit("alice", 2);
  // 2 % of initial margin leave a leverage of 50.
  expect([50, 50.01].map((times) => market.leverage("alice", times).refusal)).toEqual(["none", "entryLeverage"]);
});

test("MRG-001 margin moved into an isolated position moves its liquidation price, comes back as far as it is not lost, and goes with a part that closes", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 100_000, leverage: 100 }).withPosition("alice", 1_000);
  const free = market.standing("alice").available;
  expect(market.transferMargin("alice", 20_000).refusal).toBe("none");
  // The reserve to close grows by 0.075 % of what was moved in: ceil((1,666,670 + 16,667 + 20,000) × 0.075 %) is 1,278, not 1,263.
  expect(free - market.standing("alice").available).toBe(20_015);
  // Without it she would have been liquidated below 59,701.50.
  market.mark(59_300);
  expect(market.position("alice").quantity).toBe(1_000);
  // A lot is worth 168,634: 19,670 are lost, of what she moved in 330 are left.
  expect(market.transferMargin("alice", -331).refusal).toBe("isolatedMargin");
  expect(market.transferMargin("alice", -330).refusal).toBe("none");
  expect(market.position("alice").posted).toBe(19_670);
  market.buy("counterparty", 400, { at: 59_300 });
  market.sell("alice", 400, { at: 59_300 });
  expect(market.position("alice")).toMatchObject({ quantity: 600, posted: 11_802 });
  expect(market.audit()).toEqual({ differenceSats: 0 });
  // Cross margin takes it all back.
  market.leverage("alice", 0);
  expect(market.position("alice").posted).toBe(0);
});

test("MRG-001 a risk limit is raised as long as the initial margin stays within the whole value", () => {
  const market = aRichMarket();
  // 1 % and half a percent for each step.
  expect(market.riskLimit("alice", 199).refusal).toBe("riskSteps");
  expect(market.riskLimit("alice", 198).refusal).toBe("none");
  expect(market.position("alice").riskSteps).toBe(198);
});

test("MRG-001 a risk limit bounds what orders can open beyond the position that they close, to the satoshi, long and short", () => {
  for (const sign of [1, -1]) {
    const market = aRichMarket();
    market.deposit("alice", 100 * SATS);
    market.riskLimit("alice", 2);
    market.withPosition("alice", sign * 3_000_000);
    // What is held and what would be open the other way: 50 XBT and, when all orders have traded, 200 of 250.
    const against = (contracts: number, at: number) => market.place("alice", sign > 0 ? "Sell" : "Buy", contracts, { at });
    for (const contracts of [3_000_000, 12_000_000]) expect(against(contracts, 60_000 + sign * 600).refusal).toBe("none");
    const { cost, orderBuyValue, orderSellValue } = market.position("alice");
    const beyond = orderBuyValue + orderSellValue - Math.abs(cost);
    for (const [limit, refusal] of [
      [beyond - 1, "riskLimit"],
      [beyond, "none"],
    ] as const) {
      market.state.instruments.setTerm(market.instrument(), "riskLimitSats", limit);
      expect([sign, limit, market.riskLimit("alice", 0).refusal]).toEqual([sign, limit, refusal]);
    }
  }
});
