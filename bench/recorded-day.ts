import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { BOOK, SYMBOL, TopOfBook } from "./recorded-perpetual.ts";
import type { Scripted } from "./scripted-feed.ts";

const FILE = join(process.env["FAIRMARK_MARKET_DATA"] ?? "../shared/market", "bitmex-xbtusd-1m/2020-03-13.json.gz");
const TICK = 0.5;
const LEVELS = 30;

interface Minute {
  readonly timestamp: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly trades: number;
}

export const hasDay = (): boolean => existsSync(FILE);

/** Prices that a minute went by: towards its close last. */
const pathOf = ({ open, high, low, close }: Minute) => (close < open ? [open, high, low, close] : [open, low, high, close]);

/**
 * The minutes of 13 March 2020 as the exchange's own tables would have said them, so many a second: every minute is
 * four prices, each with a book around it, its trades, and mark, index and last price of the instrument.
 */
export function recordedDay(minutesPerSecond: number): readonly Scripted[] {
  const minutes = JSON.parse(gunzipSync(readFileSync(FILE)).toString("utf8")) as readonly Minute[];
  const script: Scripted[] = [];
  const book = new TopOfBook(1);
  let matches = 0;
  for (const [i, minute] of minutes.entries()) {
    const endMs = Date.parse(minute.timestamp);
    for (const [j, price] of pathOf(minute).entries()) {
      const atMs = ((i + j / 4) * 1_000) / minutesPerSecond;
      const say = (frame: object) => script.push([atMs, JSON.stringify(frame)]);
      const timestamp = new Date(endMs - 60_000 + j * 15_000).toISOString();
      book.around(price, TICK, LEVELS, (level) => 1_000 + ((i * 7_919 + j * 104_729 + level * 31) % 90_000));
      for (const change of book.changes(BOOK)) say(change);
      const side = j > 0 && price < (pathOf(minute)[j - 1] ?? price) ? "Sell" : "Buy";
      // As many rows as the minute had trades, within what one message carries.
      const data = Array.from({ length: Math.max(1, Math.min(20, Math.round(minute.trades / 4))) }, () => {
        matches += 1;
        return {
          ...{ timestamp, symbol: SYMBOL, side, size: Math.max(1, Math.round(minute.volume / Math.max(1, minute.trades))), price },
          ...{ tickDirection: side === "Buy" ? "PlusTick" : "MinusTick", grossValue: 1_000_000 },
          trdMatchID: `00000000-0000-0000-0000-${String(matches).padStart(12, "0")}`,
        };
      });
      say({ table: "trade", action: "insert", data });
      const prices = { lastPrice: price, markPrice: price, indicativeSettlePrice: price, bidPrice: price - TICK, askPrice: price };
      say({ table: "instrument", action: "update", data: [{ symbol: SYMBOL, ...prices, timestamp }] });
    }
  }
  return script;
}
