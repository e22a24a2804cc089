import { describe, expect, test } from "vitest";
import { STANDING } from "./constituents.ts";
import { encodeIndex } from "./index-commands.ts";
import { INDEX_KIND, INDEX_STANDING } from "./index-rules.ts";
import { IndexDesk } from "./test-support/index-desk.ts";
import { aMarket, TestMarket, XBTUSD } from "./testing.ts";

const at = (time: string, day = "2017-04-15") => Date.parse(`${day}T${time}Z`);
const QUARTERS = { Northgate: 0.25, Harbour: 0.25, Meridian: 0.25, Kestrel: 0.25 };

function aDesk(weights: Readonly<Record<string, number>>, startMs = at("12:00:00.000")): IndexDesk {
  const market = new TestMarket().listIndex(".BXBT");
  market.nowMs = startMs - 10;
  return new IndexDesk(market, ".BXBT", weights);
}

/** Quotes every five seconds, just before each publication, until a moment; the last publication is the one of that moment. */
function quoteUntil(desk: IndexDesk, untilMs: number, pricesAt: (ms: number) => Readonly<Record<string, number>>): void {
  for (let ms = Math.floor(desk.market.nowMs / 5_000) * 5_000 + 5_000; ms <= untilMs; ms += 5_000) {
    desk.market.nowMs = ms - 102;
    // A price that moves and comes back within five seconds works, and says the same at every publication.
    const prices = pricesAt(ms);
    desk.quote(Object.fromEntries(Object.entries(prices).map(([name, price]) => [name, price + 0.01])));
    desk.quote(prices);
    desk.at(ms);
  }
}

describe("IDX-001 a composite index", () => {
  test("IDX-001 is published at every fifth second as the mean of its venues' last prices by weight", () => {
    const desk = aDesk({ Northgate: 0.5, Harbour: 0.3, Meridian: 0.2 });
    desk.at(at("12:00:01.000"));
    desk.quote({ Northgate: 1_000, Harbour: 1_010 });
    desk.quote({ Meridian: 990.01 });
    expect([desk.price, desk.rule.publishedAtMs]).toEqual([0, 0]);
    desk.at(at("12:00:04.999"));
    expect(desk.price).toBe(0);
    desk.at(at("12:00:05.000"));
    expect([desk.price, desk.rule.publishedAtMs]).toEqual([1_001, at("12:00:05.000")]);
    desk.quote({ Northgate: 1_002 });
    // Nobody sends anything for a minute: twelve publications happen, each at its own moment.
    const { marks } = desk.at(at("12:01:00.000"));
    expect(marks.map(({ markedAtMs }) => markedAtMs)).toEqual(Array.from({ length: 11 }, (_, i) => at("12:00:10.000") + i * 5_000));
    expect(desk.price).toBe(1_002);
  });

  test("IDX-001 its price marks its contracts, and who cannot keep a position is taken over", () => {
    const market = aMarket({ mark: 1_184.62 }).endow(100_000_000);
    const desk = new IndexDesk(market, ".BXBT", QUARTERS);
    market.withAccount("long", { xbt: 1, leverage: 50 }).withPosition("long", 1_000);
    desk.quote({ Northgate: 1_100, Harbour: 1_100, Meridian: 1_100, Kestrel: 1_100 });
    expect(market.position("long").quantity).toBe(1_000);
    desk.at(Math.ceil(market.nowMs / 5_000) * 5_000);
    expect([market.markOf(), market.position("long").quantity]).toEqual([1_100, 0]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("IDX-001 a price set by hand stands until venues are published again, and for good where there are none", () => {
    const desk = aDesk({ Northgate: 1 });
    desk.market.mark(900);
    desk.at(at("12:30:00.000"));
    expect([desk.price, desk.rule.publishedAtMs]).toEqual([900, 0]);
    desk.quote({ Northgate: 905 });
    desk.market.mark(910);
    expect(desk.price).toBe(910);
    desk.at(at("12:30:05.000"));
    expect(desk.price).toBe(905);
  });

  test("IDX-001 is published no more once every venue has been silent for a quarter of an hour, and again with the first price", () => {
    const desk = aDesk(QUARTERS);
    desk.quote({ Northgate: 1_000, Harbour: 1_000, Meridian: 1_000, Kestrel: 1_000 });
    desk.at(at("14:00:00.000"));
    expect(desk.rule.publishedAtMs).toBe(at("12:14:55.000"));
    expect(desk.market.state.indexRules.nextAtMs[0]).toBe(0);
    desk.quote({ Northgate: 1_001 });
    desk.at(at("14:00:05.000"));
    // It has to work for five minutes before it counts again.
    expect([desk.price, desk.rule.publishedAtMs]).toEqual([1_000, at("12:14:55.000")]);
  });

  test("IDX-001 an average is the mean of what its index stood at in the last half hour, the last of each five seconds", () => {
    const desk = aDesk({ Northgate: 1 }, at("12:00:01.000"));
    const { market } = desk;
    market.listIndex(".BXBT30M");
    market.send((out) => encodeIndex.make(out, market.instrument(".BXBT30M"), INDEX_KIND.average, desk.handle));
    const average = () => market.rows.mark(market.instrument(".BXBT30M")).markPoints / 100;
    quoteUntil(desk, at("12:10:00.000"), () => ({ Northgate: 1_000 }));
    expect(average()).toBe(1_000);
    quoteUntil(desk, at("12:20:00.000"), () => ({ Northgate: 1_030 }));
    // Two ten minutes of 120 publications each.
    expect(average()).toBe(1_015);
    quoteUntil(desk, at("12:40:00.000"), () => ({ Northgate: 1_060 }));
    // The first ten minutes are out: 120 of 1,030 and 240 of 1,060.
    expect(average()).toBe(1_050);
    market.mark(1_420);
    // By hand at 12:40:00 as well: it takes the place of that publication, and weighs a 360th.
    expect(average()).toBe(1_051);
    expect(market.restarted().hash()).toBe(market.hash());
  });

  test("IDX-001 what its rows tell is what an image tells, and a restart changes nothing of what comes", () => {
    const desk = aDesk(QUARTERS);
    quoteUntil(desk, at("12:05:00.000"), () => ({ Northgate: 1_000, Harbour: 1_001, Meridian: 0.06, Kestrel: 1_002 }));
    desk.weigh({ Kestrel: 0 }, at("13:00:00.000"));
    const { constituents, indexRules } = desk.market.image();
    expect(constituents).toEqual([...desk.market.rows.constituents.values()]);
    expect(indexRules).toEqual([...desk.market.rows.indexRules.values()]);
    expect(desk.venue("Kestrel")).toMatchObject({ plannedAtMs: at("13:00:00.000"), plannedWeight: 0 });
    const again = desk.market.restarted();
    for (const market of [desk.market, again]) {
      market.nowMs = at("13:00:05.000");
      market.pass(0);
    }
    expect(again.hash()).toBe(desk.market.hash());
    expect(again.rows.constituents.get(3)).toMatchObject({ weight: 0, plannedAtMs: 0 });
  });
});

describe("IDX-002 protection of 2017", () => {
  test("IDX-002 of three or more, who is a quarter from the median is out until an operator lets him in", () => {
    const desk = aDesk({ A: 0.3, B: 0.3, C: 0.4 });
    desk.protect("of2017");
    quoteUntil(desk, at("12:01:00.000"), () => ({ A: 100, B: 100, C: 100 }));
    quoteUntil(desk, at("12:02:00.000"), () => ({ A: 100, B: 100, C: 50 }));
    expect([desk.price, desk.venue("C").standing, desk.venue("C").standingSinceMs]).toEqual([100, STANDING.deviating, at("12:01:05.000")]);
    quoteUntil(desk, at("13:00:00.000"), () => ({ A: 110, B: 110, C: 109 }));
    expect([desk.price, desk.venue("C").standing]).toEqual([110, STANDING.deviating]);
    expect(desk.letBack("C").refusal).toBe("none");
    quoteUntil(desk, at("13:00:05.000"), () => ({ A: 110, B: 110, C: 109 }));
    expect(desk.price).toBe(109.6);
  });

  test("IDX-002 a hair less than the limit stays in; altcoins may differ by twice as much", () => {
    const of = (c: number, limit: number) => {
      const desk = aDesk({ A: 0.25, B: 0.25, C: 0.5 });
      desk.protect("of2017", limit);
      quoteUntil(desk, at("12:00:05.000"), () => ({ A: 100, B: 100, C: c }));
      return desk.venue("C").standing;
    };
    expect([75.01, 75, 124.99, 125].map((c) => of(c, 2_500))).toEqual([0, 2, 0, 2]);
    expect([50.01, 50, 149.99, 150].map((c) => of(c, 5_000))).toEqual([0, 2, 0, 2]);
  });

  test("IDX-002 of two, one that is an eighth from the index holds it where it was, and so does one alone at a quarter", () => {
    const desk = aDesk({ A: 0.5, B: 0.5 });
    desk.protect("of2017");
    quoteUntil(desk, at("12:01:00.000"), () => ({ A: 100, B: 100 }));
    quoteUntil(desk, at("12:02:00.000"), () => ({ A: 100, B: 112.49 }));
    // 106.25 by now: the limit moves with the index.
    expect([desk.price, desk.rule.standing]).toEqual([106.25, INDEX_STANDING.published]);
    quoteUntil(desk, at("12:03:00.000"), () => ({ A: 92, B: 112.49 }));
    expect([desk.price, desk.rule.standing, desk.rule.publishedAtMs]).toEqual([106.25, INDEX_STANDING.held, at("12:03:00.000")]);
    desk.weigh({ A: 0 });
    quoteUntil(desk, at("12:04:00.000"), () => ({ B: 132.81 }));
    expect([desk.price, desk.rule.standing]).toEqual([132.81, INDEX_STANDING.published]);
    quoteUntil(desk, at("12:05:00.000"), () => ({ B: 99.6 }));
    expect([desk.price, desk.rule.standing]).toEqual([132.81, INDEX_STANDING.held]);
  });

  test("IDX-002 a venue that does not answer keeps its last price; one whose price stands still for 15 minutes is out, and back after working for 5", () => {
    const desk = aDesk({ A: 0.5, B: 0.25, C: 0.25 });
    desk.protect("of2017");
    quoteUntil(desk, at("12:00:05.000"), () => ({ A: 100, B: 100, C: 96 }));
    quoteUntil(desk, at("12:15:00.000"), () => ({ A: 100, B: 100 }));
    expect([desk.price, desk.venue("C").standing]).toEqual([99, STANDING.in]);
    quoteUntil(desk, at("12:15:05.000"), () => ({ A: 100, B: 100 }));
    expect([desk.price, desk.venue("C").standing]).toEqual([100, STANDING.stale]);
    quoteUntil(desk, at("12:29:55.000"), () => ({ A: 100, B: 100 }));
    // Its first price comes a tenth of a second before 12:30:00.
    quoteUntil(desk, at("12:34:55.000"), () => ({ A: 100, B: 100, C: 97 }));
    expect([desk.price, desk.venue("C").standing]).toEqual([100, STANDING.stale]);
    quoteUntil(desk, at("12:35:00.000"), () => ({ A: 100, B: 100, C: 97 }));
    expect([desk.price, desk.venue("C").standing]).toEqual([99.25, STANDING.in]);
  });

  test("IDX-002 fifteen minutes are enough to the millisecond", () => {
    const desk = aDesk({ A: 0.5, B: 0.25, C: 0.25 });
    desk.protect("of2017");
    desk.market.nowMs = at("12:00:05.000") - 1;
    desk.quote({ A: 100, B: 100, C: 96 });
    quoteUntil(desk, at("12:15:00.000"), () => ({ A: 100, B: 100 }));
    expect(desk.venue("C").standing).toBe(STANDING.in);
    quoteUntil(desk, at("12:15:05.000"), () => ({ A: 100, B: 100 }));
    expect(desk.venue("C").standing).toBe(STANDING.stale);
  });

  test("IDX-002 a venue that repeats the same price for 15 minutes is as stale as one that is silent", () => {
    const desk = aDesk({ A: 0.5, B: 0.25, C: 0.25 });
    desk.protect("of2017");
    for (let ms = at("12:00:05.000"); ms <= at("12:20:00.000"); ms += 5_000) {
      desk.market.nowMs = ms - 1_000;
      desk.quote({ A: 100 + ((ms / 5_000) % 2), B: 100 + ((ms / 5_000) % 2), C: 96 });
    }
    expect([desk.venue("A").standing, desk.venue("B").standing, desk.venue("C").standing]).toEqual([0, 0, STANDING.stale]);
  });
});

describe("IDX-002 protection of 2020", () => {
  test("IDX-002 A stands at 150 against 100 and 100 and is out at 15:00:00; it is within 2 % at 15:20 and back at 15:35:05", () => {
    const desk = aDesk({ A: 0.5, B: 0.25, C: 0.25 }, at("14:50:00.000"));
    const day = (ms: number) => ({ A: ms < at("15:00:00.000") ? 100 : ms < at("15:20:00.000") ? 150 : 102, B: 100, C: 100 });
    quoteUntil(desk, at("14:59:55.000"), day);
    expect([desk.price, desk.venue("A").standing]).toEqual([100, STANDING.in]);
    quoteUntil(desk, at("15:00:00.000"), day);
    expect([desk.price, desk.venue("A").standing, desk.venue("A").standingSinceMs]).toEqual([100, STANDING.deviating, at("15:00:00.000")]);
    quoteUntil(desk, at("15:20:00.000"), day);
    expect(desk.venue("A").backSinceMs).toBe(at("15:20:00.000"));
    quoteUntil(desk, at("15:35:00.000"), day);
    expect([desk.price, desk.venue("A").standing]).toEqual([100, STANDING.deviating]);
    quoteUntil(desk, at("15:35:05.000"), day);
    expect([desk.price, desk.venue("A").standing, desk.venue("A").standingSinceMs]).toEqual([101, STANDING.in, at("15:35:05.000")]);
  });

  test("IDX-002 one look at it further than 2 % away begins the quarter of an hour anew", () => {
    const desk = aDesk({ A: 0.5, B: 0.25, C: 0.25 });
    quoteUntil(desk, at("12:00:05.000"), () => ({ A: 150, B: 100, C: 100 }));
    quoteUntil(desk, at("12:10:00.000"), () => ({ A: 98, B: 100, C: 100 }));
    quoteUntil(desk, at("12:10:05.000"), () => ({ A: 97.99, B: 100, C: 100 }));
    quoteUntil(desk, at("12:25:10.000"), () => ({ A: 98, B: 100, C: 100 }));
    expect(desk.venue("A").standing).toBe(STANDING.deviating);
    quoteUntil(desk, at("12:25:15.000"), () => ({ A: 98, B: 100, C: 100 }));
    expect(desk.venue("A").standing).toBe(STANDING.in);
  });

  test("IDX-002 two that are an eighth from their own middle hold the index until they agree, and whoever is out comes back by the index", () => {
    const desk = aDesk({ A: 0.5, B: 0.25, C: 0.25 });
    quoteUntil(desk, at("12:00:05.000"), () => ({ A: 150, B: 100, C: 100 }));
    quoteUntil(desk, at("12:01:00.000"), () => ({ A: 150, B: 100, C: 128.57 }));
    expect([desk.price, desk.rule.standing]).toEqual([114.29, INDEX_STANDING.published]);
    quoteUntil(desk, at("12:02:00.000"), () => ({ A: 140, B: 100, C: 130 }));
    expect([desk.price, desk.rule.standing]).toEqual([114.29, INDEX_STANDING.held]);
    // 140 is within a quarter of 114.29, which is all that there is to go by.
    expect(desk.venue("A").backSinceMs).toBe(at("12:01:05.000"));
    quoteUntil(desk, at("12:17:00.000"), () => ({ A: 140, B: 100, C: 130 }));
    // Back, it makes three of them: B is further than a quarter from their median no more, and none is out.
    expect([desk.venue("A").standing, desk.rule.standing]).toEqual([STANDING.in, INDEX_STANDING.published]);
  });
});

describe("IDX-003 the print of 15 April 2017", () => {
  /** Four equal venues at 1184.62; at 23:02 one of them tells 0.06. A long at 50 times is liquidated below about 1,167. */
  function theDay(protection: "of2017" | "off"): { desk: IndexDesk; market: TestMarket } {
    const market = new TestMarket().listIndex(".BXBT").list("XBTUSD", XBTUSD, ".BXBT");
    market.nowMs = at("22:59:50.000");
    market.mark(1_184.62);
    const desk = new IndexDesk(market, ".BXBT", QUARTERS);
    desk.protect(protection);
    market.withAccount("long", { xbt: 1, leverage: 50 }).withPosition("long", 1_000);
    const others = { Northgate: 1_184.62, Harbour: 1_184.62, Meridian: 1_184.62 };
    quoteUntil(desk, at("23:01:55.000"), () => ({ ...others, Kestrel: 1_184.62 }));
    expect([desk.price, market.position("long").quantity]).toEqual([1_184.62, 1_000]);
    quoteUntil(desk, at("23:02:00.000"), () => ({ ...others, Kestrel: 0.06 }));
    return { desk, market };
  }

  test("IDX-003 with protection the index does not move, nobody is liquidated, and the venue is out until an operator lets it in", () => {
    const { desk, market } = theDay("of2017");
    expect([desk.price, market.position("long").quantity]).toEqual([1_184.62, 1_000]);
    const all = { Northgate: 1_180, Harbour: 1_180, Meridian: 1_180, Kestrel: 1_172 };
    quoteUntil(desk, at("23:40:00.000"), () => all);
    expect([desk.price, desk.venue("Kestrel").standing]).toEqual([1_180, STANDING.deviating]);
    desk.letBack("Kestrel");
    quoteUntil(desk, at("23:40:05.000"), () => all);
    expect(desk.price).toBe(1_178);
  });

  test("IDX-003 without protection it falls to 888.48, as it did, and the position is taken over", () => {
    const { desk, market } = theDay("off");
    expect([desk.price, market.markOf()]).toEqual([888.48, 888.48]);
    // With nothing in the fund, what was taken over is closed against the other side.
    expect([market.position("long").quantity, market.taken().long, market.position("counterparty").quantity]).toEqual([0, 0, 0]);
    expect(market.account("long").cash).toBeGreaterThan(0);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("IDX-003 a weight is zero at once, or at a stated time, and back", () => {
    const desk = aDesk({ Bitstamp: 0.5, OKCoin: 0.5 }, at("21:40:00.000", "2017-04-19"));
    const on = (time: string) => at(time, "2017-04-19");
    desk.protect("of2017");
    desk.weigh({ GDAX: 0.5 }, on("21:45:00.000"));
    desk.weigh({ OKCoin: 0 }, on("22:00:00.000"));
    const prices = () => ({ Bitstamp: 1_200, OKCoin: 1_260, GDAX: 1_203 });
    quoteUntil(desk, on("21:45:00.000"), prices);
    // The publication of that very moment still has the old weights.
    expect(desk.price).toBe(1_230);
    quoteUntil(desk, on("21:45:05.000"), prices);
    expect(desk.price).toBe(1_221);
    quoteUntil(desk, on("22:00:05.000"), prices);
    expect([desk.price, desk.venue("OKCoin").weight]).toEqual([1_201.5, 0]);
    desk.weigh({ Bitstamp: 0 });
    quoteUntil(desk, on("22:01:00.000"), prices);
    expect(desk.price).toBe(1_203);
    desk.weigh({ Bitstamp: 0.25 });
    quoteUntil(desk, on("22:02:00.000"), prices);
    expect(desk.price).toBe(1_202);
  });
});

test("IDX-001 a venue that has told no price yet is neither part of the index nor judged, however long that takes", () => {
  const desk = aDesk({ A: 0.5, B: 0.3, late: 0.2 });
  const { standingSinceMs } = desk.venue("late");
  quoteUntil(desk, at("12:30:00.000"), () => ({ A: 1_000, B: 1_010 }));
  expect([desk.price, desk.venue("late").standing, desk.venue("late").standingSinceMs]).toEqual([1_003.75, STANDING.in, standingSinceMs]);
  quoteUntil(desk, at("12:30:05.000"), () => ({ A: 1_000, B: 1_010, late: 1_005 }));
  expect(desk.price).toBe(1_004);
});

test("IDX-001 an index whose venues have fallen silent is published until the last of them is silent for a quarter of an hour", () => {
  const desk = aDesk({ A: 0.5, B: 0.5 });
  desk.protect("off");
  quoteUntil(desk, at("12:00:05.000"), () => ({ A: 1_000, B: 1_010 }));
  // The last price came 101 milliseconds before 12:00:05.
  const { marks } = desk.at(at("12:59:00.000"));
  expect(marks.at(-1)?.markedAtMs).toBe(at("12:15:05.000"));
  const again = aDesk({ A: 1 });
  again.protect("off");
  again.market.nowMs = at("12:00:05.000") - 1;
  again.quote({ A: 1_000 });
  expect(again.market.nowMs).toBe(at("12:00:05.000"));
  expect(again.at(at("12:59:00.000")).marks.at(-1)?.markedAtMs).toBe(at("12:15:05.000"));
});
