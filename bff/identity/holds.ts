import type { Hold, PersonRecord } from "./person-record.ts";

const HOUR_MS = 3_600_000;
/** How long withdrawals wait after what a thief would do first. */
export const HOLD_AFTER_PASSWORD_MS: number = 24 * HOUR_MS;
export const HOLD_AFTER_FACTOR_MS: number = 48 * HOUR_MS;
export const HOLD_AFTER_RECOVERY_MS: number = 7 * 24 * HOUR_MS;
export const HOLD_AFTER_RECOVERY_CODE_MS: number = 48 * HOUR_MS;

/** With a hold added; one for the same reason is replaced by the later. */
export function withHold(holds: readonly Hold[], hold: Hold): readonly Hold[] {
  const same = holds.find(({ reason }) => reason === hold.reason);
  const untilMs = Math.max(hold.untilMs, same?.untilMs ?? 0);
  return [...holds.filter((one) => one !== same), { ...hold, untilMs }];
}

/** Holds that stand at this moment, the last to end first. */
export const standingHolds = (record: PersonRecord, nowMs: number): readonly Hold[] =>
  record.holds.filter(({ untilMs }) => untilMs > nowMs).toSorted((a, b) => b.untilMs - a.untilMs);
