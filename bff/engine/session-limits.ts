import { type Limits, sessionLimits } from "../contract/pricing/session-limits.ts";
import { REJECT, type RejectCode } from "./rejects.ts";
import type { State } from "./state.ts";

/** Contracts with price limits: how far from the close of the session before orders may stand. */

/** Limits of a contract now; null where it has none. */
export function limitsOf({ instruments }: State, instrument: number): Limits | null {
  const close = instruments.closePoints[instrument] as number;
  return sessionLimits(instruments.term(instrument, "pointsPerTick"), close, instruments.rule(instrument, "limitRate"));
}

/** Whether an order may stand at a price. */
export function withinLimits(state: State, instrument: number, ticks: number): RejectCode {
  const limits = limitsOf(state, instrument);
  if (limits === null) return REJECT.none;
  if (ticks > limits.upTicks) return REJECT.limitUp;
  return ticks < limits.downTicks ? REJECT.limitDown : REJECT.none;
}
