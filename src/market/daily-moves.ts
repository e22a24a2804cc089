import type { TradeBinRow } from "../../bff/contract/tables/trade-bin.ts";

const DAY_MS = 86_400_000;

/** How far a market went within one day of UTC, as fractions of the price that it came from. */
export interface DailyMove {
  readonly startMs: number;
  /** The deepest fall from an earlier price of the day, and the highest rise; both without sign. */
  readonly fall: number;
  readonly rise: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/**
 * Days from bins that are shorter than a day, oldest first. A fall counts from the highest price of earlier bins, or
 * from the bin's own open, for within a bin nobody knows whether the high or the low came first.
 *
 * @param bins oldest first; each is named by the moment at which it ends
 */
export function dailyMoves(bins: readonly TradeBinRow[]): readonly DailyMove[] {
  const days: DailyMove[] = [];
  for (const { timestamp, open, high, low, close } of bins) {
    if (open === null || high === null || low === null || close === null) continue;
    const startMs = Math.floor((Date.parse(timestamp) - 1) / DAY_MS) * DAY_MS;
    const last = days.at(-1);
    const day = last?.startMs === startMs ? last : { startMs, fall: 0, rise: 0, high: open, low: open, close };
    const top = Math.max(day.high, open);
    const bottom = Math.min(day.low, open);
    const grown: DailyMove = {
      startMs,
      fall: Math.max(day.fall, 1 - low / top),
      rise: Math.max(day.rise, high / bottom - 1),
      high: Math.max(top, high),
      low: Math.min(bottom, low),
      close,
    };
    if (day === last) days[days.length - 1] = grown;
    else days.push(grown);
  }
  return days;
}

/** On how many of the days the market moved so far within a day; a negative distance is a fall. */
export const daysThatMoved = (days: readonly DailyMove[], distance: number): number =>
  days.filter(({ fall, rise }) => (distance < 0 ? fall >= -distance : rise >= distance)).length;

/** Days of the usual average true range. */
const RANGE_DAYS = 14;

/**
 * Average true range of the last fourteen whole days, in quote units: of each day's high, low and the close before,
 * what lies furthest apart. Source: J. Welles Wilder, 1978; the plain mean. Null without a whole day.
 */
export function averageTrueRange(days: readonly DailyMove[]): number | null {
  // The last day still runs.
  const whole = days.slice(0, -1);
  const ranges = whole.map(({ high, low }, i) => {
    const before = whole[i - 1]?.close ?? high;
    return Math.max(high, before) - Math.min(low, i === 0 ? low : before);
  });
  const last = ranges.slice(-RANGE_DAYS);
  return last.length === 0 ? null : last.reduce((sum, range) => sum + range, 0) / last.length;
}
