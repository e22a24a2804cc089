import { HOUSE } from "./accounts.ts";
import type { Emitter } from "./emitter.ts";
import { EVENT } from "./schedule.ts";
import type { State } from "./state.ts";

const DAY_MS = 24 * 3_600_000;

/** The noon, UTC, after a moment. */
const noonAfter = (timeMs: number): number => (Math.floor((timeMs + DAY_MS / 2) / DAY_MS) + 0.5) * DAY_MS;

/** Begins to keep the insurance fund's balance of each noon, with the first price that the exchange knows. */
export function beginDays(state: State, instrument: number): void {
  const { scalars, instruments } = state;
  if (scalars.nextNoonMs !== 0 || instruments.markPoints[instrument] === 0) return;
  scalars.nextNoonMs = noonAfter(scalars.timeMs);
  state.schedule(scalars.nextNoonMs, EVENT.noon, HOUSE.insurance);
}

/** It is noon: tells what the fund holds, all else of the moment included, and comes back tomorrow. */
export function closeDay(state: State, emitter: Emitter): void {
  const { scalars, accounts } = state;
  emitter.insurance(scalars.nextNoonMs, accounts.cash[HOUSE.insurance] as number);
  scalars.nextNoonMs += DAY_MS;
  state.schedule(scalars.nextNoonMs, EVENT.noon, HOUSE.insurance);
}
