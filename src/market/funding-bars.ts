import type { Candle } from "./candles.ts";

/** A funding: the moment at which it was paid, and its rate as a fraction of one. */
export interface PaidFunding {
  readonly atMs: number;
  readonly rate: number;
}

/**
 * The rate of the interval in which each candle began: that of the first funding after its start, which is what holding
 * through it cost; after the last one the rate that is announced.
 *
 * @param fundings oldest first
 * @param announced of the funding that comes next; null where it is not known
 * @returns a rate for each candle; null before the first funding that is known
 */
export function fundingBars(
  candles: readonly Candle[],
  fundings: readonly PaidFunding[],
  announced: number | null,
): readonly (number | null)[] {
  const [first, second] = fundings;
  // Intervals are as long as the first one; a candle before that belongs to a funding that was not read.
  const startsMs = first === undefined ? Number.NEGATIVE_INFINITY : first.atMs - (second === undefined ? 0 : second.atMs - first.atMs);
  let next = 0;
  return candles.map(({ startMs }) => {
    while (next < fundings.length && (fundings[next]?.atMs ?? 0) <= startMs) next += 1;
    return startMs < startsMs ? null : (fundings[next]?.rate ?? announced);
  });
}
