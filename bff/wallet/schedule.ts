const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Withdrawals leave once a day, at this hour (UTC), when people are at hand. */
const RUN_HOUR = 13;
/** What was confirmed later than so long before a run waits for the next one. */
export const CUT_OFF_MS: number = 15 * 60_000;

/** The first daily run after a moment. */
export function nextDailyRun(nowMs: number): number {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS + RUN_HOUR * HOUR_MS;
  return today > nowMs ? today : today + DAY_MS;
}

/** The last daily run at a moment or before it. */
export const lastDailyRun = (nowMs: number): number => nextDailyRun(nowMs) - DAY_MS;
