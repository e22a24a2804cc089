import { expect, test } from "vitest";
import type { CapFields } from "./commands.ts";
import { encode } from "./encode.ts";
import { aMarket, type Command, type TestMarket } from "./testing.ts";
import type { OrderWish } from "./testing-wishes.ts";

const NO_CAPS: CapFields = { key: 1, orderSats: 0, dailySats: 0, dailyLossSats: 0, deviationRate: 0, reduceOnly: 0, instruments: [] };
/** Value of a hundred contracts at 50,000. */
const LOT_SATS = 200_000;
const DAY_MS = 86_400_000;

const market = () => aMarket({ mark: 50_000 }).withAccount("alice", { xbt: 10 }).withAccount("bob", { xbt: 10 });
const under = (where: TestMarket, caps: Partial<CapFields>, inner: Command) =>
  where.send((out) => encode.underCaps(out, { ...NO_CAPS, ...caps }, inner)).refusal;
const order = (where: TestMarket, caps: Partial<CapFields>, side: "Buy" | "Sell", contracts: number, wish: OrderWish = {}) =>
  under(where, caps, (out) => encode.place(out, where.order("alice", side, contracts, wish)));

test("KEY-001 an order beyond the key's largest value is refused and nothing changes, one at it is had", () => {
  const one = market();
  expect(order(one, { orderSats: LOT_SATS }, "Buy", 200, { at: 50_000 })).toBe("capOrder");
  expect(one.orders("alice")).toEqual([]);
  expect(order(one, { orderSats: LOT_SATS }, "Buy", 100, { at: 50_000, id: "a" })).toBe("none");
  const larger: Command = (out) => encode.amend(out, one.amendment("alice", "a", { contracts: 200 }));
  expect(under(one, { orderSats: LOT_SATS }, larger)).toBe("capOrder");
});

test("KEY-001 the orders of a day add up, amendments and bulks too, for each key by itself, and midnight forgets them", () => {
  const one = market();
  const daily = { dailySats: 3 * LOT_SATS };
  expect(order(one, daily, "Buy", 100, { at: 50_000, id: "a" })).toBe("none");
  expect(under(one, daily, (out) => encode.amend(out, one.amendment("alice", "a", { contracts: 200 })))).toBe("none");
  const bulk = [1, 2].map(() => one.order("alice", "Buy", 100, { at: 50_000 }));
  expect(under(one, daily, (out) => encode.placeBulk(out, one.handle("alice"), bulk))).toBe("capDaily");
  expect(one.orders("alice")).toHaveLength(1);
  expect(order(one, daily, "Buy", 100, { at: 50_000 })).toBe("none");
  expect(order(one, daily, "Buy", 100, { at: 50_000 })).toBe("capDaily");
  expect(order(one.restarted(), daily, "Buy", 100, { at: 50_000 })).toBe("capDaily");
  expect(order(one, { ...daily, key: 2 }, "Buy", 100, { at: 50_000 })).toBe("none");
  one.pass(DAY_MS);
  expect(one.state.keyUses.count).toBe(2);
  expect(order(one, daily, "Buy", 100, { at: 50_000 })).toBe("none");
  // Nothing is kept of the keys of another day.
  expect(one.state.keyUses.count).toBe(1);
  expect(order(one, daily, "Buy", 200, { at: 50_000 })).toBe("none");
  expect(order(one, daily, "Buy", 100, { at: 50_000 })).toBe("capDaily");
});

test("KEY-001 after the day's loss the key may only reduce, whoever made the loss", () => {
  const one = market().withPosition("alice", 1_000);
  const loss = { dailyLossSats: 3_000 };
  // Two per mille of a fee: 1,500 satoshis for a thousand contracts.
  expect(order(one, loss, "Buy", 100, { at: 49_000 })).toBe("none");
  one.sell("bob", 1_000, { at: 50_000 });
  one.buy("alice", 1_000, { at: 50_000 });
  expect(order(one, loss, "Buy", 100, { at: 49_000 })).toBe("capLoss");
  expect(order(one, loss, "Sell", 100, { at: 51_000, reduceOnly: true })).toBe("none");
  one.pass(DAY_MS);
  expect(order(one, loss, "Buy", 100, { at: 49_000 })).toBe("none");
});

test("KEY-001 an order may not be dearer than the mark by more than the key's deviation, with a limit or without", () => {
  const one = market();
  const near = { deviationRate: 1_000_000 };
  // Who has no such cap trades as far off as the book is.
  one.sell("bob", 100, { at: 60_000 });
  expect(order(one, { orderSats: 10 * LOT_SATS }, "Buy", 100)).toBe("none");
  one.cancelAll("bob");
  expect(order(one, near, "Buy", 100, { at: 50_500.5 })).toBe("capDeviation");
  expect(order(one, near, "Sell", 100, { at: 49_499.5 })).toBe("capDeviation");
  expect([order(one, near, "Buy", 100, { at: 50_500 }), order(one, near, "Sell", 100, { at: 49_500 })]).toEqual(["none", "none"]);
  one.cancelAll("alice");
  expect(order(one, near, "Buy", 100, { at: 40_000 })).toBe("none");
  one.sell("bob", 100, { at: 50_400 });
  one.sell("bob", 100, { at: 50_600 });
  expect(order(one, near, "Buy", 200)).toBe("capDeviation");
  expect(order(one, near, "Buy", 100)).toBe("none");
  one.buy("bob", 100, { at: 49_600 });
  one.buy("bob", 100, { at: 49_400 });
  expect(order(one, near, "Sell", 200)).toBe("capDeviation");
  expect(order(one, near, "Sell", 100)).toBe("none");
  expect(order(one, near, "Buy", 100, { stop: 52_000 })).toBe("capDeviation");
  expect(order(one, near, "Buy", 100, { stop: 52_000, at: 52_100 })).toBe("none");
  expect(order(one, near, "Buy", 100, { stop: 52_000, at: 53_000 })).toBe("capDeviation");
});

test("KEY-001 an order whose price follows from others is held to the caps by the price that it gets", () => {
  const one = market();
  const near = { deviationRate: 1_000_000 };
  one.buy("bob", 100, { at: 49_900 });
  one.sell("bob", 100, { at: 50_800 });
  expect(order(one, near, "Buy", 100, { peg: "primary", offset: 700 })).toBe("capDeviation");
  expect(order(one, near, "Buy", 100, { peg: "market" })).toBe("capDeviation");
  expect(order(one, near, "Sell", 100, { peg: "primary", offset: -1_400 })).toBe("capDeviation");
  expect(one.orders("alice")).toEqual([]);
  const bulk = [one.order("alice", "Buy", 100, { peg: "primary", offset: 700 })];
  expect(under(one, near, (out) => encode.placeBulk(out, one.handle("alice"), bulk))).toBe("capDeviation");
  expect(order(one, { orderSats: LOT_SATS }, "Sell", 100, { peg: "primary", offset: -2_800 })).toBe("capOrder");
  expect(order(one, near, "Buy", 100, { peg: "primary", offset: 100, id: "p" })).toBe("none");
});

test("KEY-001 a key for reducing opens nothing, and a key for a contract trades no other; both may close", () => {
  const one = market().withPosition("alice", 1_000);
  expect(order(one, { reduceOnly: 1 }, "Sell", 100, { at: 51_000 })).toBe("capReduceOnly");
  expect(order(one, { reduceOnly: 1 }, "Sell", 100, { at: 51_000, reduceOnly: true })).toBe("none");
  expect(order(one, { instruments: [99] }, "Sell", 100, { at: 51_000 })).toBe("capSymbol");
  one.buy("bob", 1_000, { at: 50_000 });
  const caps = { reduceOnly: 1, instruments: [one.instrument()] } as const;
  expect(under(one, caps, (out) => encode.closePosition(out, one.handle("alice"), one.instrument(), 0, ""))).toBe("none");
  expect(one.position("alice").quantity).toBe(0);
});

test("KEY-001 a day's loss is what that day has lost, whatever was lost or made before", () => {
  const one = market().withPosition("alice", 2_000);
  const close = () => {
    one.buy("bob", 1_000, { at: 49_900 });
    one.sell("alice", 1_000, { at: 49_900 });
  };
  close();
  one.pass(DAY_MS);
  const before = one.account("alice").cash;
  close();
  const lost = before - one.account("alice").cash;
  expect(lost).toBeGreaterThan(0);
  expect(order(one, { dailyLossSats: lost }, "Buy", 100, { at: 49_000 })).toBe("capLoss");
  expect(order(one, { dailyLossSats: lost + 1 }, "Buy", 100, { at: 49_000 })).toBe("none");
});

test("KEY-001 orders that wait count for the day as well", () => {
  const one = market();
  const daily = { dailySats: 2 * LOT_SATS };
  expect(order(one, daily, "Buy", 100, { stop: 50_000 * 2 })).toBe("none");
  expect(order(one, daily, "Buy", 200, { at: 50_000 })).toBe("capDaily");
  expect(order(one, daily, "Buy", 100, { at: 50_000 })).toBe("none");
});
