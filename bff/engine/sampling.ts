import { nextMultiple } from "../contract/pricing/fair-price.ts";
import { FAIR_METHOD } from "./commands.ts";
import type { Emitter } from "./emitter.ts";
import { beginFunding, isFunded, samplePremium } from "./funding.ts";
import { refreshBasis } from "./marking.ts";
import { EVENT } from "./schedule.ts";
import type { State } from "./state.ts";

const MINUTE_MS = 60_000;

/** Starts what happens each whole minute of a contract's life, once its index has a price. */
export function beginSampling(state: State, emitter: Emitter, instrument: number): void {
  const method = state.instruments.rule(instrument, "fairMethod");
  if (method === FAIR_METHOD.none || (method === FAIR_METHOD.fundingRate && !isFunded(state, instrument))) return;
  if (method === FAIR_METHOD.fundingRate) beginFunding(state, emitter, instrument);
  state.schedule(nextMultiple(state.scalars.timeMs, MINUTE_MS, 0), EVENT.premium, instrument);
}

/**
 * A whole minute of a contract: the premium of a perpetual is sampled, a future takes its basis from the book.
 *
 * @param untilMs moment of the command that lets this happen: nothing but scheduled events changes the market before it
 */
export function sample(state: State, emitter: Emitter, instrument: number, untilMs: number): void {
  const { instruments, scalars } = state;
  if (!instruments.isLive(instrument)) return;
  const minutes = quietMinutes(state, untilMs);
  if (isFunded(state, instrument)) {
    samplePremium(state, emitter, instrument, minutes);
    state.schedule(scalars.timeMs + minutes * MINUTE_MS, EVENT.premium, instrument);
    return;
  }
  // Of several minutes the last one decides.
  const isLast = minutes === 1;
  state.schedule(scalars.timeMs + (isLast ? 1 : minutes - 1) * MINUTE_MS, EVENT.premium, instrument);
  if (isLast && refreshBasis(state, instrument)) emitter.touchMark(instrument);
}

/**
 * Minutes from now on, this one included, that find the market as it is now: until the next thing happens that is no
 * sample, or the command at hand. They need not be looked at one by one, however far commanded time jumps.
 */
function quietMinutes(state: State, untilMs: number): number {
  const next = state.events.firstAtMs(EVENT.premium);
  const borderMs = Math.min(untilMs + 1, next === 0 ? Number.POSITIVE_INFINITY : next);
  return Math.max(1, Math.ceil((borderMs - state.scalars.timeMs) / MINUTE_MS));
}
