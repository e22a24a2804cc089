import { tradeGetBucketed } from "../../bff/contract/operations/market-data.ts";
import type { BinSize, TradeBinRow } from "../../bff/contract/tables/trade-bin.ts";
import { call } from "./call.ts";

/** As many bins as come in one answer. */
export const MOST_BINS = 1_000;

/** Reads the bins of a contract that ended up to a moment, oldest first. */
export async function readBinsUntil(symbol: string, binSize: BinSize, count: number, untilMs: number): Promise<readonly TradeBinRow[]> {
  const params = { symbol, binSize, reverse: true, count, endTime: new Date(untilMs).toISOString() };
  const bins = await call<typeof tradeGetBucketed.params, TradeBinRow[]>(tradeGetBucketed, params);
  return bins.toReversed();
}

/** Reads the latest bins of a contract, oldest first; the last is the one that still runs. */
export async function readBins(symbol: string, binSize: BinSize, count: number): Promise<readonly TradeBinRow[]> {
  const params = { symbol, binSize, partial: true, reverse: true, count };
  const bins = await call<typeof tradeGetBucketed.params, TradeBinRow[]>(tradeGetBucketed, params);
  return bins.toReversed();
}
