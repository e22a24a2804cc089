/** What a caller is told of its allowance. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Moment, in whole seconds, at which a refused request may be tried again; now when none was refused. */
  readonly resetSeconds: number;
  /** Seconds to wait; 0 when the request is allowed. */
  readonly retryAfterSeconds: number;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/** Buckets that nobody used for so long are full again and need not be remembered. */
const FORGET_MS = 60_000;
const SWEEP_EVERY = 10_000;

/** Token buckets, one a caller: a minute's requests at most at once, refilled evenly. */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();
  private readonly now: () => number;
  private taken = 0;

  constructor(now: () => number) {
    this.now = now;
  }

  /**
   * Takes tokens from a caller's bucket.
   *
   * @param isBinding whether an empty bucket refuses; what is never refused still counts
   */
  take(caller: string, perMinute: number, cost: number, isBinding: boolean): Allowance {
    const nowMs = this.now();
    if (++this.taken % SWEEP_EVERY === 0) this.sweep(nowMs);
    const perMs = perMinute / 60_000;
    let bucket = this.buckets.get(caller);
    if (bucket === undefined) {
      bucket = { tokens: perMinute, filledAtMs: nowMs };
      this.buckets.set(caller, bucket);
    }
    bucket.tokens = Math.min(perMinute, bucket.tokens + (nowMs - bucket.filledAtMs) * perMs);
    bucket.filledAtMs = nowMs;
    const isRefused = isBinding && bucket.tokens < cost;
    if (!isRefused) bucket.tokens = Math.max(0, bucket.tokens - cost);
    const waitMs = isRefused ? (cost - bucket.tokens) / perMs : 0;
    return {
      limit: perMinute,
      remaining: Math.floor(bucket.tokens),
      resetSeconds: Math.ceil((nowMs + waitMs) / 1_000),
      retryAfterSeconds: Math.ceil(waitMs / 1_000),
    };
  }

  private sweep(nowMs: number): void {
    for (const [caller, bucket] of this.buckets) {
      if (nowMs - bucket.filledAtMs > FORGET_MS) this.buckets.delete(caller);
    }
  }
}
