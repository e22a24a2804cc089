import { type Bin, binEnd, emptyBin } from "../../contract/bins.ts";
import { BIN_SIZES, type BinSize } from "../../contract/tables/trade-bin.ts";

export type WideSize = Exclude<BinSize, "1m">;
const WIDTHS = Object.entries(BIN_SIZES).filter(([size]) => size !== "1m") as [WideSize, number][];
const KEPT = 60;

/** Bins of more than a minute, put together from the minutes as they end. */
export class WideBins {
  private readonly open = new Map<WideSize, Bin>();
  private readonly finished = new Map<WideSize, Bin[]>();

  /**
   * Takes over minutes from history, oldest first.
   *
   * @param isAll whether there were none before: otherwise an interval whose start lies before them is left out
   */
  seed(minutes: readonly Bin[], isAll: boolean): void {
    const [first] = minutes;
    if (first === undefined) return;
    const startMs = first.endMs - BIN_SIZES["1m"];
    for (const minute of minutes) {
      for (const [size, widthMs] of WIDTHS) {
        const border = Math.ceil(startMs / widthMs) * widthMs;
        if (isAll || minute.endMs > border) this.fold(size, widthMs, minute);
      }
    }
  }

  /** Adds a minute that ended and gives out what ended with it. */
  add(minute: Bin): { readonly size: WideSize; readonly bin: Bin }[] {
    return WIDTHS.flatMap(([size, widthMs]) => this.fold(size, widthMs, minute).map((bin) => ({ size, bin })));
  }

  /** The newest intervals that have ended, oldest first. */
  recent(size: WideSize): readonly Bin[] {
    return this.finished.get(size) ?? [];
  }

  /** @returns the intervals that are over: with their last minute, or because the exchange was off for a day when it would have come */
  private fold(size: WideSize, widthMs: number, minute: Bin): Bin[] {
    const endMs = binEnd(minute.endMs - 1, widthMs);
    const over: Bin[] = [];
    let bin = this.open.get(size);
    if (bin?.endMs !== endMs) {
      if (bin !== undefined) over.push(bin);
      bin = emptyBin(endMs, bin?.close ?? minute.open);
    }
    addMinute(bin, minute);
    if (minute.endMs === endMs) over.push(bin);
    this.open.set(size, minute.endMs === endMs ? emptyBin(endMs + widthMs, bin.close) : bin);
    if (over.length > 0) this.finished.set(size, [...(this.finished.get(size) ?? []), ...over].slice(-KEPT));
    return over;
  }
}

function addMinute(bin: Bin, minute: Bin): void {
  if (minute.trades === 0) return;
  bin.high = bin.trades === 0 ? minute.high : Math.max(bin.high, minute.high);
  bin.low = bin.trades === 0 ? minute.low : Math.min(bin.low, minute.low);
  bin.close = minute.close;
  bin.trades += minute.trades;
  bin.volume += minute.volume;
  bin.lastSize = minute.lastSize;
  bin.turnoverSats += minute.turnoverSats;
  bin.home += minute.home;
  bin.foreign += minute.foreign;
}
