import { describe, expect, test } from "vitest";
import { encode } from "./encode.ts";
import { STATUS } from "./records.ts";
import { aMarket, type TestMarket } from "./testing.ts";

/** Carol offers a lot at the mark and a lot far beyond it, and bids likewise. */
function thin(far: number, leverage?: number): TestMarket {
  const market = aMarket({ mark: 60_000 }).withAccount("carol", { xbt: 1_000 });
  market.withAccount("alice", { sats: 500_000, ...(leverage === undefined ? {} : { leverage }) });
  market.sell("carol", 100, { at: 60_000 });
  market.sell("carol", 100, { at: 60_000 + far });
  market.buy("carol", 100, { at: 59_999.5 });
  market.buy("carol", 100, { at: 59_999.5 - far });
  return market;
}

describe("a market order that opens", () => {
  test.each([
    { leverage: 100, side: "Buy", far: 20_000 },
    { leverage: 100, side: "Sell", far: 20_000 },
    { leverage: 2, side: "Buy", far: 900_000 },
    { leverage: 0, side: "Sell", far: 55_000 },
  ] as const)(
    "ORD-004 stops at the price at which its account is bankrupt, and what is left is cancelled: $side at $leverage, $far off",
    ({ leverage, side, far }) => {
      const market = thin(far, leverage);
      const { refusal, order, trades } = market.place("alice", side, 200);
      expect([refusal, order?.status, order?.filled, trades.length]).toEqual(["none", STATUS.canceled, 100, 1]);
      expect(market.standing("alice").available).toBeGreaterThan(0);
      expect(market.audit()).toEqual({ differenceSats: 0 });
    },
  );

  test("ORD-004 goes on where its account can bear the price, and a stop that went off does the same", () => {
    const market = thin(100);
    market.buy("alice", 200, { stop: 60_500, watch: "mark", id: "s" });
    expect(market.mark(60_500).orders.findLast(({ clientId }) => clientId === "s")).toMatchObject({ status: STATUS.filled, filled: 200 });
    const far = thin(900_000, 100);
    far.buy("alice", 200, { stop: 60_500, id: "s" });
    expect(far.mark(60_500).orders.findLast(({ clientId }) => clientId === "s")).toMatchObject({ status: STATUS.canceled, filled: 100 });
  });

  test("ORD-004 that turns a position around is held to both: what it closes and what it opens", () => {
    const market = thin(900_000, 100);
    market.sell("alice", 100);
    market.buy("carol", 100, { at: 59_999.5 });
    expect(market.buy("alice", 300).order).toMatchObject({ status: STATUS.canceled, filled: 100 });
    expect(market.position("alice").quantity).toBe(0);
  });

  test.each(["Buy", "Sell"] as const)(
    "ORD-004 that adds to a position is held to the price at which both would be bankrupt: %s",
    (side) => {
      const market = thin(side === "Buy" ? 900_000 : 55_000, 100);
      const quote = () => (side === "Buy" ? market.sell("carol", 100, { at: 60_000 }) : market.buy("carol", 100, { at: 59_999.5 }));
      quote();
      market.place("alice", side, 200);
      expect(Math.abs(market.position("alice").quantity)).toBe(200);
      quote();
      expect(market.place("alice", side, 200)).toMatchObject({ refusal: "none", order: { status: STATUS.canceled, filled: 100 } });
    },
  );

  test("ORD-004 what it can't pay for within that bound is refused as a whole, and nothing has changed", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("carol", { xbt: 1_000 }).withAccount("alice", { sats: 500_000 });
    market.sell("carol", 100_000, { at: 60_000 });
    market.sell("carol", 100_000, { at: 60_010 });
    const before = market.footprint();
    expect(market.buy("alice", 200_000).refusal).toBe("insufficientBalance");
    expect(market.footprint()).toBe(before);
  });
});

describe("closing a position", () => {
  function holding(): TestMarket {
    const market = aMarket({ mark: 60_000 }).withAccount("alice").withAccount("bob", { xbt: 10 }).withPosition("alice", 500);
    market.buy("alice", 100, { at: 59_000, id: "buy" });
    market.sell("alice", 100, { at: 61_000, id: "sell" });
    market.sell("alice", 100, { stop: 55_000, id: "stop" });
    return market;
  }

  test("ORD-002 at market or at a price takes the whole of it, and cancels every other order there", () => {
    for (const at of [undefined, 59_900]) {
      const market = holding();
      market.buy("bob", 500, { at: 59_900 });
      const { order, orders } = market.closePosition("alice", at);
      expect(order).toMatchObject({ quantity: 500, filled: 500, status: STATUS.filled, side: 1 });
      const canceled = orders.filter(({ status }) => status === STATUS.canceled);
      expect(canceled.map(({ clientId, text }) => [clientId, text]).sort()).toEqual(
        ["buy", "sell", "stop"].map((id) => [id, "Canceled: Order had execInst of Close\n"]),
      );
      expect([market.position("alice").quantity, market.orders("alice")]).toEqual([0, []]);
      expect(market.audit()).toEqual({ differenceSats: 0 });
    }
    const resting = holding();
    expect(resting.closePosition("alice", 60_500).order).toMatchObject({ leaves: 500, status: STATUS.new });
    const remarked = resting.send((out) => encode.closePosition(out, resting.handle("alice"), resting.instrument(), 122_000, "leaving"));
    expect(remarked.order).toMatchObject({ ticks: 122_000, text: "leaving" });
    expect(resting.orders("alice")).toHaveLength(1);
  });

  test("ORD-002 that is not there, or at a price that can't be, leaves the orders as they are", () => {
    const market = holding();
    const before = market.footprint();
    expect(market.closePosition("alice", 2_000_000).refusal).toBe("price");
    expect(market.closePosition("bob")).toMatchObject({ refusal: "closeSide", detail: 0 });
    for (const account of [0, 3, -1, 99, 4.5, Number.NaN])
      expect(market.send((out) => encode.closePosition(out, account, market.instrument(), 0, "")).refusal).toBe("unknownAccount");
    for (const instrument of [0, -1, 99, Number.NaN])
      expect(market.send((out) => encode.closePosition(out, market.handle("alice"), instrument, 0, "")).refusal).toBe("unknownInstrument");
    expect(market.footprint()).toBe(before);
  });
});
