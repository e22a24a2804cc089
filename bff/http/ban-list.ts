/** How often an address may fail, and for how long it is not heard when it fails more often. */
export interface BanRule {
  readonly failures: number;
  readonly withinSeconds: number;
  readonly seconds: number;
}

interface Record {
  failures: number;
  sinceMs: number;
  bannedUntilMs: number;
}

/** Addresses that are remembered at most; beyond, the ones that failed longest ago are forgotten. */
const MOST_REMEMBERED = 100_000;

/** Addresses whose requests keep failing: guessing, scanning, or broken. */
export class BanList {
  private readonly rule: BanRule;
  private readonly now: () => number;
  private readonly records = new Map<string, Record>();

  /** @param now wall clock, milliseconds */
  constructor(rule: BanRule, now: () => number) {
    this.rule = rule;
    this.now = now;
  }

  /** A request of nobody known has failed. */
  failed(address: string): void {
    const nowMs = this.now();
    const known = this.records.get(address);
    const isFresh = known !== undefined && nowMs - known.sinceMs < this.rule.withinSeconds * 1_000;
    const record = isFresh ? known : { failures: 0, sinceMs: nowMs, bannedUntilMs: known?.bannedUntilMs ?? 0 };
    record.failures += 1;
    if (record.failures >= this.rule.failures) {
      record.bannedUntilMs = nowMs + this.rule.seconds * 1_000;
      record.failures = 0;
      record.sinceMs = nowMs;
    }
    // The newest stand last, so that the oldest are the first to go.
    this.records.delete(address);
    this.records.set(address, record);
    if (this.records.size > MOST_REMEMBERED) this.records.delete(this.records.keys().next().value as string);
  }

  /** Seconds for which an address is not heard; 0 for one that is. */
  secondsLeft(address: string): number {
    const { bannedUntilMs = 0 } = this.records.get(address) ?? {};
    return Math.max(0, Math.ceil((bannedUntilMs - this.now()) / 1_000));
  }
}
