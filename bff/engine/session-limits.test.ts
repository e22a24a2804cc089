import { expect, test } from "vitest";
import { CHANGE, SUBJECT } from "./changes.ts";
import { MARK_METHOD, TERMS } from "./commands.ts";
import { encode } from "./encode.ts";
import { STATUS } from "./records.ts";
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
  // What stands in another contract is none of its business.
  const terms = TERMS.map((name) => Number(XBTUSD[name]));
  market.send((out) => encode.list(out, { symbol: "OTHER", description: "{}", index: 0, terms }));
  market.named("OTHER");
  market.send((out) => encode.change(out, SUBJECT.contract, market.instrument("OTHER"), CHANGE.closePrice, 100_000, 0));
  market.buy("bob", 100, { at: 100, symbol: "OTHER" });
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

test("CON-004 a price that follows from the book, and an order that has waited stand within the limits of the session, too", () => {
  const market = aNewcomer();
  const waiting = market.buy("alice", 100, { at: 1_240, stop: 900, watch: "last", symbol }).order?.number;
  market.sell("bob", 100, { at: 760, symbol });
  market.buy("bob", 100, { at: 755, symbol });
  const pegged = (offset: number) => market.buy("alice", 100, { peg: "primary", offset, symbol });
  // 755 less 5.5 is below 750.
  expect([pegged(-5.5).refusal, pegged(-5).refusal]).toEqual(["limitDown", "none"]);
  const order = market.orders("alice").at(-1);
  expect(market.amend("alice", order?.number ?? 0, { offset: -5.5 }).refusal).toBe("limitDown");
  market.cancelAll("bob");
  market.sell("bob", 100, { at: 1_230, symbol });
  market.buy("alice", 100, { at: 800, symbol });
  market.sell("bob", 100, { at: 800, symbol });
  until(market, "2017-09-27T12:00:00.000Z");
  // The close is 800: nothing stands above 1,000.
  expect(mark(market).closePoints).toBe(80_000);
  expect(market.orders("bob")).toEqual([]);
  // At 950 the one that waits goes off, whose limit was taken under another session's limits.
  market.sell("bob", 100, { at: 950, symbol });
  expect(market.buy("alice", 100, { at: 950, symbol }).orders.findLast(({ number }) => number === waiting)).toMatchObject({
    status: STATUS.rejected,
  });
  expect(market.audit()).toEqual({ differenceSats: 0 });
});

test("CON-004 a contract whose mark is not its last price keeps the first one that it was given, while its index has none", () => {
  const market = aNewcomer();
  const fair = TERMS.map((name) => Number(XBTUSD[name]));
  const rules = { markMethod: MARK_METHOD.fairPrice };
  market.send((out) => encode.list(out, { symbol: "FAIR", description: "{}", index: 0, terms: fair, rules }));
  market.named("FAIR");
  market.send((out) => encode.change(out, SUBJECT.contract, market.instrument("FAIR"), CHANGE.closePrice, 100_000, 0));
  market.sell("bob", 100, { at: 1_010, symbol: "FAIR" });
  market.buy("alice", 100, { at: 1_010, symbol: "FAIR" });
  expect(market.rows.mark(market.instrument("FAIR"))).toMatchObject({ lastTicks: 2_020, markPoints: 100_000 });
});

test("CON-004 what the house took over follows a mark that is the last price in the very command of the trade", () => {
  const market = aNewcomer().withAccount("carol", { xbt: 10 }).endow(10_000_000);
  const terms = TERMS.map((name) => Number(XBTUSD[name]));
  const rules = { markMethod: MARK_METHOD.lastPrice };
  market.send((out) => encode.list(out, { symbol: "NEW", description: "{}", index: 0, terms, rules }));
  market.named("NEW");
  market.send((out) => encode.change(out, SUBJECT.contract, market.instrument("NEW"), CHANGE.closePrice, 100_000, 0));
  const trade = (seller: string, buyer: string, contracts: number, at: number) => {
    market.buy(buyer, contracts, { at, symbol: "NEW" });
    market.sell(seller, contracts, { at, symbol: "NEW" });
  };
  market.leverage("alice", 100, "NEW");
  trade("bob", "alice", 1_000, 1_000);
  trade("bob", "carol", 100, 994);
  expect(market.taken("NEW").long).toBe(1_000);
  const [[bankrupt]] = market.book("NEW").asks as [[number, number]];
  expect(bankrupt).toBeGreaterThan(985);
  trade("bob", "carol", 100, 985);
  expect(market.rows.mark(market.instrument("NEW")).markPoints).toBe(98_500);
  expect(market.book("NEW").asks).toEqual([[985, 1_000]]);
  expect(market.audit()).toEqual({ differenceSats: 0 });
});

test("CON-004 an order that filled in one session comes back in the next one within its limits alone", () => {
  const market = aNewcomer();
  market.sell("bob", 100, { at: 760, symbol });
  until(market, "2017-09-27T11:59:58.000Z");
  market.buy("alice", 100, { at: 760, symbol });
  market.sell("bob", 200, { at: 1_100, symbol });
  market.buy("alice", 100, { at: 1_100, symbol });
  expect(market.rows.orders.size).toBe(1);
  until(market, "2017-09-27T12:00:00.000Z");
  expect(mark(market).closePoints).toBe(110_000);
  // 825 is the lowest price now.
  expect(market.amend("bob", 1, { leaves: 100 }).refusal).toBe("limitDown");
  expect(market.amend("bob", 1, { leaves: 100, price: 1_000 }).refusal).toBe("none");
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

test("CON-004 a trade that becomes the mark sets off what waits for the mark", () => {
  const market = aNewcomer();
  market.buy("alice", 100, { stop: 1_100, watch: "mark", symbol, id: "stop" });
  market.sell("bob", 200, { at: 1_100, symbol });
  market.withAccount("carol", { xbt: 10 }).buy("carol", 100, { at: 1_100, symbol });
  expect([mark(market).markPoints, market.orders("alice").length, market.position("alice", symbol).quantity]).toEqual([110_000, 0, 100]);
});
