import { describe, expect, test } from "vitest";
import { EXEC, STATUS } from "./records.ts";
import { aMarket, XBTUSD } from "./testing.ts";

const trader = (sats = 100_000_000) => aMarket({ mark: 60_000 }).withAccount("alice", { sats }).withAccount("bob", { xbt: 10 });

describe("several orders at once", () => {
  test("ENG-001 a bulk places its orders in turn, and the reply names each", () => {
    const market = trader();
    const { refusal, orderNumbers, orders } = market.bulk("alice", [
      market.order("alice", "Buy", 100, { at: 59_000, id: "a" }),
      market.order("alice", "Sell", 200, { at: 61_000, id: "b" }),
      market.order("alice", "Buy", 300, { at: 59_000, immediate: true }),
    ]);
    expect([refusal, orderNumbers]).toEqual(["none", [1, 2, 3]]);
    expect(orders.findLast(({ number }) => number === 3)?.status).toBe(STATUS.canceled);
    expect(market.book()).toEqual({ bids: [[59_000, 100]], asks: [[61_000, 200]] });
  });

  test("ENG-001 when one order of a bulk is invalid none is placed, and nothing has changed", () => {
    const market = trader().list("XBTM26", XBTUSD, ".BXBT");
    market.mark(60_000);
    market.buy("alice", 100, { at: 59_000, id: "taken" });
    const good = market.order("alice", "Buy", 100, { at: 59_500, id: "good" });
    const bad = [
      { ...good, clientId: "taken" },
      { ...good, clientId: "good" },
      { ...good, clientId: "", quantity: 150 },
      { ...good, clientId: "", ticks: 0 },
      { ...good, clientId: "", instrument: 0 },
      market.order("alice", "Buy", 100, { at: 59_500, symbol: "XBTM26" }),
      market.order("alice", "Sell", 100, { at: 61_000, reduceOnly: true }),
      market.order("alice", "Buy", 10_000_000, { at: 59_500 }),
    ];
    const refusals = bad.map((order) => {
      const before = market.footprint();
      const { refusal, orderNumbers, orders } = market.bulk("alice", [good, order]);
      expect([market.footprint(), orderNumbers, orders]).toEqual([before, [], []]);
      return refusal;
    });
    expect(refusals).toEqual([
      "duplicateClientId",
      "duplicateClientId",
      "quantity",
      "price",
      "unknownInstrument",
      "bulkInstrument",
      "reduceOnlySide",
      "insufficientBalance",
    ]);
  });

  test("ENG-001 orders that the account can pay for one by one, but not together, are refused together", () => {
    const market = trader(200_000);
    const order = market.order("alice", "Buy", 6_000, { at: 60_000 });
    // Each binds 115,076 satoshis.
    const before = market.footprint();
    expect(market.bulk("alice", [order, order])).toMatchObject({ refusal: "insufficientBalance", detail: 115_076 });
    expect(market.footprint()).toBe(before);
    expect(market.bulk("alice", [order, { ...order, side: 1 }]).refusal).toBe("none");
  });

  test("ENG-001 the first order of an account in a contract leaves no trace when its bulk is refused", () => {
    const market = trader();
    const order = market.order("alice", "Buy", 100, { at: 59_000 });
    market.bulk("alice", [order, { ...order, quantity: 1 }]);
    expect(market.state.positions.count).toBe(0);
  });

  test("ENG-001 an order of a bulk that an earlier one has made impossible is kept as rejected, the others stand", () => {
    const market = trader(200_000);
    market.sell("bob", 20_000, { at: 60_000 });
    // Immediate orders bind nothing while they are judged; the first leaves too little for the second.
    const order = market.order("alice", "Buy", 9_000, { at: 60_000, immediate: true });
    const { refusal, orderNumbers, orders, executions } = market.bulk("alice", [order, { ...order, clientId: "second" }]);
    expect([refusal, orderNumbers.length]).toEqual(["none", 2]);
    expect(orders.findLast(({ number }) => number === orderNumbers[0])?.status).toBe(STATUS.filled);
    expect(orders.findLast(({ number }) => number === orderNumbers[1])).toMatchObject({ status: STATUS.rejected, leaves: 0, filled: 0 });
    expect(executions.at(-1)?.type).toBe(EXEC.rejected);
    expect([market.position("alice").quantity, market.orders("alice")]).toEqual([9_000, []]);
  });
});

describe("several amendments at once", () => {
  const quoting = () => {
    const market = trader(1_000_000);
    market.buy("alice", 10_000, { at: 50_000, id: "a" });
    market.buy("alice", 10_000, { at: 49_000, id: "b" });
    return market;
  };

  test("ENG-001 a bulk amends its orders in turn, and the reply names each", () => {
    const market = quoting();
    const { refusal, orderNumbers } = market.amendBulk("alice", [
      market.amendment("alice", "a", { price: 50_100 }),
      market.amendment("alice", "b", { contracts: 5_000 }),
    ]);
    expect([refusal, orderNumbers]).toEqual(["none", [1, 2]]);
    expect(market.book().bids).toEqual([
      [50_100, 10_000],
      [49_000, 5_000],
    ]);
  });

  test("ENG-001 when one amendment is invalid none is made, and nothing has changed", () => {
    const market = quoting().list("XBTM26", XBTUSD, ".BXBT");
    market.mark(60_000);
    market.buy("alice", 100, { at: 50_000, symbol: "XBTM26", id: "elsewhere" });
    const good = market.amendment("alice", "a", { price: 50_100, id: "c" });
    const refusals = [
      market.amendment("alice", "nothing", { price: 50_100 }),
      market.amendment("alice", 1, { price: 50_200 }),
      market.amendment("alice", "b", { id: "c" }),
      market.amendment("alice", "b", { leaves: 50 }),
      market.amendment("alice", "b", { price: 0 }),
      market.amendment("alice", "elsewhere", { price: 50_100 }),
    ].map((bad) => {
      const before = market.footprint();
      const { refusal, orderNumbers } = market.amendBulk("alice", [good, bad]);
      expect([market.footprint(), orderNumbers]).toEqual([before, []]);
      return refusal;
    });
    expect(refusals).toEqual([
      "originalClientIdNotFound",
      "orderNotFound",
      "duplicateClientId",
      "leavesQuantity",
      "price",
      "bulkInstrument",
    ]);
  });

  test("ENG-001 amendments that the account can pay for one by one, but not together, are refused together", () => {
    const market = quoting();
    const larger = (id: string) => market.amendment("alice", id, { contracts: 30_000 });
    const before = market.footprint();
    expect(market.amendBulk("alice", [larger("a"), larger("b")]).refusal).toBe("insufficientBalance");
    expect(market.footprint()).toBe(before);
    expect(market.amend("alice", "a", { contracts: 30_000 }).refusal).toBe("none");
    // What one gives up the other may take.
    expect(market.amendBulk("alice", [market.amendment("alice", "a", { contracts: 10_000 }), larger("b")]).refusal).toBe("none");
    expect(market.orders("alice").map(({ quantity }) => quantity)).toEqual([10_000, 30_000]);
  });
});
