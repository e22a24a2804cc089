import type { WatchedFill } from "../directed-losses.ts";
import { Seeded } from "./seeded.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const XBT = 100_000_000;

/** How coins are handed on in a simulated market. */
export const MULE_KINDS = ["direct", "hops", "quick", "slow", "bridge", "small"] as const;
export type MuleKind = (typeof MULE_KINDS)[number];

/** Accounts between which coins were handed on by trading. */
export interface Ring {
  readonly kind: MuleKind;
  /** Pairs by which they went: who lost on purpose to whom. */
  readonly pairs: readonly (readonly [loser: number, gainer: number])[];
}

export interface SimulatedWeek {
  readonly fills: readonly WatchedFill[];
  readonly equity: ReadonlyMap<number, number>;
  readonly rings: readonly Ring[];
}

const SYMBOLS = [
  { symbol: "XBTUSD", makers: 5, spread: 0.0004, jump: 0.006, trades: 6_000 },
  { symbol: "ETHUSD", makers: 3, spread: 0.001, jump: 0.012, trades: 2_500 },
  // A thin one, where few quote and wide.
  { symbol: "XRPUSD", makers: 2, spread: 0.008, jump: 0.03, trades: 400 },
] as const;
const RETAIL = 160;
const TOXIC = 4;

/**
 * A week of fills among honest makers, people who trade with them, traders who are faster than quotes, and rings of each
 * kind that hand coins on: directly; over three hops hours apart; to orders that rest under a second, or over ten
 * minutes; through a maker in between; and to several accounts in parts that each stay under the threshold.
 */
export function simulateWeek(seed: number): SimulatedWeek {
  const random = new Seeded(seed);
  const equity = new Map<number, number>();
  let lastAccount = 0;
  const open = (xbt: number): number => {
    equity.set(++lastAccount, Math.round(xbt * XBT));
    return lastAccount;
  };
  const retail = Array.from({ length: RETAIL }, () => open(Math.exp(random.bell()) * 0.8 + 0.02));
  const toxic = Array.from({ length: TOXIC }, () => open(random.between(3, 20)));
  const makersOf = new Map(
    SYMBOLS.map(({ symbol, makers }) => [symbol as string, Array.from({ length: makers }, () => open(random.between(20, 200)))]),
  );
  const fills: WatchedFill[] = [];
  const add = (timeMs: number, symbol: string, maker: number, taker: number, takerLossSats: number, placedOffRate: number) =>
    fills.push({ timeMs, symbol, maker, taker, takerLossSats: Math.round(takerLossSats), placedOffRate });

  for (const { symbol, spread, jump, trades } of SYMBOLS) {
    const makers = makersOf.get(symbol) as number[];
    for (let i = 0; i < trades; i++) {
      const timeMs = random.next() * 7 * DAY_MS;
      const taker = random.pick(retail);
      // People trade a part of what they have, now and then with leverage, and pay the spread; some sweep a thin book.
      const value = (equity.get(taker) as number) * random.between(0.02, random.chance(0.1) ? 3 : 0.6);
      const swept = random.chance(0.01) ? random.between(2, 12) : 1;
      const off = (spread / 2) * random.between(0.6, 1.4) * swept;
      add(timeMs, symbol, random.pick(makers), taker, value * off, off);
    }
    for (let i = 0; i < trades / 60; i++) {
      // The mark jumps; whoever is faster takes quotes that were fair a moment ago.
      const timeMs = random.next() * 7 * DAY_MS;
      const size = jump * random.between(0.3, 1.6);
      for (const maker of makers) {
        if (!random.chance(0.6)) continue;
        const value = (equity.get(maker) as number) * random.between(0.01, 0.12);
        add(timeMs, symbol, maker, random.pick(toxic), -value * size, spread / 2);
      }
    }
    // People meet each other's forgotten orders, far from the mark by now, or placed there in hope.
    for (let i = 0; i < trades / 200; i++) {
      const [a, b] = [random.pick(retail), random.pick(retail)];
      if (a === b) continue;
      const value = Math.min(equity.get(a) as number, equity.get(b) as number) * random.between(0.01, 0.3);
      add(random.next() * 7 * DAY_MS, symbol, a, b, value * random.between(-0.02, 0.02), random.between(0.002, 0.02));
    }
    // Now and then a wick takes a whole stop far off the mark, into whatever somebody has resting there.
    for (let i = 0; i < trades / 300; i++) {
      const taker = random.pick(retail);
      const maker = random.chance(0.7) ? random.pick(makers) : random.pick(retail);
      if (maker === taker) continue;
      const off = random.between(0.01, 0.05);
      add(random.next() * 7 * DAY_MS, symbol, maker, taker, (equity.get(taker) as number) * random.between(0.05, 1) * off, off);
    }
  }

  const rings = MULE_KINDS.map((kind) => ring(kind, random, open, equity, makersOf, add));
  // Mules trade like anybody else beside it, to look like somebody.
  for (const { pairs } of rings) {
    for (const account of new Set(pairs.flat())) {
      for (let i = 0; i < 15; i++) {
        const value = (equity.get(account) as number) * random.between(0.02, 0.4);
        add(
          random.next() * 7 * DAY_MS,
          "XBTUSD",
          random.pick(makersOf.get("XBTUSD") as number[]),
          account,
          value * 0.0002 * random.between(0.6, 1.4),
          0.0002,
        );
      }
    }
  }
  return { fills: fills.sort((a, b) => a.timeMs - b.timeMs), equity, rings };
}

type Add = (timeMs: number, symbol: string, maker: number, taker: number, takerLossSats: number, placedOffRate: number) => void;

function ring(
  kind: MuleKind,
  random: Seeded,
  open: (xbt: number) => number,
  equity: ReadonlyMap<number, number>,
  makersOf: ReadonlyMap<string, readonly number[]>,
  add: Add,
): Ring {
  const startMs = random.between(0.5, 4) * DAY_MS;
  const symbol = random.pick(["XBTUSD", "ETHUSD", "XRPUSD"]);
  const victim = open(random.between(0.5, 8));
  const stolen = (equity.get(victim) as number) * random.between(0.3, 0.9);
  /** Hands sats on in several fills; the one who rests may be either. */
  const hand = (fromMs: number, overMs: number, loser: number, gainer: number, sats: number, parts: number) => {
    for (let i = 0; i < parts; i++) {
      const off = random.between(0.008, 0.045);
      const rests = random.chance(0.5) ? loser : gainer;
      const timeMs = fromMs + random.next() * overMs;
      if (rests === loser) add(timeMs, symbol, loser, gainer, -sats / parts, off);
      else add(timeMs, symbol, gainer, loser, sats / parts, off);
    }
  };
  switch (kind) {
    case "direct": {
      const mule = open(0.05);
      hand(startMs, 2 * HOUR_MS, victim, mule, stolen, 8);
      return { kind, pairs: [[victim, mule]] };
    }
    case "quick": {
      // Placed off the mark and taken within the second.
      const mule = open(0.05);
      for (let i = 0; i < 12; i++) add(startMs + i * MINUTE_MS, symbol, victim, mule, -stolen / 12, random.between(0.008, 0.045));
      return { kind, pairs: [[victim, mule]] };
    }
    case "slow": {
      // Rests for long before the accomplice comes; the mark has moved a little meanwhile, either way.
      const mule = open(0.05);
      for (let i = 0; i < 6; i++) {
        const off = random.between(0.01, 0.045) + random.between(-0.004, 0.004);
        add(startMs + i * random.between(11, 90) * MINUTE_MS, symbol, victim, mule, -stolen / 6, off);
      }
      return { kind, pairs: [[victim, mule]] };
    }
    case "hops": {
      const chain = [victim, open(0.1), open(0.1), open(0.1)];
      const pairs: [number, number][] = [];
      let sats = stolen;
      for (let i = 0; i + 1 < chain.length; i++) {
        const [loser, gainer] = [chain[i] as number, chain[i + 1] as number];
        hand(startMs + i * random.between(3, 8) * HOUR_MS, HOUR_MS, loser, gainer, sats, 6);
        pairs.push([loser, gainer]);
        sats *= 0.95;
      }
      return { kind, pairs };
    }
    case "bridge": {
      // The one pushes a maker's quotes off the mark at a loss, the other takes them before they come back.
      const mule = open(0.3);
      const maker = random.pick(makersOf.get(symbol) ?? []);
      for (let i = 0; i < 12; i++) {
        const timeMs = startMs + i * random.between(10, 40) * MINUTE_MS;
        const off = random.between(0.008, 0.03);
        add(timeMs, symbol, maker, victim, stolen / 12, off);
        add(timeMs + random.between(1, 240) * 1_000, symbol, maker, mule, (-stolen / 12) * random.between(0.75, 1), off);
      }
      return { kind, pairs: [[victim, mule]] };
    }
    default: {
      // In parts that each stay under the share of the victim's equity at which one pair is looked at.
      const mules = Array.from({ length: 6 }, () => open(0.05));
      const each = (equity.get(victim) as number) * random.between(0.011, 0.018);
      for (const mule of mules) hand(startMs + random.next() * 2 * DAY_MS, 6 * HOUR_MS, victim, mule, each, 5);
      return { kind, pairs: mules.map((mule): [number, number] => [victim, mule]) };
    }
  }
}
