import { binEnd } from "../../contract/bins.ts";
import type { QuoteRow } from "../../contract/tables/quote.ts";
import { BIN_SIZES, type BinSize } from "../../contract/tables/trade-bin.ts";

/** Rows of each width that are kept. */
const KEPT = 1_000;

interface EndedQuote {
  readonly size: BinSize;
  readonly row: QuoteRow;
}

const NONE_ENDED: readonly EndedQuote[] = [];

/** The last quote of every interval of one contract; one in which no quote changed repeats the one before. */
export class QuoteBins {
  private readonly finished = new Map<BinSize, QuoteRow[]>();
  private readonly ends = new Map<BinSize, number>();
  private last: QuoteRow | null = null;
  /** When the minute ends that was last advanced to: until then no interval does. */
  private minuteEndMs = Number.NEGATIVE_INFINITY;

  set(quote: QuoteRow): void {
    this.last = quote;
  }

  /** Moves on to a moment and gives out the intervals that ended before it. */
  advance(timeMs: number): readonly EndedQuote[] {
    if (timeMs < this.minuteEndMs) return NONE_ENDED;
    this.minuteEndMs = binEnd(timeMs, BIN_SIZES["1m"]);
    const ended: EndedQuote[] = [];
    for (const [size, widthMs] of Object.entries(BIN_SIZES) as [BinSize, number][]) {
      const running = binEnd(timeMs, widthMs);
      // Nobody keeps more intervals than this, so a longer gap has no more.
      let end = Math.max(this.ends.get(size) ?? running, running - KEPT * widthMs);
      const rows = this.finished.get(size) ?? [];
      for (; end < running; end += widthMs) {
        if (this.last === null) continue;
        const row = { ...this.last, timestamp: new Date(end).toISOString() };
        rows.push(row);
        ended.push({ size, row });
      }
      this.finished.set(size, rows.slice(-KEPT));
      this.ends.set(size, running);
    }
    return ended;
  }

  /** Intervals that have ended, oldest first. */
  rows(size: BinSize): readonly QuoteRow[] {
    return this.finished.get(size) ?? [];
  }

  /** The interval that runs; null before the first quote. */
  running(size: BinSize): QuoteRow | null {
    const end = this.ends.get(size);
    return end === undefined || this.last === null ? null : { ...this.last, timestamp: new Date(end).toISOString() };
  }
}
