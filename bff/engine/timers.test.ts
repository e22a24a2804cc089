import { describe, expect, test } from "vitest";
import { STATUS } from "./records.ts";
import { aMarket, SATS, type TestMarket, XBTUSD } from "./testing.ts";

const DAY_MS = 24 * 3_600_000;

function quoted(): TestMarket {
  const market = aMarket({ mark: 60_000 });
  for (const name of ["alice", "bob", "carol"]) market.withAccount(name, { xbt: 100 });
  return market;
}
const open = (market: TestMarket, name = "alice") => market.orders(name).map(({ clientId }) => clientId);

describe("fill or kill", () => {
  test("ORD-001 takes all of it at once, over as many prices as its limit lets it, or nothing", () => {
    const market = quoted();
    market.sell("bob", 300, { at: 60_100 });
    market.sell("carol", 300, { at: 60_200 });
    const killed = market.buy("alice", 700, { at: 60_200, fillOrKill: true });
    expect(killed.order).toMatchObject({ status: STATUS.canceled, filled: 0, text: "Canceled: Order had timeInForce of FillOrKill\n" });
    expect([killed.trades, killed.levels]).toEqual([[], []]);
    expect(market.buy("alice", 400, { at: 60_100, fillOrKill: true }).order).toMatchObject({ status: STATUS.canceled, filled: 0 });
    expect(market.buy("alice", 400, { fillOrKill: true }).order).toMatchObject({ status: STATUS.filled, filled: 400 });
    expect(market.buy("alice", 200, { at: 60_200, fillOrKill: true }).order).toMatchObject({ status: STATUS.filled });
  });

  test("ORD-001 that may only reduce closes the position over several prices and slices, or nothing of it", () => {
    const before = quoted().withPosition("alice", 300);
    for (const at of [59_990, 59_980]) before.buy("bob", 200, { at, show: 100 });
    // Nothing that a fill before it has left behind counts.
    const market = before.restarted();
    const sell = (contracts: number, at: number) => market.sell("alice", contracts, { at, reduceOnly: true, fillOrKill: true }).order;
    expect(sell(300, 59_990)).toMatchObject({ status: STATUS.canceled, filled: 0 });
    expect(sell(300, 59_980)).toMatchObject({ status: STATUS.filled, filled: 300 });
    expect([market.position("alice").quantity, market.book().bids]).toEqual([0, [[59_980, 100]]]);
  });

  test("ORD-001 does not count on its own account's orders", () => {
    const market = quoted();
    market.sell("alice", 100, { at: 60_000, id: "own" });
    market.sell("bob", 100, { at: 60_000 });
    expect(market.buy("alice", 200, { at: 60_000, fillOrKill: true }).order).toMatchObject({ status: STATUS.canceled, filled: 0 });
    expect(open(market)).toEqual(["own"]);
  });

  test("ORD-001 does not count on what would leave the book rather than trade", () => {
    // The maker's second fill would cost more than it has by then: its order is cancelled at that moment and no sooner.
    const market = aMarket({ mark: 60_000, terms: { ...XBTUSD, riskLimitSats: 100_000 * SATS } });
    market.withAccount("rich", { xbt: 10_000 }).withAccount("poor", { sats: 1_800_000 });
    for (const at of [59_990, 59_995]) expect(market.buy("poor", 40_000, { at }).refusal).toBe("none");
    market.mark(58_700);
    const before = market.orders("poor");
    const { order, trades } = market.sell("rich", 80_000, { at: 59_990, fillOrKill: true });
    expect([order?.status, order?.filled, trades]).toEqual([STATUS.canceled, 0, []]);
    expect(market.orders("poor")).toEqual(before);
    // Without that condition the same order trades a part.
    const part = market.sell("rich", 80_000, { at: 59_990, immediate: true }).order;
    expect(part?.filled).toBe(40_000);
  });
});

describe("a day order", () => {
  test("ORD-001 rests until midnight UTC and not a millisecond longer, also while it waits for a price", () => {
    const market = quoted();
    market.buy("alice", 100, { at: 50_000, day: true, id: "day" });
    market.buy("alice", 100, { at: 70_000, stop: 65_000, day: true, id: "stop" });
    market.buy("alice", 100, { at: 50_000, id: "stays" });
    const midnight = Math.ceil(market.nowMs / DAY_MS) * DAY_MS;
    expect(market.pass(midnight - market.nowMs - 2).orders).toEqual([]);
    const { orders, levels } = market.pass(0);
    expect(orders.map(({ clientId, status, text }) => [clientId, status, text])).toEqual([
      ["day", STATUS.canceled, "Canceled: Order had timeInForce of Day\n"],
      ["stop", STATUS.canceled, "Canceled: Order had timeInForce of Day\n"],
    ]);
    expect(levels).toMatchObject([{ ticks: 100_000, quantity: 100 }]);
    expect(open(market)).toEqual(["stays"]);
    market.buy("alice", 100, { at: 50_000, day: true, id: "tomorrow" });
    expect(market.pass(DAY_MS - 10).orders).toEqual([]);
    expect(market.restarted().pass(20).orders).toMatchObject([{ clientId: "tomorrow", status: STATUS.canceled }]);
  });

  test("ORD-001 wakes an exchange to which nobody speaks, at its end and not before", () => {
    const market = quoted();
    // After noon, when the fund has been counted.
    market.pass(0.6 * DAY_MS);
    const midnight = Math.ceil(market.nowMs / DAY_MS) * DAY_MS;
    expect(market.engine.state.wakes(midnight)).toBe(false);
    market.buy("alice", 100, { at: 50_000, day: true });
    expect([market.engine.state.wakes(midnight - 1), market.engine.state.wakes(midnight)]).toEqual([false, true]);
  });

  test("ORD-001 is gone before a command of the new day could trade with it", () => {
    const market = quoted();
    market.buy("alice", 100, { at: 60_000, day: true });
    market.nowMs += DAY_MS;
    expect(market.sell("bob", 100, { at: 60_000 }).trades).toEqual([]);
    expect(market.book()).toEqual({ bids: [], asks: [[60_000, 100]] });
  });
});

describe("the dead man's switch", () => {
  test("ORD-002 cancels every order of its account when its time has passed, and of no other", () => {
    const market = quoted();
    market.buy("alice", 100, { at: 50_000, id: "rests" });
    market.sell("alice", 100, { stop: 40_000, id: "waits" });
    market.buy("bob", 100, { at: 50_000, id: "bob's" });
    const armed = market.cancelAllAfter("alice", 1_000);
    expect([armed.refusal, armed.detail]).toEqual(["none", market.nowMs]);
    expect(market.pass(998).orders).toEqual([]);
    expect(market.pass(0).orders.map(({ status, text }) => [status, text])).toEqual([
      [STATUS.canceled, "Canceled: cancelAllAfter\n"],
      [STATUS.canceled, "Canceled: cancelAllAfter\n"],
    ]);
    expect([open(market), open(market, "bob")]).toEqual([[], ["bob's"]]);
    // It has gone off once and for all.
    market.buy("alice", 100, { at: 50_000, id: "later" });
    market.pass(10_000);
    expect(open(market)).toEqual(["later"]);
  });

  test("ORD-002 is moved by arming it again, and disarmed by no time at all", () => {
    const market = quoted();
    market.buy("alice", 100, { at: 50_000, id: "a" });
    market.cancelAllAfter("alice", 1_000);
    market.pass(900);
    market.cancelAllAfter("alice", 1_000);
    market.cancelAllAfter("bob", 500);
    market.pass(900);
    expect(open(market)).toEqual(["a"]);
    market.cancelAllAfter("alice", 0);
    market.pass(1_000_000);
    expect(open(market)).toEqual(["a"]);
  });

  test("ORD-002 survives a restart, and is due when its time passed meanwhile", () => {
    const market = quoted();
    market.buy("alice", 100, { at: 50_000, id: "a" });
    market.cancelAllAfter("alice", 1_000);
    const again = market.restarted();
    expect(again.engine.state.isDue(again.nowMs + 999)).toBe(false);
    expect(again.engine.state.isDue(again.nowMs + 1_000)).toBe(true);
    expect(again.pass(5_000).orders).toMatchObject([{ clientId: "a", status: STATUS.canceled }]);
    expect(again.engine.state.isDue(again.nowMs + 1_000_000)).toBe(false);
  });
});
