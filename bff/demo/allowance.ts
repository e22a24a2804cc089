const MINUTE_MS = 60_000;

/** How many requests an account may still make, as the exchange's headers told and as time has refilled it since. */
export class Allowance {
  private readonly now: () => number;
  private limit = Number.POSITIVE_INFINITY;
  private remaining = Number.POSITIVE_INFINITY;
  private toldAtMs = 0;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Takes over what an answer says of it. */
  read(header: (name: string) => string | undefined): void {
    const limit = Number(header("x-ratelimit-limit") ?? Number.NaN);
    const remaining = Number(header("x-ratelimit-remaining") ?? Number.NaN);
    if (!(limit > 0) || Number.isNaN(remaining)) return;
    this.limit = limit;
    this.remaining = remaining;
    this.toldAtMs = this.now();
  }

  /** Part of a full bucket that is there now. */
  get share(): number {
    if (this.limit === Number.POSITIVE_INFINITY) return 1;
    const refilled = ((this.now() - this.toldAtMs) / MINUTE_MS) * this.limit;
    return Math.min(1, (this.remaining + refilled) / this.limit);
  }
}
