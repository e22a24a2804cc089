import type { Book, Level } from "./book.ts";

/** Contracts that stand up to a price, from the best one outwards. */
export interface DepthStep {
  readonly price: number;
  readonly total: number;
}

/** Both sides of the book, added up, as far as they reach within a distance of the middle. */
export interface Depth {
  readonly middle: number;
  readonly bids: readonly DepthStep[];
  readonly asks: readonly DepthStep[];
  /** Half of what is shown, in quote units: as far as the shorter of both sides reaches, or less. */
  readonly reach: number;
}

/** Beyond this from the middle nobody looks. */
const MOST_REACH = 0.03;

/** Distances at which the book is summed up in words, as parts of the middle. */
export const DEPTH_DISTANCES = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02] as const;

/** Null while a side is empty. */
export function depthOf(book: Book): Depth | null {
  const [bid, ask] = [book.bestBid, book.bestAsk];
  if (bid === undefined || ask === undefined) return null;
  const middle = (bid.price + ask.price) / 2;
  const bids = added(book.side("Buy"), (price) => middle - price <= middle * MOST_REACH);
  const asks = added(book.side("Sell"), (price) => price - middle <= middle * MOST_REACH);
  const last = (steps: readonly DepthStep[]) => Math.abs((steps.at(-1)?.price ?? middle) - middle);
  return { middle, bids, asks, reach: Math.max(Math.min(last(bids), last(asks)), ask.price - bid.price) };
}

function added(levels: readonly Level[], isNear: (price: number) => boolean): readonly DepthStep[] {
  const steps: DepthStep[] = [];
  let total = 0;
  for (const { price, size } of levels) {
    if (!isNear(price)) break;
    total += size;
    steps.push({ price, total });
  }
  return steps;
}

/** Contracts within a distance of the middle; null where the side does not reach as far as is known. */
export function standingWithin(depth: Depth, side: "bids" | "asks", distance: number): number | null {
  const steps = depth[side];
  const bound = depth.middle * distance;
  const within = steps.findLast(({ price }) => Math.abs(price - depth.middle) <= bound);
  const reachesOn = steps.some(({ price }) => Math.abs(price - depth.middle) > bound);
  return within === undefined ? (reachesOn ? 0 : null) : reachesOn || bound >= depth.middle * MOST_REACH ? within.total : null;
}
