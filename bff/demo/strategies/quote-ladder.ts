import { contractsOf, type Market, priceOf } from "../market.ts";
import { fractionOf } from "../random.ts";

/** How a market maker spreads its offers. Distances are fractions of the price, so that they fit any price. */
export interface LadderProfile {
  /** Tells the ladders of two makers apart. */
  readonly salt: number;
  /** Levels on each side. */
  readonly levels: number;
  /** Where the nearest level stands, from the middle; 0 for the best price itself. */
  readonly nearest: number;
  /** Mean gap from a level to the next. */
  readonly gap: number;
  /** Mean size of a level, XBT. */
  readonly levelXbt: number;
  /** Position at which it would rather not have any more, XBT. */
  readonly limitXbt: number;
}

export interface LadderLevel {
  readonly price: number;
  readonly quantity: number;
}

export interface Ladder {
  /** Best first. */
  readonly bids: readonly LadderLevel[];
  readonly asks: readonly LadderLevel[];
}

export interface LadderConditions {
  readonly market: Market;
  readonly index: number;
  /** Contracts held, signed. */
  readonly held: number;
  readonly timeMs: number;
  /** Part of its usual sizes, from 0 to 1. */
  readonly share: number;
}

/** How far a maker that holds its limit moves its middle, so that others take the position from it. */
const LEAN = 0.000_4;
/** Part of its usual sizes that it still offers where it would rather not. */
const LEAST_WISH = 0.1;
/** A level keeps its size for about so long. */
const SIZE_KEPT_MS = 45_000;
/** People like round prices: these always are levels, and larger ones. */
const ROUND_TICKS = 20;
const ROUND_FACTOR = 2;
/** Spread of the logarithm of sizes. */
const SIZE_SPREAD = 0.8;
/** Farther levels are larger: the last so many times the first. */
const DEPTH_FACTOR = 2.5;

/**
 * The offers that a maker wants to have. Which prices are levels and how large they are belongs to the prices
 * themselves, so that a move of the middle leaves most of the book as it is.
 */
export function ladderOf(profile: LadderProfile, conditions: LadderConditions): Ladder {
  const { market, index, held } = conditions;
  const limit = contractsOf(market, profile.limitXbt, index);
  const burden = Math.max(-1, Math.min(1, held / limit));
  const middle = index * (1 - LEAN * burden);
  const bestBid = Math.floor(middle / market.tick);
  const offset = Math.round((profile.nearest * index) / market.tick);
  return {
    bids: sideOf(profile, conditions, bestBid - offset, -1, burden),
    asks: sideOf(profile, conditions, bestBid + 1 + offset, 1, -burden),
  };
}

/** @param burden from -1 to 1: how much of the limit the side would add to */
function sideOf(profile: LadderProfile, conditions: LadderConditions, start: number, step: 1 | -1, burden: number): LadderLevel[] {
  const { market, index, timeMs, share } = conditions;
  const gapTicks = Math.max(1, (profile.gap * index) / market.tick);
  const wish = Math.max(LEAST_WISH, burden > 0 ? 1 - burden : 1 - burden / 2);
  const meanContracts = contractsOf(market, profile.levelXbt, index) * share * wish;
  const levels: LadderLevel[] = [];
  for (let ticks = start; levels.length < profile.levels && ticks > 0; ticks += step) {
    const isRound = ticks % ROUND_TICKS === 0;
    const isBest = profile.nearest === 0 && ticks === start;
    if (!isBest && !isRound && fractionOf(ticks, profile.salt) >= 1 / gapTicks) continue;
    const depth = 1 + ((DEPTH_FACTOR - 1) * levels.length) / profile.levels;
    const factor = depth * (isRound ? ROUND_FACTOR : 1) * sizeFactor(ticks, profile.salt, timeMs);
    levels.push({ price: priceOf(market, ticks), quantity: toLots(market, meanContracts * factor) });
  }
  return levels;
}

/** A log-normal factor with mean 1 that a price keeps for a while. Each price changes it at a moment of its own. */
function sizeFactor(ticks: number, salt: number, timeMs: number): number {
  const period = Math.floor(timeMs / SIZE_KEPT_MS + fractionOf(ticks, salt + 1));
  const uniform = Math.max(1e-6, fractionOf(ticks ^ (salt << 20), period));
  const normal = Math.sqrt(-2 * Math.log(uniform)) * Math.cos(2 * Math.PI * fractionOf(period, ticks + salt));
  return Math.exp(SIZE_SPREAD * normal - SIZE_SPREAD ** 2 / 2);
}

/** Sizes as people choose them: two digits and zeros, and never less than a lot. */
function toLots({ lot }: Market, contracts: number): number {
  const digit = 10 ** Math.max(Math.ceil(Math.log10(lot)), Math.floor(Math.log10(Math.max(1, contracts))) - 1);
  return Math.max(lot, Math.round(contracts / digit) * digit);
}
