import { FIRST_CLIENT } from "./accounts.ts";
import type { Emitter } from "./emitter.ts";
import type { OrderLife } from "./order-life.ts";
import { PHASE } from "./orders.ts";
import { REJECT } from "./rejects.ts";
import { NONE } from "./rows.ts";
import { EVENT } from "./schedule.ts";
import { withinLimits } from "./session-limits.ts";
import type { State } from "./state.ts";

/** Sessions of contracts with price limits: each close moves the limits. */

/** Schedules the next close of a contract's sessions: they end at whole multiples of their length, UTC. */
export function scheduleSession(state: State, instrument: number): void {
  const intervalMs = state.instruments.rule(instrument, "sessionIntervalMs");
  if (intervalMs === 0) return;
  state.schedule((Math.floor(state.scalars.timeMs / intervalMs) + 1) * intervalMs, EVENT.session, instrument);
}

/** A session closes at the last price, or at the mark where nothing traded yet. Orders beyond the new limits are cancelled. */
export function closeSession(state: State, emitter: Emitter, life: OrderLife, instrument: number): void {
  const { instruments, orders, positions } = state;
  if (!instruments.isLive(instrument)) return;
  const last = (instruments.lastTicks[instrument] as number) * instruments.term(instrument, "pointsPerTick");
  const close = last === 0 ? (instruments.markPoints[instrument] as number) : last;
  if (close !== 0) instruments.closePoints[instrument] = close;
  for (const position of positions.inContract(instrument)) {
    if ((positions.account[position] as number) < FIRST_CLIENT) continue;
    for (let order = positions.firstOrder[position] as number; order !== NONE; ) {
      const next = orders.nextOwn[order] as number;
      const code = orders.phase[order] === PHASE.working ? withinLimits(state, instrument, orders.ticks[order] as number) : REJECT.none;
      if (code === REJECT.limitUp) life.cancel(order, "Price greater than limitUpPrice", true);
      if (code === REJECT.limitDown) life.cancel(order, "Price less than limitDownPrice", true);
      order = next;
    }
  }
  emitter.touchMark(instrument);
  scheduleSession(state, instrument);
}

/** The moment has come to say what a contract settles at whose index has not begun: at the price that was set for that case. */
export function decide(state: State, emitter: Emitter, instrument: number): void {
  const { instruments } = state;
  if (!instruments.isLive(instrument) || instruments.settledPoints[instrument] !== 0) return;
  const average = instruments.rule(instrument, "settlementIndex") - 1;
  const hasBegun = [average, instruments.index[instrument] as number].some(
    (index) => index !== NONE && instruments.markPoints[index] !== 0,
  );
  if (hasBegun) return;
  instruments.settledPoints[instrument] = instruments.rule(instrument, "alternativePoints");
  emitter.touchMark(instrument);
}
