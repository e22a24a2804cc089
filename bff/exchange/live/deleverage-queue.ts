import { deleveragePercentile, deleverageScore } from "../../contract/pricing/deleverage.ts";
import type { HeldPosition } from "../account-view.ts";

/** A position in the queue of its side. */
export interface Queued {
  /** Handle of its account. */
  readonly account: number;
  readonly held: HeldPosition;
  readonly markPoints: number;
  /** Cash behind it in bankruptcy. */
  readonly backingSats: number;
}

/** Ranks are made anew when they are older than this, and than what so many positions take to rank. */
const STALE_MS = 1_000;
const POSITIONS_PER_MS = 100;

interface Ranks {
  readonly atMs: number;
  readonly percentiles: ReadonlyMap<number, number>;
}

/** Where positions stand in the order in which they would be deleveraged. The ranking takes all positions of a side, so that it is made now and then. */
export class DeleverageQueue {
  private readonly sides = new Map<string, Ranks>();

  /**
   * @param positions those of the side, in the order in which the engine knows them
   * @returns fifths from 0.2 to 1, the first to go; null for who is not among them
   */
  percentile(account: number, instrument: number, isLong: boolean, nowMs: number, positions: () => Iterable<Queued>): number | null {
    const side = `${instrument}:${isLong}`;
    const known = this.sides.get(side);
    const age = known === undefined ? Number.POSITIVE_INFINITY : nowMs - known.atMs;
    const isFresh = known !== undefined && age < STALE_MS + known.percentiles.size / POSITIONS_PER_MS && known.percentiles.has(account);
    if (isFresh) return known.percentiles.get(account) ?? null;
    const percentiles = rank([...positions()]);
    this.sides.set(side, { atMs: nowMs, percentiles });
    return percentiles.get(account) ?? null;
  }
}

function rank(positions: readonly Queued[]): ReadonlyMap<number, number> {
  const ranked = positions
    .map(({ account, held, markPoints, backingSats }, at) => ({
      account,
      at,
      score: deleverageScore(held.terms, held, markPoints, Math.max(0, backingSats)),
    }))
    .sort((a, b) => b.score - a.score || a.at - b.at);
  return new Map(ranked.map(({ account }, place) => [account, deleveragePercentile(place, ranked.length)]));
}
