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

/** Token buckets, one a caller: a stretch's requests at most at once, refilled evenly. */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();
  private readonly now: () => number;
  private readonly stretchMs: number;
  private taken = 0;

  /** @param stretchMs time in which an empty bucket is full again; a minute at most, for buckets are forgotten after one */
  constructor(now: () => number, stretchMs = FORGET_MS) {
    this.now = now;
    this.stretchMs = stretchMs;
  }

  /**
   * Takes tokens from a caller's bucket. What costs more than a full bucket takes all of it.
   *
   * @param size requests that a full bucket holds
   * @param isBinding whether an empty bucket refuses; what is never refused still counts
   */
  take(caller: string, size: number, cost: number, isBinding: boolean): Allowance {
    const nowMs = this.now();
    if (++this.taken % SWEEP_EVERY === 0) this.sweep(nowMs);
    const perMs = size / this.stretchMs;
    let bucket = this.buckets.get(caller);
    if (bucket === undefined) {
      bucket = { tokens: size, filledAtMs: nowMs };
      this.buckets.set(caller, bucket);
    }
    bucket.tokens = Math.min(size, bucket.tokens + (nowMs - bucket.filledAtMs) * perMs);
    bucket.filledAtMs = nowMs;
    const wanted = Math.min(cost, size);
    const isRefused = isBinding && bucket.tokens < wanted;
    if (!isRefused) bucket.tokens = Math.max(0, bucket.tokens - wanted);
    const waitMs = isRefused ? (wanted - bucket.tokens) / perMs : 0;
    return {
      limit: size,
      remaining: Math.floor(bucket.tokens),
      resetSeconds: Math.ceil((nowMs + waitMs) / 1_000),
      retryAfterSeconds: Math.ceil(waitMs / 1_000),
    };
  }

  /** What a caller has left, without taking anything. */
  look(caller: string, size: number): Allowance {
    const nowMs = this.now();
    const bucket = this.buckets.get(caller);
    const tokens = bucket === undefined ? size : bucket.tokens + ((nowMs - bucket.filledAtMs) * size) / this.stretchMs;
    return { limit: size, remaining: Math.floor(Math.min(size, tokens)), resetSeconds: Math.ceil(nowMs / 1_000), retryAfterSeconds: 0 };
  }

  private sweep(nowMs: number): void {
    for (const [caller, bucket] of this.buckets) {
      if (nowMs - bucket.filledAtMs > FORGET_MS) this.buckets.delete(caller);
    }
  }
}
