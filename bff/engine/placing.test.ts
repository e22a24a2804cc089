import { describe, expect, test } from "vitest";
import { EXEC, RECORD, STATUS } from "./records.ts";
import { aMarket, SATS, XBTUSD } from "./testing.ts";

/** Somebody who sells and somebody who buys, each with a coin. */
const twoTraders = () => aMarket({ mark: 60_000 }).withAccount("maker").withAccount("taker");
const textOf = (text: string | undefined) => text?.split("\n")[0];

describe("limit orders", () => {
  test("ENG-001 a limit order that meets nobody rests whole, at the end of the queue of its price", () => {
    const market = twoTraders();
    const { order } = market.sell("maker", 300, { at: 60_100, id: "mine", text: "Submitted via API." });
    expect(order).toMatchObject({
      status: STATUS.new,
      quantity: 300,
      leaves: 300,
      filled: 0,
      clientId: "mine",
      text: "Submitted via API.",
    });
    market.sell("taker", 200, { at: 60_100 });
    expect(market.book()).toEqual({ bids: [], asks: [[60_100, 500]] });
    expect(market.position("maker")).toMatchObject({ quantity: 0, orderSellQuantity: 300 });
  });

  test("ENG-001 the best price trades first, at one price the first to come, and the fill has the maker's price", () => {
    const market = twoTraders().withAccount("late");
    market.sell("maker", 100, { at: 60_001 });
    market.sell("late", 100, { at: 60_001 });
    market.sell("late", 100, { at: 60_000 });
    const { trades, executions } = market.buy("taker", 300, { at: 60_500 });
    expect(trades.map(({ quantity, ticks }) => [quantity, ticks / 2])).toEqual([
      [100, 60_000],
      [100, 60_001],
      [100, 60_001],
    ]);
    const makers = executions.filter(({ account, type }) => type === EXEC.trade && account !== market.handle("taker"));
    expect(makers.map(({ account }) => account)).toEqual([market.handle("late"), market.handle("maker"), market.handle("late")]);
    expect(market.book()).toEqual({ bids: [], asks: [] });
  });

  test("ENG-001 what is left of an order that rests stays at its own price", () => {
    const market = twoTraders();
    market.sell("maker", 100, { at: 60_000 });
    const { order } = market.buy("taker", 400, { at: 60_050 });
    expect(order).toMatchObject({ status: STATUS.partiallyFilled, leaves: 300, filled: 100 });
    expect(market.book()).toEqual({ bids: [[60_050, 300]], asks: [] });
  });

  test("ENG-001 what is left of an immediate order is cancelled, and the reply is the order all the same", () => {
    const market = twoTraders();
    market.sell("maker", 100, { at: 60_000 });
    const { refusal, order } = market.buy("taker", 400, { at: 60_050, immediate: true });
    expect([refusal, order?.status, order?.leaves, order?.filled]).toEqual(["none", STATUS.canceled, 0, 100]);
    expect(textOf(order?.text)).toBe("Canceled: Order had timeInForce of ImmediateOrCancel");
    expect(market.book()).toEqual({ bids: [], asks: [] });
  });

  test("ENG-001 a limit is never passed: what is a tick away is left alone", () => {
    const market = twoTraders();
    market.sell("maker", 100, { at: 60_000.5 });
    expect(market.buy("taker", 100, { at: 60_000 }).trades).toEqual([]);
    expect(market.book()).toEqual({ bids: [[60_000, 100]], asks: [[60_000.5, 100]] });
  });
});

describe("market orders", () => {
  test("ENG-001 a market order takes the book level by level, whatever the price", () => {
    const market = twoTraders();
    market.sell("maker", 100, { at: 60_000 });
    market.sell("maker", 200, { at: 60_300 });
    const { order, trades } = market.buy("taker", 300);
    expect(trades.map(({ quantity, ticks }) => [quantity, ticks / 2])).toEqual([
      [100, 60_000],
      [200, 60_300],
    ]);
    expect(order).toMatchObject({ status: STATUS.filled, filled: 300, filledTicks: 100 * 120_000 + 200 * 120_600 });
  });

  test("ENG-001 a market order on an empty book is cancelled, not refused, and leaves nothing", () => {
    const market = twoTraders();
    const { refusal, order, executions } = market.buy("taker", 300);
    expect([refusal, order?.status, order?.leaves]).toEqual(["none", STATUS.canceled, 0]);
    expect(executions.map(({ type }) => type)).toEqual([EXEC.new, EXEC.canceled]);
    expect([market.orders("taker"), market.position("taker").quantity]).toEqual([[], 0]);
  });

  test("ENG-001 a market order that closes goes no further than its position's bankruptcy price", () => {
    const market = aMarket({ mark: 60_000 })
      .withAccount("alice", { xbt: 1, leverage: 100 })
      .withAccount("bob")
      .withPosition("alice", 1_000);
    // One percent of margin: C + margin = 1,683,337 satoshis for ten lots, which is 59,406.5 dollars.
    market.buy("bob", 100, { at: 59_406.5 });
    market.buy("bob", 900, { at: 59_406 });
    const { order, trades } = market.sell("alice", 1_000);
    expect(trades.map(({ quantity, ticks }) => [quantity, ticks / 2])).toEqual([[100, 59_406.5]]);
    expect(order).toMatchObject({ status: STATUS.canceled, filled: 100 });
    // An order with a price of its own goes as far as that.
    expect(market.sell("alice", 900, { at: 59_406, immediate: true }).refusal).toBe("none");
    expect(market.position("alice").quantity).toBe(0);
  });
});

describe("post-only orders", () => {
  test("ENG-001 a post-only order that would trade is cancelled in the contract's words, and nothing trades", () => {
    const market = twoTraders();
    market.sell("maker", 100, { at: 60_000 });
    const { refusal, order, trades } = market.buy("taker", 100, { at: 60_000, postOnly: true, text: "Submitted via API." });
    expect([refusal, order?.status, trades]).toEqual(["none", STATUS.canceled, []]);
    expect(order?.text).toBe("Canceled: Order had execInst of ParticipateDoNotInitiate\nSubmitted via API.");
    expect(market.book()).toEqual({ bids: [], asks: [[60_000, 100]] });
  });

  test("ENG-001 a post-only order that would not trade rests", () => {
    const market = twoTraders();
    market.sell("maker", 100, { at: 60_000 });
    expect(market.buy("taker", 100, { at: 59_999.5, postOnly: true }).order?.status).toBe(STATUS.new);
    expect(market.book()).toEqual({ bids: [[59_999.5, 100]], asks: [[60_000, 100]] });
  });
});

describe("closing orders", () => {
  const holder = (contracts: number) =>
    aMarket({ mark: 60_000 }).withAccount("alice").withAccount("bob", { xbt: 10 }).withPosition("alice", contracts);

  test("ENG-001 Close without a quantity closes the whole position, whatever it has become", () => {
    const market = holder(700);
    market.buy("bob", 2_000, { at: 60_000 });
    expect(market.sell("alice", 0, { close: true }).order).toMatchObject({ quantity: 700, filled: 700, status: STATUS.filled });
    expect(market.position("alice").quantity).toBe(0);
  });

  test("ENG-001 Close with more than there is closes what there is, and never opens", () => {
    const market = holder(-700);
    market.sell("bob", 2_000, { at: 60_000 });
    expect(market.buy("alice", 2_000, { at: 60_000, close: true }).order).toMatchObject({ quantity: 700, filled: 700 });
    expect(market.position("alice").quantity).toBe(0);
  });

  test("ENG-001 Close on the side that would add, or without a position, is refused and says how much is held", () => {
    const market = holder(700);
    expect(market.buy("alice", 0, { close: true })).toMatchObject({ refusal: "closeSide", detail: 700 });
    expect(market.buy("bob", 0, { close: true })).toMatchObject({ refusal: "closeSide", detail: 0 });
  });

  test("ENG-001 Close cancels resting orders of its side that with it would exceed the position, and spares the others", () => {
    const market = holder(700);
    market.sell("alice", 100, { at: 61_000, id: "profit" });
    market.buy("alice", 100, { at: 59_000, id: "more" });
    market.sell("alice", 600, { at: 60_500, close: true });
    expect(market.orders("alice").map(({ clientId, quantity }) => [clientId, quantity])).toEqual([
      ["profit", 100],
      ["more", 100],
      ["", 600],
    ]);
    const { orders } = market.sell("alice", 700, { at: 60_600, close: true });
    expect(orders.filter(({ status }) => status === STATUS.canceled).map(({ clientId, text }) => [clientId, textOf(text)])).toEqual([
      ["", "Canceled: Order had execInst of Close"],
      ["profit", "Canceled: Order had execInst of Close"],
    ]);
    expect(market.orders("alice").map(({ quantity, side }) => [quantity, side])).toEqual([
      [100, 0],
      [700, 1],
    ]);
  });

  test("ENG-001 a position that takes all of an account's margin can be closed although an order to take profit rests", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 2_000_000, leverage: 100 }).withAccount("bob", { xbt: 10 });
    market.withPosition("alice", 100_000);
    market.sell("alice", 100_000, { at: 61_000 });
    market.buy("bob", 100_000, { at: 59_900 });
    expect(market.sell("alice", 0, { close: true }).refusal).toBe("none");
    expect([market.position("alice").quantity, market.orders("alice")]).toEqual([0, []]);
  });
});

describe("one account on both sides", () => {
  test("ENG-001 an order that meets the account's own cancels that one and goes on to the next", () => {
    const market = twoTraders();
    const own = market.sell("taker", 100, { at: 60_000, id: "own" }).order;
    market.sell("maker", 100, { at: 60_000 });
    const { order, orders, trades } = market.buy("taker", 100, { at: 60_000 });
    expect(orders.find(({ number }) => number === own?.number)).toMatchObject({ status: STATUS.canceled, text: "Canceled: self-match\n" });
    expect([order?.status, trades]).toMatchObject([STATUS.filled, [{ quantity: 100 }]]);
    expect([market.position("taker").quantity, market.position("maker").quantity]).toEqual([100, -100]);
  });
});

describe("fees and value", () => {
  test("ENG-001 the taker pays 0.075 percent, the maker gets 0.025 percent, and the house keeps the rest, to the satoshi", () => {
    const market = twoTraders();
    market.sell("maker", 1_000, { at: 60_000 });
    const { executions } = market.buy("taker", 1_000, { at: 60_000 });
    // 100 contracts at 60,000 are 166,667 satoshis, rounded once; ten lots are worth ten of those.
    const fills = executions.filter(({ type }) => type === EXEC.trade);
    expect(fills.map(({ costSats, feeSats, feeRate }) => [costSats, feeSats, feeRate])).toEqual([
      [1_666_670, -417, -25_000],
      [-1_666_670, 1_250, 75_000],
    ]);
    expect([market.account("maker").cash, market.account("taker").cash, market.feesSats]).toEqual([SATS + 417, SATS - 1_250, 833]);
    expect(market.position("taker")).toMatchObject({ quantity: 1_000, cost: -1_666_670, fees: 1_250 });
    expect(market.position("maker")).toMatchObject({ quantity: -1_000, cost: 1_666_670, fees: -417 });
  });

  test("ENG-001 a profit is what the contracts cost less what they fetched, and is in cash once they are closed", () => {
    const market = twoTraders();
    market.sell("maker", 1_000, { at: 60_000 });
    market.buy("taker", 1_000, { at: 60_000 });
    market.buy("maker", 1_000, { at: 62_000 });
    market.sell("taker", 1_000, { at: 62_000 });
    // 161,290 satoshis a lot at 62,000: ten lots less cost 53,770 less to buy back.
    expect(market.account("taker").cash).toBe(SATS + 53_770 - 1_250 - 1_210);
    expect(market.account("maker").cash).toBe(SATS - 53_770 + 417 + 403);
    expect(market.position("taker")).toMatchObject({ quantity: 0, cost: 0, boughtCost: -1_666_670, soldCost: 1_612_900 });
  });

  test("ENG-001 closing a part realises its share of the average cost, and the fraction stays in the cost of the rest", () => {
    const market = twoTraders();
    market.sell("maker", 100, { at: 60_000 });
    market.sell("maker", 200, { at: 60_500 });
    market.buy("taker", 300, { at: 60_500 });
    const cost = -166_667 - 2 * 165_289;
    expect(market.position("taker").cost).toBe(cost);
    market.buy("maker", 100, { at: 60_500 });
    const before = market.account("taker").cash;
    const { executions } = market.sell("taker", 100, { at: 60_500 });
    const fee = executions.findLast(({ account }) => account === market.handle("taker"))?.feeSats ?? 0;
    // A third of 497,245 is 165,748 and a third.
    expect(market.position("taker").cost).toBe(cost + 165_748);
    expect(market.account("taker").cash - before).toBe(165_748 - 165_289 - fee);
  });

  test("ENG-001 an order through zero closes first and opens the rest at its own price", () => {
    const market = twoTraders();
    market.sell("maker", 100, { at: 60_000 });
    market.buy("taker", 100, { at: 60_000 });
    market.buy("maker", 300, { at: 61_000 });
    market.sell("taker", 300, { at: 61_000 });
    // 163,934 satoshis a lot at 61,000.
    expect(market.position("taker")).toMatchObject({
      quantity: -200,
      cost: 2 * 163_934,
      boughtQuantity: 0,
      soldQuantity: 200,
      previousPnl: 166_667 - 163_934 - 125,
    });
    expect(market.position("maker")).toMatchObject({ quantity: 200, cost: -2 * 163_934 });
  });

  test("ENG-001 value is rounded once per valuation lot: per contract the same order is worth something else", () => {
    const market = aMarket({ mark: 60_000, terms: { lotSize: 1, valuationLot: 1 } })
      .withAccount("maker")
      .withAccount("taker");
    market.sell("maker", 1_000, { at: 60_000 });
    expect(market.buy("taker", 1_000, { at: 60_000 }).trades[0]?.valueSats).toBe(1_667_000);
    expect(XBTUSD.valuationLot).toBe(100);
  });
});

describe("client ids", () => {
  test("ENG-001 a client id is its account's own, taken while its order is open, and free again when it has ended", () => {
    const market = twoTraders();
    market.sell("maker", 100, { at: 60_000, id: "a" });
    expect(market.sell("maker", 100, { at: 60_001, id: "a" }).refusal).toBe("duplicateClientId");
    expect(market.sell("taker", 100, { at: 60_001, id: "a" }).refusal).toBe("none");
    market.cancel("maker", "a");
    expect(market.sell("maker", 100, { at: 60_002, id: "a" }).refusal).toBe("none");
    market.buy("taker", 100, { at: 60_002 });
    expect(market.orders("maker")).toEqual([]);
    expect(market.sell("maker", 100, { at: 60_003, id: "a" }).refusal).toBe("none");
  });

  test("ENG-001 ids of the full length, in any script, are kept as they are", () => {
    const market = twoTraders();
    const id = "mm_bitmex_/+é漢𝄞".padEnd(36, "x");
    expect(market.sell("maker", 100, { at: 60_000, id }).order?.clientId).toBe(id);
    expect(market.restarted().orders("maker")[0]?.clientId).toBe(id);
    expect(market.sell("maker", 100, { at: 60_000, id: `${id}y` }).refusal).toBe("malformed");
  });
});

describe("cancelling", () => {
  test("ENG-001 orders are cancelled by number or client id, one by one, and the reply names those that were", () => {
    const market = twoTraders();
    const first = market.sell("maker", 100, { at: 60_000 }).order?.number ?? 0;
    const second = market.sell("maker", 100, { at: 60_001, id: "b" }).order?.number ?? 0;
    const others = market.sell("taker", 100, { at: 60_002 }).order?.number ?? 0;
    expect(market.cancel("maker", first, "b", others, "nothing", first).orderNumbers).toEqual([first, second, 0, 0, 0]);
    expect([market.orders("maker"), market.orders("taker").length]).toEqual([[], 1]);
    expect(market.book().asks).toEqual([[60_002, 100]]);
  });

  test("ENG-001 cancel-all takes all of the account's orders, or those of a contract or a side", () => {
    const market = twoTraders().list("XBTM26", XBTUSD, ".BXBT");
    market.mark(60_000);
    const place = () => {
      market.buy("maker", 100, { at: 59_000 });
      market.sell("maker", 100, { at: 61_000 });
      market.sell("maker", 100, { at: 61_000, symbol: "XBTM26" });
    };
    place();
    market.sell("taker", 100, { at: 62_000 });
    expect(market.cancelAll("maker", { symbol: "XBTUSD", side: "Sell" }).orderNumbers).toHaveLength(1);
    expect(market.cancelAll("maker", { side: "Sell" }).orderNumbers).toHaveLength(1);
    expect(market.cancelAll("maker").orderNumbers).toHaveLength(1);
    place();
    expect(market.cancelAll("maker").orderNumbers).toHaveLength(3);
    expect([market.orders("maker"), market.orders("taker").length]).toEqual([[], 1]);
    expect(market.account("maker").cash).toBe(SATS);
  });

  test("ENG-001 a cancelled order frees what it bound", () => {
    const market = twoTraders();
    const free = market.standing("maker").available;
    market.buy("maker", 100_000, { at: 59_000 });
    expect(market.standing("maker").available).toBeLessThan(free);
    market.cancelAll("maker");
    expect(market.standing("maker").available).toBe(free);
    expect(market.position("maker")).toMatchObject({ orderBuyQuantity: 0, orderBuyValue: 0, orderBuyReserve: 0, orderBuyPremium: 0 });
  });
});

test("ENG-004 rows come in the order of what happened, and what only has a latest value once, at the end", () => {
  const market = twoTraders();
  market.sell("maker", 100, { at: 60_000 });
  market.sell("maker", 100, { at: 60_001 });
  const { kinds } = market.buy("taker", 200, { at: 60_001 });
  const fill = [RECORD.trade, RECORD.execution, RECORD.order, RECORD.execution];
  expect(kinds.slice(0, 11)).toEqual([RECORD.order, RECORD.execution, ...fill, ...fill, RECORD.order]);
  expect(kinds.slice(11).sort()).toEqual(
    [RECORD.level, RECORD.level, RECORD.mark, RECORD.position, RECORD.position, RECORD.account, RECORD.account, RECORD.account].sort(),
  );
});

test("ORD-002 a whole position is closed on the side that closes it, a long sold and a short bought", () => {
  for (const contracts of [1_000, -1_000]) {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1 }).withAccount("bob", { xbt: 10 });
    market.withPosition("alice", contracts);
    market.place("bob", contracts > 0 ? "Buy" : "Sell", 1_000, { at: 60_000 });
    expect([contracts, market.closePosition("alice").refusal, market.position("alice").quantity]).toEqual([contracts, "none", 0]);
  }
});
