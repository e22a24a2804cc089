import { BIN_SIZES, type BinSize } from "../../../../bff/contract/tables/trade-bin.ts";
import { type CandleSeries, candlesFrom, INTERVALS, type PriceBin } from "../../../market/candles.ts";

/** Reads bins that ended up to a moment, oldest first. */
export type ReadBinsUntil = (symbol: string, binSize: BinSize, count: number, untilMs: number) => Promise<readonly PriceBin[]>;

/** As many candles as a chart holds; further back another interval says more. */
const MOST_CANDLES = 20_000;

/** Candles at the ends of a page that it may cut through. */
const CUT_CANDLES = 2;

/** Reads the past of a series page by page, as somebody scrolls back to where it begins. */
export class OlderCandles {
  private readonly series: CandleSeries;
  private readonly symbol: string;
  private readonly readBins: ReadBinsUntil;
  private readonly most: number;
  private isReading = false;
  /** There is nothing before the first candle, or the chart holds enough. */
  private isAll = false;

  /** @param most bins in one answer */
  constructor(series: CandleSeries, symbol: string, readBins: ReadBinsUntil, most: number) {
    this.series = series;
    this.symbol = symbol;
    this.readBins = readBins;
    this.most = most;
  }

  /**
   * Adds a page before the first candle. Where one is being read already, or none is left, nothing happens.
   *
   * @throws what reading throws; the next call tries again
   */
  async more(): Promise<void> {
    const { series } = this;
    const { from, ms } = INTERVALS[series.interval];
    const [first] = series.all();
    // A market that is younger than one page has no past to ask for.
    const isYoung = series.all().length < Math.floor((this.most * BIN_SIZES[from]) / ms) - CUT_CANDLES;
    if (first === undefined || isYoung || this.isReading || this.isAll) return;
    this.isReading = true;
    try {
      const bins = await this.readBins(this.symbol, from, this.most, first.startMs);
      const candles = candlesFrom(bins, series.interval);
      const isPartial = bins.length === this.most;
      // The oldest bins of a full page may begin in the middle of a candle; the next page brings it whole.
      series.prepend(isPartial && ms > BIN_SIZES[from] ? candles.slice(1) : candles);
      this.isAll = !isPartial || series.all().length >= MOST_CANDLES;
    } finally {
      this.isReading = false;
    }
  }
}
