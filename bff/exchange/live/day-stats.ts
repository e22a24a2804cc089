import { addTrade, type Bin, binEnd, emptyBin, vwapOf } from "../../contract/bins.ts";
import type { TradeRow } from "../../contract/tables/trade.ts";
import { WideBins } from "./wide-bins.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const NONE_ENDED: readonly Bin[] = [];

/** The last 24 hours of one symbol, minute by minute, and the minute that still runs. */
export class DayStats {
  private readonly minutes: Bin[] = [];
  private current: Bin | null = null;
  /** When the minute ends that was last advanced to: until then none does. */
  private minuteEndMs = Number.NEGATIVE_INFINITY;
  /** What the minutes add up to. */
  readonly wide = new WideBins();

  /** Takes over minutes from history, oldest first, before anything is traded; the one that runs at this moment may be the last. */
  seed(minutes: readonly Bin[], timeMs: number): void {
    for (const bin of minutes) {
      if (bin.endMs > timeMs) this.current = { ...bin };
      else this.minutes.push(bin);
    }
    this.minuteEndMs = Number.NEGATIVE_INFINITY;
    this.wide.seed(this.minutes, minutes.length < DAY_MS / MINUTE_MS);
  }

  /** Moves on to a moment and gives out the minutes that ended before it. */
  advance(timeMs: number): readonly Bin[] {
    if (timeMs < this.minuteEndMs) return NONE_ENDED;
    const end = binEnd(timeMs, MINUTE_MS);
    this.minuteEndMs = end;
    const finished: Bin[] = [];
    let { current } = this;
    // A gap of more than a day has no minutes worth telling of.
    if (current !== null && end - current.endMs > DAY_MS) {
      finished.push(current);
      this.minutes.push(current);
      current = emptyBin(end - DAY_MS, current.close);
    }
    while (current !== null && current.endMs < end) {
      finished.push(current);
      this.minutes.push(current);
      current = emptyBin(current.endMs + MINUTE_MS, current.close);
    }
    this.current = current;
    const oldest = end - DAY_MS;
    while ((this.minutes[0]?.endMs ?? Number.POSITIVE_INFINITY) <= oldest) this.minutes.shift();
    return finished;
  }

  add(timeMs: number, trade: Pick<TradeRow, "price" | "size" | "grossValue" | "homeNotional" | "foreignNotional">): void {
    this.current ??= emptyBin(binEnd(timeMs, MINUTE_MS), this.minutes.at(-1)?.close ?? trade.price);
    addTrade(this.current, trade);
  }

  /** The minute that runs; null before the first trade. */
  running(): Bin | null {
    return this.current;
  }

  /** The newest minutes that have ended, oldest first. */
  recent(count: number): readonly Bin[] {
    return this.minutes.slice(-count);
  }

  /** What was traded since a moment that is the border of two minutes, of the last 24 hours. */
  since(timeMs: number): { readonly volume: number; readonly turnoverSats: number } {
    let { volume = 0, turnoverSats = 0 } = this.current ?? {};
    for (let i = this.minutes.length - 1; i >= 0; i--) {
      const minute = this.minutes[i] as Bin;
      if (minute.endMs <= timeMs) break;
      volume += minute.volume;
      turnoverSats += minute.turnoverSats;
    }
    return { volume, turnoverSats };
  }

  summary(): {
    volume: number;
    turnoverSats: number;
    home: number;
    foreign: number;
    high: number | null;
    low: number | null;
    vwap: number | null;
    firstPrice: number | null;
  } {
    const bins = this.current === null ? this.minutes : [...this.minutes, this.current];
    let [volume, turnoverSats, home, foreign] = [0, 0, 0, 0];
    let high: number | null = null;
    let low: number | null = null;
    for (const bin of bins) {
      if (bin.trades === 0) continue;
      volume += bin.volume;
      turnoverSats += bin.turnoverSats;
      home += bin.home;
      foreign += bin.foreign;
      high = high === null ? bin.high : Math.max(high, bin.high);
      low = low === null ? bin.low : Math.min(low, bin.low);
    }
    return { volume, turnoverSats, home, foreign, high, low, vwap: vwapOf(home, foreign), firstPrice: bins[0]?.open ?? null };
  }
}
