import { type Constituents, STANDING } from "./constituents.ts";
import { PROTECTION } from "./index-rules.ts";

/**
 * Which constituents an index is made of at a moment, and whether it may move at all.
 *
 * Source: the protections announced from 18 to 21 April 2017 after the print of $0.06, and those of June and 14 August
 * 2020. Both take the last price of a venue that does not answer, and leave out one whose price has stood still.
 */

/** A price that has not changed for so long is stale. */
const STALE_MS = 15 * 60_000;
/** A stale venue is back once it has worked for so long. The posts of 2020 name no time of their own. */
const WORKING_MS = 5 * 60_000;
/** A feed that is silent for longer does not work without a break. The posts leave open how it is judged. */
export const SILENCE_MS = 60_000;
/** 2020: a venue that was too far off is back after so long close to the others. */
const CLOSE_MS = 15 * 60_000;
const CLOSE_BASIS_POINTS = 200;

const BASIS_POINTS = 10_000;

export interface Judged {
  /** Constituents whose prices are averaged. */
  readonly inForce: readonly number[];
  /** Whether the index stands still, as what is left cannot be trusted to move it. */
  readonly holds: boolean;
}

export interface Rules {
  readonly protection: number;
  readonly limitBasisPoints: number;
}

/**
 * Judges the constituents of one index and notes who is out.
 *
 * @param handles all constituents of the index
 * @param indexPoints the index as last published; 0 before that
 */
export function judge(rows: Constituents, handles: readonly number[], rules: Rules, indexPoints: number, nowMs: number): Judged {
  const active = handles.filter((handle) => rows.isActive(handle));
  if (rules.protection === PROTECTION.off) return { inForce: active, holds: false };
  for (const handle of active) judgeAge(rows, handle, nowMs);
  const isIn = (handle: number) => rows.isIn(handle);
  if (rules.protection === PROTECTION.of2020) letBack(rows, active, rules, indexPoints, nowMs);
  const before = active.filter(isIn);
  if (before.length >= 3) {
    const twice = twiceMedian(rows, before);
    for (const handle of before) if (isOff(rows, handle, twice, rules.limitBasisPoints)) rows.stand(handle, STANDING.deviating, nowMs);
  }
  const inForce = active.filter(isIn);
  return { inForce, holds: holds(rows, inForce, rules, indexPoints) };
}

/** Leaves out who has stood still for too long, and lets in who has worked again for long enough. */
function judgeAge(rows: Constituents, handle: number, nowMs: number): void {
  const isStale = nowMs - (rows.changedAtMs[handle] as number) >= STALE_MS;
  const isSilent = nowMs - (rows.reportedAtMs[handle] as number) > SILENCE_MS;
  const standing = rows.standing[handle];
  if (standing === STANDING.in) {
    if (isStale) rows.stand(handle, STANDING.stale, nowMs);
    return;
  }
  if (isSilent || isStale) rows.backSinceMs[handle] = 0;
  const backSinceMs = rows.backSinceMs[handle] as number;
  if (standing === STANDING.stale && backSinceMs !== 0 && nowMs - backSinceMs >= WORKING_MS) rows.stand(handle, STANDING.in, nowMs);
}

/** 2020: who was too far off comes back by itself, after a time close to the others or, where they are none to go by, to the index. */
function letBack(rows: Constituents, active: readonly number[], rules: Rules, indexPoints: number, nowMs: number): void {
  const others = active.filter((handle) => rows.isIn(handle));
  const canGoByOthers = others.length > 0 && !holds(rows, others, rules, indexPoints);
  const twice = canGoByOthers ? twiceMedian(rows, others) : 2 * indexPoints;
  for (const handle of active) {
    if (rows.standing[handle] !== STANDING.deviating) continue;
    const isClose = canGoByOthers ? isNear(rows, handle, twice) : !isOff(rows, handle, twice, rules.limitBasisPoints);
    const works = nowMs - (rows.reportedAtMs[handle] as number) <= SILENCE_MS && nowMs - (rows.changedAtMs[handle] as number) < STALE_MS;
    if (!isClose || !works) {
      rows.backSinceMs[handle] = 0;
      continue;
    }
    const backSinceMs = rows.backSinceMs[handle] as number;
    if (backSinceMs === 0) rows.backSinceMs[handle] = nowMs;
    // Out at 15:00:00 and close from 15:20 on, a venue is back at 15:35:05: fifteen minutes have to be over.
    else if (nowMs - backSinceMs > CLOSE_MS) rows.stand(handle, STANDING.in, nowMs);
  }
}

/** Whether one venue, or two that disagree, are too little to move the index. */
function holds(rows: Constituents, inForce: readonly number[], rules: Rules, indexPoints: number): boolean {
  const { limitBasisPoints, protection } = rules;
  if (inForce.length === 2) {
    const twice = protection === PROTECTION.of2020 ? twiceMedian(rows, inForce) : 2 * indexPoints;
    return inForce.some((handle) => isOff(rows, handle, twice, limitBasisPoints / 2));
  }
  return inForce.length === 1 && isOff(rows, inForce[0] as number, 2 * indexPoints, limitBasisPoints);
}

/** Twice the median: the sum of the two in the middle, which is a whole number. */
function twiceMedian(rows: Constituents, handles: readonly number[]): number {
  const prices = handles.map((handle) => rows.points[handle] as number).sort((a, b) => a - b);
  const middle = prices.length >> 1;
  return (prices[middle] as number) + (prices[prices.length - 1 - middle] as number);
}

/** Whether a price is so far or further from a reference; never where there is none. */
function isOff(rows: Constituents, handle: number, twiceReference: number, basisPoints: number): boolean {
  if (twiceReference === 0) return false;
  return Math.abs(2 * (rows.points[handle] as number) - twiceReference) * BASIS_POINTS >= basisPoints * twiceReference;
}

function isNear(rows: Constituents, handle: number, twiceReference: number): boolean {
  return Math.abs(2 * (rows.points[handle] as number) - twiceReference) * BASIS_POINTS <= CLOSE_BASIS_POINTS * twiceReference;
}
