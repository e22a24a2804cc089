import { deviceHash } from "./devices.ts";
import type { User } from "./people.ts";
import type { Hold, PersonRecord } from "./person-record.ts";
import { isSameSecret } from "./tokens.ts";
import type { Whence } from "./whence.ts";

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

/** A device, and an account, younger than this are new. */
const NEW_MS = 24 * HOUR_MS;

/**
 * Holds once somebody added a factor. Whoever gets into an account that has none adds one, so as to make a key that
 * withdraws: from a browser that is new to an account that is not, the first factor holds withdrawals for a day.
 *
 * @param record as it was before
 */
export function holdsWithFactor(record: PersonRecord, user: User, whence: Whence, nowMs: number): readonly Hold[] {
  const hash = deviceHash(whence.deviceToken);
  const device = record.devices.find((one) => hash !== null && isSameSecret(one.hash, hash));
  const isFirst = record.totp === null && record.passkeys.length === 0;
  const isNewDevice = device === undefined || nowMs - device.addedAtMs < NEW_MS;
  if (!isFirst || !isNewDevice || nowMs - user.createdAtMs < NEW_MS) return record.holds;
  return withHold(record.holds, { reason: "A first factor was added from a new device", untilMs: nowMs + NEW_MS });
}

/** Holds that stand at this moment, the last to end first. */
export const standingHolds = (record: PersonRecord, nowMs: number): readonly Hold[] =>
  record.holds.filter(({ untilMs }) => untilMs > nowMs).toSorted((a, b) => b.untilMs - a.untilMs);
