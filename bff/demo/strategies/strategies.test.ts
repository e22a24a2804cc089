import { expect, test } from "vitest";
import { randomOf } from "../random.ts";
import { rosterOf } from "../roster.ts";
import type { Means, OwnOrder } from "../strategy.ts";
import { aSight, decisions, placedBy, wanderingSights } from "../testing.ts";
import { drawLeverage } from "./leverage-draw.ts";
import { type LeveragedProfile, leveragedTrader } from "./leveraged-trader.ts";
import { randomTaker, type TakerProfile } from "./random-taker.ts";
import { trendFollower } from "./trend-follower.ts";

const TAKER: TakerProfile = { meanMs: 800, isSteady: true, medianXbt: 0.01, largestXbt: 0.5, limitXbt: 2 };
const TREND = { turnMs: 4_000, quickMs: 20_000, slowMs: 120_000, threshold: 0.000_2, sizeXbt: 0.8, patienceMs: 25_000 };
const GAMBLER: LeveragedProfile = {
  leverage: () => 50,
  lookMs: 20_000,
  stake: [0.5, 0.5],
  patient: 0,
  takeProfit: 0.6,
  whim: 0,
  restMs: 60_000,
};
const MEANS: Means = { availableSats: 100_000_000, leverage: 0, roe: 0, ordered: 0 };

test("MKT-001 the same sights, seed and name give the same decisions, for every trader of the roster", () => {
  const sights = wanderingSights(200, { means: MEANS });
  for (const { name, mind } of rosterOf("replay", 1).slice(0, 12)) {
    const run = (seed: number) => {
      const think = mind(randomOf(seed, name));
      return sights.map(think);
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  }
});

test("MKT-001 the roster holds makers, a trend follower, random takers and gamblers; a replay adds 200 leveraged accounts, the same per seed", () => {
  const names = rosterOf("demo", 1).map(({ name }) => name);
  for (const role of ["maker", "trend", "taker", "gambler"]) expect(names.some((name) => name.startsWith(role))).toBe(true);
  const crowd = rosterOf("replay", 1).filter(({ name }) => name.startsWith("leveraged-"));
  expect(crowd).toHaveLength(200);
  const funds = (seed: number) => rosterOf("replay", seed).map(({ fundsXbt }) => fundsXbt);
  expect(funds(1)).toEqual(funds(1));
  expect(funds(1)).not.toEqual(funds(2));
  expect(new Set(rosterOf("replay", 1).map(({ name }) => name)).size).toBe(208);
});

test("MKT-001 a random taker trades at market at every look, both ways, in lots, small sizes most often, about as often as it says", () => {
  const made = decisions(randomTaker(TAKER), wanderingSights(5_000));
  const orders = placedBy(made);
  expect(orders).toHaveLength(5_000);
  expect(orders.every(({ ordType, price }) => ordType === "Market" && price === undefined)).toBe(true);
  const sizes = orders.map(({ orderQty }) => orderQty ?? 0).sort((a, b) => a - b);
  expect(sizes.every((size) => size >= 100 && size % 100 === 0 && size <= 30_100)).toBe(true);
  expect(sizes[2_500]).toBeGreaterThan(300);
  expect(sizes[2_500]).toBeLessThan(1_000);
  const buys = orders.filter(({ side }) => side === "Buy").length;
  expect(buys).toBeGreaterThan(2_000);
  expect(buys).toBeLessThan(3_000);
  const waits = made.map(({ waitMs }) => waitMs);
  expect(Math.max(...waits)).toBeLessThanOrEqual(1_000);
  expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length / 800).toBeCloseTo(1, 1);
});

test("MKT-001 a random taker at its limit only trades back, and one that was refused mostly waits", () => {
  expect(placedBy(decisions(randomTaker(TAKER), wanderingSights(300, { held: 130_000 }))).every(({ side }) => side === "Sell")).toBe(true);
  expect(placedBy(decisions(randomTaker(TAKER), wanderingSights(300, { held: -130_000 }))).every(({ side }) => side === "Buy")).toBe(true);
  const refused = placedBy(decisions(randomTaker(TAKER), wanderingSights(300, { refusal: "Account has insufficient Available Balance" })));
  expect(refused.length).toBeLessThan(120);
});

test("MKT-001 takers that come at random come more often in a market that moves", () => {
  const wait = (moving: number) => {
    const sights = Array.from({ length: 2_000 }, (_, i) =>
      aSight({ timeMs: 1_700_000_000_000 + i * 1_000, index: 60_000 + (i % 2) * moving, held: 0 }),
    );
    const made = decisions(randomTaker({ ...TAKER, isSteady: false }), sights);
    return made.reduce((sum, { waitMs }) => sum + waitMs, 0) / made.length;
  };
  expect(wait(20)).toBeLessThan(wait(2) / 2);
});

test("MKT-001 a trend follower buys a rise and sells a fall, in line at the best price first and at market when that takes too long", () => {
  const strategy = trendFollower(TREND);
  const trending = (step: number, seen: object = {}) =>
    Array.from({ length: 40 }, (_, i) => {
      const bid = 60_000 + step * i;
      return aSight({ timeMs: 1_700_000_000_000 + i * 4_000, index: bid, bid, ask: bid + 0.5, ...seen });
    });
  const rising = placedBy(decisions(strategy, trending(4)));
  expect(rising[0]).toMatchObject({ side: "Buy" });
  expect(rising[0]?.price).toBeGreaterThan(60_000);
  expect(rising.some(({ ordType }) => ordType === "Market")).toBe(true);
  expect(placedBy(decisions(strategy, trending(-4)))[0]).toMatchObject({ side: "Sell" });
  expect(placedBy(decisions(strategy, trending(0)))).toEqual([]);
  const order: OwnOrder = { orderID: "a", side: "Buy", price: 59_000, leavesQty: 48_000 };
  const amended = decisions(strategy, trending(4, { orders: [order] })).flatMap(({ actions }) =>
    actions.filter(({ kind }) => kind === "amend"),
  );
  expect(amended.length).toBeGreaterThan(0);
});

test("MKT-001 a trend follower whose trend is over takes its order back and closes", () => {
  const order: OwnOrder = { orderID: "a", side: "Buy", price: 59_000, leavesQty: 48_000 };
  expect(decisions(trendFollower(TREND), [aSight({ orders: [order] })])[0]?.actions).toEqual([{ kind: "cancelAll" }]);
  expect(placedBy(decisions(trendFollower(TREND), [aSight({ held: 48_000 })]))).toEqual([
    { side: "Sell", orderQty: 48_000, price: 60_000.5 },
  ]);
});

test("MKT-001 a gambler sets its leverage, stakes its money on a side, and closes at its goal", () => {
  const [opening] = decisions(leveragedTrader(GAMBLER), [aSight({ means: MEANS })]);
  expect(opening?.actions[0]).toEqual({ kind: "leverage", leverage: 50 });
  const [order] = placedBy([{ actions: opening?.actions ?? [] }]);
  // Half a coin behind 2 % and what fees may take.
  expect(order?.orderQty).toBe(Math.floor((0.5 / 0.0225) * 600) * 100);
  const holding = aSight({ held: 500_000, means: { ...MEANS, leverage: 50, roe: 0.1 } });
  const winning = aSight({ held: 500_000, means: { ...MEANS, leverage: 50, roe: 0.95 } });
  const made = decisions(leveragedTrader(GAMBLER), [holding, winning]);
  expect(made[0]?.actions).toEqual([]);
  expect(placedBy(made)).toEqual([{ execInst: "Close", ordType: "Market" }]);
});

test("MKT-002 a leveraged trader whose position was taken over rests, and then comes back with what is left", () => {
  const holding = aSight({ held: 500_000, means: { ...MEANS, leverage: 50, roe: -0.9 } });
  const gone = aSight({ held: 0, means: { ...MEANS, availableSats: 20_000_000 }, timeMs: holding.timeMs + 1_000 });
  const later = aSight({ held: 0, means: { ...MEANS, availableSats: 20_000_000 }, timeMs: holding.timeMs + 3_600_000 });
  const made = decisions(leveragedTrader(GAMBLER), [holding, gone, gone, later]);
  expect(made.slice(0, 3).flatMap(({ actions }) => actions)).toEqual([]);
  expect(placedBy(made)).toHaveLength(1);
  const broke = aSight({ means: { ...MEANS, availableSats: 10_000 } });
  expect(decisions(leveragedTrader(GAMBLER), [broke])[0]?.actions).toEqual([]);
});

test("MKT-002 an order of a leveraged trader that nobody wanted is taken back at the next look", () => {
  const standing = aSight({ means: { ...MEANS, ordered: 10_000 } });
  expect(decisions(leveragedTrader({ ...GAMBLER, patient: 1 }), [standing])[0]?.actions).toEqual([{ kind: "cancelAll" }]);
  const [order] = placedBy(decisions(leveragedTrader({ ...GAMBLER, patient: 1 }), [aSight({ means: MEANS })]));
  expect([60_000, 60_000.5]).toContain(order?.price);
});

test.each([
  ["Buy", 22, 54],
  ["Sell", 30, 47],
] as const)(
  "MKT-002 leverage of the %s side has the published weight of %dx, four fifths of it up to %dx, and none above 100x",
  (side, mean, bound) => {
    const random = randomOf(4, side);
    const drawn = Array.from({ length: 100_000 }, () => drawLeverage(side, random));
    expect(Math.max(...drawn)).toBeLessThanOrEqual(100);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(1);
    // Positions of one margin each hold contracts in proportion to their leverage.
    const contracts = drawn.reduce((sum, leverage) => sum + leverage, 0);
    expect(contracts / drawn.length / mean).toBeCloseTo(1, 1);
    const bounded = drawn.reduce((sum, leverage) => sum + (leverage <= bound ? leverage : 0), 0);
    expect(bounded / contracts).toBeCloseTo(0.8, 1);
  },
);
