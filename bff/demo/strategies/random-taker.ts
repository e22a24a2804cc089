import { contractsOf, type Market } from "../market.ts";
import type { Random } from "../random.ts";
import type { Strategy } from "../strategy.ts";

export interface TakerProfile {
  /** Mean time between two orders. */
  readonly meanMs: number;
  /** Whether they come at an even pace; else at random, several at once now and then. */
  readonly isSteady: boolean;
  /** Middle of the sizes, XBT; most are small and a few are large. */
  readonly medianXbt: number;
  readonly largestXbt: number;
  /** Position beyond which it only trades back, XBT. */
  readonly limitXbt: number;
}

export interface TakerMemory {
  /** Leaning towards buying (up to 1) or selling (down to -1), for a while. */
  readonly mood: number;
  readonly moodUntilMs: number;
  /** Index at the last look, and how fast it has moved of late against how fast it usually does. */
  readonly index: number;
  readonly stir: number;
  readonly seenAtMs: number;
}

const SIZE_SPREAD = 1.1;
/** Chance that an order is followed by another at once, and after how long. */
const BURST_CHANCE = 0.25;
const BURST_MS = [150, 450] as const;
const MOOD_MS = 40_000;
/** Usual move of the index, as a fraction of it for the square root of a second, and for how long a move is remembered. */
const USUAL_MOVE = 0.000_08;
const STIR_MS = 20_000;
const MOST_STIR = 4;
/** How much mood and position sway the choice of a side. */
const MOOD_SWAY = 0.25;
const POSITION_SWAY = 0.45;

/** Buys and sells at market for reasons of its own, so that there always is a trade to look at. */
export function randomTaker(profile: TakerProfile): Strategy<TakerMemory> {
  return {
    start: { mood: 0, moodUntilMs: 0, index: 0, stir: 1, seenAtMs: 0 },
    decide(sight, memory, random) {
      const { market, index, held, timeMs } = sight;
      const stir = stirOf(memory, index, timeMs);
      const waitMs = pause(profile, stir, random);
      const isOver = timeMs >= memory.moodUntilMs;
      const mood = isOver ? random.between(-1, 1) : memory.mood;
      const moodUntilMs = isOver ? timeMs + random.exponential(MOOD_MS) : memory.moodUntilMs;
      const burden = held / contractsOf(market, profile.limitXbt, index);
      const buys = random.next() < 0.5 + MOOD_SWAY * mood - POSITION_SWAY * Math.max(-1, Math.min(1, burden));
      const quantity = sizeOf(profile, market, index, random);
      const remembered = { mood, moodUntilMs, index, stir, seenAtMs: timeMs };
      // Who was just refused, for want of margin most often, waits for a better moment.
      if (sight.refusal !== null && random.chance(0.8)) return { actions: [], memory: remembered, waitMs: waitMs + profile.meanMs };
      const side = Math.abs(burden) >= 1 ? (held > 0 ? "Sell" : "Buy") : buys ? "Buy" : "Sell";
      return { actions: [{ kind: "place", orders: [{ side, orderQty: quantity, ordType: "Market" }] }], memory: remembered, waitMs };
    },
  };
}

/** A market that moves draws people in. */
function pause({ meanMs, isSteady }: TakerProfile, stir: number, random: Random): number {
  if (isSteady) return meanMs * random.between(0.75, 1.25);
  if (random.chance(BURST_CHANCE)) return random.between(...BURST_MS);
  return random.exponential(meanMs / (1 - BURST_CHANCE)) / stir;
}

function stirOf(before: TakerMemory, index: number, timeMs: number): number {
  const elapsedMs = timeMs - before.seenAtMs;
  if (before.index === 0 || elapsedMs <= 0) return before.stir;
  const move = Math.abs(index / before.index - 1) / Math.sqrt(elapsedMs / 1_000) / USUAL_MOVE;
  const kept = Math.exp(-elapsedMs / STIR_MS);
  return Math.max(0.5, Math.min(MOST_STIR, before.stir * kept + move * (1 - kept)));
}

function sizeOf({ medianXbt, largestXbt }: TakerProfile, market: Market, price: number, random: Random): number {
  const xbt = Math.min(largestXbt, medianXbt * Math.exp(SIZE_SPREAD * random.normal()));
  const { lot } = market;
  return Math.max(lot, Math.round(contractsOf(market, xbt, price) / lot) * lot);
}
