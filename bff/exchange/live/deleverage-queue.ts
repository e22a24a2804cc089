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

/** Positions of a side, in the order in which the engine knows them. */
export type Side = () => Iterable<Queued>;

/** Rounds for which a ranking stands, and how many more of its positions add one: ranking takes all of a side. */
const FRESH_ROUNDS = 4;
const POSITIONS_PER_ROUND = 1_000;

interface Ranks {
  readonly round: number;
  /** What was known when it was made. */
  readonly version: number;
  readonly percentiles: ReadonlyMap<number, number>;
}

/**
 * Where positions stand in the order in which they would be deleveraged. Others' trades move it, so that it is made now and
 * then, and stands until it is made again: whoever asks between is told what whoever listens was told.
 */
export class DeleverageQueue {
  private readonly sides = new Map<string, Ranks>();
  private readonly moved = new Set<number>();
  private round = 0;
  private version = 0;

  /** Something changed that places follow from. */
  stir(): void {
    this.version += 1;
  }

  beginRound(): void {
    this.round += 1;
  }

  /** Whether any side may have changed since it was ranked. */
  get isStirred(): boolean {
    for (const { version } of this.sides.values()) if (version !== this.version) return true;
    return false;
  }

  /** Ranks a side again if it changed and its ranking has stood long enough. */
  renew(instrument: number, isLong: boolean, positions: Side): void {
    const known = this.sides.get(sideKey(instrument, isLong));
    if (known === undefined || this.isDue(known)) this.rank(instrument, isLong, positions);
  }

  /**
   * @param isHeardOf whether somebody listens to the side, who is told of a new ranking with a round
   * @returns fifths from 0.2 to 1, the first to go; null for who is not among them
   */
  percentile(account: number, instrument: number, isLong: boolean, isHeardOf: boolean, positions: Side): number | null {
    const known = this.sides.get(sideKey(instrument, isLong));
    const stands = known?.percentiles.has(account) === true && (isHeardOf || !this.isDue(known));
    const { percentiles } = stands ? known : this.rank(instrument, isLong, positions);
    return percentiles.get(account) ?? null;
  }

  /** Handles of accounts whose place has changed since this was last asked. */
  takeMoved(): number[] {
    const moved = [...this.moved];
    this.moved.clear();
    return moved;
  }

  private isDue({ round, version, percentiles }: Ranks): boolean {
    return version !== this.version && this.round - round >= FRESH_ROUNDS + percentiles.size / POSITIONS_PER_ROUND;
  }

  private rank(instrument: number, isLong: boolean, positions: Side): Ranks {
    const key = sideKey(instrument, isLong);
    const before = this.sides.get(key)?.percentiles;
    const ranks = { round: this.round, version: this.version, percentiles: percentilesOf([...positions()]) };
    this.sides.set(key, ranks);
    for (const [account, percentile] of ranks.percentiles) if (before?.get(account) !== percentile) this.moved.add(account);
    return ranks;
  }
}

const sideKey = (instrument: number, isLong: boolean) => `${instrument}:${isLong}`;

function percentilesOf(positions: readonly Queued[]): ReadonlyMap<number, number> {
  const ranked = positions
    .map(({ account, held, markPoints, backingSats }, at) => ({
      account,
      at,
      score: deleverageScore(held.terms, held, markPoints, Math.max(0, backingSats)),
    }))
    .sort((a, b) => b.score - a.score || a.at - b.at);
  return new Map(ranked.map(({ account }, place) => [account, deleveragePercentile(place, ranked.length)]));
}
