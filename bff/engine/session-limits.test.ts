import { expect, test } from "vitest";
import { CHANGE, SUBJECT } from "./changes.ts";
import { encode, MARK_METHOD, TERMS } from "./commands.ts";
import { type TestMarket as Market, TestMarket, XBTUSD } from "./testing.ts";

const HOUR_MS = 3_600_000;
const symbol = "QTUMU17";

/** A contract on an index that has not begun, two days before its end, with a first reference price of 1,000. */
function aNewcomer(): Market {
  const market = new TestMarket();
  market.nowMs = Date.parse("2017-09-27T11:00:00.000Z");
  market.listIndex(".BQTUMXBT").listIndex(".BQTUMXBT30M");
  const terms = TERMS.map((name) => Number({ ...XBTUSD, initMarginRate: 50_000_000, maintMarginRate: 25_000_000 }[name]));
  const rules = {
    markMethod: MARK_METHOD.lastPrice,
    settlementIndex: 2,
    sessionIntervalMs: 2 * HOUR_MS,
    limitRate: 25_000_000,
    expiryMs: Date.parse("2017-09-29T12:00:00.000Z"),
    decideBeforeMs: 24 * HOUR_MS,
  };
  market.send((out) => encode.list(out, { symbol, description: "{}", index: 0, terms, rules }));
  market.named(symbol).withAccount("alice", { xbt: 10 }).withAccount("bob", { xbt: 10 });
  expect(market.buy("alice", 100, { at: 1_000, symbol }).refusal).toBe("noMark");
  change(market, CHANGE.closePrice, 100_000);
  return market;
}

const change = (market: Market, what: number, value: number) =>
  expect(market.send((out) => encode.change(out, SUBJECT.contract, market.instrument(symbol), what, value, 0)).refusal).toBe("none");
const mark = (market: Market) => market.rows.mark(market.instrument(symbol));
const until = (market: Market, time: string) => market.pass(Date.parse(time) - market.nowMs);

test("CON-004 orders stand within the limits, market orders go no further, and the limits follow the close of each session", () => {
  const market = aNewcomer();
  const buy = (at: number) => market.buy("alice", 100, { at, symbol }).refusal;
  expect([buy(1_250.5), buy(749.5)]).toEqual(["limitUp", "limitDown"]);
  expect([buy(750), market.sell("bob", 100, { at: 1_250, symbol }).refusal]).toEqual(["none", "none"]);
  const [first] = market.orders("alice");
  expect(market.amend("alice", first?.number ?? 0, { price: 749.5 }).refusal).toBe("limitDown");
  // The last price is the mark.
  market.buy("alice", 100, { at: 1_250, symbol });
  expect(mark(market)).toMatchObject({ markPoints: 125_000, closePoints: 100_000 });
  const closed = until(market, "2017-09-27T12:00:00.000Z");
  expect(mark(market).closePoints).toBe(125_000);
  // 937.5 and 1,562.5 now: the bid at 750 has to go.
  expect(closed.orders).toMatchObject([{ text: "Canceled: Price less than limitDownPrice\n" }]);
  expect([buy(937), buy(937.5), buy(1_562.5), buy(1_563)]).toEqual(["limitDown", "none", "none", "limitUp"]);
  market.cancelAll("alice");
  expect(market.buy("bob", 100, { at: 1_000, symbol }).refusal).toBe("none");
  expect(market.sell("alice", 200, { symbol }).order).toMatchObject({ filled: 100 });
  expect(mark(market).markPoints).toBe(100_000);
  // Every two hours, also where several pass in one command; nothing traded, so that the last price stands.
  until(market, "2017-09-28T00:00:00.000Z");
  expect(mark(market).closePoints).toBe(100_000);
  expect(market.restarted().hash()).toBe(market.hash());
  expect(market.audit()).toEqual({ differenceSats: 0 });
});

test.each([
  ["the price set for that case, where the index has not begun a day before the end", false, 90_000],
  ["the average, where it has", true, 110_000],
])("CON-004 it settles at %s", (_what, hasBegun, points) => {
  const market = aNewcomer();
  change(market, CHANGE.alternativePrice, 90_000);
  market.sell("bob", 100, { at: 1_000, symbol });
  market.buy("alice", 100, { at: 1_000, symbol });
  if (hasBegun) market.mark(1_100, ".BQTUMXBT30M");
  until(market, "2017-09-28T12:00:00.000Z");
  // Once it is decided, an index that begins later decides nothing.
  if (!hasBegun) market.mark(1_100, ".BQTUMXBT30M");
  const end = until(market, "2017-09-29T12:00:00.000Z");
  expect(end.settlements).toMatchObject([{ points }]);
  expect(market.position("alice", symbol).quantity).toBe(0);
  expect(market.audit()).toEqual({ differenceSats: 0 });
});
