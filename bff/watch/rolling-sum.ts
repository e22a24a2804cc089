const HOUR_MS = 3_600_000;

export type HourOfSats = readonly [hour: number, sats: number];

/** A sum over the last so many hours, in steps of one. */
export class RollingSum {
  private readonly hours: number;
  /** Hours with something in them, the oldest first. */
  private readonly buckets: { readonly hour: number; sats: number }[] = [];
  private total = 0;

  constructor(hours: number, kept: readonly HourOfSats[] = []) {
    this.hours = hours;
    for (const [hour, sats] of kept) {
      this.buckets.push({ hour, sats });
      this.total += sats;
    }
  }

  /** What it is made of, to be made again. */
  kept(timeMs: number): readonly HourOfSats[] {
    this.at(timeMs);
    return this.buckets.map(({ hour, sats }) => [hour, sats]);
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

export type KeptSums<K> = readonly (readonly [key: K, hours: readonly HourOfSats[]])[];

/** Rolling sums by key. */
export class RollingSums<K> {
  private readonly hours: number;
  private readonly sums = new Map<K, RollingSum>();

  constructor(hours: number, kept: KeptSums<K> = []) {
    this.hours = hours;
    for (const [key, hoursOfSats] of kept) this.sums.set(key, new RollingSum(hours, hoursOfSats));
  }

  /** What they are made of, to be made again; sums of nothing are forgotten. */
  kept(timeMs: number): KeptSums<K> {
    const kept: [K, readonly HourOfSats[]][] = [];
    for (const [key, sum] of this.sums) {
      const hoursOfSats = sum.kept(timeMs);
      if (hoursOfSats.length === 0) this.sums.delete(key);
      else kept.push([key, hoursOfSats]);
    }
    return kept;
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
