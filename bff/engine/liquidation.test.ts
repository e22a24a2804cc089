import { describe, expect, test } from "vitest";
import { FIRST_CLIENT, HOUSE } from "./accounts.ts";
import { SIDE } from "./commands.ts";
import { EXEC, STATUS } from "./records.ts";
import { aMarket, type Outcome, SATS, XBTUSD } from "./testing.ts";

/**
 * Alice holds ten lots at 60,000, worth 1,666,670 satoshis, at a hundred times: 16,667 of initial margin, 1,263 to
 * close, of which 8,334 is maintenance. She is liquidated at 59,701 and bankrupt at 59,406.5.
 */
const aliceLong = (wish: { readonly sats?: number; readonly leverage?: number } = {}) =>
  aMarket({ mark: 60_000 })
    .withAccount("alice", { sats: wish.sats ?? SATS, leverage: wish.leverage ?? 100 })
    .withAccount("bob", { xbt: 10 })
    .withPosition("alice", 1_000);

const takeovers = ({ executions, trades }: Outcome) =>
  executions.filter(
    ({ account, type, match, text }) =>
      account >= FIRST_CLIENT && type === EXEC.trade && text === "Liquidation" && !trades.some((trade) => trade.match === match),
  );

describe("the mark", () => {
  test("ENG-002 the mark is the index price that came last, and every contract of the index has it", () => {
    const market = aMarket({ mark: 60_000 }).list("XBTM26", XBTUSD, ".BXBT").listIndex(".BETH");
    const { marks } = market.mark(61_234.56);
    expect(marks.map(({ instrument, markPoints }) => [instrument, markPoints])).toEqual([
      [market.instrument(".BXBT"), 6_123_456],
      [market.instrument("XBTUSD"), 6_123_456],
      [market.instrument("XBTM26"), 6_123_456],
    ]);
    expect(marks.every(({ markedAtMs }) => markedAtMs === market.nowMs)).toBe(true);
    expect([market.markOf("XBTUSD"), market.markOf(".BETH")]).toEqual([61_234.56, 0]);
  });

  test("ENG-002 only an index has a price, and only one above zero", () => {
    const market = aMarket({ mark: 60_000 });
    expect(market.mark(60_000, "XBTUSD").refusal).toBe("unknownInstrument");
    for (const price of [0, -1, Number.NaN]) expect(market.mark(price).refusal).toBe("price");
    expect(market.markOf()).toBe(60_000);
  });

  test("ENG-002 a contract without a mark takes no order", () => {
    const market = aMarket({ mark: 60_000 }).listIndex(".BETH").list("ETHUSD", XBTUSD, ".BETH").withAccount("alice");
    expect(market.buy("alice", 100, { at: 60_000, symbol: "ETHUSD" }).refusal).toBe("noMark");
    market.mark(3_000, ".BETH");
    expect(market.buy("alice", 100, { at: 3_000, symbol: "ETHUSD" }).refusal).toBe("none");
  });
});

describe("when", () => {
  test("ENG-002 an isolated position stands while its margin is above maintenance, and not a satoshi longer", () => {
    const market = aliceLong();
    // A lot is worth 167,500 satoshis at 59,701.50, a loss of 8,330; at 59,701.25 it is 167,501, and the loss of 8,340 passes 8,333.
    expect(takeovers(market.mark(59_701.5))).toEqual([]);
    expect(takeovers(market.mark(59_701.25))).toHaveLength(1);
    expect(market.position("alice").quantity).toBe(0);
  });

  test("ENG-002 an isolated position falls although its account has plenty, a cross position stands on all of it", () => {
    const isolated = aliceLong();
    isolated.mark(59_600);
    expect(isolated.position("alice").quantity).toBe(0);
    expect(isolated.account("alice").cash).toBeGreaterThan(0.98 * SATS);
    const cross = aliceLong({ leverage: 0 });
    cross.mark(30_000);
    expect(cross.position("alice").quantity).toBe(1_000);
  });

  test("ENG-002 a cross position falls when its account's equity is down to the maintenance", () => {
    const market = aliceLong({ sats: 100_000, leverage: 0 });
    // 98,750 satoshis after the fee; 8,334 of maintenance and 1,328 to close leave 89,088 to lose: 175,575 a lot.
    expect(takeovers(market.mark(56_955.75))).toEqual([]);
    expect(takeovers(market.mark(56_954))).toHaveLength(1);
    const { cash } = market.account("alice");
    expect(cash).toBeGreaterThanOrEqual(0);
    // Less than a satoshi a lot and what a tick is worth is left.
    expect(cash).toBeLessThan(10 * 3);
  });

  test("ENG-002 a short at leverage 1 stands at any mark", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 1 }).withPosition("alice", -1_000);
    for (const price of [120_000, 1_000_000, 90_000_000, 1e12]) expect(takeovers(market.mark(price))).toEqual([]);
    expect(market.position("alice").quantity).toBe(-1_000);
  });

  test("ENG-002 of two contracts on one index a hedged account keeps both through a gap: marks move together", () => {
    const market = aMarket({ mark: 60_000 }).list("XBTM26", XBTUSD, ".BXBT");
    market.mark(60_000);
    market.withAccount("alice", { sats: 60_000_000 });
    market.withPosition("alice", 1_000_000).withPosition("alice", -1_000_000, "XBTM26");
    for (const price of [42_000, 78_000, 30_000]) expect(takeovers(market.mark(price))).toEqual([]);
    expect([market.position("alice").quantity, market.position("alice", "XBTM26").quantity]).toEqual([1_000_000, -1_000_000]);
  });

  test("ENG-002 a resting order that fills where its position cannot stand is followed by the takeover in the same command", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 }).withAccount("bob", { xbt: 10 });
    market.buy("alice", 1_000, { at: 59_900 });
    // Nobody sold to her while the mark fell: filled now, she has lost half of her margin at once.
    market.mark(59_590);
    const outcome = market.sell("bob", 1_000, { at: 59_900 });
    expect(outcome.trades).toMatchObject([{ quantity: 1_000, ticks: 119_800 }]);
    expect(takeovers(outcome)).toMatchObject([{ account: market.handle("alice"), lastQuantity: 1_000 }]);
    expect([market.position("alice").quantity, market.taken().long]).toEqual([0, 1_000]);
  });
});

describe("how", () => {
  test("ENG-002 the position's orders are cancelled, those of other contracts stay", () => {
    const market = aliceLong().list("XBTM26", XBTUSD, ".BXBT");
    market.mark(60_000);
    market.buy("alice", 100, { at: 50_000, id: "a" });
    market.sell("alice", 100, { at: 70_000, id: "b" });
    market.buy("alice", 100, { at: 50_000, id: "c", symbol: "XBTM26" });
    const { orders } = market.mark(59_600);
    const cancelled = orders.filter(({ status }) => status === STATUS.canceled).map(({ clientId, text }) => [clientId, text]);
    expect(cancelled).toEqual([
      ["b", "Canceled: Liquidation\n"],
      ["a", "Canceled: Liquidation\n"],
    ]);
    expect(market.orders("alice").map(({ clientId }) => clientId)).toEqual(["c"]);
  });

  test("ENG-002 the house takes the position at its bankruptcy price, the owner pays the taker's fee out of the margin", () => {
    const market = aliceLong();
    const before = market.account("alice").cash;
    const fees = market.feesSats;
    const [fill] = takeovers(market.mark(59_600));
    // A lot is 168,332 satoshis at 59,406.5: ten have lost 16,650 of the 16,667, and the fee is 0.075 percent of 1,683,320.
    expect(fill).toMatchObject({
      lastTicks: 118_813,
      lastQuantity: 1_000,
      side: SIDE.sell,
      costSats: 1_683_320,
      feeSats: 1_262,
      text: "Liquidation",
    });
    expect(market.account("alice").cash - before).toBe(-16_650 - 1_262);
    expect([market.feesSats - fees, market.insuranceSats]).toEqual([1_262, 0]);
    expect([market.taken(), market.position("alice")]).toMatchObject([
      { long: 1_000, short: 0 },
      { quantity: 0, cost: 0 },
    ]);
  });

  test("ENG-002 the house offers what it took at that price, first to those who bid more, and the surplus is the insurance fund's", () => {
    const market = aliceLong();
    market.buy("bob", 400, { at: 59_590 });
    const { trades } = market.mark(59_600);
    expect(trades).toMatchObject([{ quantity: 400, ticks: 119_180, side: SIDE.sell }]);
    // 167,813 satoshis a lot instead of 168,332.
    expect(market.insuranceSats).toBe(4 * (168_332 - 167_813));
    expect(market.book().asks).toEqual([[59_406.5, 600]]);
    market.buy("bob", 600, { at: 59_500 });
    expect([market.insuranceSats, market.taken().long, market.book().asks]).toEqual([4 * (168_332 - 167_813), 0, []]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("ENG-002 the house pays no fee and gets no rebate, its counterparties do as ever", () => {
    const market = aliceLong();
    market.buy("bob", 400, { at: 59_590 });
    const { executions } = market.mark(59_600);
    const fills = executions.filter(({ type, match, account }) => type === EXEC.trade && match !== 0 && account !== market.handle("alice"));
    expect(fills.map(({ account, feeSats, feeRate }) => [account, feeSats, feeRate])).toEqual([
      [market.handle("bob"), -168, -25_000],
      [HOUSE.takenLongs, 0, 0],
    ]);
  });

  test("ENG-002 a short is taken over likewise, from above", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 }).withAccount("bob", { xbt: 10 });
    market.withPosition("alice", -1_000);
    market.sell("bob", 400, { at: 60_400 });
    const outcome = market.mark(60_350);
    expect(takeovers(outcome)[0]).toMatchObject({ side: SIDE.buy, lastTicks: 121_211 });
    expect(outcome.trades).toMatchObject([{ quantity: 400, ticks: 120_800, side: SIDE.buy }]);
    expect([market.taken().short, market.book().bids]).toEqual([-600, [[60_605.5, 600]]]);
    expect(market.insuranceSats).toBe(4 * (165_563 - 165_002));
  });

  test("ENG-002 several positions that fall at one mark are taken over in the order of the positions, and with nothing in the fund closed against the other side", () => {
    const market = aMarket({ mark: 60_000 })
      .withAccount("one", { xbt: 1, leverage: 100 })
      .withAccount("two", { xbt: 1, leverage: 50 })
      .withAccount("three", { xbt: 1, leverage: 100 });
    market.withPosition("one", 1_000).withPosition("two", 1_000).withPosition("three", 1_000);
    const owners = takeovers(market.mark(50_000)).map(({ account }) => account);
    expect(owners).toEqual([market.handle("one"), market.handle("two"), market.handle("three")]);
    expect([market.book().asks, market.taken(), market.position("counterparty").quantity]).toEqual([[], { long: 0, short: 0 }, 0]);
    market.audit();
  });

  test("ENG-002 longs and shorts that the house took over trade with each other, and the fund keeps the difference", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("long", { xbt: 1, leverage: 100 }).withAccount("short", { xbt: 1, leverage: 100 });
    market.withPosition("long", 1_000).withPosition("short", -1_000);
    market.mark(59_600);
    expect([market.taken(), market.book().asks]).toEqual([{ long: 1_000, short: 0 }, [[59_406.5, 1_000]]]);
    const { trades } = market.mark(60_400);
    expect(trades).toMatchObject([{ quantity: 1_000, ticks: 118_813 }]);
    // Bought back at 59,406.5 what was taken at 60,605.5.
    expect([market.taken(), market.insuranceSats]).toEqual([{ long: 0, short: 0 }, 10 * (168_332 - 165_002)]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("ENG-002 a bankruptcy price beyond the ladder is its last price", () => {
    const market = aMarket({ mark: 990_000 }).withAccount("alice", { sats: 20_000, leverage: 0 }).withAccount("bob", { xbt: 10 });
    market.withPosition("alice", -10_000);
    const [fill] = takeovers(market.mark(1_200_000));
    expect(fill).toMatchObject({ lastTicks: 2_000_000, lastQuantity: 10_000 });
    expect([market.book().bids, market.account("alice").cash >= 0]).toEqual([[[1_000_000, 10_000]], true]);
  });
});

describe("nobody ends below zero", () => {
  test("ENG-002 a gap far beyond bankruptcy costs the owner the margin and nobody else a satoshi", () => {
    for (const price of [30_000, 10_000, 1, 0.2]) {
      const market = aliceLong({ sats: 20_000 });
      market.mark(price);
      expect(market.position("alice").quantity).toBe(0);
      expect(market.account("alice").cash).toBeGreaterThanOrEqual(0);
      expect(market.insuranceSats).toBe(0);
      expect(market.audit()).toEqual({ differenceSats: 0 });
    }
  });

  test("ENG-002 an account whose positions lose more than it has ends at nothing, whichever is taken over first", () => {
    const market = aMarket({ mark: 60_000 }).list("XBTM26", XBTUSD, ".BXBT").list("XBTU26", XBTUSD, ".BXBT");
    market.mark(60_000);
    market.withAccount("alice", { sats: 10_000_000 });
    market.withPosition("alice", 10_000).withPosition("alice", 300_000, "XBTM26").withPosition("alice", 100_000, "XBTU26");
    const fills = takeovers(market.mark(40_000));
    expect(fills).toHaveLength(3);
    // The others' losses are more than all the cash: what is taken first is not sold dearer than it was bought, but for the fee.
    expect(fills[0]?.lastTicks).toBeGreaterThanOrEqual(120_000);
    expect(fills[0]?.lastTicks).toBeLessThan(120_000 * 1.001);
    // A tick of a thousand lots is worth so much.
    expect(market.account("alice").cash).toBeGreaterThanOrEqual(0);
    expect(market.account("alice").cash).toBeLessThan(5_000);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("ENG-002 profit that a hedge has made is not spent before it is realised", () => {
    const market = aMarket({ mark: 60_000 }).listIndex(".BETH").list("ETHUSD", XBTUSD, ".BETH");
    market.mark(60_000, ".BETH");
    market.withAccount("alice", { sats: 5_000_000 }).withAccount("bob", { xbt: 100 });
    market.withPosition("alice", 100_000).withPosition("alice", -100_000, "ETHUSD");
    market.mark(40_000, ".BETH");
    market.mark(50_000);
    // The long's loss alone is many times the cash, and the short's gain more than that: the account stands.
    expect(market.position("alice").quantity).toBe(100_000);
    market.mark(70_000, ".BETH");
    expect(market.account("alice").cash).toBeGreaterThanOrEqual(0);
    expect([market.position("alice").quantity, market.position("alice", "ETHUSD").quantity]).toEqual([0, 0]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("ENG-002 a resting order that its account can no longer bear is cancelled when somebody meets it", () => {
    const market = aMarket({ mark: 60_000 }).listIndex(".BETH").list("ETHUSD", XBTUSD, ".BETH");
    market.mark(60_000, ".BETH");
    market.withAccount("alice", { sats: 400_000, leverage: 100 }).withAccount("bob", { xbt: 10 });
    market.withPosition("alice", 10_000, "ETHUSD");
    market.buy("alice", 10_000, { at: 59_900 });
    market.mark(59_170, ".BETH");
    const { orders, trades } = market.sell("bob", 10_000, { at: 59_900 });
    expect(trades).toEqual([]);
    expect(orders.find(({ status }) => status === STATUS.canceled)?.text).toBe("Canceled: Account has insufficient Available Balance\n");
    expect(market.orders("alice")).toEqual([]);
  });
});
