import { describe, expect, test } from "vitest";
import { HOUSE } from "./accounts.ts";
import { InsuranceFund } from "./insurance-fund.ts";
import { EXEC, STATUS } from "./records.ts";
import { aMarket, type Outcome } from "./testing.ts";

/** Bankruptcy price of ten lots bought at 60,000 at a hundred times, of which each is worth 168,332 satoshis there, and 169,492 at 59,000. */
const BANKRUPT = 59_406.5;
const LOST_AT_59_000 = 169_492 - 168_332;

/** The house has taken Alice's ten lots over, and offers them at their bankruptcy price. */
function aTakeover(fundSats: number) {
  const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 }).withAccount("bob", { xbt: 10 });
  market.withPosition("alice", 1_000);
  if (fundSats > 0) market.endow(fundSats);
  market.mark(59_600);
  expect([market.taken().long, market.book().asks]).toEqual([1_000, [[BANKRUPT, 1_000]]]);
  return market;
}

const deleveraged = ({ executions }: Outcome) =>
  executions
    .filter(({ account, type, text }) => account > HOUSE.takenShorts && type === EXEC.trade && text === "Deleverage")
    .map(({ account, lastQuantity, lastTicks, feeSats }) => [account, lastQuantity, lastTicks / 2, feeSats]);

describe("while the fund can pay", () => {
  test("LIQ-002 a takeover whose bankruptcy price the mark has left behind is offered at the mark, takes what the book has near it, and the fund pays", () => {
    const market = aTakeover(20_000);
    market.buy("bob", 400, { at: 58_900 });
    const outcome = market.mark(59_000);
    expect(outcome.trades).toMatchObject([{ quantity: 400, ticks: 117_800 }]);
    // 169,779 satoshis a lot at 58,900.
    expect(market.insuranceSats).toBe(20_000 - 4 * (169_779 - 168_332));
    expect([market.book().asks, market.position("counterparty").quantity, deleveraged(outcome)]).toEqual([[[59_000, 600]], -1_000, []]);
    market.buy("bob", 600, { at: 59_000 });
    expect([market.taken().long, market.insuranceSats]).toEqual([0, 20_000 - 4 * 1_447 - 6 * LOST_AT_59_000]);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("LIQ-002 what is left after a deleveraging goes further, for the fund pays for less of it, and takes what it meets there", () => {
    const market = aTakeover(3 * LOST_AT_59_000);
    // Out of reach while the fund has ten lots to pay for, within it when three are left.
    market.buy("bob", 200, { at: 59_100 });
    const outcome = market.mark(59_000);
    expect(deleveraged(outcome)).toMatchObject([[market.handle("counterparty"), 700, BANKRUPT, 0]]);
    expect(outcome.trades).toMatchObject([{ quantity: 200, ticks: 118_200 }]);
    expect(market.book()).toEqual({ bids: [], asks: [[59_000, 100]] });
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("LIQ-002 it follows the mark down and back, and never asks less than the mark or more than the bankruptcy price", () => {
    const market = aTakeover(1_000_000);
    const asked = (mark: number) => {
      market.mark(mark);
      return market.book().asks;
    };
    expect([59_400, 59_000.25, 58_000, 59_300, 59_500, 59_406.4].map(asked)).toEqual([
      [[59_400, 1_000]],
      [[59_000.5, 1_000]],
      [[58_000, 1_000]],
      [[59_300, 1_000]],
      [[BANKRUPT, 1_000]],
      [[BANKRUPT, 1_000]],
    ]);
    expect(market.insuranceSats).toBe(1_000_000);
  });

  test("LIQ-002 after a restart it follows the mark as it would have, from where it stood", () => {
    const market = aTakeover(1_000_000);
    for (const mark of [59_400, 59_000, 59_300, 59_500, 58_000]) {
      const restarted = market.restarted();
      restarted.mark(mark);
      market.mark(mark);
      expect([restarted.book(), restarted.hash()]).toEqual([market.book(), market.hash()]);
    }
    expect(market.book().asks).toEqual([[58_000, 1_000]]);
  });

  test("LIQ-002 an order laid far out for the fund to run into is not met", () => {
    const market = aTakeover(1_000_000);
    // A maintenance margin beyond 59,000 is 58,705.
    market.buy("bob", 400, { at: 58_704.5 });
    expect(market.mark(59_000).trades).toEqual([]);
    market.cancelAll("bob");
    market.buy("bob", 400, { at: 58_705 });
    expect(market.mark(59_000).trades).toMatchObject([{ quantity: 400 }]);
  });

  test("LIQ-002 within a maintenance margin beyond the mark is what is within it to the fraction of a tick, on either side", () => {
    // 58,705.30 and 61,305.30 are as far as it goes from these marks.
    for (const [contracts, falls, mark, near, far] of [
      [1_000, 59_600, 59_000.3, 58_705.5, 58_705],
      [-1_000, 60_400, 61_000.3, 61_305, 61_305.5],
    ] as const) {
      const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 }).withAccount("bob", { xbt: 10 });
      market.withPosition("alice", contracts).endow(1_000_000).mark(falls);
      const taker = contracts > 0 ? "Buy" : "Sell";
      market.place("bob", taker, 400, { at: far });
      expect(market.mark(mark).trades).toEqual([]);
      market.cancelAll("bob");
      market.place("bob", taker, 400, { at: near });
      expect(market.mark(mark).trades).toMatchObject([{ quantity: 400, ticks: 2 * near }]);
      // Where all of it is met it ends, and nothing of it is left.
      market.place("bob", taker, 600, { at: Math.ceil(2 * mark) / 2 });
      market.mark(mark);
      expect([market.taken().long, market.taken().short, market.orders("bob").length]).toEqual([
        0,
        contracts > 0 ? 0 : market.taken().short,
        0,
      ]);
      expect(market.audit()).toEqual({ differenceSats: 0 });
    }
  });

  test("LIQ-002 a short that was taken over follows the mark up", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 }).withAccount("bob", { xbt: 10 });
    market.withPosition("alice", -1_000).endow(20_000);
    market.sell("bob", 400, { at: 61_100 });
    market.mark(61_000);
    // A lot is 165,002 at 60,605.5, 163,666 at 61,100.
    expect(market.insuranceSats).toBe(20_000 - 4 * (165_002 - 163_666));
    expect([market.taken().short, market.book().bids]).toEqual([-600, [[61_000, 600]]]);
  });

  test("LIQ-002 the fund's money is promised once: the oldest takeover has it, and what is left pays for the next", () => {
    const market = aMarket({ mark: 60_000 });
    for (const name of ["one", "two"]) market.withAccount(name, { xbt: 1, leverage: 100 }).withPosition(name, 1_000);
    market.endow(10 * LOST_AT_59_000 + 5 * LOST_AT_59_000 + 1_159);
    market.mark(59_600);
    const outcome = market.mark(59_000);
    expect(deleveraged(outcome)).toEqual([[market.handle("counterparty"), 500, BANKRUPT, 0]]);
    expect(market.book().asks).toEqual([[59_000, 1_500]]);
  });
});

describe("what it cannot pay", () => {
  test("LIQ-002 only what the fund cannot cover is deleveraged, at the bankruptcy price and without a fee", () => {
    const market = aTakeover(3 * LOST_AT_59_000 + 20);
    const cash = market.account("counterparty").cash;
    const outcome = market.mark(59_000);
    expect(deleveraged(outcome)).toEqual([[market.handle("counterparty"), 700, BANKRUPT, 0]]);
    expect(outcome.trades).toEqual([]);
    // Sold at 166,667 a lot, bought back at 168,332.
    expect(market.account("counterparty").cash - cash).toBe(7 * (168_332 - 166_667));
    expect([market.taken().long, market.book().asks, market.insuranceSats]).toEqual([300, [[59_000, 300]], 3 * LOST_AT_59_000 + 20]);
    market.buy("bob", 300, { at: 59_000 });
    expect(market.insuranceSats).toBe(20);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  });

  test("LIQ-002 with one satoshi less a lot more is deleveraged", () => {
    const market = aTakeover(3 * LOST_AT_59_000 - 1);
    expect(deleveraged(market.mark(59_000))).toEqual([[market.handle("counterparty"), 800, BANKRUPT, 0]]);
  });

  test("LIQ-002 profit and leverage come first, equals in the order of the positions; the deleveraged lose their orders, others keep theirs", () => {
    const market = aMarket({ mark: 60_000 }).withAccount("alice", { xbt: 1, leverage: 100 }).withPosition("alice", 1_000);
    const shorts = [
      ["first", 10, 400],
      ["daring", 100, 200],
      ["second", 10, 400],
      ["calm", 2, 400],
    ] as const;
    for (const [name, leverage, contracts] of shorts) market.withAccount(name, { xbt: 1, leverage }).withPosition(name, -contracts);
    for (const [name] of shorts) market.buy(name, 100, { at: 50_000 });
    market.endow(3 * LOST_AT_59_000);
    market.mark(59_600);
    const outcome = market.mark(59_000);
    expect(deleveraged(outcome).map(([account, contracts]) => [account, contracts])).toEqual([
      [market.handle("daring"), 200],
      [market.handle("first"), 400],
      [market.handle("second"), 100],
    ]);
    const cancelled = outcome.orders.filter(({ status }) => status === STATUS.canceled).map(({ text }) => text);
    expect(cancelled).toEqual(Array(3).fill("Canceled: Deleverage\n"));
    expect(["second", "calm"].map((name) => market.orders(name).length)).toEqual([0, 1]);
    expect(market.position("second").quantity).toBe(-300);
  });

  test("LIQ-003 a gap ends nobody below zero, and the fund at nothing at the least", () => {
    for (const sats of [0, 1, 5_000, 1_000_000]) {
      const market = aTakeover(sats);
      market.buy("bob", 500, { at: 40_100 });
      market.mark(40_000);
      market.mark(1);
      expect(market.insuranceSats).toBeGreaterThanOrEqual(0);
      for (const name of ["alice", "bob", "counterparty"]) expect(market.account(name).cash).toBeGreaterThanOrEqual(0);
      expect(market.audit()).toEqual({ differenceSats: 0 });
    }
  });
});

test("LIQ-003 a fund that has less than it promised, as after a settlement, takes its promises back before anybody can call them in", () => {
  const market = aTakeover(10 * LOST_AT_59_000);
  market.mark(59_000);
  expect(market.book().asks).toEqual([[59_000, 1_000]]);
  const { ledger } = market.state;
  ledger.addCash(HOUSE.insurance, -7 * LOST_AT_59_000 - 1);
  ledger.addCash(HOUSE.fees, 7 * LOST_AT_59_000 + 1);
  const outcome = market.endow(1).pass(1);
  expect(deleveraged(outcome)).toEqual([]);
  expect([market.book().asks, market.position("counterparty").quantity]).toEqual([[[59_000, 300]], -300]);
  market.buy("bob", 300, { at: 59_000 });
  expect(market.insuranceSats).toBe(0);
  expect(market.audit()).toEqual({ differenceSats: 0 });
});

test("LIQ-003 free in the fund is what no standing takeover may yet cost it", () => {
  const market = aTakeover(20_000);
  market.mark(59_000);
  expect(new InsuranceFund(market.state).free).toBe(20_000 - 10 * LOST_AT_59_000);
});
