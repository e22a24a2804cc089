import { expect, test } from "vitest";
import { FAIR_METHOD, MARK_METHOD, type RuleName } from "./commands.ts";
import { aMarket, SATS, type TestMarket, XBTUSD } from "./testing.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;

const PERPETUAL = {
  markMethod: MARK_METHOD.fairPrice,
  fairMethod: FAIR_METHOD.fundingRate,
  fundingIntervalMs: 8 * HOUR_MS,
  fundingOffsetMs: 4 * HOUR_MS,
} as const;

/** A contract beside XBTUSD, on the same index, that is marked by rules of its own. */
function marketWith(symbol: string, rules: Partial<Record<RuleName, number>>, mark = 50_000): TestMarket {
  const market = aMarket({ mark });
  market.list(symbol, XBTUSD, ".BXBT", rules).mark(mark);
  return market.withAccount("ada", { xbt: 1_000 }).withAccount("bob", { xbt: 1_000 });
}

const future = (market: { nowMs: number }, days: number) => ({
  markMethod: MARK_METHOD.fairPrice,
  fairMethod: FAIR_METHOD.impactMid,
  expiryMs: market.nowMs + days * DAY_MS,
  impactSats: 1_000_000_000,
});

/** Bids and offers of 20 coins' worth at so many dollars around the middle. */
function quote(market: TestMarket, symbol: string, bid: number, ask: number): void {
  market.cancelAll("ada");
  market.buy("ada", 1_000_000, { at: bid, symbol });
  market.sell("ada", 1_000_000, { at: ask, symbol });
}

const toNextMinute = (market: TestMarket) => market.pass(MINUTE_MS - (market.nowMs % MINUTE_MS));

test("IDX-004 a perpetual without a funding rate is marked at its index, with one by what is left until it is paid", () => {
  const market = marketWith("XBTP", PERPETUAL, 32_182.72);
  expect(market.markOf("XBTP")).toBe(32_182.72);
  market.state.instruments.fundingRate[market.instrument("XBTP")] = 10_000;
  market.nowMs = Math.ceil(market.nowMs / DAY_MS) * DAY_MS + 22 * HOUR_MS + 36 * MINUTE_MS + 4_999;
  market.mark(32_182.72);
  expect(market.markOf("XBTP")).toBe(32_184.89);
  expect(market.markOf("XBTUSD")).toBe(32_182.72);
  expect(market.rows.mark(market.instrument("XBTP"))).toMatchObject({ fairPoints: 3_218_489, markPoints: 3_218_489 });
});

test("IDX-004 a future takes its basis from the book at whole minutes, while impact bid and ask are close", () => {
  const market = aMarket({ mark: 50_000 }).withAccount("ada", { xbt: 1_000 });
  market.list("XBTM26", XBTUSD, ".BXBT", future(market, 73)).mark(50_000);
  expect(market.markOf("XBTM26")).toBe(50_000);
  quote(market, "XBTM26", 50_499.5, 50_500.5);
  market.mark(50_000);
  expect(market.markOf("XBTM26")).toBe(50_000);
  toNextMinute(market);
  // 1 % in a fifth of a year is 5 % a year.
  expect(market.rows.mark(market.instrument("XBTM26")).basisRate).toBe(5_000_000);
  market.mark(50_000);
  expect(market.markOf("XBTM26")).toBeCloseTo(50_500, 0);
  // 0.5 % of 50,500 is 252.5: too far apart, the basis stays.
  quote(market, "XBTM26", 50_800, 51_100);
  toNextMinute(market);
  expect(market.rows.mark(market.instrument("XBTM26")).basisRate).toBe(5_000_000);
  quote(market, "XBTM26", 50_900, 51_100);
  toNextMinute(market);
  expect(market.rows.mark(market.instrument("XBTM26")).basisRate).toBe(10_000_000);
  // With nobody in the book it stays, and melts as the contract runs out.
  market.cancelAll("ada");
  market.pass(36.5 * DAY_MS);
  market.mark(50_000);
  expect(market.markOf("XBTM26")).toBeCloseTo(50_500, 0);
});

test("IDX-004 LastPrice marks at the last trade, LastPriceProtected no further than half the maintenance margin from fair", () => {
  const last = marketWith("LAST", { markMethod: MARK_METHOD.lastPrice });
  const guarded = marketWith("SAFE", { markMethod: MARK_METHOD.lastPriceProtected });
  for (const [market, symbol] of [
    [last, "LAST"],
    [guarded, "SAFE"],
  ] as const) {
    expect(market.markOf(symbol)).toBe(50_000);
    market.sell("ada", 100, { at: 50_400, symbol });
    market.buy("bob", 100, { at: 50_400, symbol });
    // The mark moves with the index's next price.
    expect(market.markOf(symbol)).toBe(50_000);
    market.mark(50_000);
  }
  expect(last.markOf("LAST")).toBe(50_400);
  expect(guarded.markOf("SAFE")).toBe(50_125);
  guarded.mark(50_350);
  expect(guarded.markOf("SAFE")).toBe(50_400);
});

test("IDX-004 margin and stops follow the mark where it is not the index", () => {
  const market = marketWith("LAST", { markMethod: MARK_METHOD.lastPrice }).endow(SATS);
  market.sell("ada", 10_000, { at: 50_000, symbol: "LAST" });
  market.withAccount("eve", { xbt: 0.003 }).leverage("eve", 100, "LAST");
  expect(market.buy("eve", 10_000, { at: 50_000, symbol: "LAST" }).refusal).toBe("none");
  // Somebody who holds nothing, whom no deleveraging can concern.
  market.withAccount("carl", { xbt: 1 });
  market.sell("carl", 100, { stop: 49_400, watch: "mark", symbol: "LAST" });
  market.sell("carl", 200, { stop: 49_400, watch: "index", symbol: "LAST" });
  market.buy("ada", 100, { at: 49_000, symbol: "LAST" });
  market.sell("bob", 100, { at: 49_000, symbol: "LAST" });
  expect(market.position("eve", "LAST").quantity).toBe(10_000);
  // The index does not move, the mark falls to the last trade.
  market.mark(50_000);
  expect(market.markOf("LAST")).toBe(49_000);
  expect(market.position("eve", "LAST").quantity).toBe(0);
  expect(market.orders("carl").map(({ quantity }) => quantity)).toEqual([200]);
  expect(market.audit()).toEqual({ differenceSats: 0 });
});

test("IDX-004 a market that was saved marks as one that ran on, and a jump over months samples as minutes would", () => {
  const run = (minutes: readonly number[]) => {
    const market = aMarket({ mark: 50_000 }).withAccount("ada", { xbt: 1_000 });
    market.list("XBTM26", XBTUSD, ".BXBT", future(market, 300)).mark(50_000);
    quote(market, "XBTM26", 50_499.5, 50_500.5);
    const start = market.nowMs - (market.nowMs % MINUTE_MS);
    let at = market;
    for (const minute of minutes) {
      at = at.restarted();
      at.nowMs = start + minute * MINUTE_MS;
      at.sequence = 1_000 - 1;
      at.pass(0);
    }
    at.mark(50_000);
    const { instruments } = at.state;
    return [at.markOf("XBTM26"), instruments.basisRate[at.instrument("XBTM26")]];
  };
  expect(run([100_000])).toEqual(run([1, 2, 5, 1_000, 99_999, 100_000]));
});
