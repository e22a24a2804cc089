import { type Random, randomOf } from "./random.ts";
import { drawLeverage, gambledLeverage } from "./strategies/leverage-draw.ts";
import { type LeveragedProfile, leveragedTrader } from "./strategies/leveraged-trader.ts";
import { type MakerProfile, marketMaker } from "./strategies/market-maker.ts";
import { randomTaker } from "./strategies/random-taker.ts";
import { trendFollower } from "./strategies/trend-follower.ts";
import { type Mind, mindOf } from "./trader.ts";

/** One of the traders: what it is called, how it thinks, and what it is given to trade with. */
export interface Post {
  readonly name: string;
  readonly sees: Sees;
  readonly mind: (random: Random) => Mind;
  /** Money that it begins with and, once less than the floor is left of it, is given again. */
  readonly fundsXbt: number;
  readonly floorXbt: number;
}

/**
 * What a trader follows of itself by socket: its orders and its position, its position alone, or nothing: it asks when
 * it looks. Who makes rounds asks too, and goes through all other contracts.
 */
export type Sees = "orders" | "position" | "nothing" | { readonly roundMs: number };

export type RosterKind = "demo" | "replay";

/** 25 levels are what a maker promises; one more is there while one is being filled. */
const LEVELS = 26;

/** Quotes the best price and the levels next to it. */
const NEAR: MakerProfile = {
  salt: 11,
  levels: LEVELS,
  nearest: 0,
  gap: 0.000_025,
  levelXbt: 0.2,
  limitXbt: 60,
  turnMs: 1_000,
  mostMoves: 20,
};

/** Stands farther away and is larger, for those who need much at once. */
const DEEP: MakerProfile = {
  salt: 23,
  levels: LEVELS,
  nearest: 0.000_4,
  gap: 0.000_1,
  levelXbt: 0.9,
  limitXbt: 90,
  turnMs: 2_500,
  mostMoves: 20,
};

/** Quotes the contracts beside XBTUSD: fewer levels, farther apart, so that few of them have to move. */
const SIDE: MakerProfile = {
  salt: 37,
  levels: 14,
  nearest: 0,
  gap: 0.000_12,
  levelXbt: 0.15,
  limitXbt: 8,
  turnMs: 0,
  mostMoves: 14,
};

/** In how long the maker of the other contracts, and those who trade with it, come to each of them. */
const MAKER_ROUND_MS = 8_000;
const TAKER_ROUND_MS = 10_000;

const GAMBLER: LeveragedProfile = {
  leverage: (_side, random) => gambledLeverage(random),
  lookMs: 20_000,
  stake: [0.3, 0.8],
  patient: 0.2,
  takeProfit: 0.6,
  whim: 0.01,
  restMs: 90_000,
};

const CROWD: LeveragedProfile = {
  leverage: drawLeverage,
  lookMs: 30 * 60_000,
  stake: [0.2, 0.6],
  patient: 0.35,
  takeProfit: 0.8,
  whim: 0.03,
  restMs: 45 * 60_000,
};

const CROWD_SIZE = 200;
/** Money of the crowd: most have little, some have much. */
const CROWD_MEDIAN_XBT = 0.15;
const CROWD_SPREAD = 1;
const CROWD_MOST_XBT = 2;

/** Makers come first where traders act by turns, so that there is a book to trade with. */
const makers = (near: MakerProfile, deep: MakerProfile, fundsXbt: number, floorXbt: number): readonly Post[] =>
  [near, deep].map((profile, i) => ({
    name: `maker-${i + 1}`,
    sees: "orders",
    mind: (random) => mindOf(marketMaker(profile), random),
    fundsXbt,
    floorXbt,
  }));

/** In a recorded day the makers answer for a crowd, and for falls of a half: they are larger, and get more to do it with. */
const forCrowd = (profile: MakerProfile, limitXbt: number): MakerProfile => ({ ...profile, levelXbt: 2 * profile.levelXbt, limitXbt });

/** Those who take what makers offer. */
const OTHERS: readonly Post[] = [
  {
    name: "trend-1",
    sees: "orders",
    mind: (random) =>
      mindOf(
        trendFollower({ turnMs: 4_000, quickMs: 20_000, slowMs: 120_000, threshold: 0.000_2, sizeXbt: 0.8, patienceMs: 25_000 }),
        random,
      ),
    fundsXbt: 5,
    floorXbt: 2,
  },
  taker("taker-1", { meanMs: 800, isSteady: true, medianXbt: 0.008, largestXbt: 0.5, limitXbt: 2 }),
  taker("taker-2", { meanMs: 2_500, isSteady: false, medianXbt: 0.02, largestXbt: 1.5, limitXbt: 4 }),
  taker("taker-3", { meanMs: 6_000, isSteady: false, medianXbt: 0.05, largestXbt: 4, limitXbt: 8 }),
  gambler("gambler-1"),
  gambler("gambler-2"),
];

/** The contracts beside XBTUSD share a maker and a taker, each of whom makes rounds through them. */
const ROUNDS: readonly Post[] = [
  {
    name: "maker-3",
    sees: { roundMs: MAKER_ROUND_MS },
    mind: (random) => mindOf(marketMaker(SIDE), random),
    fundsXbt: 60,
    floorXbt: 25,
  },
  {
    ...taker("taker-4", { meanMs: 0, isSteady: true, medianXbt: 0.01, largestXbt: 0.6, limitXbt: 2.5 }),
    sees: { roundMs: TAKER_ROUND_MS },
    fundsXbt: 25,
    floorXbt: 10,
  },
];

/** @param seed decides how rich the crowd is, and everything that anybody decides */
export function rosterOf(kind: RosterKind, seed: number): readonly Post[] {
  if (kind === "demo") return [...makers(NEAR, DEEP, 50, 20), ...OTHERS, ...ROUNDS];
  const random = randomOf(seed, "crowd");
  const crowd = Array.from({ length: CROWD_SIZE }, (_, i): Post => {
    const xbt = Math.min(CROWD_MOST_XBT, CROWD_MEDIAN_XBT * Math.exp(CROWD_SPREAD * random.normal()));
    const fundsXbt = Math.round(xbt * 10_000) / 10_000;
    return {
      name: `leveraged-${String(i + 1).padStart(3, "0")}`,
      sees: "nothing",
      mind: (own) => mindOf(leveragedTrader(CROWD), own),
      fundsXbt,
      floorXbt: fundsXbt / 20,
    };
  });
  return [...makers(forCrowd(NEAR, 110), forCrowd(DEEP, 140), 400, 150), ...OTHERS, ...crowd];
}

function taker(name: string, profile: Parameters<typeof randomTaker>[0]): Post {
  return { name, sees: "position", mind: (random) => mindOf(randomTaker(profile), random), fundsXbt: 5, floorXbt: 2 };
}

function gambler(name: string): Post {
  return { name, sees: "nothing", mind: (random) => mindOf(leveragedTrader(GAMBLER), random), fundsXbt: 0.12, floorXbt: 0.02 };
}
