import { expect, test } from "vitest";
import { encode } from "./encode.ts";
import { REVIVAL_MS } from "./filled-orders.ts";
import { INSTRUMENT_STATE } from "./instruments.ts";
import { EXEC, ORDER_CHANGE, STATUS } from "./records.ts";
import { aMarket, type TestMarket } from "./testing.ts";

/** Alice's bid of 300 has just been filled by Bob. */
function filled(): TestMarket & { number: number } {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1 }).withAccount("bob", { xbt: 10 });
  const number = market.buy("alice", 300, { at: 59_990, id: "a", text: "first" }).order?.number ?? 0;
  market.sell("bob", 300, { at: 59_990 });
  return Object.assign(market, { number });
}

test("ORD-002 an order that has filled is live again with more contracts, by total or by what remains, by either id", () => {
  for (const wish of [{ contracts: 500 }, { leaves: 200 }]) {
    for (const byId of [true, false]) {
      const market = filled();
      expect(market.orders("alice")).toEqual([]);
      const { order, orders, executions } = market.amend("alice", byId ? market.number : "a", wish);
      expect(order).toMatchObject({
        quantity: 500,
        leaves: 200,
        filled: 300,
        status: STATUS.partiallyFilled,
        clientId: "a",
        text: "first",
      });
      expect([orders[0]?.change, executions[0]?.type]).toEqual([ORDER_CHANGE.revived, EXEC.replaced]);
      expect(market.book().bids).toEqual([[59_990, 200]]);
      expect(market.sell("bob", 200, { at: 59_990 }).orders.find(({ number }) => number === market.number)?.status).toBe(STATUS.filled);
      expect(market.amend("alice", market.number, { leaves: 100 }).order).toMatchObject({ quantity: 600, leaves: 100, filled: 500 });
      expect(market.cancel("alice", "a").order?.status).toBe(STATUS.canceled);
      expect(market.amend("alice", market.number, { leaves: 100 }).refusal).toBe("orderNotFound");
      expect(market.audit()).toEqual({ differenceSats: 0 });
    }
  }
});

test("ORD-002 it may come back at another price, and trade there at once", () => {
  const market = filled();
  market.sell("bob", 100, { at: 60_010 });
  expect(market.amend("alice", "a", { leaves: 300, price: 60_010 }).order).toMatchObject({ filled: 400, leaves: 200, ticks: 120_020 });
});

test("ORD-002 for a minute, also across a restart, and no longer than its own day", () => {
  for (const [wait, refusal] of [
    [REVIVAL_MS - 2, "none"],
    [REVIVAL_MS - 1, "orderNotFound"],
  ] as const) {
    const before = filled();
    before.nowMs += wait;
    const market = before.restarted();
    expect([wait, market.amend("alice", before.number, { leaves: 100 }).refusal]).toEqual([wait, refusal]);
  }
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 10 }).withAccount("bob", { xbt: 10 });
  market.nowMs = Math.ceil(market.nowMs / 86_400_000) * 86_400_000 - 1_000;
  const { order } = market.buy("alice", 300, { at: 59_990, day: true });
  market.sell("bob", 300, { at: 59_990 });
  market.amend("alice", order?.number ?? 0, { leaves: 100 });
  const again = market.restarted();
  market.sell("bob", 100, { at: 59_990 });
  market.pass(1_000);
  // What has come back is a day order still.
  expect(again.pass(1_000).orders).toMatchObject([{ number: order?.number, status: STATUS.canceled }]);
  expect(market.amend("alice", order?.number ?? 0, { leaves: 100 }).refusal).toBe("orderNotFound");
});

test("ORD-002 nobody else's, not under a name that another order has taken, not without more contracts, and only what could rest", () => {
  const market = filled();
  expect(market.amend("bob", market.number, { leaves: 100 }).refusal).toBe("orderNotFound");
  expect(market.amend("alice", market.number, { price: 59_000 }).refusal).toBe("orderNotFound");
  expect(market.amend("alice", market.number, { contracts: 300 }).refusal).toBe("quantity");
  market.buy("alice", 100, { at: 59_000, id: "a" });
  expect(market.amend("alice", market.number, { leaves: 100 }).refusal).toBe("duplicateClientId");
  expect(market.amend("alice", market.number, { leaves: 100, id: "b" }).order).toMatchObject({ clientId: "b", leaves: 100 });
  market.sell("bob", 100, { at: 60_000 });
  const taken = market.buy("alice", 100, {}).order;
  expect([taken?.status, market.amend("alice", taken?.number ?? 0, { leaves: 100 }).refusal]).toEqual([STATUS.filled, "orderNotFound"]);
});

test("ORD-002 it is asked what it can afford, and a reduce-only one whether there is anything to reduce", () => {
  const market = filled();
  expect(market.amend("alice", market.number, { leaves: 9_000_000 }).refusal).toBe("insufficientBalance");
  const { order } = market.sell("alice", 300, { at: 60_010, reduceOnly: true });
  market.buy("bob", 300, { at: 60_010 });
  expect(market.amend("alice", order?.number ?? 0, { leaves: 100 })).toMatchObject({ refusal: "reduceOnlySide", detail: 0 });
  market.sell("alice", 300, { at: 60_010 });
  market.buy("bob", 300, { at: 60_010 });
  const bid = market.buy("alice", 300, { at: 59_990, reduceOnly: true }).order?.number ?? 0;
  market.sell("bob", 300, { at: 59_990 });
  expect(market.position("alice").quantity).toBe(0);
  expect(market.amend("alice", bid, { leaves: 100 })).toMatchObject({ refusal: "reduceOnlySide", detail: 0 });
});

test("ORD-002 in a bulk it comes back with the others or not at all", () => {
  const market = filled();
  market.buy("alice", 100, { at: 59_000, id: "b" });
  const before = market.footprint();
  const back = market.amendment("alice", "a", { leaves: 200 });
  expect(market.amendBulk("alice", [back, market.amendment("alice", "b", { contracts: 9_000_000 })]).refusal).toBe("insufficientBalance");
  expect(market.footprint()).toBe(before);
  market.amendBulk("alice", [back, market.amendment("alice", "b", { contracts: 200 })]);
  expect(market.orders("alice").map(({ clientId, leaves }) => [clientId, leaves])).toEqual([
    ["a", 200],
    ["b", 200],
  ]);
});

test("ORD-002 so many orders of a contract are open and no more: those that wait, come in a bulk or come back among them", () => {
  const market = filled();
  const send = (at: number | undefined, stop?: number) =>
    market.send((out) =>
      encode.place(out, {
        ...market.order("alice", "Buy", 100, { ...(at === undefined ? {} : { at }), ...(stop === undefined ? {} : { stop }) }),
        maxOrders: 3,
      }),
    );
  expect([send(59_000).refusal, send(59_000, 61_000).refusal, send(59_000).refusal]).toEqual(["none", "none", "none"]);
  expect([send(59_000).refusal, send(undefined, 61_000).refusal]).toEqual(["tooManyOrders", "tooManyOrders"]);
  // What can't stay takes no room, and another account has its own.
  market.sell("bob", 100, { at: 60_010 });
  expect(send(undefined).order?.status).toBe(STATUS.filled);
  const back = { ...market.amendment("alice", "a", { leaves: 100 }), maxOrders: 3 };
  expect(market.send((out) => encode.amend(out, back)).refusal).toBe("tooManyOrders");
  market.cancel("alice", market.orders("alice")[0]?.number ?? 0);
  const bulk = [0, 1].map((i) => ({ ...market.order("alice", "Buy", 100, { at: 58_000 + i }), maxOrders: 3 }));
  expect(market.bulk("alice", bulk).refusal).toBe("tooManyOrders");
  expect(market.send((out) => encode.amend(out, back)).refusal).toBe("none");
});

test("ORD-002 not where the contract trades no more", () => {
  const market = filled();
  market.state.instruments.state[market.instrument()] = INSTRUMENT_STATE.closed;
  expect(market.amend("alice", market.number, { leaves: 100 }).refusal).toBe("notOpen");
});

test("ORD-002 an order of a day comes back until the day ends and not at its end, whoever filled before it", () => {
  for (const [early, refusal] of [
    [1, "none"],
    [0, "orderNotFound"],
  ] as const) {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 10 }).withAccount("bob", { xbt: 10 });
    const midnight = Math.ceil(market.nowMs / 86_400_000) * 86_400_000 + 86_400_000;
    market.nowMs = midnight - 30_000;
    market.buy("alice", 300, { at: 59_990 });
    const { order } = market.buy("alice", 300, { at: 59_990, day: true });
    market.sell("bob", 600, { at: 59_990 });
    market.nowMs = midnight - 1 - early;
    expect([early, market.amend("alice", order?.number ?? 0, { leaves: 100 }).refusal]).toEqual([early, refusal]);
  }
});

test("ORD-002 who has come back stays as long as any other", () => {
  const market = filled();
  market.amend("alice", market.number, { leaves: 100 });
  market.pass(2 * REVIVAL_MS);
  expect([market.orders("alice").length, market.book().bids]).toEqual([1, [[59_990, 100]]]);
});

test("ORD-002 what has filled is forgotten when its minute is over", () => {
  const market = filled();
  market.pass(REVIVAL_MS - 2);
  expect(market.state.scalars.filledOrders).toBe(2);
  market.pass(0);
  expect([market.state.scalars.filledOrders, market.state.filledByNumber.size]).toEqual([0, 0]);
});
