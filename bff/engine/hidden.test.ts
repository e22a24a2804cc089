import { describe, expect, test } from "vitest";
import { EXEC, STATUS } from "./records.ts";
import { aMarket, type Outcome, type TestMarket, XBTUSD } from "./testing.ts";

function quoted(): TestMarket {
  const market = aMarket({ mark: 60_000 });
  for (const name of ["alice", "bob", "carol"]) market.withAccount(name, { xbt: 100 });
  return market;
}
const makersOf = ({ executions }: Outcome) =>
  executions
    .filter(({ type, clientId }) => type === EXEC.trade && clientId !== "")
    .map(({ clientId, lastQuantity }) => [clientId, lastQuantity]);

describe("an order that shows a slice at a time", () => {
  test("ORD-001 shows no more than that in the book, and its next slice stands behind all that shows anything", () => {
    const market = quoted();
    market.sell("alice", 500, { at: 60_100, show: 200, id: "iceberg" });
    market.sell("bob", 300, { at: 60_100, id: "plain" });
    expect(market.book().asks).toEqual([[60_100, 500]]);
    expect(makersOf(market.buy("carol", 100, { at: 60_100 }))).toEqual([["iceberg", 100]]);
    // A slice that is not used up keeps its place.
    expect(market.book().asks).toEqual([[60_100, 400]]);
    expect(makersOf(market.buy("carol", 200, { at: 60_100 }))).toEqual([
      ["iceberg", 100],
      ["plain", 100],
    ]);
    expect(market.book().asks).toEqual([[60_100, 400]]);
    expect(makersOf(market.buy("carol", 500, { at: 60_100 }))).toEqual([
      ["plain", 200],
      ["iceberg", 200],
      ["iceberg", 100],
    ]);
    expect(market.book().asks).toEqual([]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("ORD-001 binds the margin of all of it, and gives up first what it does not show", () => {
    const market = quoted();
    market.buy("alice", 500, { at: 59_000, show: 200, id: "a" });
    expect(market.position("alice").orderBuyQuantity).toBe(500);
    market.buy("bob", 100, { at: 59_000, id: "b" });
    market.amend("alice", "a", { contracts: 300 });
    expect(market.book().bids).toEqual([[59_000, 300]]);
    market.amend("alice", "a", { contracts: 100 });
    expect(market.book().bids).toEqual([[59_000, 200]]);
    // It has kept its place all the time.
    expect(makersOf(market.sell("carol", 200, { at: 59_000 }))).toEqual([
      ["a", 100],
      ["b", 100],
    ]);
  });

  test("ORD-001 earns the maker's rebate for what it showed", () => {
    const market = quoted();
    market.sell("alice", 500, { at: 60_000, show: 200, id: "a" });
    const fills = market
      .buy("carol", 500, { at: 60_000 })
      .executions.filter(({ clientId, type }) => clientId === "a" && type === EXEC.trade);
    expect(fills.map(({ feeRate }) => feeRate)).toEqual([XBTUSD.makerFeeRate, XBTUSD.makerFeeRate, XBTUSD.makerFeeRate]);
  });
});

describe("a hidden order", () => {
  test("ORD-001 is in no level, trades behind all that shows anything at its price, and pays the taker's fee", () => {
    const market = quoted();
    const { levels, order } = market.sell("alice", 300, { at: 60_000, show: 0, id: "hidden" });
    expect([levels.filter(({ quantity }) => quantity > 0), order?.display]).toEqual([[], 0]);
    market.sell("bob", 200, { at: 60_000, id: "shown" });
    expect(market.book().asks).toEqual([[60_000, 200]]);
    const outcome = market.buy("carol", 400, { at: 60_000 });
    expect(makersOf(outcome)).toEqual([
      ["shown", 200],
      ["hidden", 200],
    ]);
    const rates = outcome.executions.filter(({ type, clientId }) => type === EXEC.trade && clientId !== "").map(({ feeRate }) => feeRate);
    expect(rates).toEqual([XBTUSD.makerFeeRate, XBTUSD.takerFeeRate]);
    expect(market.book().asks).toEqual([]);
    expect(market.orders("alice")).toMatchObject([{ leaves: 100, status: STATUS.partiallyFilled }]);
    // A post-only order would trade with it, and is told so.
    expect(market.buy("bob", 100, { at: 60_000, postOnly: true }).order?.status).toBe(STATUS.canceled);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("ORD-001 queues by age among hidden ones, also after a restart", () => {
    const market = quoted();
    for (const id of ["first", "second", "third"]) market.sell("alice", 100, { at: 60_000, show: 0, id });
    market.cancel("alice", "first");
    market.sell("bob", 100, { at: 60_000, id: "shown" });
    const again = market.restarted();
    for (const one of [market, again]) {
      expect(makersOf(one.buy("carol", 300, { at: 60_000 })).map(([id]) => id)).toEqual(["shown", "second", "third"]);
    }
    expect(again.hash()).toBe(market.hash());
  });
});

test("ORD-001 an iceberg shows no less than a hundredth of its order, so that no command is a hundred thousand fills", () => {
  const market = aMarket({ mark: 60_000, terms: { riskLimitSats: 2 ** 52 } });
  market.withAccount("alice", { xbt: 1_000 }).withAccount("bob", { xbt: 1_000 });
  market.sell("alice", 1_000_000, { at: 60_000, show: 100 });
  expect(market.book().asks).toEqual([[60_000, 10_000]]);
  expect(market.buy("bob", 1_000_000, { at: 60_000 }).trades).toHaveLength(100);
});

test("ORD-001 a slice is a hundredth of the order at the least, in whole lots", () => {
  const market = quoted();
  for (const [contracts, shown] of [
    [10_000, 100],
    [10_100, 200],
    [20_000, 200],
  ] as const) {
    market.sell("alice", contracts, { at: 60_100, show: 100, id: "a" });
    expect(market.book().asks).toEqual([[60_100, shown]]);
    market.cancel("alice", "a");
  }
});
