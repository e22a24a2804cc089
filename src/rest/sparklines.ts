import { useQuery } from "@tanstack/react-query";
import { readBins } from "./market-history.ts";
import { RestError } from "./rest-error.ts";

/** Hours of a day. */
const HOURS = 24;
/** Contracts that are read for: each is a request of its own, and whoever looks at a list still has to trade. */
const MOST_CONTRACTS = 12;
const STALE_MS = 15 * 60_000;

export type Closes = ReadonlyMap<string, readonly number[]>;

/** Hourly closes of the last day, by contract, one after the other; where the exchange has had enough of it, those that came. */
async function readDay(symbols: readonly string[]): Promise<Closes> {
  const closes = new Map<string, readonly number[]>();
  for (const symbol of symbols.slice(0, MOST_CONTRACTS)) {
    try {
      const bins = await readBins(symbol, "1h", HOURS);
      closes.set(
        symbol,
        bins.flatMap(({ close }) => (close === null ? [] : [close])),
      );
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      break;
    }
  }
  return closes;
}

/** @param symbols in the order in which they are wanted */
export const useSparklines = (symbols: readonly string[]) =>
  useQuery({
    queryKey: ["sparklines", ...symbols.toSorted()],
    queryFn: () => readDay(symbols),
    enabled: symbols.length > 0,
    staleTime: STALE_MS,
    refetchOnWindowFocus: false,
  });
