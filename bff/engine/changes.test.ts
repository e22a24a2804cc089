import { describe, expect, test } from "vitest";
import { CHANGE, SUBJECT } from "./changes.ts";
import { encode, TERMS } from "./commands.ts";
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
    const { orders } = change(market, "pointsPerTick", 100);
    expect(orders.map(({ text }) => text)).toEqual(["Canceled: Invalid price tickSize\n", "Canceled: Invalid price tickSize\n"]);
    expect(market.rows.levels.size).toBe(0);
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

  test("CON-005 what the next contracts of a series are listed with changes with an expiry, the contract that is there does not", () => {
    const market = aMarket({ mark: 60_000 });
    const terms = TERMS.map((name) => Number(XBTUSD[name]));
    const series = { root: "XBT", description: "{}", index: 0, ahead: 1, frontMonths: 1, terms, rules: {} };
    market.send((out) => encode.series(out, series));
    const front = market.state.instruments.count - 1;
    const expiryMs = market.state.instruments.rule(front, "expiryMs");
    const fee = TERMS.indexOf("settlementFeeRate");
    market.send((out) => encode.change(out, SUBJECT.series, 0, fee, 50_000, expiryMs));
    market.pass(200 * 24 * HOUR_MS);
    const { instruments } = market.state;
    const listed = Array.from({ length: instruments.count }, (_, i) => i).filter((i) => instruments.rule(i, "expiryMs") > 0);
    // The second was listed two weeks before the first expired.
    expect(listed.map((i) => instruments.term(i, "settlementFeeRate")).slice(0, 4)).toEqual([0, 0, 50_000, 50_000]);
  });
});
