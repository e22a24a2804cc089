import { BIN_SIZES, type BinSize } from "../../../../bff/contract/tables/trade-bin.ts";
import { type CandleSeries, candlesFrom, INTERVALS, type PriceBin } from "../../../market/candles.ts";
import type { Tape } from "../../../market/tape.ts";
import type { Terminal } from "../../../stores/terminal.ts";

/** Reads the latest bins of a contract, oldest first, the running one last. */
export type ReadBins = (symbol: string, binSize: BinSize, count: number) => Promise<readonly PriceBin[]>;

/** What a series is of: a contract, whose trades come by the tape, or an index, which has none. */
export interface CandleSource {
  readonly symbol: string;
  readonly tape: Tape | null;
  readonly minuteEndedMs: Terminal["minuteEndedMs"];
  readonly link: Terminal["link"];
}

export interface CandleFeedEvents {
  readonly onReady: () => void;
  readonly onFailed: (error: unknown) => void;
}

/** The running candle, the one that has just ended, and one more, whose bins may come in part. */
const TAIL_CANDLES = 3;

/**
 * Fills a series: reads the past, adds every trade, and reads the tail again whenever a candle has ended, so that
 * what stays is what the exchange keeps. After a loss of the connection all is read anew.
 *
 * @param most bins in one answer
 * @returns what ends it
 */
export function feedCandles(
  series: CandleSeries,
  source: CandleSource,
  readBins: ReadBins,
  most: number,
  events: CandleFeedEvents,
): () => void {
  const { from, ms } = INTERVALS[series.interval];
  const binsPerCandle = ms / BIN_SIZES[from];
  let isEnded = false;

  const read = async (count: number) => {
    try {
      // Trades that the stream brought before the question are in its answer. One that comes while it is answered may be
      // there as well: until its candle is read again its volume counts twice, but no price is ever missing.
      const newest = source.tape?.newest()[0];
      const bins = await readBins(source.symbol, from, count);
      if (isEnded) return;
      const candles = candlesFrom(bins, series.interval);
      // The oldest bins may begin in the middle of a candle; what is not whole is not shown.
      series.read(
        binsPerCandle > 1 && bins.length === count ? candles.slice(1) : candles,
        newest === undefined ? 0 : Date.parse(newest.timestamp),
      );
      events.onReady();
    } catch (error) {
      if (!isEnded) events.onFailed(error);
    }
  };

  if (source.tape !== null) source.tape.onTrade = (trade) => series.add(trade);
  let wasLive = source.link.get().phase === "live";
  const endings = [
    source.minuteEndedMs.subscribe(() => {
      // A first reading that failed is tried again with every minute.
      if (series.reading === 0) void read(most);
      else if (source.minuteEndedMs.get() % ms === 0) void read(TAIL_CANDLES * binsPerCandle);
    }),
    source.link.subscribe(() => {
      const isLive = source.link.get().phase === "live";
      if (isLive && !wasLive) void read(most);
      wasLive = isLive;
    }),
  ];
  void read(most);
  return () => {
    isEnded = true;
    if (source.tape !== null) source.tape.onTrade = null;
    for (const end of endings) end();
  };
}
