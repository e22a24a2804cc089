import { describe, expect, test } from "vitest";
import { quarterOf } from "../contract/calendar.ts";
import { HOUSE } from "./accounts.ts";
import { type SeriesFields, TERMS } from "./commands.ts";
import { encode } from "./encode.ts";
import { EXEC } from "./records.ts";
import { SATS, TestMarket, XBTUSD } from "./testing.ts";

const DAY_MS = 86_400_000;
const FUTURE = { ...XBTUSD, settlementFeeRate: 50_000 };

const at = (time: string) => Date.parse(time);

/** A market whose time begins at a moment, with an index and its average. */
function aMarketAt(time: string): TestMarket {
  const market = new TestMarket();
  market.nowMs = at(time);
  return market.listIndex(".BXBT").listIndex(".BXBT30M");
}

const series = (root: string, over: Partial<SeriesFields> = {}): SeriesFields => ({
  root,
  description: "{}",
  index: 0,
  ahead: 1,
  frontMonths: 1,
  terms: TERMS.map((name) => Number(FUTURE[name])),
  rules: { settlementIndex: 2 },
  ...over,
});

/** Each contract with the day on which it began and the day on which it ends. */
const days = (market: TestMarket) =>
  Array.from({ length: market.state.instruments.count }, (_, i) => i)
    .filter((i) => market.state.instruments.isContract(i))
    .map((i) => {
      const { instruments, texts } = market.state;
      const day = (timeMs: number) => new Date(timeMs).toISOString();
      return `${texts.at(instruments.symbolText[i] as number)} ${day(instruments.rule(i, "openAtMs"))} ${day(instruments.rule(i, "expiryMs"))}`;
    });

describe("CON-003 quarterly futures", () => {
  /** Source: the listings and settlements that were announced for the third quarter of 2019; all at 08:30 and 12:00. */
  const ANNOUNCED = [
    ...["ADA", "BCH", "EOS", "ETH", "LTC", "TRX", "XRP"].flatMap((root) => [
      `${root}M19 2019-03-15T08:30:00.000Z 2019-06-28T12:00:00.000Z`,
      `${root}U19 2019-06-14T08:30:00.000Z 2019-09-27T12:00:00.000Z`,
    ]),
    "XBTM19 2018-12-17T08:30:00.000Z 2019-06-28T12:00:00.000Z",
    "XBTU19 2019-03-15T08:30:00.000Z 2019-09-27T12:00:00.000Z",
    "XBTZ19 2019-06-14T08:30:00.000Z 2019-12-27T12:00:00.000Z",
  ];

  test.each([
    ["day by day", 1],
    ["in one command", 200],
  ])("CON-003 the 17 contracts announced for Q3 2019 are listed by rule with one date of its own, %s", (_how, step) => {
    const market = aMarketAt("2018-12-15T00:00:00.000Z");
    const dated = (out: Parameters<typeof encode.listingDate>[0]) =>
      encode.listingDate(out, "XBT", quarterOf(2019, 2), at("2018-12-17T08:30:00.000Z"));
    expect(market.send(dated).refusal).toBe("none");
    for (const root of ["ADA", "BCH", "EOS", "ETH", "LTC", "TRX", "XRP"]) market.send((out) => encode.series(out, series(root)));
    expect(market.send((out) => encode.series(out, series("XBT", { ahead: 2 }))).refusal).toBe("none");
    // By its rule XBTM19 would have been there on the 14th.
    expect(
      days(market)
        .filter((row) => row.startsWith("XBT"))
        .map((row) => row.slice(0, 6)),
    ).toEqual(["XBTZ18", "XBTH19"]);
    while (market.nowMs < at("2019-06-14T08:30:00.000Z")) {
      market.pass(Math.min(step * DAY_MS, at("2019-06-14T08:30:00.000Z") - market.nowMs));
    }
    expect(
      days(market)
        .filter((row) => !/^...(H19|Z18)/.test(row))
        .sort(),
    ).toEqual(ANNOUNCED.sort());
    const before = market.hash();
    expect(market.restarted().hash()).toBe(before);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("CON-003 a date may be moved until it has come, and a taken name or a date after the end is refused", () => {
    const market = aMarketAt("2019-05-01T00:00:00.000Z");
    market.send((out) => encode.series(out, series("XBT")));
    const date = (quarter: number, time: string) => market.send((out) => encode.listingDate(out, "XBT", quarter, at(time))).refusal;
    expect(days(market)).toHaveLength(1);
    expect(date(quarterOf(2019, 2), "2019-05-05T00:00:00.000Z")).toBe("symbolTaken");
    expect(date(quarterOf(2019, 3), "2019-09-27T12:00:00.000Z")).toBe("moment");
    expect(date(quarterOf(2019, 3), "2019-06-01T00:00:00.000Z")).toBe("none");
    expect(date(quarterOf(2019, 3), "2019-05-03T00:00:00.000Z")).toBe("none");
    market.pass(2 * DAY_MS);
    expect(days(market).at(-1)).toBe("XBTU19 2019-05-03T00:00:00.000Z 2019-09-27T12:00:00.000Z");
    expect(market.send((out) => encode.series(out, series("XBT"))).refusal).toBe("symbolTaken");
    expect(market.send((out) => encode.series(out, series("X", { ahead: 0 }))).refusal).toBe("malformed");
    for (const over of [{ ahead: 9 }, { frontMonths: 9 }, { frontMonths: -1 }, { ahead: 1.5 }])
      expect(market.send((out) => encode.series(out, series("X", over))).refusal).toBe("malformed");
    expect(market.send((out) => encode.series(out, series("X", { ahead: 8, frontMonths: 8 }))).refusal).toBe("none");
  });
});

test("CON-003 a contract that is listed while its index has a price has a mark from its first moment, and trades", () => {
  const market = aMarketAt("2019-06-01T00:00:00.000Z").withAccount("ada");
  market.send((out) => encode.series(out, series("XBT")));
  market.mark(10_000);
  market.pass(at("2019-06-14T08:30:00.000Z") - market.nowMs);
  market.named("XBTU19");
  expect(market.markOf("XBTU19")).toBe(10_000);
  expect(market.buy("ada", 100, { symbol: "XBTU19", at: 9_000 }).refusal).toBe("none");
});

describe("CON-003 settlement", () => {
  /** XBTM19 alone, marked at 10,000, two days before its end. */
  function aFuture(): TestMarket {
    const market = aMarketAt("2019-06-26T12:00:00.000Z");
    market.send((out) => encode.series(out, series("XBT")));
    market.named("XBTM19");
    market.mark(10_000);
    return market;
  }
  const expire = (market: TestMarket) => market.pass(at("2019-06-28T12:00:00.000Z") - market.nowMs);

  test("CON-003 positions close at the half hour's average with an execution and a fee, orders end, trading ends, and every satoshi is there", () => {
    const market = aFuture().withAccount("long", { xbt: 1 }).withAccount("short", { xbt: 1 });
    const symbol = "XBTM19";
    market.buy("long", 1_000, { at: 10_000, symbol });
    market.sell("short", 1_000, { at: 10_000, symbol });
    market.buy("long", 500, { at: 9_000, symbol });
    market.buy("long", 500, { stop: 12_000, symbol });
    market.mark(10_400);
    market.mark(10_200, ".BXBT30M");
    const before = { long: market.account("long").cash, short: market.account("short").cash, fees: market.feesSats };
    const end = expire(market);
    const value = (price: number) => 10 * Math.floor((100 * SATS) / price + 0.5);
    const gain = value(10_000) - value(10_200);
    const fee = Math.floor((value(10_200) * 50_000) / SATS + 0.5);
    expect(end.executions.filter(({ type }) => type === EXEC.settlement)).toMatchObject([
      { account: market.handle("long"), lastQuantity: 1_000, lastTicks: 1_020_000, costSats: value(10_200), feeSats: fee, side: 1 },
      { account: market.handle("short"), lastQuantity: 1_000, lastTicks: 1_020_000, costSats: -value(10_200), feeSats: fee, side: 0 },
    ]);
    expect(end.settlements).toMatchObject([{ instrument: market.instrument(symbol), points: 1_020_000, bankruptSats: 0 }]);
    expect(market.account("long").cash).toBe(before.long + gain - fee);
    expect(market.account("short").cash).toBe(before.short - gain - fee);
    expect(market.feesSats).toBe(before.fees + 2 * fee);
    expect(market.orders("long")).toEqual([]);
    expect(end.orders.map(({ text }) => text)).toEqual(["Canceled: Instrument expired\n", "Canceled: Instrument expired\n"]);
    expect([market.position("long", symbol).quantity, market.position("short", symbol).quantity]).toEqual([0, 0]);
    expect(market.buy("long", 100, { at: 10_000, symbol }).refusal).toBe("expired");
    expect(market.rows.mark(market.instrument(symbol))).toMatchObject({ state: 3, settledPoints: 1_020_000, openInterest: 0 });
    // Nothing of it moves any more.
    market.mark(20_000);
    expect(market.rows.mark(market.instrument(symbol)).markPoints).toBe(1_020_000);
    expect(market.audit()).toEqual({ differenceSats: 0 });
    expect(market.restarted().hash()).toBe(market.hash());
  });

  test("CON-003 without an average it settles at its index, and without any price it ends with nobody in it", () => {
    const market = aFuture();
    expect(expire(market).settlements).toMatchObject([{ points: 1_000_000 }]);
    const unmarked = aMarketAt("2019-06-26T12:00:00.000Z");
    unmarked.send((out) => encode.series(out, series("XBT")));
    expect(expire(unmarked).settlements).toMatchObject([{ points: 0, bankruptSats: 0 }]);
  });

  test("CON-003 who loses more than his margin loses no more: the fund pays, then who gains, and nobody ends below zero", () => {
    const market = aFuture().withAccount("long", { xbt: 1 }).withAccount("short", { xbt: 1 });
    const symbol = "XBTM19";
    market.leverage("long", 100, symbol);
    market.buy("long", 10_000, { at: 10_000, symbol });
    market.sell("short", 10_000, { at: 10_000, symbol });
    market.mark(9_000, ".BXBT30M");
    const { cash } = market.account("long");
    const margin = market.standing("long").isolated;
    const before = market.account("short").cash;
    const end = expire(market);
    expect(market.account("long").cash).toBe(cash - margin);
    const value = (price: number) => 100 * Math.floor((100 * SATS) / price + 0.5);
    const loss = value(9_000) - value(10_000);
    expect(end.settlements[0]?.bankruptSats).toBe(loss - margin);
    // The fund is empty and the one who gains pays for all of it, but for his fee.
    expect(market.insuranceSats).toBe(0);
    const fee = Math.floor((value(9_000) * 50_000) / SATS + 0.5);
    expect(market.account("short").cash).toBe(before + loss - fee - (loss - margin));
    expect(market.rows.account(HOUSE.fees).cash).toBeGreaterThanOrEqual(0);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("CON-003 what several who gain go without is shared by the satoshi, and the fees pay the last of it", () => {
    const market = aFuture().withAccount("long", { xbt: 1 }).withAccount("one", { xbt: 1 }).withAccount("two", { xbt: 1 });
    const symbol = "XBTM19";
    market.leverage("long", 100, symbol);
    market.buy("long", 10_000, { at: 10_000, symbol });
    market.sell("one", 3_300, { at: 10_000, symbol });
    market.sell("two", 6_700, { at: 10_000, symbol });
    market.mark(9_000, ".BXBT30M");
    const before = { one: market.account("one").cash, two: market.account("two").cash, fees: market.feesSats };
    const { settlements, executions } = expire(market);
    const lacking = settlements[0]?.bankruptSats as number;
    const lot = (price: number) => Math.floor((100 * SATS) / price + 0.5);
    const gain = (contracts: number) => {
      const { feeSats } = executions.find(({ lastQuantity }) => lastQuantity === contracts) as { feeSats: number };
      return { gain: (contracts / 100) * (lot(9_000) - lot(10_000)) - feeSats, fee: feeSats };
    };
    const [one, two] = [gain(3_300), gain(6_700)];
    const share = (own: number) => Math.floor((lacking * own) / (one.gain + two.gain));
    expect(market.account("one").cash).toBe(before.one + one.gain - share(one.gain));
    expect(market.account("two").cash).toBe(before.two + two.gain - share(two.gain));
    const rest = lacking - share(one.gain) - share(two.gain);
    expect([rest, market.insuranceSats, market.feesSats]).toEqual([1, 0, before.fees + one.fee + two.fee - rest]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("LIQ-003 a settlement that the fund has paid for leaves its takeovers what is left, before whom it has ruined trades with them", () => {
    const market = aFuture().list("XBTUSD", XBTUSD, ".BXBT").withAccount("maker", { xbt: 1_000 }).endow(300_000);
    market.withAccount("alice", { xbt: 1, leverage: 100 }).withAccount("bob", { sats: 1_150_000 }).withAccount("carl", { xbt: 1 });
    const sellTo = (name: string, contracts: number, at: number, symbol: string) => {
      market.place("maker", contracts > 0 ? "Sell" : "Buy", Math.abs(contracts), { at, symbol });
      expect(market.place(name, contracts > 0 ? "Buy" : "Sell", Math.abs(contracts), { at, symbol }).refusal).toBe("none");
    };
    market.mark(10_000);
    sellTo("alice", 1_000, 10_000, "XBTUSD");
    market.mark(9_880);
    market.mark(9_700);
    expect([market.taken().long, market.book().asks]).toEqual([1_000, [[9_700, 1_000]]]);
    sellTo("bob", -5_000, 9_690, "XBTUSD");
    sellTo("bob", 1_000, 9_700, "XBTM19");
    market.leverage("carl", 100, "XBTM19");
    sellTo("carl", 10_000, 9_700, "XBTM19");
    market.mark(9_000, ".BXBT30M");
    // Carl loses more than he has, and Bob so much that his other position goes, which what was offered at 9,700 would meet.
    const { settlements } = expire(market);
    expect(settlements[0]?.bankruptSats).toBeGreaterThan(300_000);
    expect(market.position("bob").quantity).toBe(0);
    expect(market.insuranceSats).toBeGreaterThanOrEqual(0);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("CON-003 contracts that the house took over settle for the insurance fund, with the fee", () => {
    const market = aFuture().withAccount("long", { xbt: 1 }).withAccount("short", { xbt: 1 });
    const symbol = "XBTM19";
    market.leverage("long", 100, symbol);
    market.buy("long", 10_000, { at: 10_000, symbol });
    market.sell("short", 10_000, { at: 10_000, symbol });
    market.mark(9_940);
    expect(market.taken(symbol).long).toBe(10_000);
    market.mark(9_990, ".BXBT30M");
    const before = market.insuranceSats;
    const end = expire(market);
    const closing = end.executions.find(({ account, type }) => account === HOUSE.takenLongs && type === EXEC.settlement);
    expect(closing).toMatchObject({ lastQuantity: 10_000 });
    expect(market.taken(symbol).long).toBe(0);
    // Bought at the bankruptcy price, sold at a better one.
    expect(market.insuranceSats).toBeGreaterThan(before);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });
});
