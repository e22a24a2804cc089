import type { PriceBin } from "./candles.ts";

/** How far a contract's price stood from its index at the end of an interval, as a fraction of the index. */
export interface BasisPoint {
  readonly atMs: number;
  readonly basis: number;
}

/** Where both have a close, oldest first. */
export function basisOf(contract: readonly PriceBin[], index: readonly PriceBin[]): readonly BasisPoint[] {
  const closes = new Map(index.map(({ timestamp, close }) => [timestamp, close]));
  return contract.flatMap(({ timestamp, close }) => {
    const at = closes.get(timestamp) ?? null;
    return close === null || at === null || at <= 0 ? [] : [{ atMs: Date.parse(timestamp), basis: close / at - 1 }];
  });
}

/** A funding of every 8 hours as a rate of a year, simply added up. */
export const yearly = (rate: number): number => rate * 3 * 365;
