/** Places for waits: a factor of two is cut into so many, so that a quantile is off by 2 % at most. */
const PER_DOUBLING = 32;
/** Waits from a thousandth of a millisecond to a quarter of an hour. */
const LEAST_MS = 0.001;
const PLACES = 30 * PER_DOUBLING;

export interface WaitFigures {
  readonly count: number;
  /** Milliseconds; null where nothing was counted. */
  readonly median: number | null;
  readonly mean: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** How long requests waited, in as much memory for a million of them as for one. */
export class WaitHistogram {
  private readonly places = new Uint32Array(PLACES);
  private count = 0;
  private sumMs = 0;

  add(waitMs: number): void {
    const place = Math.floor(Math.log2(Math.max(waitMs, LEAST_MS) / LEAST_MS) * PER_DOUBLING);
    const at = Math.min(PLACES - 1, place);
    this.places[at] = (this.places[at] as number) + 1;
    this.count += 1;
    this.sumMs += waitMs;
  }

  figures(): WaitFigures {
    if (this.count === 0) return { count: 0, median: null, mean: null, p95: null, p99: null };
    return {
      count: this.count,
      median: this.quantile(0.5),
      mean: rounded(this.sumMs / this.count),
      p95: this.quantile(0.95),
      p99: this.quantile(0.99),
    };
  }

  clear(): void {
    this.places.fill(0);
    this.count = 0;
    this.sumMs = 0;
  }

  private quantile(share: number): number {
    const wanted = Math.ceil(share * this.count);
    let seen = 0;
    for (let at = 0; at < PLACES; at++) {
      seen += this.places[at] as number;
      if (seen >= wanted) return rounded(LEAST_MS * 2 ** ((at + 0.5) / PER_DOUBLING));
    }
    throw new Error("a histogram holds fewer waits than it counted");
  }
}

/** Thousandths of a millisecond are enough. */
const rounded = (ms: number) => Math.round(ms * 1_000) / 1_000;
