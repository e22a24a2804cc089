import { describe, expect, test } from "vitest";
import { LAST_MOMENT_MS } from "../contract/moments.ts";
import { CHANGE, SUBJECT } from "./changes.ts";
import { TERMS } from "./commands.ts";
import { encode } from "./encode.ts";
import { INSTRUMENT_STATE } from "./instruments.ts";
import { RECORD } from "./records.ts";
import { aMarket, SATS, type TestMarket, XBTUSD } from "./testing.ts";

const HOUR_MS = 3_600_000;
type Term = (typeof TERMS)[number];

/** XBTUSD at 60,000 with two who hold it, isolated and cross, and their orders. */
function traded(): TestMarket {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 400_000, leverage: 100 }).withAccount("bob", { xbt: 1 });
  market.sell("bob", 1_000, { at: 60_000 });
  market.buy("alice", 1_000, { at: 60_000 });
  return market;
}

const change = (market: TestMarket, what: Term | keyof typeof CHANGE, value = 0, atMs = 0, symbol = "XBTUSD") => {
  const place = TERMS.indexOf(what as Term);
  const code = place < 0 ? CHANGE[what as keyof typeof CHANGE] : place;
  return market.send((out) => encode.change(out, SUBJECT.contract, market.instrument(symbol), code, value, atMs));
};
const stateOf = (market: TestMarket) => market.rows.mark(market.instrument()).state;

describe("CON-005 a contract changes", () => {
  test("CON-005 at once or at a moment, after all else of that moment, and across a restart", () => {
    const market = traded();
    const atMs = market.nowMs + HOUR_MS;
    expect(change(market, "takerFeeRate", 100_000, atMs).refusal).toBe("none");
    expect(change(market, "takerFeeRate", 100_000, market.nowMs).refusal).toBe("moment");
    market.sell("bob", 100, { at: 60_000 });
    const rateOf = (outcome: ReturnType<TestMarket["buy"]>) => outcome.executions.findLast(({ lastQuantity }) => lastQuantity > 0)?.feeRate;
    expect(rateOf(market.buy("alice", 100, { at: 60_000 }))).toBe(75_000);
    const again = market.restarted();
    for (const one of [market, again]) {
      const end = one.pass(HOUR_MS);
      expect(end.instruments).toHaveLength(1);
      one.sell("bob", 100, { at: 60_000 });
      expect(rateOf(one.buy("alice", 100, { at: 60_000 }))).toBe(100_000);
      expect(one.audit()).toEqual({ differenceSats: 0 });
    }
    expect(again.hash()).toBe(market.hash());
  });

  test("CON-005 a change that can't stand any more when its moment comes does not happen", () => {
    const market = traded();
    const atMs = market.nowMs + HOUR_MS;
    change(market, "maintMarginRate", 900_000, atMs);
    expect(change(market, "initMarginRate", 800_000).refusal).toBe("none");
    market.pass(HOUR_MS);
    expect(market.state.terms(market.instrument()).maintMarginRate).toBe(500_000);
  });

  test("CON-005 a new lot cancels the orders that it does not divide and leaves the others in their places", () => {
    const market = traded();
    market.buy("bob", 300, { at: 59_000, id: "odd" });
    market.buy("bob", 400, { at: 59_000, id: "even" });
    market.buy("bob", 100, { stop: 61_000, id: "waits" });
    const { orders } = change(market, "lotSize", 200);
    expect(orders.map(({ clientId, text }) => [clientId, text])).toEqual([
      ["waits", "Canceled: Invalid orderQty for lotSize\n"],
      ["odd", "Canceled: Invalid orderQty for lotSize\n"],
    ]);
    expect(market.book().bids).toEqual([[59_000, 400]]);
    expect(market.buy("bob", 300, { at: 59_000 }).refusal).toBe("quantity");
    expect(change(market, "lotSize", 150).refusal).toBe("change");
  });

  test("CON-005 a new tick cancels all orders; prices go on in it, the highest one too", () => {
    const market = traded();
    market.buy("bob", 300, { at: 59_000 });
    market.buy("alice", 100, { stop: 61_000 });
    const { orders, kinds } = change(market, "pointsPerTick", 100);
    expect(orders.map(({ text }) => text)).toEqual(["Canceled: Invalid price tickSize\n", "Canceled: Invalid price tickSize\n"]);
    expect(market.rows.levels.size).toBe(0);
    // Levels are told of before the terms by which their prices would be other ones.
    expect(kinds.lastIndexOf(RECORD.level)).toBeLessThan(kinds.indexOf(RECORD.instrument));
    expect(market.state.terms(market.instrument()).maxPriceTicks).toBe(1_000_000);
    expect(market.rows.mark(market.instrument()).lastTicks).toBe(60_000);
    // A tick is a dollar now, which the test market takes for half of one.
    expect(market.buy("bob", 100, { at: 29_000 }).refusal).toBe("none");
    expect(market.rows.levelsOf(market.instrument(), 0)).toMatchObject([{ ticks: 58_000, quantity: 100 }]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
    expect(market.restarted().hash()).toBe(market.hash());
  });

  test("CON-005 a higher margin binds at once: orders more, a position that its owner can't lock it for has cross margin", () => {
    const market = traded();
    market.buy("bob", 1_000, { at: 59_000 });
    market.buy("alice", 100, { at: 50_000 });
    const bound = market.standing("bob").available;
    const { cash } = market.account("alice");
    expect(market.position("alice").leverage).toBe(10_000);
    expect(change(market, "initMarginRate", 40_000_000).refusal).toBe("none");
    expect(market.standing("bob").available).toBeLessThan(bound);
    // 40 % of 0.0166 XBT is more than there is.
    expect(0.4 * 1_000 * (SATS / 60_000)).toBeGreaterThan(cash);
    expect(market.position("alice")).toMatchObject({ leverage: 0, quantity: 1_000 });
    expect(market.standing("alice").isolated).toBe(0);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("CON-005 who can't keep a higher maintenance margin is liquidated by the change", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 50_000, leverage: 100 }).withAccount("bob", { xbt: 1 });
    market.sell("bob", 1_000, { at: 60_000 });
    market.buy("alice", 1_000, { at: 60_000 });
    expect(market.position("alice").quantity).toBe(1_000);
    change(market, "maintMarginRate", 990_000);
    market.mark(59_990);
    expect(market.position("alice").quantity).toBe(0);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("CON-005 another index marks from its next price on, and one of other points is refused", () => {
    const market = traded().listIndex(".BXBT2").listIndex(".BETHXBT", 100_000_000);
    expect(change(market, "index", market.instrument(".BETHXBT")).refusal).toBe("multiplier");
    expect(change(market, "index", market.instrument()).refusal).toBe("unknownInstrument");
    expect(change(market, "index", market.instrument(".BXBT2")).refusal).toBe("none");
    market.mark(70_000);
    expect(market.markOf()).toBe(60_000);
    market.mark(61_000, ".BXBT2");
    expect(market.markOf()).toBe(61_000);
  });
});

describe("CON-005 stations of a contract's life", () => {
  test("CON-005 unlisted until it opens; closed, with its orders cancelled, until it opens again; settled by hand; delisted", () => {
    const market = traded();
    const openAtMs = market.nowMs + HOUR_MS;
    const terms = TERMS.map((name) => Number(XBTUSD[name]));
    market.send((out) => encode.list(out, { symbol: "NEW", description: "{}", index: 0, terms, rules: { openAtMs } }));
    market.named("NEW").mark(60_000);
    expect(market.buy("bob", 100, { at: 59_000, symbol: "NEW" }).refusal).toBe("notListedYet");
    market.pass(HOUR_MS);
    expect(market.buy("bob", 100, { at: 59_000, symbol: "NEW" }).refusal).toBe("none");

    market.buy("bob", 100, { at: 59_000, id: "rests" });
    expect(change(market, "close").orders).toMatchObject([{ clientId: "rests", text: "Canceled: Market is not open\n" }]);
    expect(market.buy("bob", 100, { at: 59_000 }).refusal).toBe("notOpen");
    expect([stateOf(market), change(market, "close").refusal]).toEqual([2, "notOpen"]);
    // It is marked all the same, and whoever can't keep it is taken over.
    market.mark(60_500);
    expect(market.markOf()).toBe(60_500);
    expect(change(market, "open").refusal).toBe("none");
    expect([market.buy("bob", 100, { at: 59_000 }).refusal, change(market, "open").refusal]).toEqual(["none", "change"]);

    expect(change(market, "settlementPrice", 6_010_000).refusal).toBe("none");
    expect(change(market, "settle").settlements).toMatchObject([{ points: 6_010_000 }]);
    expect([stateOf(market), market.position("alice").quantity, market.position("bob").quantity]).toEqual([3, 0, 0]);
    expect(change(market, "takerFeeRate", 1).refusal).toBe("expired");
    expect(change(market, "delist", 0, 0, "NEW").refusal).toBe("none");
    expect(market.rows.mark(market.instrument("NEW")).state).toBe(4);
    expect(market.buy("bob", 100, { at: 59_000, symbol: "NEW" }).refusal).toBe("expired");
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("CON-005 what was settled before its day does not open on it", () => {
    const market = aMarket({ mark: 60_000 });
    const terms = TERMS.map((name) => Number(XBTUSD[name]));
    const rules = { openAtMs: market.nowMs + HOUR_MS };
    market.send((out) => encode.list(out, { symbol: "NEW", description: "{}", index: 0, terms, rules }));
    market.named("NEW");
    expect(change(market, "settle", 0, 0, "NEW").refusal).toBe("none");
    market.pass(HOUR_MS);
    expect(market.rows.mark(market.instrument("NEW")).state).toBe(INSTRUMENT_STATE.settled);
  });

  test("CON-005 what the next contracts of a series are listed with changes with an expiry, the contract that is there does not", () => {
    const market = aMarket({ mark: 60_000 });
    const terms = TERMS.map((name) => Number(XBTUSD[name]));
    const series = { root: "XBT", description: "{}", index: 0, ahead: 1, frontMonths: 1, terms, rules: {} };
    market.send((out) => encode.series(out, series));
    const front = market.state.instruments.count - 1;
    const expiryMs = market.state.instruments.rule(front, "expiryMs");
    const fee = TERMS.indexOf("settlementFeeRate");
    for (const unknown of [1, -1, 0.5])
      expect(market.send((out) => encode.change(out, SUBJECT.series, unknown, fee, 50_000, 0)).refusal).toBe("unknownInstrument");
    market.send((out) => encode.change(out, SUBJECT.series, 0, fee, 50_000, expiryMs));
    market.pass(200 * 24 * HOUR_MS);
    const { instruments } = market.state;
    const listed = Array.from({ length: instruments.count }, (_, i) => i).filter((i) => instruments.rule(i, "expiryMs") > 0);
    // The second was listed two weeks before the first expired.
    expect(listed.map((i) => instruments.term(i, "settlementFeeRate")).slice(0, 4)).toEqual([0, 0, 50_000, 50_000]);
  });
});

test("CON-005 a contract is listed for a time that is to come, and opens before it ends, to the millisecond", () => {
  const market = aMarket({ mark: 60_000 });
  const terms = TERMS.map((name) => Number(XBTUSD[name]));
  const list = (symbol: string, ofNow: (nowMs: number) => { openAtMs?: number; expiryMs?: number }) =>
    market.send((out) => encode.list(out, { symbol, description: "{}", index: 0, terms, rules: ofNow(market.nowMs + 1) })).refusal;
  expect(list("A", (nowMs) => ({ expiryMs: nowMs }))).toBe("moment");
  expect(list("A", (nowMs) => ({ openAtMs: nowMs + 5_000, expiryMs: nowMs + 5_000 }))).toBe("moment");
  expect(list("A", () => ({ expiryMs: LAST_MOMENT_MS + 1 }))).toBe("moment");
  expect(list("A", (nowMs) => ({ expiryMs: nowMs + 1 }))).toBe("none");
  expect(list("B", (nowMs) => ({ openAtMs: nowMs + 4_999, expiryMs: nowMs + 5_000 }))).toBe("none");
  expect(list("C", () => ({ expiryMs: LAST_MOMENT_MS }))).toBe("none");
});

test("CON-005 a change is refused at the bound that it may not reach, and taken at the last one that it may", () => {
  const market = aMarket({ mark: 60_000 }).listIndex(".ETH", 1_000);
  const { maintMarginRate, initMarginRate, takerFeeRate } = XBTUSD;
  expect(change(market, "maintMarginRate", initMarginRate).refusal).toBe("change");
  expect(change(market, "maintMarginRate", initMarginRate - 1).refusal).toBe("none");
  expect(change(market, "maintMarginRate", maintMarginRate).refusal).toBe("none");
  expect(change(market, "initMarginRate", 100_000_001).refusal).toBe("change");
  expect(change(market, "initMarginRate", 100_000_000).refusal).toBe("none");
  expect(change(market, "makerFeeRate", -takerFeeRate - 1).refusal).toBe("change");
  expect(change(market, "makerFeeRate", -takerFeeRate).refusal).toBe("none");
  expect(change(market, "takerFeeRate", 10_000_001).refusal).toBe("change");
  expect(change(market, "takerFeeRate", 10_000_000).refusal).toBe("none");
  expect(change(market, "riskStepSats", -1).refusal).toBe("change");
  expect(change(market, "riskLimitSats", 0).refusal).toBe("change");
  // The index itself, a contract, an index of other points, none.
  const settlesAt = [1, 2, 3, 0].map((handle) => change(market, "settlementIndex", handle).refusal);
  expect(settlesAt).toEqual(["none", "unknownInstrument", "multiplier", "none"]);
});

test("CON-005 a new tick waits while the house holds what it took over", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 }).withAccount("bob", { xbt: 10 });
  market.withPosition("alice", 1_000).mark(59_600);
  expect(market.taken().long).toBe(1_000);
  expect(change(market, "pointsPerTick", 25).refusal).toBe("change");
  market.buy("bob", 1_000);
  expect([market.taken().long, change(market, "pointsPerTick", 25).refusal]).toEqual([0, "none"]);
});

test("CON-005 numbers that a contract may have are taken to the last, for each term and of either sign", () => {
  const rate = 10_000_000;
  const bounds: readonly (readonly [Term, readonly number[], readonly number[]])[] = [
    ["takerFeeRate", [rate, 25_000], [rate + 1, 24_999, 0.5, Number.NaN]],
    ["makerFeeRate", [-75_000, 0, rate], [rate + 1, -75_001]],
    ["settlementFeeRate", [0, rate], [-1, rate + 1]],
    ["maintMarginRate", [1, 999_999], [0, 1_000_000]],
    ["initMarginRate", [500_001, 100_000_000], [500_000, 100_000_001]],
    ["riskLimitSats", [1], [0, -1]],
    ["riskStepSats", [0], [-1]],
    ["maxOrderQty", [1, 100], [0, -1, 2 ** 50]],
    ["lotSize", [100, 200], [0, 50, 150]],
    ["pointsPerTick", [1_000_000, 100_000_000], [100_000_001, 0, -1, 0.5]],
  ];
  for (const [term, taken, refused] of bounds) {
    for (const value of taken) expect([term, value, change(aMarket({ mark: 60_000 }), term, value).refusal]).toEqual([term, value, "none"]);
    for (const value of refused)
      expect([term, value, change(aMarket({ mark: 60_000 }), term, value).refusal]).toEqual([term, value, "change"]);
  }
  // Without a rebate the taker may go without a fee.
  const free = aMarket({ mark: 60_000, terms: { makerFeeRate: 0 } });
  expect([change(free, "takerFeeRate", 0).refusal, change(free, "takerFeeRate", -1).refusal]).toEqual(["none", "change"]);
  for (const what of ["settlementPrice", "closePrice", "alternativePrice"] as const) {
    const told = [0, 1, -1, 0.5, Number.NaN].map((value) => change(aMarket({ mark: 60_000 }), what, value).refusal);
    expect(told).toEqual(["none", "none", "price", "price", "price"]);
  }
  const market = aMarket({ mark: 60_000 });
  const later = [0, 1].map((ms) => change(market, "takerFeeRate", 80_000, market.nowMs + 1 + ms).refusal);
  expect(later).toEqual(["moment", "none"]);
});

test("CON-005 of one moment a contract is taken off first, and what was to change then does not", () => {
  const market = traded();
  const atMs = market.nowMs + HOUR_MS;
  change(market, "takerFeeRate", 100_000, atMs);
  change(market, "delist", 0, atMs);
  market.pass(HOUR_MS);
  expect([stateOf(market), market.state.terms(market.instrument()).takerFeeRate]).toEqual([INSTRUMENT_STATE.delisted, 75_000]);
});

test("CON-005 a new lot cancels orders of which a slice could never trade, and no others", () => {
  const market = traded();
  for (const [id, contracts, show] of [
    ["odd slice", 800, 100],
    ["even slice", 800, 200],
    ["unseen", 400, 0],
  ] as const)
    market.buy("bob", contracts, { at: 59_000, show, id });
  change(market, "lotSize", 200);
  expect(market.orders("bob").map(({ clientId }) => clientId)).toEqual(["even slice", "unseen"]);
});

test("CON-005 what opens on its day, and what ends before its day, says so once and in its own row", () => {
  const market = aMarket({ mark: 60_000 });
  const terms = TERMS.map((name) => Number(XBTUSD[name]));
  const rules = { openAtMs: market.nowMs + HOUR_MS, expiryMs: market.nowMs + 3 * HOUR_MS };
  market.send((out) => encode.list(out, { symbol: "NEW", description: "{}", index: 0, terms, rules }));
  market.named("NEW");
  expect(market.pass(HOUR_MS).marks).toMatchObject([{ instrument: market.instrument("NEW"), state: INSTRUMENT_STATE.open }]);
  expect(change(market, "settle", 0, 0, "NEW").settlements).toHaveLength(1);
  expect(market.pass(3 * HOUR_MS).settlements).toEqual([]);
});

test("CON-005 the next contracts of a series have the highest price that they had, in the new tick, and their front at its month", () => {
  const { instruments, series } = ((): TestMarket => {
    const market = aMarket({ mark: 60_000 });
    const terms = TERMS.map((name) => Number(XBTUSD[name]));
    const rules = { expiryMs: 0 };
    market.send((out) => encode.series(out, { root: "XBT", description: "{}", index: 0, ahead: 1, frontMonths: 2, terms, rules }));
    for (const [term, value] of [
      ["pointsPerTick", 100],
      ["takerFeeRate", 60_000],
    ] as const)
      market.send((out) => encode.change(out, SUBJECT.series, 0, TERMS.indexOf(term), value, 0));
    market.pass(100 * 24 * HOUR_MS);
    return market;
  })().state;
  const numbers = series.termsOf(0);
  expect(["pointsPerTick", "maxPriceTicks", "takerFeeRate"].map((name) => numbers[TERMS.indexOf(name as Term)])).toEqual([
    100, 1_000_000, 60_000,
  ]);
  const [first, last] = [2, instruments.count - 1];
  expect([instruments.term(first, "pointsPerTick"), instruments.term(last, "pointsPerTick")]).toEqual([50, 100]);
  const month = (timeMs: number) => new Date(timeMs).getUTCMonth();
  for (const one of [first, last]) {
    const [front, expiry] = [instruments.rule(one, "frontAtMs"), instruments.rule(one, "expiryMs")];
    expect((12 + month(expiry) - month(front)) % 12).toBe(2);
  }
});

test("CON-005 a new lot leaves the house's orders as they are, whatever they close", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 });
  market.withPosition("alice", 700).mark(59_600);
  const [asks] = [market.book().asks];
  expect(asks).toMatchObject([[expect.any(Number), 700]]);
  expect(change(market, "lotSize", 200).orders).toEqual([]);
  expect(market.book().asks).toEqual(asks);
});
