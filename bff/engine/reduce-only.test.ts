import { expect, test } from "vitest";
import { STATUS } from "./records.ts";
import { aMarket, type TestMarket } from "./testing.ts";

/** Alice holds some contracts; Bob is there to trade with. */
const holding = (contracts: number) =>
  aMarket({ mark: 60_000 }).withAccount("alice").withAccount("bob", { xbt: 10 }).withPosition("alice", contracts);

const resting = (market: TestMarket) => market.orders("alice").map(({ clientId, leaves }) => [clientId, leaves]);

test("ENG-001 a reduce-only order that would add, or has nothing to reduce, is refused and says how much is held", () => {
  const market = holding(500);
  expect(market.buy("alice", 100, { at: 59_000, reduceOnly: true })).toMatchObject({ refusal: "reduceOnlySide", detail: 500 });
  expect(market.sell("bob", 100, { at: 61_000, reduceOnly: true })).toMatchObject({ refusal: "reduceOnlySide", detail: 0 });
});

test("ENG-001 a reduce-only order is cut to the position when it comes", () => {
  const market = holding(-500);
  expect(market.buy("alice", 800, { at: 59_000, reduceOnly: true }).order).toMatchObject({ quantity: 500, leaves: 500 });
});

test("ENG-001 resting reduce-only orders shrink with the position, the least aggressive first", () => {
  const market = holding(500);
  market.sell("alice", 200, { at: 61_000, reduceOnly: true, id: "near" });
  market.sell("alice", 200, { at: 61_000, reduceOnly: true, id: "later" });
  market.sell("alice", 100, { at: 62_000, reduceOnly: true, id: "far" });
  market.sell("alice", 100, { at: 63_000, id: "plain" });
  market.buy("bob", 100, { at: 60_000 });
  market.sell("alice", 100, { at: 60_000 });
  expect(resting(market)).toEqual([
    ["near", 200],
    ["later", 200],
    ["plain", 100],
  ]);
  market.buy("bob", 100, { at: 60_000 });
  const { order, orders } = market.sell("alice", 100, { at: 60_000 });
  expect(order?.status).toBe(STATUS.filled);
  expect(orders.find(({ clientId }) => clientId === "later")).toMatchObject({ quantity: 100, leaves: 100, status: STATUS.new });
  expect(resting(market)).toEqual([
    ["near", 200],
    ["later", 100],
    ["plain", 100],
  ]);
});

test("ENG-001 when the position is gone its reduce-only orders go with it, in the contract's words", () => {
  const market = holding(500);
  market.sell("alice", 500, { at: 61_000, reduceOnly: true, text: "Submitted via API." });
  market.buy("bob", 500, { at: 60_000 });
  const { orders } = market.sell("alice", 0, { close: true });
  const texts = orders.filter(({ status }) => status === STATUS.canceled).map(({ text }) => text);
  // Close clears its own side out of the way before it trades.
  expect(texts).toEqual(["Canceled: Order had execInst of Close\nSubmitted via API."]);
  market.withPosition("alice", 500);
  market.sell("alice", 500, { at: 61_000, reduceOnly: true });
  market.buy("bob", 500, { at: 60_000 });
  const gone = market.sell("alice", 500, { at: 60_000 }).orders.find(({ status }) => status === STATUS.canceled);
  expect(gone?.text).toBe("Canceled: Order had execInst of ReduceOnly and side of Sell but current position is 0\n");
  expect(market.book().asks).toEqual([]);
});

test("ENG-001 the sum of reduce-only orders never exceeds the position: the newest and furthest give way", () => {
  const market = holding(500);
  market.sell("alice", 400, { at: 61_000, reduceOnly: true, id: "first" });
  market.sell("alice", 400, { at: 60_500, reduceOnly: true, id: "nearer" });
  expect(resting(market)).toEqual([
    ["first", 100],
    ["nearer", 400],
  ]);
});

test("ENG-001 one sweep through an account's own orders closes its position and never turns it around", () => {
  const market = holding(100);
  market.sell("alice", 100, { at: 60_001 });
  market.sell("alice", 100, { at: 60_002, reduceOnly: true });
  const { order } = market.buy("bob", 200, { at: 60_010 });
  expect(order).toMatchObject({ filled: 100, leaves: 100, status: STATUS.partiallyFilled });
  expect([market.position("alice").quantity, market.orders("alice"), market.book()]).toEqual([0, [], { bids: [[60_010, 100]], asks: [] }]);
});

test("ENG-001 a resting reduce-only order trades what is left to close, and the sweep goes on behind it", () => {
  const market = holding(300).withAccount("carol");
  market.sell("alice", 200, { at: 60_001 });
  market.sell("alice", 300, { at: 60_002, reduceOnly: true });
  market.sell("carol", 100, { at: 60_003 });
  const { trades } = market.buy("bob", 400, { at: 60_010 });
  expect(trades.map(({ quantity, ticks }) => [quantity, ticks / 2])).toEqual([
    [200, 60_001],
    [100, 60_002],
    [100, 60_003],
  ]);
  expect([market.position("alice").quantity, market.orders("alice")]).toEqual([0, []]);
});

test("ENG-001 a reduce-only order that is amended beyond the position stays within it, trading or resting", () => {
  const market = holding(100);
  market.buy("bob", 300, { at: 59_990 });
  const number = market.sell("alice", 100, { at: 60_002, reduceOnly: true }).order?.number ?? 0;
  market.amend("alice", number, { contracts: 300 });
  expect(market.orders("alice").map(({ quantity, leaves }) => [quantity, leaves])).toEqual([[100, 100]]);
  market.amend("alice", number, { contracts: 300, price: 59_980 });
  expect([market.position("alice").quantity, market.orders("alice")]).toEqual([0, []]);
  expect(market.book()).toEqual({ bids: [[59_990, 200]], asks: [] });
});

test("ENG-001 a reduce-only order that is amended beyond the position asks its owner for nothing, who has nothing left", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 200_000, leverage: 100 }).withPosition("alice", 5_000);
  const number = market.sell("alice", 5_000, { at: 60_002, reduceOnly: true }).order?.number ?? 0;
  expect(market.amend("alice", number, { contracts: 1_000_000 }).refusal).toBe("none");
  expect(market.orders("alice")).toMatchObject([{ leaves: 5_000 }]);
});

test("ENG-001 when a takeover's order shrinks a position a second time, its reduce-only orders follow a second time", () => {
  const market = aMarket({ mark: 60_000 })
    .withAccount("alice", { xbt: 10 })
    .withAccount("bob", { xbt: 10 })
    .withAccount("weak", { sats: 30_000, leverage: 100 });
  market.withPosition("alice", -2_000).withPosition("weak", 1_000);
  // Two bids of Alice's own: the first is hit by the sweep below, the second by what the house sells after it.
  market.buy("alice", 500, { at: 59_950 });
  market.buy("alice", 1_500, { at: 59_500, reduceOnly: true });
  market.buy("alice", 1_000, { at: 59_940 });
  market.sell("bob", 500, { at: 59_950 });
  expect(market.position("alice").quantity).toBe(-1_500);
  market.mark(59_600);
  expect(market.position("weak").quantity).toBe(0);
  expect(market.position("alice").quantity).toBe(-500);
  expect(market.orders("alice").map(({ leaves }) => leaves)).toEqual([500]);
});

test("ORD-003 of several at one price the latest is cut first, also where an older one has come back after it", () => {
  for (const comesBack of [false, true]) {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1 }).withAccount("bob", { xbt: 10 }).withPosition("alice", 1_000);
    const sell = (id: string) => market.sell("alice", 300, { at: 60_100, reduceOnly: true, id });
    sell("first");
    if (comesBack) market.buy("bob", 300, { at: 60_100 });
    sell("second");
    if (comesBack) expect(market.amend("alice", "first", { leaves: 300 }).refusal).toBe("none");
    const left = market.position("alice").quantity;
    market.buy("bob", left - 400, { at: 60_050 });
    market.sell("alice", left - 400, { at: 60_050 });
    expect(market.orders("alice").map(({ clientId, leaves }) => [clientId, leaves])).toEqual([
      ["first", 300],
      ["second", 100],
    ]);
  }
});
