import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { Candle } from "./candles.ts";

/** Own fills of one side within one candle. */
export interface FillMark {
  readonly startMs: number;
  readonly side: "Buy" | "Sell";
  readonly contracts: number;
  /** Average by contracts. */
  readonly price: number;
}

type Fill = Pick<ExecutionRow, "execType" | "symbol" | "side" | "lastQty" | "lastPx" | "transactTime">;

/** Own fills of a contract, by the candles in which they were, oldest first; those before the first candle are left out. */
export function fillMarks(fills: readonly Fill[], symbol: string, candles: readonly Candle[]): readonly FillMark[] {
  const marks = new Map<string, { startMs: number; side: "Buy" | "Sell"; contracts: number; worth: number }>();
  for (const { execType, symbol: traded, side, lastQty, lastPx, transactTime } of fills) {
    if (execType !== "Trade" || traded !== symbol || lastQty === null || lastPx === null) continue;
    const atMs = Date.parse(transactTime);
    const candle = candles[lastNotAfter(candles, atMs)];
    if (candle === undefined) continue;
    const way = side === "Buy" ? "Buy" : "Sell";
    const key = `${candle.startMs} ${way}`;
    const mark = marks.get(key) ?? { startMs: candle.startMs, side: way, contracts: 0, worth: 0 };
    mark.contracts += lastQty;
    mark.worth += lastQty * lastPx;
    marks.set(key, mark);
  }
  return [...marks.values()]
    .sort((a, b) => a.startMs - b.startMs)
    .map(({ startMs, side, contracts, worth }) => ({ startMs, side, contracts, price: worth / contracts }));
}

/** Place of the last candle that began at or before a moment; −1 for none. */
function lastNotAfter(candles: readonly Candle[], atMs: number): number {
  let [low, high] = [0, candles.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((candles[middle]?.startMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
