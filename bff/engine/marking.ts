import {
  basisRate,
  fairPoints,
  type Impact,
  impactOf,
  impactPrice,
  nextMultiple,
  type Offered,
  protectedPoints,
  YEAR_MS,
} from "../contract/pricing/fair-price.ts";
import { FAIR_METHOD, MARK_METHOD, SIDE, type SideCode } from "./commands.ts";
import type { State } from "./state.ts";

/** Contracts by their index: what one is worth, and the mark that its positions are margined by. */

/** Fair price of a contract at a price of its index, in points. */
export function fairAt(state: State, instrument: number, indexPoints: number): number {
  const { instruments } = state;
  const { timeMs } = state.scalars;
  switch (instruments.rule(instrument, "fairMethod")) {
    case FAIR_METHOD.fundingRate: {
      const intervalMs = instruments.rule(instrument, "fundingIntervalMs");
      if (intervalMs === 0) return indexPoints;
      const untilMs = nextMultiple(timeMs, intervalMs, instruments.rule(instrument, "fundingOffsetMs")) - timeMs;
      return fairPoints(indexPoints, instruments.fundingRate[instrument] as number, untilMs, intervalMs);
    }
    case FAIR_METHOD.impactMid:
      return fairPoints(indexPoints, instruments.basisRate[instrument] as number, timeToExpiryMs(state, instrument), YEAR_MS);
    default:
      return indexPoints;
  }
}

/** Mark of a contract by its method and its fair price. A contract that never traded has no last price but that. */
export function markAt(state: State, instrument: number, fair: number): number {
  const { instruments } = state;
  const terms = state.terms(instrument);
  const last = (instruments.lastTicks[instrument] as number) * terms.pointsPerTick;
  const method = instruments.rule(instrument, "markMethod");
  if (last === 0 || method === MARK_METHOD.fairPrice) return fair;
  return method === MARK_METHOD.lastPrice ? last : protectedPoints(last, fair, terms.maintMarginRate);
}

/** Prices at which a contract's book takes the impact value. */
export function impactIn(state: State, instrument: number): Impact {
  const terms = state.terms(instrument);
  const impactSats = state.instruments.rule(instrument, "impactSats");
  const on = (side: SideCode) => impactPrice(terms, levels(state, instrument, side), impactSats);
  return impactOf(terms, on(SIDE.buy), on(SIDE.sell));
}

/** What a book shows on a side, the best first. */
function* levels(state: State, instrument: number, side: SideCode): Generator<Offered> {
  const book = state.book(instrument);
  for (const ticks of book.shownOn(side)) yield { ticks, contracts: book.quantityAt(ticks) };
}

/**
 * Takes the basis of a future from its book, unless impact bid and ask stand too far apart to say anything: then it keeps
 * the one that it had. The next price of the index is marked with it.
 *
 * @returns whether it has changed
 */
export function refreshBasis(state: State, instrument: number): boolean {
  const { instruments } = state;
  const indexPoints = instruments.markPoints[instruments.index[instrument] as number] as number;
  const { mid, isClose } = impactIn(state, instrument);
  if (indexPoints === 0 || mid === null || !isClose) return false;
  const rate = basisRate(indexPoints, mid, timeToExpiryMs(state, instrument));
  if (rate === instruments.basisRate[instrument]) return false;
  instruments.basisRate[instrument] = rate;
  return true;
}

function timeToExpiryMs(state: State, instrument: number): number {
  return Math.max(0, state.instruments.rule(instrument, "expiryMs") - state.scalars.timeMs);
}
