const HOUR_MS = 3_600_000;

/** A sum over the last so many hours, in steps of one. */
export class RollingSum {
  private readonly hours: number;
  /** Hours with something in them, the oldest first. */
  private readonly buckets: { readonly hour: number; sats: number }[] = [];
  private total = 0;

  constructor(hours: number) {
    this.hours = hours;
  }

  add(timeMs: number, sats: number): void {
    const hour = Math.floor(timeMs / HOUR_MS);
    const last = this.buckets.at(-1);
    if (last?.hour === hour) last.sats += sats;
    else this.buckets.push({ hour, sats });
    this.total += sats;
  }

  at(timeMs: number): number {
    const first = Math.floor(timeMs / HOUR_MS) - this.hours;
    while (this.buckets[0] !== undefined && this.buckets[0].hour <= first) this.total -= this.buckets.shift()?.sats ?? 0;
    return this.total;
  }
}

/** Rolling sums by key. */
export class RollingSums<K> {
  private readonly hours: number;
  private readonly sums = new Map<K, RollingSum>();

  constructor(hours: number) {
    this.hours = hours;
  }

  add(key: K, timeMs: number, sats: number): void {
    let sum = this.sums.get(key);
    if (sum === undefined) {
      sum = new RollingSum(this.hours);
      this.sums.set(key, sum);
    }
    sum.add(timeMs, sats);
  }

  at(key: K, timeMs: number): number {
    return this.sums.get(key)?.at(timeMs) ?? 0;
  }
}
