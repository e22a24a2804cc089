import { XBTUSD } from "./market.ts";
import { randomOf } from "./random.ts";
import type { Action, Decision, Sight, Strategy } from "./strategy.ts";

/** A quiet market at 60,000, seen by somebody who holds nothing. */
export const aSight = (seen: Partial<Sight> = {}): Sight => ({
  market: XBTUSD,
  timeMs: 1_700_000_000_000,
  index: 60_000,
  bid: 60_000,
  ask: 60_000.5,
  held: 0,
  orders: [],
  means: null,
  refusal: null,
  ...seen,
});

/** What a strategy decides on a row of sights, one after the other. */
export function decisions<Memory>(strategy: Strategy<Memory>, sights: readonly Sight[], seed = 1, name = "somebody"): Decision<Memory>[] {
  const random = randomOf(seed, name);
  let memory = strategy.start;
  return sights.map((sight) => {
    const decision = strategy.decide(sight, memory, random);
    memory = decision.memory;
    return decision;
  });
}

/** Sights of a price that wanders, one a second. */
export function wanderingSights(count: number, seen: Partial<Sight> = {}): Sight[] {
  const random = randomOf(99, "market");
  let index = 60_000;
  return Array.from({ length: count }, (_, i) => {
    index = Math.round((index + 6 * random.normal()) * 100) / 100;
    const bid = Math.floor(index * 2) / 2;
    return aSight({ timeMs: 1_700_000_000_000 + i * 1_000, index, bid, ask: bid + 0.5, ...seen });
  });
}

/** All orders that decisions place, flat. */
export const placedBy = (made: readonly { readonly actions: readonly Action[] }[]) =>
  made.flatMap(({ actions }) => actions.flatMap((action) => (action.kind === "place" ? action.orders : [])));
