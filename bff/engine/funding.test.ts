import { expect, test } from "vitest";
import { HOUSE } from "./accounts.ts";
import { FAIR_METHOD, MARK_METHOD } from "./commands.ts";
import { setFundingRate } from "./funding.ts";
import { factsOf, standingOf } from "./margin.ts";
import { EXEC } from "./records.ts";
import { EVENT } from "./schedule.ts";
import { aMarket, SATS, TestMarket, XBTUSD } from "./testing.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Midnight, at which test markets begin: the first funding is at four, and costs nothing. */
const MIDNIGHT_MS = Date.UTC(2020, 2, 12);

const RULES = {
  markMethod: MARK_METHOD.fairPrice,
  fairMethod: FAIR_METHOD.fundingRate,
  fundingIntervalMs: 8 * HOUR_MS,
  fundingOffsetMs: 4 * HOUR_MS,
  quoteInterestRate: 20_000,
  baseInterestRate: 10_000,
  fundingClampRate: 50_000,
  fundingCapShare: 75_000_000,
  fundingStepShare: 75_000_000,
  impactSats: SATS,
} as const;

function aPerpetual(mark = 50_000): TestMarket {
  const market = new TestMarket().listIndex(".BXBT").list("XBTUSD", XBTUSD, ".BXBT", RULES);
  market.mark(mark);
  return market.withAccount("maker", { xbt: 1_000 });
}

const goTo = (market: TestMarket, hours: number) => market.pass(MIDNIGHT_MS + hours * HOUR_MS - market.nowMs - 1);
const rowOf = (market: TestMarket) => market.rows.mark(market.instrument());
const cashOf = (market: TestMarket, name: string) => market.account(name).cash;
const fundingsOf = (outcome: ReturnType<TestMarket["pass"]>) => outcome.executions.filter(({ type }) => type === EXEC.funding);

/** Sells contracts to somebody at a price. */
function sellTo(market: TestMarket, name: string, contracts: number, at = 50_000): void {
  market.place("maker", contracts > 0 ? "Sell" : "Buy", Math.abs(contracts), { at });
  const { refusal } = market.place(name, contracts > 0 ? "Buy" : "Sell", Math.abs(contracts), { at });
  if (refusal !== "none") throw new Error(refusal);
}

test("CON-002 a new perpetual costs nothing until its first funding, and shows the rate to come meanwhile", () => {
  const market = aPerpetual();
  expect(rowOf(market)).toMatchObject({ fundingRate: 0, indicativeRate: 10_000 });
  market.withAccount("ada", { xbt: 1 });
  sellTo(market, "ada", 10_000);
  const before = cashOf(market, "ada");
  const first = goTo(market, 4);
  expect(first.fundings).toEqual([{ instrument: market.instrument(), rate: 0, intervalMs: 8 * HOUR_MS }]);
  expect(fundingsOf(first)).toEqual([]);
  expect(rowOf(market)).toMatchObject({ fundingRate: 10_000, indicativeRate: 10_000 });
  expect(cashOf(market, "ada")).toBe(before);
  // The basis is in the mark from now on: 0.01 % of 50,000.
  market.mark(50_000);
  expect(market.markOf()).toBe(50_005);
  // 10,000 contracts at 50,005 are 19,998,000 satoshis.
  const second = goTo(market, 12);
  expect(cashOf(market, "ada")).toBe(before - 2_000);
  expect(fundingsOf(second).find(({ account }) => account === market.handle("ada"))).toMatchObject({
    lastQuantity: 10_000,
    lastTicks: 5_000_500,
    costSats: -19_998_000,
    feeSats: 2_000,
    feeRate: 10_000,
  });
});

test("CON-002 payers round up, receivers down, and what is left over is the insurance fund's", () => {
  const market = aPerpetual(47_123.5).withAccount("ada", { xbt: 1 });
  for (const name of ["b", "c", "d"]) market.withAccount(name, { xbt: 1 });
  market.buy("ada", 300, { at: 47_123.5 });
  for (const name of ["b", "c", "d"]) market.sell(name, 100, { at: 47_123.5 });
  market.pass(MIDNIGHT_MS + 4 * HOUR_MS - market.nowMs);
  const before = ["ada", "b", "c", "d"].map((name) => cashOf(market, name));
  const { fees } = market.position("ada");
  const outcome = goTo(market, 12);
  // 63.66 satoshis one way, three times 21.22 the other.
  expect(["ada", "b", "c", "d"].map((name, i) => cashOf(market, name) - (before[i] as number))).toEqual([-64, 21, 21, 21]);
  expect(market.insuranceSats).toBe(1);
  expect(fundingsOf(outcome).map(({ feeSats }) => feeSats)).toEqual([64, -21, -21, -21]);
  expect(new Set(fundingsOf(outcome).map(({ match }) => match)).size).toBe(1);
  expect(market.position("ada").fees).toBe(fees + 64);
  expect(market.audit()).toEqual({ differenceSats: 0 });
});

test("CON-002 only who holds something at that instant pays, and a jump over a day pays every interval in its turn", () => {
  const market = aPerpetual().withAccount("ada", { xbt: 1 }).withAccount("bob", { xbt: 1 });
  sellTo(market, "ada", 10_000);
  sellTo(market, "bob", 10_000);
  goTo(market, 11.99);
  sellTo(market, "bob", -10_000);
  const before = [cashOf(market, "ada"), cashOf(market, "bob")];
  const outcome = goTo(market, 36);
  expect(outcome.fundings.map(({ rate }) => rate)).toEqual([10_000, 10_000, 10_000, 10_000]);
  expect(fundingsOf(outcome).filter(({ account }) => account === market.handle("ada")).length).toBe(4);
  expect([cashOf(market, "ada"), cashOf(market, "bob")]).toEqual([(before[0] as number) - 4 * 2_000, before[1]]);
  // Who opens a millisecond later has missed it.
  sellTo(market, "bob", 10_000);
  expect(fundingsOf(market.pass(1_000))).toEqual([]);
});

test("CON-002 the premium of each minute leads to the rate of the interval after the next, capped", () => {
  const market = aPerpetual();
  // A coin is bid 0.2 % above the mark, all the time; lots are worth whole satoshis, which makes it 0.1999 %.
  market.buy("maker", 1_000_000, { at: 50_100 });
  market.pass(MINUTE_MS);
  expect(rowOf(market).indicativeRate).toBe(149_900);
  goTo(market, 4);
  expect(rowOf(market)).toMatchObject({ fundingRate: 149_900, indicativeRate: 149_900 });
  // From here on a tenth of the time at 2 %, and the rest at the mark.
  market.cancelAll("maker");
  market.buy("maker", 1_000_000, { at: 51_000 });
  goTo(market, 4.8);
  market.cancelAll("maker");
  goTo(market, 12);
  expect(rowOf(market).fundingRate).toBe(150_000);
  market.buy("maker", 1_000_000, { at: 60_000 });
  goTo(market, 20);
  expect(rowOf(market).fundingRate).toBe(375_000);
});

test("CON-002 samples of a jump are those of its minutes, and survive a restart", () => {
  const run = (hours: readonly number[]) => {
    let market = aPerpetual();
    market.buy("maker", 1_000_000, { at: 50_100 });
    for (const hour of hours) {
      market = market.restarted();
      goTo(market, hour);
    }
    const { fundingRate, indicativeRate, premiumSum, premiumCount } = market.state.instruments;
    return [fundingRate, indicativeRate, premiumSum, premiumCount].map((column) => column[market.instrument()]);
  };
  expect(run([30.5])).toEqual(run([0.2, 0.21, 3.999, 4, 4.01, 17, 20, 30.5]));
  expect(run([30.5])[3]).toBe(150);
});

test("CON-002 an isolated position pays out of its own margin and is made whole by what it receives, a cross one from the wallet", () => {
  const market = aPerpetual().withAccount("ada", { xbt: 1, leverage: 10 }).withAccount("bob", { xbt: 1 });
  sellTo(market, "ada", 10_000);
  sellTo(market, "bob", 10_000);
  goTo(market, 4);
  const before = market.standing("ada");
  const cash = cashOf(market, "ada");
  goTo(market, 12);
  expect(cashOf(market, "ada")).toBe(cash - 2_000);
  expect(market.position("ada")).toMatchObject({ loss: 2_000 });
  expect(market.standing("ada")).toMatchObject({ available: before.available, isolated: before.isolated - 2_000 });
  expect(market.position("bob")).toMatchObject({ loss: 0 });
  setFundingRate(market.state, { touchMark: () => {} } as never, market.instrument(), -5_000);
  goTo(market, 20);
  expect(market.position("ada")).toMatchObject({ loss: 1_000 });
  expect(market.standing("ada").isolated).toBe(before.isolated - 1_000);
});

test("CON-002 a short that stands on its whole value pays from what is free first, and has a liquidation price only when that is gone", () => {
  const market = aPerpetual().withAccount("rich", { xbt: 1, leverage: 1 }).withAccount("poor", { sats: 20_100_000, leverage: 1 });
  sellTo(market, "rich", -10_000);
  sellTo(market, "poor", -10_000);
  const free = market.standing("poor").available;
  goTo(market, 4);
  const pay = (rate: number, hours: number) => {
    setFundingRate(market.state, { touchMark: () => {} } as never, market.instrument(), rate);
    return goTo(market, hours);
  };
  pay(-10_000, 12);
  expect(market.position("rich")).toMatchObject({ loss: 0, quantity: -10_000 });
  expect(market.position("poor")).toMatchObject({ loss: 0, quantity: -10_000 });
  expect(market.standing("poor").available).toBe(free - 2_000);
  // 0.375 % is 75,000 satoshis; what is free there is less.
  pay(-375_000, 20);
  pay(-375_000, 28);
  expect(market.position("rich")).toMatchObject({ loss: 0 });
  expect(market.standing("poor").available).toBe(0);
  expect(market.position("poor").loss).toBeGreaterThan(0);
  expect(market.position("poor").quantity).toBe(-10_000);
  expect(market.audit()).toEqual({ differenceSats: 0 });
});

test("LIQ-003 what a position cannot pay the insurance fund does, and where that has not enough, who receives shares what there is", () => {
  for (const fund of [0, 1_000_000, SATS]) {
    const market = aPerpetual().withAccount("ada", { sats: 2_100_000, leverage: 10 }).withAccount("bob", { sats: 400_000 });
    market.deposit("maker", SATS);
    sellTo(market, "ada", 10_000);
    sellTo(market, "bob", 10_000);
    // As if takeovers had filled it.
    market.state.ledger.addCash(HOUSE.insurance, fund);
    market.state.ledger.addCash(market.handle("maker"), 0 - fund);
    goTo(market, 3.9);
    setFundingRate(market.state, { touchMark: () => {} } as never, market.instrument(), 90_000_000);
    const outcome = goTo(market, 4);
    // Each owes 18,000,000, and has a tenth of that and less.
    const paid = fundingsOf(outcome).map(({ feeSats }) => feeSats);
    const [adas, bobs, makers] = ["ada", "bob", "maker"].map(
      (name) => fundingsOf(outcome).find(({ account }) => account === market.handle(name))?.feeSats ?? 0,
    ) as [number, number, number];
    expect(adas).toBeLessThan(2_100_000);
    expect(bobs).toBeLessThan(400_000);
    expect(0 - makers).toBe(Math.min(36_000_000, adas + bobs + fund));
    // A fund that has paid all it had leaves nothing for the takeovers that follow: the maker is deleveraged then.
    const isDeleveraged = outcome.executions.some(({ text }) => text === "Deleverage");
    expect(isDeleveraged).toBe(fund < SATS);
    expect(paid.length).toBe(3);
    expect(cashOf(market, "ada")).toBeGreaterThanOrEqual(0);
    expect(cashOf(market, "bob")).toBeGreaterThanOrEqual(0);
    expect(market.insuranceSats).toBeGreaterThanOrEqual(0);
    expect(market.audit()).toEqual({ differenceSats: 0 });
  }
});

test("LIQ-003 a funding that the fund has paid for leaves its takeovers what is left, before whom it has ruined trades with them", () => {
  const market = aPerpetual().withAccount("alice", { xbt: 1, leverage: 100 }).withAccount("bob", { xbt: 1, leverage: 100 }).endow(60_000);
  sellTo(market, "alice", 1_000);
  market.mark(49_400);
  market.mark(48_700);
  sellTo(market, "bob", -10_000, 48_600);
  market.mark(48_500);
  // Bought at 49,505: two per cent of it are promised.
  expect([market.taken().long, market.book().asks]).toEqual([1_000, [[48_500, 1_000]]]);
  goTo(market, 3.9);
  setFundingRate(market.state, { touchMark: () => {} } as never, market.instrument(), -90_000_000);
  const outcome = goTo(market, 4);
  // Bob pays with all of his margin, the fund with all that it has; and he is taken over.
  expect(fundingsOf(outcome).find(({ account }) => account === market.handle("bob"))?.feeSats).toBeGreaterThan(190_000);
  expect(market.position("bob").quantity).toBe(0);
  expect(market.insuranceSats).toBeGreaterThanOrEqual(0);
  expect(market.audit()).toEqual({ differenceSats: 0 });
});

test("CON-002 whom the rate to come leaves with too little to maintain is liquidated when it is set", () => {
  const market = aPerpetual().withAccount("ada", { xbt: 1, leverage: 100 });
  sellTo(market, "ada", 10_000);
  // 0.6 % of premium for the first interval: 0.375 % more to maintain from four o'clock on.
  market.buy("maker", 1_000_000, { at: 50_300 });
  market.mark(49_850);
  goTo(market, 3.99);
  expect(market.position("ada").quantity).toBe(10_000);
  goTo(market, 4);
  expect(market.position("ada").quantity).toBe(0);
});

test("CON-002 a contract without funding has none, whatever time passes", () => {
  const market = aMarket({ mark: 50_000 });
  expect(market.pass(1_000 * HOUR_MS).fundings).toEqual([]);
  const { events } = market.state;
  expect(Array.from({ length: events.count }, (_, i) => events.kind[i])).not.toContain(EVENT.fund);
});

test("CON-002 without commands a minute's sample waits for the next one, and a funding does not", () => {
  const market = aPerpetual();
  const minuteLater = market.nowMs + 61_000;
  expect([market.engine.state.isDue(minuteLater), market.engine.state.wakes(minuteLater)]).toEqual([true, false]);
  expect(market.engine.state.wakes(market.nowMs + 8 * HOUR_MS)).toBe(true);
});

test("CON-002 the premium and the interest of a perpetual stand as the prices of their indices, where it has some", () => {
  const market = new TestMarket().listIndex(".BXBT").listIndex(".PI").listIndex(".USD").listIndex(".XBT");
  market.list("XBTUSD", XBTUSD, ".BXBT", { ...RULES, premiumIndex: 2, quoteInterestIndex: 3, baseInterestIndex: 4 });
  market.mark(50_000);
  market.withAccount("maker", { xbt: 1_000 }).buy("maker", 1_000_000, { at: 50_300 });
  goTo(market, 0.1);
  const priceOf = (symbol: string) => market.rows.mark(market.instrument(symbol)).markPoints;
  expect([priceOf(".USD"), priceOf(".XBT")]).toEqual([20_000, 10_000]);
  for (const symbol of [".PI", ".USD", ".XBT"]) expect(market.rows.mark(market.instrument(symbol)).fairPoints).toBe(priceOf(symbol));
  // 0.6 % of premium, but for what rounding a coin's worth of contracts makes of the impact price.
  expect(Math.round(priceOf(".PI") / 1_000)).toBe(600);
});

test("CON-002 an isolated position pays no more than its margin and what it has lost leave of it", () => {
  const market = aPerpetual().withAccount("ada", { xbt: 1, leverage: 10 });
  sellTo(market, "ada", 10_000);
  goTo(market, 3.9);
  market.mark(48_000);
  const { instruments } = market.state;
  instruments.fundingRate[market.instrument()] = 20_000_000;
  const standing = standingOf(
    market.state,
    market.instrument(),
    factsOf(market.state, market.state.positionOf(market.handle("ada"), market.instrument())),
  );
  const left = standing.posMargin + standing.unrealisedPnl;
  expect([standing.unrealisedPnl < 0, left > 0]).toEqual([true, true]);
  const paid = fundingsOf(goTo(market, 4)).find(({ account }) => account === market.handle("ada"))?.feeSats;
  expect(paid).toBe(left);
});
