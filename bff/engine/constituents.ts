import { Rows } from "./rows.ts";

/** Whether a constituent counts, and why it does not. */
export const STANDING = {
  in: 0,
  /** Its price has not changed for too long. */
  stale: 1,
  /** Its price was too far from the others'. */
  deviating: 2,
} as const;

/** Venues that one index may name; an index of nine was the largest in 2019. */
export const MAX_CONSTITUENTS = 16;
/** A weight of one. Weights are relative: what counts is a venue's share of those that are in. */
export const WEIGHT_SCALE = 100_000_000;
/** Highest price of a venue, in points: far above any, and low enough that the comparisons of protection stay exact. */
export const MAX_CONSTITUENT_POINTS = 100_000_000_000;

/** Spot markets whose prices make up an index, in the order in which they were first named. */
export class Constituents extends Rows {
  /** Handle of the index. */
  index = this.column("index", Int32Array);
  nameText = this.column("nameText", Int32Array);
  /** In {@link WEIGHT_SCALE}; 0 for one that the operator has taken out. */
  weight = this.column("weight", Float64Array);
  /** Last price, in points of the index; 0 before the first. */
  points = this.column("points", Float64Array);
  changedAtMs = this.column("changedAtMs", Float64Array);
  /** When it last told a price, the same or another. */
  reportedAtMs = this.column("reportedAtMs", Float64Array);
  /** One of {@link STANDING}, and since when. */
  standing = this.column("standing", Uint8Array);
  standingSinceMs = this.column("standingSinceMs", Float64Array);
  /** Since when one that is out has done without a break what lets it in again; 0 while it does not. */
  backSinceMs = this.column("backSinceMs", Float64Array);

  constructor(capacity = 16) {
    super(capacity);
  }

  /** A fresh row is all zeros: it is in, and weighs nothing. */
  add(index: number, nameText: number): number {
    const constituent = this.append();
    this.index[constituent] = index;
    this.nameText[constituent] = nameText;
    return constituent;
  }

  /** Those of an index. There are few in all: they are looked for one by one. */
  of(index: number): number[] {
    return [...this.handles()].filter((constituent) => this.index[constituent] === index);
  }

  /** Whether the operator and its feed let it take part, whatever protection says. */
  isActive(constituent: number): boolean {
    return (this.weight[constituent] as number) > 0 && (this.points[constituent] as number) > 0;
  }

  /** Whether its price is part of the index. */
  isIn(constituent: number): boolean {
    return this.isActive(constituent) && this.standing[constituent] === STANDING.in;
  }

  stand(constituent: number, standing: number, nowMs: number): void {
    this.standing[constituent] = standing;
    this.standingSinceMs[constituent] = nowMs;
    this.backSinceMs[constituent] = 0;
  }
}
