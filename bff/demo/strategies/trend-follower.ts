import { contractsOf, priceOf, ticksOf } from "../market.ts";
import type { Strategy } from "../strategy.ts";

export interface TrendProfile {
  readonly turnMs: number;
  /** Memory of the quick and the slow average. */
  readonly quickMs: number;
  readonly slowMs: number;
  /** Distance of the averages, as a fraction of the price, from which on there is a trend. */
  readonly threshold: number;
  /** Position that it takes in a trend, XBT. */
  readonly sizeXbt: number;
  /** How long it stands in line before it pays for being served. */
  readonly patienceMs: number;
}

export interface TrendMemory {
  /** Null before the first look. */
  readonly quick: number | null;
  readonly slow: number;
  readonly seenAtMs: number;
  /** Direction that it follows: 1, 0 or -1. */
  readonly trend: number;
  /** Since when it has stood in line. */
  readonly waitingSinceMs: number | null;
}

/** Part of the threshold at which a trend is given up again, so that it is not taken up and dropped by turns. */
const GIVE_UP = 0.3;

/** Follows the direction of the market: in line at the best price first, at market when that takes too long. */
export function trendFollower(profile: TrendProfile): Strategy<TrendMemory> {
  return {
    start: { quick: null, slow: 0, seenAtMs: 0, trend: 0, waitingSinceMs: null },
    decide(sight, before, random) {
      const { market, bid, ask, index, timeMs, held, orders } = sight;
      const { lot, tick } = market;
      const size = contractsOf(market, profile.sizeXbt, index);
      const waitMs = profile.turnMs * random.between(0.8, 1.2);
      const price = bid === null || ask === null ? index : (bid + ask) / 2;
      const memory = { ...averages(profile, before, price, timeMs), waitingSinceMs: before.waitingSinceMs };
      const wanted = Math.round((memory.trend * size) / lot) * lot;
      const missing = wanted - held;
      // Sizes follow the price all the time; a difference of less than a quarter is none.
      if (Math.abs(missing) < Math.max(lot, size / 4)) {
        return { actions: orders.length > 0 ? [{ kind: "cancelAll" }] : [], memory: { ...memory, waitingSinceMs: null }, waitMs };
      }
      const side = missing > 0 ? "Buy" : "Sell";
      const quantity = Math.abs(missing);
      const waitingSinceMs = memory.waitingSinceMs ?? timeMs;
      if (timeMs - waitingSinceMs >= profile.patienceMs) {
        const market = { kind: "place", orders: [{ side, orderQty: quantity, ordType: "Market" }] } as const;
        return { actions: [{ kind: "cancelAll" }, market], memory: { ...memory, waitingSinceMs: null }, waitMs };
      }
      const best = side === "Buy" ? (bid ?? index - tick) : (ask ?? index + tick);
      const touch = priceOf(market, ticksOf(market, best));
      const [order, ...others] = orders;
      const remembered = { ...memory, waitingSinceMs };
      if (order === undefined) {
        return { actions: [{ kind: "place", orders: [{ side, orderQty: quantity, price: touch }] }], memory: remembered, waitMs };
      }
      if (order.side !== side || others.length > 0) return { actions: [{ kind: "cancelAll" }], memory: remembered, waitMs };
      if (order.price === touch) return { actions: [], memory: remembered, waitMs };
      return { actions: [{ kind: "amend", amendments: [{ orderID: order.orderID, price: touch }] }], memory: remembered, waitMs };
    },
  };
}

function averages(profile: TrendProfile, before: TrendMemory, price: number, timeMs: number): Omit<TrendMemory, "waitingSinceMs"> {
  if (before.quick === null) return { quick: price, slow: price, seenAtMs: timeMs, trend: 0 };
  const elapsedMs = Math.max(0, timeMs - before.seenAtMs);
  const towards = (average: number, memoryMs: number) => price + (average - price) * Math.exp(-elapsedMs / memoryMs);
  const quick = towards(before.quick, profile.quickMs);
  const slow = towards(before.slow, profile.slowMs);
  const strength = (quick - slow) / price / profile.threshold;
  const keeps = before.trend !== 0 && strength * before.trend > GIVE_UP;
  const trend = Math.abs(strength) >= 1 ? Math.sign(strength) : keeps ? before.trend : 0;
  return { quick, slow, seenAtMs: timeMs, trend };
}
