import { expect, test } from "vitest";
import { INSTRUCTION, ORDER_TYPE, PEG, PLAIN, TERMS } from "./commands.ts";
import { MAX_CONSTITUENT_POINTS, MAX_CONSTITUENTS, WEIGHT_SCALE } from "./constituents.ts";
import { encode } from "./encode.ts";
import { encodeIndex } from "./index-commands.ts";
import { INDEX_KIND, PROTECTION } from "./index-rules.ts";
import { NONE } from "./rows.ts";
import { aMarket, type Command, TestMarket, XBTUSD } from "./testing.ts";

/** Where what a contract allows ends: the last that is taken, and the first that is not. */

const DEAREST = XBTUSD.maxPriceTicks / 2;

test("ENG-001 the cheapest and the dearest price that a contract names are taken, for limits and for stops, and nothing beyond", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 100_000 });
  expect(market.sell("alice", 100, { at: DEAREST }).refusal).toBe("none");
  expect(market.sell("alice", 100, { at: DEAREST + 0.5 }).refusal).toBe("price");
  expect(market.buy("alice", 100, { at: 0.5 }).refusal).toBe("none");
  expect(market.buy("alice", 100, { at: 0 }).refusal).toBe("price");
  expect(market.book().asks).toEqual([[DEAREST, 100]]);
  expect(market.book().bids).toEqual([[0.5, 100]]);
  expect(market.buy("alice", 100, { stop: DEAREST }).refusal).toBe("none");
  expect(market.buy("alice", 100, { stop: DEAREST + 0.5 }).refusal).toBe("stopPrice");
  expect(market.sell("alice", 100, { stop: 0.5 }).refusal).toBe("none");
  expect(market.sell("alice", 100, { stop: 0 }).refusal).toBe("stopPrice");
});

test("ENG-001 ASVS-1.4.2 the largest order that a contract names is taken, one lot, and nothing between or beyond", () => {
  const market = aMarket({ mark: 60_000, terms: { riskLimitSats: 2 ** 50 } }).withAccount("alice", { xbt: 100_000 });
  const { maxOrderQty, lotSize } = XBTUSD;
  expect(market.buy("alice", maxOrderQty, { at: 50_000 }).refusal).toBe("none");
  expect(market.buy("alice", maxOrderQty + lotSize, { at: 50_000 }).refusal).toBe("quantity");
  expect(market.buy("alice", lotSize, { at: 50_000 }).refusal).toBe("none");
  expect(market.buy("alice", lotSize / 2, { at: 50_000 }).refusal).toBe("quantity");
  expect(market.buy("alice", 0, { at: 50_000 }).refusal).toBe("quantity");
});

test("ENG-002 an index has the last price at which its contracts' largest orders, and all that is open, have an exact value, and none beyond", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1 });
  // Ten times the dearest order is as far as a mark may be from the ladder.
  const furthest = 10 * DEAREST;
  const before = market.footprint();
  expect([market.mark(furthest + 0.01).refusal, market.footprint() === before]).toEqual(["price", true]);
  expect([market.mark(furthest).refusal, market.markOf()]).toEqual(["none", furthest]);
  // A satoshi for a contract at a dollar: the largest order of 2^40 has no exact value from 8,192 dollars on.
  const LINEAR = {
    isInverse: false,
    multiplierSats: 100,
    lotSize: 1,
    valuationLot: 1,
    maxOrderQty: 2 ** 33,
    maxPriceTicks: 20_000,
  } as const;
  const linear = new TestMarket().listIndex(".X").list("X", { ...XBTUSD, ...LINEAR }, ".X");
  const most = Math.floor(Number.MAX_SAFE_INTEGER / 2 ** 33) / 100;
  expect([linear.mark(most, ".X").refusal, linear.mark(most + 0.01, ".X").refusal, linear.markOf("X")]).toEqual(["none", "price", most]);
});

/** What Alice has. */
const PURSE_SATS = 1e11;

/** Alice has an order, and one that waits; .BXBT is made of a venue. */
function aBounded(): TestMarket {
  const market = aMarket({ mark: 60_000, terms: { riskLimitSats: 2 ** 50 } }).withAccount("alice", { sats: PURSE_SATS });
  market.buy("alice", 100, { at: 59_000, id: "a" });
  market.buy("alice", 100, { stop: 61_000, id: "stop" });
  market.send((out) => encodeIndex.make(out, 0, INDEX_KIND.composite, NONE));
  market.send((out) => encodeIndex.weigh(out, 0, 0, [{ name: "Northgate", weight: 1 }]));
  return market;
}

type Told = (market: TestMarket, value: number) => Command;
const place =
  (wish: (value: number) => object): Told =>
  (market, value) =>
  (out) =>
    encode.place(out, { ...market.order("alice", "Buy", 100, { at: 59_500 }), ...wish(value) });
const withdraw =
  (field: "request" | "sats" | "feeSats" | "keepSats"): Told =>
  (market, value) =>
  (out) =>
    encode.reserveWithdrawal(out, { account: market.handle("alice"), request: 1, sats: 1, feeSats: 0, keepSats: 0, [field]: value });
const series =
  (field: "ahead" | "frontMonths"): Told =>
  (_, value) =>
  (out) => {
    const terms = TERMS.map((name) => Number(XBTUSD[name]));
    encode.series(out, { root: "XBT", description: "", index: 0, terms, rules: {}, ahead: 1, frontMonths: 1, [field]: value });
  };
const pegged = (pegOffset: number) => ({
  ...{ type: ORDER_TYPE.pegged, ticks: 0, instructions: INSTRUCTION.fixed },
  special: { ...PLAIN, peg: PEG.primary, pegOffset },
});

/** What is said, how the engine is told, the last numbers that it takes, and the first that it does not. */
const BOUNDS: readonly (readonly [string, Told, readonly number[], readonly number[], string])[] = [
  ["a deposit", (market, value) => (out) => encode.deposit(out, market.handle("alice"), value), [1], [0], "malformed"],
  [
    "all deposits",
    (market, value) => (out) => encode.deposit(out, market.handle("alice"), value),
    [2 ** 53 - 1 - PURSE_SATS],
    [2 ** 53 - PURSE_SATS],
    "malformed",
  ],
  ["a request's number", withdraw("request"), [0, 2 ** 53 - 1], [-1, 2 ** 53], "malformed"],
  ["what is withdrawn", withdraw("sats"), [1], [0], "malformed"],
  ["a withdrawal's fee", withdraw("feeSats"), [0], [-1], "malformed"],
  ["what is to stay", withdraw("keepSats"), [0], [-1], "malformed"],
  ["a timeout", (market, value) => (out) => encode.cancelAllAfter(out, market.handle("alice"), value), [0, 1], [-1], "malformed"],
  [
    "a share of an index",
    (_, weight) => (out) => encodeIndex.weigh(out, 0, 0, [{ name: "B", weight }]),
    [0, WEIGHT_SCALE],
    [-1, WEIGHT_SCALE + 1],
    "malformed",
  ],
  [
    "a venue's price",
    (_, points) => (out) => encodeIndex.quote(out, 0, 0, [{ constituent: 0, points }]),
    [1, MAX_CONSTITUENT_POINTS],
    [0, MAX_CONSTITUENT_POINTS + 1],
    "price",
  ],
  [
    "a venue's number",
    (_, constituent) => (out) => encodeIndex.quote(out, 0, 0, [{ constituent, points: 1 }]),
    [0],
    [-1, 1],
    "unknownConstituent",
  ],
  [
    "a limit of protection",
    (_, value) => (out) => encodeIndex.protect(out, 0, PROTECTION.of2017, value),
    [1, 10_000],
    [0, 10_001],
    "malformed",
  ],
  [
    "how many venues",
    (_, count) => (out) =>
      encodeIndex.weigh(
        out,
        0,
        0,
        Array.from({ length: count }, (__, i) => ({ name: `V${i}`, weight: 1 })),
      ),
    [0, MAX_CONSTITUENTS - 1],
    [MAX_CONSTITUENTS],
    "tooManyConstituents",
  ],
  [
    "when a weight holds",
    (market, ms) => (out) => encodeIndex.weigh(out, 0, market.nowMs + ms, [{ name: "B", weight: 1 }]),
    [2],
    [1],
    "malformed",
  ],
  ["quarters ahead", series("ahead"), [1, 8], [0, 9, 0.5], "malformed"],
  ["months at the front", series("frontMonths"), [0, 8], [-1, 9, 0.5], "malformed"],
  ["a name", place((length) => ({ clientId: "x".repeat(length) })), [0, 36], [37], "malformed"],
  [
    "a slice",
    place((display) => ({ special: { ...PLAIN, display } })),
    [NONE, 0, 100, XBTUSD.maxOrderQty],
    [-2, 50, XBTUSD.maxOrderQty + 100],
    "display",
  ],
  ["a pegged price", place((ticks) => pegged(ticks - 118_000)), [1, XBTUSD.maxPriceTicks], [0, XBTUSD.maxPriceTicks + 1], "price"],
  ["a peg's distance", place(pegged), [-117_999], [XBTUSD.maxPriceTicks + 1, -XBTUSD.maxPriceTicks - 1], "pegOffset"],
  ["orders at once", place((maxOrders) => ({ maxOrders })), [0, 3], [1, 2], "tooManyOrders"],
  [
    "orders that wait",
    (market, maxStops) => (out) => {
      const order = market.order("alice", "Buy", 100, { stop: 61_000 });
      encode.place(out, { ...order, special: { ...PLAIN, ...order.special, maxStops } });
    },
    [2],
    [0, 1],
    "tooManyStops",
  ],
  [
    "a new price",
    (market, ticks) => (out) => encode.amend(out, { ...market.amendment("alice", "a", { price: 1 }), ticks }),
    [1, XBTUSD.maxPriceTicks],
    [0, 0.5, XBTUSD.maxPriceTicks + 1],
    "price",
  ],
  [
    "a new stop",
    (market, stopTicks) => (out) => encode.amend(out, { ...market.amendment("alice", "stop", { stop: 1 }), stopTicks }),
    [1, XBTUSD.maxPriceTicks],
    [0, 0.5, XBTUSD.maxPriceTicks + 1],
    "stopPrice",
  ],
  [
    "a new quantity",
    (market, contracts) => (out) => encode.amend(out, market.amendment("alice", "stop", { contracts })),
    [100, XBTUSD.maxOrderQty],
    [0, 50, XBTUSD.maxOrderQty + 100],
    "quantity",
  ],
  [
    "a new name",
    (market, length) => (out) => encode.amend(out, market.amendment("alice", "a", { id: "x".repeat(length) })),
    [0, 36],
    [37],
    "malformed",
  ],
  [
    "leverage",
    (market, value) => (out) => encode.leverage(out, market.handle("alice"), 1, value),
    [0, 1, 10_000],
    [-1, 10_001],
    "leverage",
  ],
  [
    "steps of a risk limit",
    (market, value) => (out) => encode.riskLimit(out, market.handle("alice"), 1, value),
    [0, 198],
    [-1, 199],
    "riskSteps",
  ],
  [
    "contracts and indices",
    (market, instrument) => (out) => encode.leverage(out, market.handle("alice"), instrument, 100),
    [1],
    [-1, 0, 2],
    "unknownInstrument",
  ],
  ["accounts", (_, account) => (out) => encode.leverage(out, account, 1, 0), [4], [3, 5], "unknownAccount"],
];

test.each(BOUNDS)("ENG-001 %s is taken to its last number and refused from the next", (_, told, taken, refused, refusal) => {
  for (const [values, expected] of [
    [taken, "none"],
    [refused, refusal],
  ] as const) {
    for (const value of values) {
      const market = aBounded();
      expect([value, market.send(told(market, value)).refusal]).toEqual([value, expected]);
    }
  }
});

test("WAL-002 what is free can leave to the last satoshi, less what is to stay", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 1_000 });
  const reserve = (request: number, sats: number, feeSats: number, keepSats: number) =>
    market.send((out) => encode.reserveWithdrawal(out, { account: market.handle("alice"), request, sats, feeSats, keepSats }));
  expect(reserve(1, 901, 50, 50)).toMatchObject({ refusal: "withdrawalBalance", detail: 950 });
  expect(reserve(1, 900, 50, 50).refusal).toBe("none");
  expect(reserve(2, 1, 0, 60)).toMatchObject({ refusal: "withdrawalBalance", detail: 0 });
  // The same number is the same withdrawal, or none.
  for (const [sats, feeSats] of [
    [899, 50],
    [900, 49],
  ] as const)
    expect(reserve(1, sats, feeSats, 0).refusal).toBe("malformed");
  market.withAccount("bob", { sats: 1_000 });
  expect(
    market.send((out) => encode.reserveWithdrawal(out, { account: market.handle("bob"), request: 1, sats: 900, feeSats: 50, keepSats: 0 }))
      .refusal,
  ).toBe("malformed");
});

test("MRG-001 a test coin comes once a day, to the millisecond", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 1 });
  market.faucet("alice");
  const again = market.nowMs + 24 * 3_600_000;
  market.nowMs = again - 2;
  expect(market.faucet("alice")).toMatchObject({ refusal: "faucetTooSoon", detail: again });
  expect(market.faucet("alice").refusal).toBe("none");
});
