import { mulDivCeil, mulDivFloor, RATE_SCALE } from "./round.ts";

/** Lowest and highest price at which orders may stand, in ticks. */
export interface Limits {
  readonly downTicks: number;
  readonly upTicks: number;
}

/** Limits around the close of the session before, rounded inwards; null where there are none, or no session has closed at a price yet. */
export function sessionLimits(pointsPerTick: number, closePoints: number, rate: number): Limits | null {
  if (rate === 0 || closePoints === 0) return null;
  return {
    downTicks: Math.max(1, mulDivCeil(closePoints, RATE_SCALE - rate, RATE_SCALE * pointsPerTick)),
    upTicks: mulDivFloor(closePoints, RATE_SCALE + rate, RATE_SCALE * pointsPerTick),
  };
}
