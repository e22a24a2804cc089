import { describe, expect, test } from "vitest";
import { EXEC, ORDER_CHANGE, STATUS } from "./records.ts";
import { aMarket, type Outcome, type TestMarket } from "./testing.ts";

/** Alice and Bob have coins; Carol bids 59,990 and offers 60,010. The last trade was at 60,000. */
function quoted(): TestMarket {
  const market = aMarket({ mark: 60_000 });
  for (const name of ["alice", "bob", "carol"]) market.withAccount(name, { xbt: 100 });
  market.sell("bob", 100, { at: 60_000 });
  market.buy("alice", 100, { at: 60_000 });
  market.buy("carol", 1_000, { at: 59_990 });
  market.sell("carol", 1_000, { at: 60_010 });
  return market;
}

const stopOf = (market: TestMarket, id: string) => {
  const order = market.orders("alice").find(({ clientId }) => clientId === id);
  return order === undefined ? null : order.stopTicks / 2;
};

const wentOff = ({ executions }: Outcome) => executions.filter(({ type }) => type === EXEC.triggered).map(({ clientId }) => clientId);

describe("a stop price that trails", () => {
  test.each([
    { name: "a stop that sells follows a rising price", side: "Sell", touch: false, trail: -100, way: 1 },
    { name: "a touched order that buys follows a rising price", side: "Buy", touch: true, trail: -100, way: 1 },
    { name: "a stop that buys follows a falling price", side: "Buy", touch: false, trail: 100, way: -1 },
    { name: "a touched order that sells follows a falling price", side: "Sell", touch: true, trail: 100, way: -1 },
  ] as const)("ORD-001 $name, stays when it comes back, and goes off there", ({ side, touch, trail, way }) => {
    for (const watch of ["mark", "index", "last"] as const) {
      const market = quoted();
      const go = (price: number) => {
        if (watch !== "last") return market.mark(price);
        market.cancelAll("carol");
        market.sell("carol", 100, { at: price });
        return market.buy("bob", 100, { at: price });
      };
      market.place("alice", side, 100, { trail, touch, watch, id: "t" });
      const stops = [stopOf(market, "t")];
      for (const move of [50, -40, 60, 30]) {
        expect(wentOff(go(60_000 + way * move))).toEqual([]);
        stops.push(stopOf(market, "t"));
      }
      const [start, first, best] = [60_000 + trail, 60_000 + way * 50 + trail, 60_000 + way * 60 + trail];
      expect([watch, stops]).toEqual([watch, [start, first, first, best, best]]);
      expect(wentOff(go(best + way * 0.5))).toEqual([]);
      expect(wentOff(go(best))).toEqual(["t"]);
    }
  });

  test("ORD-001 tells of every move with a row and nothing else, and is no further from a price between two ticks than it was to be", () => {
    const market = quoted();
    market.sell("alice", 100, { trail: -100, id: "t" });
    const { orders, executions } = market.mark(60_000.75);
    expect(executions).toEqual([]);
    expect(orders).toMatchObject([{ change: ORDER_CHANGE.update, status: STATUS.new, stopTicks: 119_801, peg: 1, pegOffset: -200 }]);
    expect(market.mark(60_000.99).orders).toEqual([]);
    market.buy("bob", 100, { trail: 100, watch: "mark", id: "b" });
    expect(market.orders("bob")).toMatchObject([{ stopTicks: 120_202 }]);
  });

  test("ORD-002 another offset is taken from the price as it is then, and the order goes on from there, also after a restart", () => {
    const market = quoted();
    market.sell("alice", 100, { trail: -100, id: "t" });
    market.mark(60_100);
    market.mark(60_050);
    market.amend("alice", "t", { offset: -200 });
    expect(stopOf(market, "t")).toBe(59_850);
    for (const one of [market, market.restarted()]) {
      one.mark(60_100);
      expect(stopOf(one, "t")).toBe(59_900);
      expect(wentOff(one.mark(59_900))).toEqual(["t"]);
    }
  });

  test("ORD-001 comes to the end of the ladder and stays there", () => {
    const market = aMarket({ mark: 60_000, terms: { maxPriceTicks: 130_000 } }).withAccount("alice", { xbt: 10 });
    market.sell("alice", 100, { trail: -1_000, id: "t" });
    market.mark(70_000);
    expect(stopOf(market, "t")).toBe(65_000);
    expect(market.mark(71_000).orders).toEqual([]);
    expect(wentOff(market.mark(65_000))).toEqual(["t"]);
  });

  test("ORD-002 leaves no trace when it is cancelled", () => {
    const market = quoted();
    market.sell("alice", 100, { trail: -100, id: "t" });
    market.cancel("alice", "t");
    expect(market.mark(61_000).orders).toEqual([]);
    expect(market.mark(59_000).orders).toEqual([]);
  });
});

describe("a limit that is pegged", () => {
  test.each([
    { name: "to its own side", side: "Buy", peg: "primary", offset: -5, at: 59_985 },
    { name: "to its own side", side: "Sell", peg: "primary", offset: 5, at: 60_015 },
    { name: "to the other side", side: "Buy", peg: "market", offset: -0.5, at: 60_009.5 },
    { name: "to the other side", side: "Sell", peg: "market", offset: 0.5, at: 59_990.5 },
  ] as const)("ORD-001 $name: a $side at $offset off it stands at $at, once and for all", ({ side, peg, offset, at }) => {
    const market = quoted();
    const { order } = market.place("alice", side, 100, { peg, offset });
    expect(order).toMatchObject({ ticks: at * 2, pegOffset: offset * 2, status: STATUS.new, leaves: 100 });
    market.cancelAll("carol");
    market.mark(61_000);
    expect(market.orders("alice")).toMatchObject([{ ticks: at * 2 }]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("ORD-001 across the book trades at once, or is cancelled as post-only", () => {
    const market = quoted();
    expect(market.buy("alice", 100, { peg: "market" }).order).toMatchObject({ status: STATUS.filled, filledTicks: 100 * 120_020 });
    expect(market.buy("alice", 100, { peg: "market", postOnly: true }).order?.status).toBe(STATUS.canceled);
  });

  test("ORD-001 goes by what the book shows: nobody learns of hidden orders by pegging to them", () => {
    const market = quoted();
    market.buy("bob", 100, { at: 59_995, show: 0 });
    expect(market.buy("alice", 100, { peg: "primary" }).order?.ticks).toBe(119_980);
  });

  test("ORD-002 is set anew by an amended offset, from the book as it is then", () => {
    const market = quoted();
    market.buy("alice", 100, { peg: "primary", offset: -5, id: "p" });
    market.buy("bob", 100, { at: 59_995 });
    expect(market.amend("alice", "p", { offset: -1 }).order).toMatchObject({ ticks: 119_988, pegOffset: -2 });
    expect(market.amend("alice", "p", { contracts: 200 }).order).toMatchObject({ ticks: 119_988, leaves: 200 });
  });

  test("ORD-002 in a bulk hangs on the book as the orders before it leave it, and one that can't be had refuses all", () => {
    const market = quoted();
    const orders = [market.order("alice", "Buy", 100, { at: 59_995 }), market.order("alice", "Buy", 100, { peg: "primary" })];
    market.bulk("alice", orders);
    expect(market.orders("alice").map(({ ticks }) => ticks)).toEqual([119_990, 119_990]);
    const before = market.footprint();
    expect(market.bulk("alice", [...orders, market.order("alice", "Buy", 100, { peg: "primary", offset: -60_000 })]).refusal).toBe("price");
    expect(market.footprint()).toBe(before);
  });
});
