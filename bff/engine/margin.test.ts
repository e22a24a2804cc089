import { describe, expect, test } from "vitest";
import { liquidationTicks } from "../contract/pricing/critical-price.ts";
import { factsOf, isIsolatedDue } from "./margin.ts";
import { MAX_OPEN_ORDERS } from "./pre-trade.ts";
import { aMarket, SATS, XBTUSD } from "./testing.ts";

/** 60 lots at 60,000: 10,000,020 satoshis, of which an order binds 1.15075 percent at a hundred times, 115,076. */
const SIXTY_LOTS = 6_000;
const SIXTY_LOTS_BIND = 115_076;

describe("what orders bind", () => {
  test("ENG-001 an order binds its margin and the fees of both ways, and an account with one satoshi less can't have it", () => {
    const exact = aMarket({ mark: 60_000 }).withAccount("alice", { sats: SIXTY_LOTS_BIND });
    expect(exact.buy("alice", SIXTY_LOTS, { at: 60_000 }).refusal).toBe("none");
    expect(exact.standing("alice").available).toBe(0);
    const short = aMarket({ mark: 60_000 }).withAccount("alice", { sats: SIXTY_LOTS_BIND - 1 });
    expect(short.buy("alice", SIXTY_LOTS, { at: 60_000 })).toMatchObject({ refusal: "insufficientBalance", detail: SIXTY_LOTS_BIND });
  });

  test("ENG-001 an account with nothing is told what an order takes", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 0 }).withAccount("bob");
    expect(market.buy("alice", SIXTY_LOTS, { at: 60_000 })).toMatchObject({ refusal: "insufficientBalance", detail: SIXTY_LOTS_BIND });
    market.sell("bob", SIXTY_LOTS, { at: 60_000 });
    // One that trades at once: initial margin 100,001, reserve to close 7,576, and the fee, 7,500.
    expect(market.buy("alice", SIXTY_LOTS)).toMatchObject({ refusal: "insufficientBalance", detail: 100_001 + 7_576 + 7_500 });
  });

  test("ENG-001 a higher leverage binds less, cross margin what a hundred times does", () => {
    const bound = (leverage: number) => {
      const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage });
      market.buy("alice", SIXTY_LOTS, { at: 60_000 });
      return SATS - market.standing("alice").available;
    };
    expect([0, 100, 50, 10, 1].map(bound)).toEqual([SIXTY_LOTS_BIND, SIXTY_LOTS_BIND, 215_151, 1_015_753, 10_022_521]);
  });

  test("ENG-001 a price beyond the mark binds what it would lose at once, one to one", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice").withAccount("bob");
    market.buy("alice", 1_000, { at: 60_600 });
    market.sell("bob", 1_000, { at: 61_000 });
    // Ten lots at 60,600 are 1,650,170 satoshis against 1,666,670 at the mark.
    expect(market.position("alice")).toMatchObject({ orderBuyValue: 1_650_170, orderBuyPremium: 16_500, orderBuyReserve: 18_990 });
    expect(market.position("bob").orderSellPremium).toBe(0);
  });

  test("ENG-001 of the two sides of a contract only the dearer counts", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: SIXTY_LOTS_BIND });
    market.buy("alice", SIXTY_LOTS, { at: 60_000 });
    expect(market.sell("alice", SIXTY_LOTS, { at: 60_000.5, id: "both" }).refusal).toBe("none");
    expect(market.sell("alice", 100, { at: 60_000.5 }).refusal).toBe("insufficientBalance");
  });

  test("ENG-001 orders that close are free as far as there is something to close", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 120_000, leverage: 100 }).withPosition("alice", SIXTY_LOTS);
    const { available } = market.standing("alice");
    expect(market.sell("alice", SIXTY_LOTS, { at: 60_100 }).refusal).toBe("none");
    expect(market.standing("alice").available).toBe(available);
    expect(market.sell("alice", SIXTY_LOTS, { at: 60_100 }).refusal).toBe("insufficientBalance");
  });

  test("ENG-001 value beyond the contract's risk limit is refused, position and orders together", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1_000 });
    // 166,667 satoshis a lot: 119,999 lots are worth less than 200 coins, 120,000 more.
    expect(market.buy("alice", 10_000_000, { at: 60_000 }).refusal).toBe("none");
    expect(market.buy("alice", 2_000_000, { at: 60_000 }).refusal).toBe("riskLimit");
    expect(market.buy("alice", 1_999_900, { at: 60_000 }).refusal).toBe("none");
    expect(market.buy("alice", 100, { at: 60_000 }).refusal).toBe("riskLimit");
    expect(market.sell("alice", 100, { at: 60_100 }).refusal).toBe("none");
  });

  test("ENG-001 an account can have so many open orders and no more", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 10 });
    const order = market.order("alice", "Buy", 100, { at: 50_000 });
    for (let i = 0; i < MAX_OPEN_ORDERS; i += 1_000)
      market.bulk(
        "alice",
        Array.from({ length: 1_000 }, () => order),
      );
    expect(market.buy("alice", 100, { at: 50_000 }).refusal).toBe("tooManyOrders");
    market.cancel("alice", 1);
    expect(market.buy("alice", 100, { at: 50_000 }).refusal).toBe("none");
  });
});

describe("what an order may lead to", () => {
  test("ENG-002 an order that would be liquidated as soon as it traded is refused", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 }).withAccount("bob", { xbt: 10 });
    market.sell("bob", 1_000, { at: 60_400 });
    // At 60,400 a long at a hundred times is liquidated at 60,100: the mark stands below.
    expect(market.buy("alice", 1_000).refusal).toBe("immediateLiquidation");
    expect(market.buy("alice", 1_000, { at: 60_400 }).refusal).toBe("immediateLiquidation");
    expect(market.buy("alice", 1_000, { at: 60_200 }).refusal).toBe("none");
  });

  test("ENG-002 a closing order beyond the position's liquidation price could never trade, and is refused", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("long", { leverage: 100 }).withAccount("short", { leverage: 100 });
    market.withPosition("long", 1_000).withPosition("short", -1_000);
    // 59,701.5 and 60,301 dollars: maintenance is half of the margin.
    expect(market.sell("long", 1_000, { at: 59_701 }).refusal).toBe("beyondLiquidationLong");
    expect(market.sell("long", 1_000, { at: 59_701.5 }).refusal).toBe("none");
    expect(market.buy("short", 1_000, { at: 60_301.5 }).refusal).toBe("beyondLiquidationShort");
    expect(market.buy("short", 1_000, { at: 60_301 }).refusal).toBe("none");
    expect(market.sell("long", 1_000, { at: 59_000, immediate: true }).refusal).toBe("none");
  });

  test("ENG-002 an order that would trade deeper than its account can bear stops there, and what is left does not rest across the book", () => {
    const market = aMarket({ mark: 60_000 }).listIndex(".BETH").list("ETHUSD", XBTUSD, ".BETH");
    market.mark(60_000, ".BETH");
    market.withAccount("fading", { sats: 400_000, leverage: 100 }).withAccount("taker", { sats: 250_000, leverage: 100 });
    market.withPosition("fading", 10_000, "ETHUSD");
    market.sell("fading", 10_000, { at: 60_050 });
    market.withAccount("rich", { xbt: 100 }).sell("rich", 10_000, { at: 61_000 });
    // The nearer offer is of an account that has lost the margin for it elsewhere by now.
    market.mark(59_170, ".BETH");
    const { order, orders, trades } = market.buy("taker", 10_000, { at: 61_000 });
    const words = orders.filter(({ leaves }) => leaves === 0).map(({ account, text }) => [account, text]);
    expect(words).toEqual([
      [market.handle("fading"), "Canceled: Account has insufficient Available Balance\n"],
      [market.handle("taker"), "Canceled: Account has insufficient Available Balance\n"],
    ]);
    expect([order?.filled, trades, market.book()]).toEqual([0, [], { bids: [], asks: [[61_000, 10_000]] }]);
  });
});

describe("leverage", () => {
  test("ENG-001 a leverage isolates the position at its margin, zero gives it the whole account", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice").withPosition("alice", SIXTY_LOTS);
    const cash = market.account("alice").cash;
    expect(market.standing("alice")).toMatchObject({ isolated: 0, crossEquity: cash });
    market.leverage("alice", 10);
    // A tenth of 10,000,020, and 0.075 percent of eleven tenths.
    expect(market.standing("alice").isolated).toBe(1_000_002 + 8_251);
    expect(market.position("alice").leverage).toBe(1_000);
    market.leverage("alice", 0);
    expect(market.standing("alice")).toMatchObject({ isolated: 0, crossEquity: cash });
  });

  test("ENG-001 leverages run from a hundredth to the contract's most", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice");
    for (const times of [0.01, 1, 33.33, 100]) expect(market.leverage("alice", times).refusal).toBe("none");
    for (const times of [-1, 100.01, 1_000, Number.NaN]) expect(market.leverage("alice", times).refusal).toBe("leverage");
    expect(market.position("alice").leverage).toBe(10_000);
  });

  test("ENG-001 open orders follow a new leverage", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice");
    market.buy("alice", SIXTY_LOTS, { at: 60_000 });
    market.leverage("alice", 50);
    expect(SATS - market.standing("alice").available).toBe(215_151);
    market.audit();
  });

  test("ENG-001 a lower leverage that the account has no room for is refused with the figure, and nothing has changed", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 300_000, leverage: 100 }).withPosition("alice", SIXTY_LOTS);
    const { available } = market.standing("alice");
    const before = market.footprint();
    // From a hundredth of 10,000,020 to a twentieth, and the fee reserve of what is added.
    const { refusal, detail } = market.leverage("alice", 20);
    expect([refusal, detail]).toEqual(["insufficientBalance", 500_001 + 7_876 - (100_001 + 7_576)]);
    expect(detail).toBeGreaterThan(available);
    expect([market.footprint(), market.leverage("alice", 50).refusal]).toEqual([before, "none"]);
  });

  test("ENG-001 orders that a lower leverage would leave unpaid refuse it as well", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 200_000, leverage: 100 });
    market.buy("alice", SIXTY_LOTS, { at: 60_000 });
    const before = market.footprint();
    expect(market.leverage("alice", 50).refusal).toBe("insufficientBalance");
    expect(market.footprint()).toBe(before);
  });

  test("ENG-002 a leverage at which the position would be liquidated at once is refused", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice").withPosition("alice", SIXTY_LOTS);
    market.mark(59_600);
    const before = market.footprint();
    expect(market.leverage("alice", 100).refusal).toBe("immediateLiquidation");
    expect(market.footprint()).toBe(before);
    expect(market.leverage("alice", 50).refusal).toBe("none");
  });

  test("ENG-002 an isolated margin is paid in cash: what another position may yet earn does not cover it", () => {
    const market = aMarket({ mark: 60_000 }).list("XBTM26", XBTUSD, ".BXBT");
    market.mark(60_000);
    market.withAccount("alice", { sats: 5_000_000 }).withPosition("alice", -100_000).withPosition("alice", 90_000, "XBTM26");
    market.mark(50_000);
    // The short has gained what the long has lost, and more; alone, the long's loss is many times the cash.
    const { crossEquity, crossCash } = market.standing("alice");
    expect([crossEquity > 0, crossCash < 0]).toEqual([true, true]);
    const before = market.footprint();
    expect(market.leverage("alice", 2, "XBTM26").refusal).toBe("insufficientBalance");
    expect(market.footprint()).toBe(before);
  });
});

test("MRG-001 an isolated position is due when it has no more than it must keep, or less than nothing where it must keep nothing", () => {
  const due = (posMargin: number, posMaint: number, pnl: number) =>
    isIsolatedDue({ posInit: 0, posCross: 0, posComm: 0, posLoss: 0, posMargin, posMaint }, pnl);
  expect([due(100, 50, -49), due(100, 50, -50), due(100, 50, -51)]).toEqual([false, true, true]);
  expect([due(100, 0, -99), due(100, 0, -100), due(100, 0, -101)]).toEqual([false, false, true]);
});

test("MRG-001 an order is had by who has its margin to the satoshi, and who has not is told what it asks for", () => {
  const needed =
    100_000_000 -
    (() => {
      const rich = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 100_000_000 });
      rich.buy("alice", 1_000, { at: 59_000 });
      return rich.standing("alice").available;
    })();
  for (const [sats, refusal] of [
    [needed, "none"],
    [needed - 1, "insufficientBalance"],
  ] as const) {
    const outcome = aMarket({ mark: 60_000 }).withAccount("alice", { sats }).buy("alice", 1_000, { at: 59_000 });
    expect([outcome.refusal, outcome.refusal === "none" ? 0 : outcome.detail]).toEqual([refusal, refusal === "none" ? 0 : needed]);
  }
});

test("MRG-001 an order whose value is the risk limit is within it, and a satoshi less of the limit refuses it", () => {
  const value = 10 * 166_667;
  for (const [riskLimitSats, refusal] of [
    [value, "none"],
    [value - 1, "riskLimit"],
  ] as const) {
    const market = aMarket({ mark: 60_000, terms: { riskLimitSats } }).withAccount("alice", { xbt: 1 });
    expect(market.buy("alice", 1_000, { at: 60_000 }).refusal).toBe(refusal);
    expect(market.sell("alice", 1_000, { at: 60_000 }).refusal).toBe(refusal);
  }
});

test("ENG-001 what closes may rest at the liquidation price and not a tick beyond it, long and short", () => {
  for (const contracts of [1_000, -1_000]) {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 }).withPosition("alice", contracts);
    const facts = factsOf(market.state, market.state.positionOf(market.handle("alice"), market.instrument()));
    const ticks = liquidationTicks(market.state.terms(market.instrument()), facts, 0) as number;
    const [side, away] = contracts > 0 ? (["Sell", -0.5] as const) : (["Buy", 0.5] as const);
    const beyond = contracts > 0 ? "beyondLiquidationLong" : "beyondLiquidationShort";
    expect(market.place("alice", side, 100, { at: ticks / 2 + away }).refusal).toBe(beyond);
    expect(market.place("alice", side, 100, { at: ticks / 2 }).refusal).toBe("none");
  }
});
