import { addTrade, type Bin, binEnd, emptyBin } from "../contract/bins.ts";
import type { TradeRow } from "../contract/tables/trade.ts";
import { BIN_SIZES } from "../contract/tables/trade-bin.ts";

const DAY_MS = 86_400_000;

/** A bin with what names it. */
export interface NamedBin {
  readonly symbol: string;
  readonly widthMs: number;
  readonly bin: Bin;
}

/** The bins that still run, of every symbol and width, and those that changed since they were last written. */
export class BinKeeper {
  private readonly running = new Map<string, NamedBin>();
  private readonly changed = new Map<string, NamedBin>();
  /** When the minute ends that was last advanced to: until then no bin does. */
  private minuteEndMs = Number.NEGATIVE_INFINITY;

  /** Takes over the newest stored bin of a symbol and width. */
  resume(named: NamedBin): void {
    this.running.set(key(named.symbol, named.widthMs), named);
    this.minuteEndMs = Number.NEGATIVE_INFINITY;
  }

  add(symbol: string, timeMs: number, trade: Pick<TradeRow, "price" | "size" | "grossValue" | "homeNotional" | "foreignNotional">): void {
    for (const widthMs of Object.values(BIN_SIZES)) {
      const at = key(symbol, widthMs);
      let named = this.running.get(at);
      if (named === undefined) {
        named = { symbol, widthMs, bin: emptyBin(binEnd(timeMs, widthMs), trade.price) };
        this.running.set(at, named);
      }
      addTrade(named.bin, trade);
      this.changed.set(binKey(named), named);
    }
  }

  /** Moves on to a moment: what ended is closed, and intervals without a trade stand at the close before them. */
  advance(timeMs: number): void {
    if (timeMs < this.minuteEndMs) return;
    this.minuteEndMs = binEnd(timeMs, BIN_SIZES["1m"]);
    for (const [at, named] of this.running) {
      const end = binEnd(timeMs, named.widthMs);
      if (named.bin.endMs >= end) continue;
      let { bin } = named;
      // An exchange that was off for longer than a day resumes without the intervals that nobody saw.
      if (end - bin.endMs > Math.max(DAY_MS, named.widthMs)) bin = emptyBin(end - Math.max(DAY_MS, named.widthMs), bin.close);
      while (bin.endMs < end) {
        bin = emptyBin(bin.endMs + named.widthMs, bin.close);
        const next = { ...named, bin };
        this.running.set(at, next);
        this.changed.set(binKey(next), next);
      }
    }
  }

  /** Bins that changed since the last call. */
  takeChanged(): NamedBin[] {
    const bins = [...this.changed.values()];
    this.changed.clear();
    return bins;
  }
}

const key = (symbol: string, widthMs: number) => `${symbol} ${widthMs}`;
const binKey = ({ symbol, widthMs, bin }: NamedBin) => `${symbol} ${widthMs} ${bin.endMs}`;
