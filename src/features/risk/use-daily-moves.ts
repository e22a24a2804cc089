import { useQuery } from "@tanstack/react-query";
import { type DailyMove, dailyMoves } from "../../market/daily-moves.ts";
import { readBins } from "../../rest/market-history.ts";

/** Days that are counted over, and what one answer of hourly bins can hold of them. */
const HISTORY_DAYS = 30;
const BINS = (HISTORY_DAYS + 1) * 24;
const FRESH_MS = 600_000;

/** The last days of a contract; undefined until they have come, null when they did not. */
export function useDailyMoves(symbol: string): readonly DailyMove[] | null | undefined {
  const { data, isError } = useQuery({
    queryKey: ["dailyMoves", symbol],
    queryFn: async () => dailyMoves(await readBins(symbol, "1h", BINS)).slice(-HISTORY_DAYS),
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
  });
  return isError ? null : data;
}
