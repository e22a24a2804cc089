import type { Things } from "./things.ts";
import type { EquityPoint } from "./wallet-rows.ts";

const HOUR_MS = 3_600_000;

/** Notes what accounts are worth, once an hour of the exchange's time and where it has changed. */
export class Equity {
  private readonly things: Things;
  /** What every account that is somebody's is worth now. */
  private readonly worth: () => Iterable<Omit<EquityPoint, "atMs">>;
  private notedToMs = 0;

  constructor(things: Things, worth: () => Iterable<Omit<EquityPoint, "atMs">>) {
    this.things = things;
    this.worth = worth;
  }

  async tick(nowMs: number): Promise<void> {
    const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
    if (hourMs <= this.notedToMs) return;
    const isFirst = this.notedToMs === 0;
    this.notedToMs = hourMs;
    // A start in the middle of an hour is no hour's end.
    if (isFirst) return;
    const points: EquityPoint[] = [];
    for (const { account, balanceSats, equitySats } of this.worth()) {
      const last = this.things.equity.get(account)?.at(-1);
      if (last?.balanceSats === balanceSats && last.equitySats === equitySats) continue;
      points.push({ account, atMs: hourMs, balanceSats, equitySats });
    }
    if (points.length > 0) await this.things.putEquity(points);
  }

  /** Oldest first. */
  of(account: number, sinceMs: number): readonly EquityPoint[] {
    return (this.things.equity.get(account) ?? []).filter(({ atMs }) => atMs >= sinceMs);
  }
}
