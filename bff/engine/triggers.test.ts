import { describe, expect, test } from "vitest";
import { encode } from "./encode.ts";
import { MAX_TRIGGERED_PER_COMMAND } from "./engine.ts";
import { EXEC, STATUS } from "./records.ts";
import { REJECT } from "./rejects.ts";
import { aMarket, type Outcome, type TestMarket } from "./testing.ts";

/**
 * Alice and Bob have coins, and Carol quotes 60,000 to 60,001 deep enough for both. The last trade was at 60,000.
 *
 * @param held contracts that Alice starts with
 */
function quoted(held = 0): TestMarket {
  const market = aMarket({ mark: 60_000 });
  for (const name of ["alice", "bob", "carol"]) market.withAccount(name, { xbt: 100 });
  if (held !== 0) market.withPosition("alice", held);
  market.buy("carol", 100_000, { at: 60_000 });
  market.sell("carol", 100_000, { at: 60_001 });
  market.sell("bob", 100, { at: 60_000 });
  return market;
}

/** A trader who holds 10,000 contracts at 100 times, bought at 60,000, and would have to be taken over at 59,000. */
function geared(): TestMarket {
  const market = aMarket({ mark: 60_000 }).withAccount("carol", { xbt: 100 });
  market.withAccount("geared", { sats: 2_000_000, leverage: 100 }).withPosition("geared", 10_000);
  market.buy("carol", 100_000, { at: 60_000 });
  return market;
}

/** Trades at a price on a book that is empty there. */
function trade(market: TestMarket, at: number): Outcome {
  market.cancelAll("carol");
  market.sell("carol", 100, { at });
  return market.buy("bob", 100, { at });
}

const wentOff = ({ executions }: Outcome) =>
  executions.filter(({ type }) => type === EXEC.triggered).map(({ clientId, order }) => clientId || order);
const fillsOf = ({ executions }: Outcome, id: string) =>
  executions
    .filter(({ type, clientId }) => type === EXEC.trade && clientId === id)
    .map(({ lastQuantity, lastTicks }) => [lastQuantity, lastTicks / 2]);

describe("when a price comes", () => {
  test.each([
    { name: "a stop buys at the price or above", side: "Buy", touch: false, near: 60_499.5, at: 60_500 },
    { name: "a stop sells at the price or below", side: "Sell", touch: false, near: 59_500.5, at: 59_500 },
    { name: "a touched order buys at the price or below", side: "Buy", touch: true, near: 59_500.5, at: 59_500 },
    { name: "a touched order sells at the price or above", side: "Sell", touch: true, near: 60_499.5, at: 60_500 },
  ] as const)("ORD-001 $name, whichever price it watches", ({ side, touch, near, at }) => {
    for (const watch of ["last", "mark", "index"] as const) {
      const market = quoted();
      const go = (price: number) => (watch === "last" ? trade(market, price) : market.mark(price));
      market.place("alice", side, 100, { stop: at, touch, watch, id: "a" });
      expect([watch, wentOff(go(near))]).toEqual([watch, []]);
      expect([watch, wentOff(go(at))]).toEqual([watch, ["a"]]);
      expect(market.orders("alice")).toEqual([]);
    }
  });

  test("ORD-001 a stop watches its own price and no other", () => {
    const market = quoted();
    market.buy("alice", 100, { stop: 60_500, watch: "last", id: "last" });
    market.buy("alice", 100, { stop: 60_500, watch: "mark", id: "mark" });
    expect(wentOff(market.mark(60_600))).toEqual(["mark"]);
    expect(wentOff(trade(market, 60_550))).toEqual(["last"]);
  });

  test("ORD-001 no price sets off, or moves, what watches another, whichever way it goes", () => {
    for (const watch of ["mark", "index"] as const) {
      const market = quoted();
      for (const [side, touch] of [
        ["Buy", false],
        ["Buy", true],
        ["Sell", false],
        ["Sell", true],
      ] as const) {
        const above = (side === "Buy") !== touch;
        market.place("alice", side, 100, { stop: above ? 60_500 : 59_500, touch, watch });
        market.place("alice", side, 100, { trail: above ? 500 : -500, touch, watch });
      }
      const stops = () => market.orders("alice").map(({ stopTicks }) => stopTicks);
      const before = stops();
      expect(wentOff(trade(market, 61_000))).toEqual([]);
      expect(wentOff(trade(market, 59_000))).toEqual([]);
      expect(stops()).toEqual(before);
    }
  });

  test("ORD-001 a price that one trade of a sweep touches is enough", () => {
    const market = quoted();
    market.sell("alice", 100, { at: 58_000, stop: 59_900, watch: "last", id: "down" });
    market.cancelAll("carol");
    market.sell("carol", 100, { at: 59_900 });
    market.sell("carol", 100, { at: 60_100 });
    expect(wentOff(market.buy("bob", 200, { at: 60_100 }))).toEqual(["down"]);
  });

  test("ORD-001 a price that is there already sets an order off at once, and a last price that never was none", () => {
    const market = quoted();
    const { order, executions } = market.buy("alice", 100, { stop: 60_000, id: "a" });
    expect(executions.filter(({ clientId }) => clientId === "a").map(({ type }) => type)).toEqual([EXEC.new, EXEC.triggered, EXEC.trade]);
    expect(order).toMatchObject({ status: STATUS.filled, isTriggered: 1 });
    const untraded = aMarket({ mark: 60_000 }).withAccount("alice");
    expect(untraded.sell("alice", 100, { stop: 60_000, watch: "last" }).order).toMatchObject({ status: STATUS.new, isTriggered: 0 });
  });
});

describe("an order that waits", () => {
  test("ORD-001 binds no margin, is in no book, and shows as new and untriggered", () => {
    const market = quoted().withAccount("poor", { sats: 1_000 });
    const before = market.standing("poor");
    const { refusal, order, levels } = market.buy("poor", 1_000_000, { at: 60_500, stop: 60_400, id: "s" });
    expect([refusal, levels]).toEqual(["none", []]);
    expect(order).toMatchObject({ status: STATUS.new, isTriggered: 0, stopTicks: 120_800, ticks: 121_000, leaves: 1_000_000 });
    expect(market.standing("poor")).toEqual(before);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("ORD-001 is asked what it can afford when its price comes, and ends rejected with the reason", () => {
    const market = quoted().withAccount("poor", { sats: 1_000 });
    market.buy("poor", 100_000, { stop: 60_400, id: "s" });
    const { orders } = market.mark(60_400);
    expect(orders.at(-1)).toMatchObject({ clientId: "s", status: STATUS.rejected, isTriggered: 1, rejectCode: REJECT.insufficientBalance });
    expect(orders.at(-1)?.rejectDetail).toBeGreaterThan(1_000);
    expect(market.orders("poor")).toEqual([]);
  });

  test("ORD-001 with a limit rests at it once it went off, and binds margin from then on", () => {
    const market = quoted();
    market.buy("alice", 200, { at: 59_000, stop: 60_400, id: "s" });
    const { orders, levels } = market.mark(60_400);
    expect(orders.at(-1)).toMatchObject({ clientId: "s", status: STATUS.new, isTriggered: 1, leaves: 200 });
    expect(levels).toMatchObject([{ ticks: 118_000, quantity: 200 }]);
    expect(market.position("alice").orderBuyQuantity).toBe(200);
  });

  test("ORD-001 as post-only is cancelled when it would trade by then", () => {
    const market = quoted();
    market.buy("alice", 200, { at: 60_400, stop: 60_400, postOnly: true, id: "s" });
    expect(market.mark(60_400).orders.at(-1)).toMatchObject({ status: STATUS.canceled, isTriggered: 1, filled: 0 });
  });

  test("ORD-002 is amended and cancelled like any other, a new stop price included, which may set it off", () => {
    const market = quoted();
    market.buy("alice", 200, { at: 59_000, stop: 60_400, id: "s" });
    expect(market.amend("alice", "s", { contracts: 300, price: 59_500, stop: 60_800, text: "later" }).order).toMatchObject({
      ...{ quantity: 300, leaves: 300, ticks: 119_000, stopTicks: 121_600, isTriggered: 0, text: "later" },
    });
    expect(wentOff(market.mark(60_500))).toEqual([]);
    expect(wentOff(market.amend("alice", "s", { stop: 60_500 }))).toEqual(["s"]);
    expect(market.book().bids[1]).toEqual([59_500, 300]);
    market.buy("alice", 200, { stop: 70_000, id: "t" });
    expect(market.amend("alice", "t", { price: 60_000 }).refusal).toBe("price");
    expect(market.cancel("alice", "t").order).toMatchObject({ status: STATUS.canceled, isTriggered: 0 });
    expect(wentOff(market.mark(71_000))).toEqual([]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("ORD-002 is one of so many of its account in its contract and no more; one that goes off makes room", () => {
    const market = quoted();
    for (let i = 0; i < 10; i++) market.buy("alice", 100, { stop: 60_500 + i });
    expect(market.buy("alice", 100, { stop: 61_000 }).refusal).toBe("tooManyStops");
    expect(market.buy("bob", 100, { stop: 61_000 }).refusal).toBe("none");
    market.mark(60_500);
    expect(market.buy("alice", 100, { stop: 61_000 }).refusal).toBe("none");
  });

  test("ORD-003 goes with its position when that is taken over", () => {
    const market = geared();
    market.sell("geared", 10_000, { stop: 50_000, id: "s" });
    market.mark(59_000);
    expect(market.position("geared").quantity).toBe(0);
    expect(market.orders("geared")).toEqual([]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });
});

describe("orders that only close", () => {
  test("ORD-003 wait whatever the position does, and take what there is when their price comes", () => {
    const market = quoted(500);
    market.sell("alice", 400, { stop: 59_000, reduceOnly: true, id: "r" });
    market.sell("alice", 0, { stop: 58_500, close: true, id: "c" });
    market.sell("alice", 500, { at: 60_000 });
    expect(market.orders("alice").map(({ clientId, quantity }) => [clientId, quantity])).toEqual([
      ["r", 400],
      ["c", 0],
    ]);
    market.buy("alice", 300, { at: 60_001 });
    const { orders } = market.mark(59_000);
    expect(orders.filter(({ clientId }) => clientId === "r").at(-1)).toMatchObject({ status: STATUS.filled, quantity: 300 });
    market.buy("alice", 200, { at: 60_001 });
    expect(market.mark(58_500).orders.at(-1)).toMatchObject({ clientId: "c", status: STATUS.filled, quantity: 200, filled: 200 });
    expect(market.position("alice").quantity).toBe(0);
  });

  test("ORD-003 end rejected when there is nothing to close, naming what is held", () => {
    const market = quoted(-500);
    market.sell("alice", 0, { stop: 59_000, close: true });
    expect(market.mark(59_000).orders.at(-1)).toMatchObject({ status: STATUS.rejected, rejectCode: REJECT.closeSide, rejectDetail: -500 });
  });

  test("ORD-003 one that closes clears resting orders of its side that exceed the position with it, and leaves those that wait", () => {
    const market = quoted(500);
    market.sell("alice", 300, { at: 61_000, id: "resting" });
    market.sell("alice", 300, { stop: 58_000, id: "waiting" });
    market.sell("alice", 0, { stop: 59_000, close: true });
    market.mark(59_000);
    expect(market.orders("alice").map(({ clientId }) => clientId)).toEqual(["waiting"]);
    expect(market.position("alice").quantity).toBe(0);
  });

  test("ORD-003 a stop at a mark that would also take its position over comes first", () => {
    const market = geared();
    market.sell("geared", 0, { stop: 59_600, close: true, id: "s" });
    market.mark(59_000);
    expect(market.taken()).toEqual({ long: 0, short: 0 });
    expect(market.position("geared").quantity).toBe(0);
  });
});

describe("one after the other", () => {
  test("ORD-003 orders that go off at one moment trade by age, after the command that set them off", () => {
    const market = quoted();
    market.buy("alice", 100, { stop: 60_500, id: "first" });
    market.buy("alice", 100, { stop: 60_400, id: "second" });
    const outcome = market.mark(61_000);
    expect(wentOff(outcome)).toEqual(["first", "second"]);
    const traded = outcome.executions
      .filter(({ type, clientId }) => type === EXEC.trade && clientId !== "")
      .map(({ clientId }) => clientId);
    expect(traded).toEqual(["first", "second"]);
  });

  test("ORD-003 what one sets off by its own trades comes after those that wait already", () => {
    const market = quoted();
    market.cancelAll("carol");
    for (const at of [60_100, 60_200, 60_300]) market.sell("carol", 100, { at });
    market.buy("alice", 100, { stop: 60_200, watch: "last", id: "later" });
    market.buy("alice", 200, { stop: 60_100, watch: "last", id: "one" });
    market.buy("alice", 100, { at: 60_000, stop: 60_100, watch: "last", id: "two" });
    const outcome = market.buy("bob", 100, { at: 60_100 });
    expect(wentOff(outcome)).toEqual(["one", "two", "later"]);
    expect([fillsOf(outcome, "one"), fillsOf(outcome, "later")]).toEqual([
      [
        [100, 60_200],
        [100, 60_300],
      ],
      [],
    ]);
  });

  test("ORD-003 a command lets so many of them trade, the next one goes on, and a restart between them changes nothing", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("carol", { xbt: 1_000 });
    market.sell("carol", 1_000_000, { at: 60_001 });
    const crowd = Array.from({ length: 13 }, (_, i) => `trader${i}`);
    for (const name of crowd) {
      market.withAccount(name, { xbt: 1 });
      market.bulk(
        name,
        Array.from({ length: 10 }, () => market.order(name, "Buy", 100, { stop: 60_500 })),
      );
    }
    const outcome = market.mark(60_500);
    expect(wentOff(outcome)).toHaveLength(130);
    expect(outcome.trades).toHaveLength(MAX_TRIGGERED_PER_COMMAND);
    const again = market.restarted();
    // One of those left is called back before its turn.
    const [left] = market.orders("trader12");
    for (const one of [market, again]) expect(one.cancel("trader12", left?.number ?? 0).trades).toHaveLength(29);
    expect(again.hash()).toBe(market.hash());
    expect(market.send((out) => encode.clock(out, 0)).trades).toEqual([]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });
});
