import { useQuery } from "@tanstack/react-query";
import {
  type LeverageHistogramRow,
  type LeverageStatsRow,
  statsGetLeverage,
  statsGetLeverageHistogram,
} from "../../bff/contract/operations/leverage.ts";
import { call } from "./call.ts";

const AGAIN_MS = 15_000;

export const useLeverageStats = (symbol: string) =>
  useQuery({
    queryKey: ["leverage", symbol],
    queryFn: () => call<typeof statsGetLeverage.params, LeverageStatsRow[]>(statsGetLeverage, { symbol }),
    refetchInterval: AGAIN_MS,
  });

export const useLeverageHistogram = (symbol: string) =>
  useQuery({
    queryKey: ["leverageHistogram", symbol],
    queryFn: () => call<typeof statsGetLeverageHistogram.params, LeverageHistogramRow[]>(statsGetLeverageHistogram, { symbol }),
    refetchInterval: AGAIN_MS,
  });
