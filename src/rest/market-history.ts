import { useQuery } from "@tanstack/react-query";
import { fundingGet } from "../../bff/contract/operations/events.ts";
import { instrumentGetMarkHistory, type MarkBinRow } from "../../bff/contract/operations/mark-history.ts";
import { tradeGetBucketed } from "../../bff/contract/operations/market-data.ts";
import type { FundingRow } from "../../bff/contract/tables/funding.ts";
import type { BinSize, TradeBinRow } from "../../bff/contract/tables/trade-bin.ts";
import { call } from "./call.ts";

/** As many bins as come in one answer. */
export const MOST_BINS = 1_000;

/** As many rows as other lists answer with. */
const MOST_MARKS = 500;

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

/** A bin of marks: prices as those of trades, and nothing that traded. */
type PriceBin = Pick<TradeBinRow, "timestamp" | "open" | "high" | "low" | "close" | "volume">;

const withoutVolume = (row: MarkBinRow): PriceBin => ({ ...row, volume: 0 });

/** Reads marks of a contract by interval, as many as its trades come in one answer, oldest first: that takes two. */
async function markPages(
  symbol: string,
  binSize: BinSize,
  count: number,
  until: { readonly endTime?: string },
): Promise<readonly PriceBin[]> {
  const page = (most: number, end: { readonly endTime?: string }) =>
    call<typeof instrumentGetMarkHistory.params, MarkBinRow[]>(instrumentGetMarkHistory, {
      symbol,
      binSize,
      reverse: true,
      count: most,
      ...end,
    });
  const rows = await page(Math.min(count, MOST_MARKS), until);
  const last = rows.at(-1);
  if (count > MOST_MARKS && rows.length === MOST_MARKS && last !== undefined) {
    rows.push(...(await page(count - MOST_MARKS, { endTime: new Date(Date.parse(last.timestamp) - 1).toISOString() })));
  }
  return rows.toReversed().map(withoutVolume);
}

/** Reads the latest marks of a contract. */
export const readMarks = (symbol: string, binSize: BinSize, count: number): Promise<readonly PriceBin[]> =>
  markPages(symbol, binSize, count, {});

/** The same up to a moment. */
export const readMarksUntil = (symbol: string, binSize: BinSize, count: number, untilMs: number): Promise<readonly PriceBin[]> =>
  markPages(symbol, binSize, count, { endTime: new Date(untilMs).toISOString() });

/**
 * What a perpetual's longs paid its shorts, newest first.
 *
 * @param fundingAt moment of the next funding: read again once that has passed
 */
export const useFundings = (symbol: string, fundingAt: string | null) =>
  useQuery({
    queryKey: ["fundings", symbol, fundingAt],
    queryFn: () => call<typeof fundingGet.params, FundingRow[]>(fundingGet, { symbol, reverse: true, count: MOST_MARKS }),
    enabled: fundingAt !== null,
    placeholderData: (before) => before,
  });
