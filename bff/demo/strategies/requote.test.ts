import { expect, test } from "vitest";
import { XBTUSD } from "../market.ts";
import { randomOf } from "../random.ts";
import type { Action, OwnOrder } from "../strategy.ts";
import { aSight, decisions, wanderingSights } from "../testing.ts";
import { type MakerProfile, marketMaker } from "./market-maker.ts";
import { type Ladder, ladderOf } from "./quote-ladder.ts";
import { requote } from "./requote.ts";

const PROFILE: MakerProfile = {
  salt: 3,
  levels: 25,
  nearest: 0,
  gap: 0.000_025,
  levelXbt: 0.2,
  limitXbt: 50,
  turnMs: 1_000,
  mostMoves: 20,
};

const at = (index: number, held = 0, timeMs = 0): Ladder => ladderOf(PROFILE, { market: XBTUSD, index, held, timeMs, share: 1 });

/** The book of one maker, as the exchange would keep it for these actions. */
class OwnBook {
  orders: OwnOrder[] = [];
  private next = 1;

  obey(actions: readonly Action[]): void {
    for (const action of actions) {
      if (action.kind === "cancelAll") this.orders = [];
      if (action.kind === "cancel") this.orders = this.orders.filter(({ orderID }) => !action.orderIDs.includes(orderID));
      if (action.kind === "amend") for (const change of action.amendments) this.amend(change);
      if (action.kind === "place") {
        for (const { side, price, orderQty } of action.orders) {
          this.orders.push({ orderID: String(this.next++), side: side as "Buy" | "Sell", price: price ?? 0, leavesQty: orderQty ?? 0 });
        }
      }
      this.expectUncrossed(action);
    }
  }

  private amend({ orderID, price, leavesQty }: Extract<Action, { kind: "amend" }>["amendments"][number]): void {
    const order = this.orders.find((one) => one.orderID === orderID);
    if (order === undefined) throw new Error(`no order ${orderID}`);
    this.orders[this.orders.indexOf(order)] = { ...order, price: price ?? order.price, leavesQty: leavesQty ?? order.leavesQty };
    this.expectUncrossed({ orderID });
  }

  private expectUncrossed(after: object): void {
    const bids = this.orders.filter(({ side }) => side === "Buy").map(({ price }) => price);
    const asks = this.orders.filter(({ side }) => side === "Sell").map(({ price }) => price);
    if (Math.max(...bids) >= Math.min(...asks)) throw new Error(`crossed after ${JSON.stringify(after)}`);
  }
}

const prices = (orders: readonly OwnOrder[], side: "Buy" | "Sell") =>
  orders
    .filter((order) => order.side === side)
    .map(({ price }) => price)
    .sort((a, b) => (side === "Buy" ? b - a : a - b));

test("MKT-001 a maker's ladder has 25 levels a side around the index, half a dollar apart in the middle, whole ticks and lots", () => {
  for (const index of [60_000, 60_003.21, 59_871.99, 4_266, 1_187.8]) {
    const { bids, asks } = at(index);
    expect(bids).toHaveLength(25);
    expect(asks).toHaveLength(25);
    expect((asks[0]?.price ?? 0) - (bids[0]?.price ?? 0)).toBe(0.5);
    expect(bids[0]?.price).toBeLessThanOrEqual(index);
    expect(asks[0]?.price).toBeGreaterThan(index);
    for (const levels of [bids, asks]) {
      expect(new Set(levels.map(({ price }) => price)).size).toBe(25);
      for (const { price, quantity } of levels) {
        expect(Number.isInteger(price * 2)).toBe(true);
        expect(quantity).toBeGreaterThanOrEqual(100);
        expect(quantity % 100).toBe(0);
      }
    }
  }
});

test("MKT-001 a maker leans against what it holds: lower and thinner bids when it is long, the reverse when it is short", () => {
  const sum = (levels: Ladder["bids"]) => levels.reduce((total, { quantity }) => total + quantity, 0);
  const long = at(60_000, 40 * 60_000);
  const short = at(60_000, -40 * 60_000);
  expect(long.bids[0]?.price).toBeLessThan(at(60_000).bids[0]?.price ?? 0);
  expect(short.asks[0]?.price).toBeGreaterThan(at(60_000).asks[0]?.price ?? 0);
  expect(sum(long.bids)).toBeLessThan(sum(long.asks) / 2);
  expect(sum(short.asks)).toBeLessThan(sum(short.bids) / 2);
});

test("MKT-001 a small move of the index leaves most levels where they are", () => {
  const before = new Set(at(60_000).bids.map(({ price }) => price));
  const after = at(60_002).bids.filter(({ price }) => before.has(price));
  expect(after.length).toBeGreaterThan(20);
});

test("MKT-001 a maker with nothing in the book places its ladder at once; with its ladder in the book it does nothing", () => {
  const book = new OwnBook();
  const ladder = at(60_000);
  const first = requote([], ladder, 20);
  expect(first.map(({ kind }) => kind)).toEqual(["place"]);
  book.obey(first);
  expect(prices(book.orders, "Buy")).toEqual(ladder.bids.map(({ price }) => price));
  expect(requote(book.orders, ladder, 20)).toEqual([]);
});

test("MKT-001 after a move orders are moved, not cancelled and placed anew, and never through the maker's own", () => {
  for (const to of [60_003, 59_996.5, 60_060, 59_900]) {
    const book = new OwnBook();
    book.obey(requote([], at(60_000), 20));
    const actions = requote(book.orders, at(to), 200);
    expect(actions.map(({ kind }) => kind)).toEqual(["amend"]);
    book.obey(actions);
    expect(prices(book.orders, "Sell")).toEqual(at(to).asks.map(({ price }) => price));
  }
});

test("MKT-001 no more than so many orders are moved at once, but all that the market has gone through", () => {
  const book = new OwnBook();
  book.obey(requote([], at(60_000), 20));
  const moved = (actions: readonly Action[]) =>
    actions.reduce((sum, action) => sum + (action.kind === "amend" ? action.amendments.length : 0), 0);
  const beyond = (ladder: Ladder) =>
    book.orders.filter(({ side, price }) => side === "Sell" && price < (ladder.asks[0]?.price ?? 0)).length;
  const near = at(60_004);
  expect(beyond(near)).toBeLessThan(6);
  expect(moved(requote(book.orders, near, 200))).toBeGreaterThan(6);
  expect(moved(requote(book.orders, near, 6))).toBe(6);
  const far = at(60_100);
  expect(beyond(far)).toBe(25);
  expect(moved(requote(book.orders, far, 6))).toBe(25);
  book.obey(requote(book.orders, far, 6));
  expect(Math.min(...prices(book.orders, "Sell"))).toBe(far.asks[0]?.price);
});

test("MKT-001 what was filled is placed again, what was filled in part is filled up, what is too much is cancelled", () => {
  const ladder = at(60_000);
  const book = new OwnBook();
  book.obey(requote([], ladder, 20));
  const [best, second, ...rest] = book.orders as [OwnOrder, OwnOrder, ...OwnOrder[]];
  const filled = requote([second, ...rest], ladder, 20);
  expect(filled).toEqual([{ kind: "place", orders: [{ side: "Buy", orderQty: ladder.bids[0]?.quantity, price: best.price }] }]);
  const partly = requote(
    [{ ...best, leavesQty: 100 }, second, ...rest],
    { ...ladder, bids: [{ price: best.price, quantity: 900 }, ...ladder.bids.slice(1)] },
    20,
  );
  expect(partly).toEqual([{ kind: "amend", amendments: [{ orderID: best.orderID, leavesQty: 900 }] }]);
  const extra: OwnOrder = { orderID: "extra", side: "Sell", price: 60_500, leavesQty: 100 };
  expect(requote([...book.orders, extra], ladder, 20)).toEqual([{ kind: "cancel", orderIDs: ["extra"] }]);
});

test("MKT-001 a maker that follows a wandering market for an hour keeps 25 levels a side, uncrossed, at a few requests a turn", () => {
  const strategy = marketMaker(PROFILE);
  const random = randomOf(1, "maker-1");
  const fills = randomOf(2, "fills");
  const book = new OwnBook();
  let memory = strategy.start;
  let tokens = 0;
  const sights = wanderingSights(3_600);
  for (const [i, sight] of sights.entries()) {
    const decision = strategy.decide({ ...sight, orders: [...book.orders] }, memory, random);
    memory = decision.memory;
    for (const action of decision.actions) {
      const items = action.kind === "amend" ? action.amendments.length : action.kind === "place" ? action.orders.length : 1;
      tokens += Math.ceil(items / 10);
    }
    book.obey(decision.actions);
    if (i > 0) {
      expect(prices(book.orders, "Buy")).toHaveLength(25);
      expect(prices(book.orders, "Sell")).toHaveLength(25);
    }
    // Somebody takes one of the best now and then.
    if (fills.chance(0.3))
      book.orders = book.orders.filter(({ price }) => price !== prices(book.orders, fills.chance(0.5) ? "Buy" : "Sell")[0]);
  }
  // The published limit is two a second.
  expect(tokens / sights.length).toBeLessThan(2);
});

test("MKT-001 a maker that can't pay halves its sizes, and one that is refused again and again starts anew", () => {
  const strategy = marketMaker(PROFILE);
  const refused = aSight({ refusal: "Account has insufficient Available Balance, 1 XBt required" });
  const [first, second] = decisions(strategy, [aSight(), refused]);
  const total = (decision: typeof first) =>
    decision?.actions.reduce(
      (sum, one) => sum + (one.kind === "place" ? one.orders.reduce((all, { orderQty }) => all + (orderQty ?? 0), 0) : 0),
      0,
    ) ?? 0;
  expect(total(second) / total(first)).toBeCloseTo(0.5, 1);
  expect(decisions(strategy, [refused, refused, refused])[2]?.actions).toEqual([{ kind: "cancelAll" }]);
});
