import { describe, expect, test } from "vitest";
import { EXEC, STATUS } from "./records.ts";
import { aMarket, type TestMarket } from "./testing.ts";

/** Two bids at one price, Alice's first. */
function queue(): TestMarket & { alices: number } {
  const market = aMarket({ mark: 60_000 }).withAccount("alice").withAccount("bob").withAccount("seller", { xbt: 10 });
  const alices = market.buy("alice", 300, { at: 59_900, id: "a" }).order?.number ?? 0;
  market.buy("bob", 300, { at: 59_900, id: "b" });
  return Object.assign(market, { alices });
}

/** Whose order trades next at the best bid. */
function nextBuyer(market: TestMarket): string | undefined {
  const { executions } = market.sell("seller", 100, { at: 59_000 });
  const maker = executions.find(({ type }) => type === EXEC.trade);
  return ["alice", "bob"].find((name) => market.handle(name) === maker?.account);
}

describe("place in the queue", () => {
  test("ENG-001 a smaller quantity at the same price keeps its place", () => {
    const market = queue();
    const { order, executions } = market.amend("alice", market.alices, { contracts: 200 });
    expect(order).toMatchObject({ quantity: 200, leaves: 200, status: STATUS.new });
    expect(executions.map(({ type }) => type)).toEqual([EXEC.replaced]);
    expect([market.book().bids, nextBuyer(market)]).toEqual([[[59_900, 500]], "alice"]);
  });

  test("ENG-001 a larger quantity goes to the end of the queue", () => {
    const market = queue();
    market.amend("alice", "a", { contracts: 400 });
    expect([market.book().bids, nextBuyer(market)]).toEqual([[[59_900, 700]], "bob"]);
  });

  test("ENG-001 a new price goes to the end of its queue, and back again to the end of the old one", () => {
    const market = queue();
    market.amend("alice", "a", { price: 59_899.5 });
    expect(market.book().bids).toEqual([
      [59_900, 300],
      [59_899.5, 300],
    ]);
    market.amend("alice", "a", { price: 59_900 });
    expect([market.book().bids, nextBuyer(market)]).toEqual([[[59_900, 600]], "bob"]);
  });

  test("ENG-001 a new remark or client id keeps everything else", () => {
    const market = queue();
    expect(market.amend("alice", "a", { id: "c", text: "held" }).order).toMatchObject({ clientId: "c", text: "held", leaves: 300 });
    expect(market.amend("alice", "a", { contracts: 100 }).refusal).toBe("originalClientIdNotFound");
    expect([market.amend("alice", "c", {}).refusal, nextBuyer(market)]).toEqual(["none", "alice"]);
  });
});

describe("quantities", () => {
  test("ENG-001 orderQty is the total, leavesQty what remains", () => {
    const market = queue();
    market.sell("seller", 100, { at: 59_900 });
    expect(market.amend("alice", "a", { contracts: 200 }).order).toMatchObject({
      quantity: 200,
      leaves: 100,
      filled: 100,
      status: STATUS.partiallyFilled,
    });
    expect(market.amend("alice", "a", { leaves: 400 }).order).toMatchObject({ quantity: 500, leaves: 400, filled: 100 });
    expect(market.amend("alice", "a", { contracts: 100 }).refusal).toBe("quantity");
    expect(market.amend("alice", "a", { leaves: 150 }).refusal).toBe("leavesQuantity");
    expect(market.amend("alice", "a", { contracts: 250 }).refusal).toBe("quantity");
    expect(market.amend("alice", "a", { contracts: 10_000_100 }).refusal).toBe("quantity");
  });

  test("ENG-001 what an amended order binds follows it, as a fresh order's would", () => {
    const market = queue().withAccount("carol");
    market.amend("alice", "a", { contracts: 700, price: 60_200 });
    market.buy("carol", 700, { at: 60_200 });
    const sums = (name: string) => {
      const { orderBuyQuantity, orderBuyValue, orderBuyReserve, orderBuyPremium } = market.position(name);
      return { orderBuyQuantity, orderBuyValue, orderBuyReserve, orderBuyPremium };
    };
    expect(sums("alice")).toEqual(sums("carol"));
    // A bid of 200 dollars above the mark loses 553 satoshis a lot at once.
    expect(sums("alice").orderBuyPremium).toBe(7 * (166_667 - 166_113));
  });
});

describe("amendments that trade", () => {
  test("ENG-001 an amendment into the book trades at once, and what is left rests at the new price", () => {
    const market = queue();
    market.sell("seller", 200, { at: 60_000 });
    const { order, trades } = market.amend("alice", "a", { price: 60_000 });
    expect(trades).toMatchObject([{ quantity: 200, ticks: 120_000 }]);
    expect(order).toMatchObject({ ticks: 120_000, quantity: 300, leaves: 100, filled: 200, status: STATUS.partiallyFilled });
    expect(market.book()).toEqual({
      bids: [
        [60_000, 100],
        [59_900, 300],
      ],
      asks: [],
    });
  });

  test("ENG-001 a post-only order that is amended into the book is cancelled instead", () => {
    const market = queue();
    market.sell("seller", 200, { at: 60_000 });
    market.buy("alice", 100, { at: 59_950, postOnly: true, id: "p" });
    const { order, trades } = market.amend("alice", "p", { price: 60_000 });
    expect([trades, order?.status, order?.text.split("\n")[0]]).toEqual([
      [],
      STATUS.canceled,
      "Canceled: Order had execInst of ParticipateDoNotInitiate",
    ]);
  });
});

describe("refusals", () => {
  test("ENG-001 an order that is not the account's, has ended or never was cannot be amended", () => {
    const market = queue();
    expect(market.amend("bob", market.alices, { contracts: 100 }).refusal).toBe("orderNotFound");
    expect(market.amend("bob", "a", { contracts: 100 }).refusal).toBe("originalClientIdNotFound");
    market.cancel("alice", "a");
    expect(market.amend("alice", market.alices, { contracts: 100 }).refusal).toBe("orderNotFound");
    expect(market.amend("alice", 999, { contracts: 100 }).refusal).toBe("orderNotFound");
  });

  test("ENG-001 prices off the ladder and client ids in use are refused", () => {
    const market = queue();
    market.buy("alice", 100, { at: 59_000, id: "z" });
    for (const price of [0, -1, 1_000_000.5, 59_900.25, Number.NaN]) expect(market.amend("alice", "a", { price }).refusal).toBe("price");
    expect(market.amend("alice", "a", { id: "z" }).refusal).toBe("duplicateClientId");
    expect(market.amend("alice", "a", { id: "a" }).refusal).toBe("none");
    expect(market.amend("alice", "a", { id: "x".repeat(37) }).refusal).toBe("malformed");
  });

  test("ENG-001 what the account cannot pay for is refused with the figure, and the order stays as it was", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 100_000 });
    market.buy("alice", 4_000, { at: 60_000, id: "a" });
    const before = market.footprint();
    const { refusal, detail } = market.amend("alice", "a", { contracts: 6_000 });
    // 60 lots bind ceil(10,000,020 × 1.15075 %) satoshis; the order's own margin counts as free.
    expect([refusal, detail]).toEqual(["insufficientBalance", 115_076]);
    expect(market.footprint()).toBe(before);
    expect(market.amend("alice", "a", { contracts: 5_000 }).refusal).toBe("none");
  });
});

test("ORD-002 a new name is as long as a name may be, and no longer", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice");
  const number = market.buy("alice", 100, { at: 59_000 }).order?.number ?? 0;
  expect(market.amend("alice", number, { id: "x".repeat(37) }).refusal).toBe("malformed");
  expect(market.amend("alice", number, { id: "x".repeat(36) }).order).toMatchObject({ clientId: "x".repeat(36) });
});

test("ORD-002 who has nothing free may make his order smaller, and neither larger nor dearer", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 1_000_000 }).withPosition("alice", 10_000);
  const number = market.buy("alice", 20_000, { at: 57_000 }).order?.number ?? 0;
  market.mark(57_500);
  expect(market.standing("alice").available).toBeLessThan(-200_000);
  for (const wish of [{ contracts: 20_100 }, { price: 57_100 }, { contracts: 15_000, price: 57_100 }])
    expect(market.amend("alice", number, wish).refusal).toBe("insufficientBalance");
  expect(market.amend("alice", number, { contracts: 15_000 }).order).toMatchObject({ leaves: 15_000 });
});

test.each([0, undefined])(
  "ORD-002 an order is amended to what could be placed, fees as it would pay them, and no further: showing %s",
  (show) => {
    const wish = { at: 59_000, ...(show === undefined ? {} : { show }) };
    const fresh = () => aMarket({ mark: 60_000 }).withAccount("alice", { sats: 1_000_000, leverage: 100 });
    const places = (contracts: number) => fresh().buy("alice", contracts, wish).refusal === "none";
    let [most, least] = [100, 1_000_000];
    while (least - most > 100) {
      const middle = Math.floor((most + least) / 200) * 100;
      if (places(middle)) most = middle;
      else least = middle;
    }
    const market = fresh();
    const number = market.buy("alice", 100, wish).order?.number ?? 0;
    expect(market.amend("alice", number, { contracts: least }).refusal).toBe("insufficientBalance");
    expect(market.amend("alice", number, { contracts: most }).refusal).toBe("none");
  },
);

test("ORD-002 an order may stay as it is though its account has nothing free any more", () => {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { sats: 200_000 }).withPosition("alice", 5_000);
  market.buy("alice", 1_000, { at: 59_000, id: "a" });
  market.mark(59_300);
  expect(market.standing("alice").available).toBeLessThan(0);
  const told = [1_000, 1_100, 900].map((contracts) => market.amend("alice", "a", { contracts, price: 59_000 }).refusal);
  expect(told).toEqual(["none", "insufficientBalance", "none"]);
});
