import { describe, expect, test } from "vitest";
import type { TradeRow } from "../../bff/contract/tables/trade.ts";
import type { TradeBinRow } from "../../bff/contract/tables/trade-bin.ts";
import { CandleSeries, candlesFrom } from "./candles.ts";

const HOUR = 3_600_000;
const DAY = Date.parse("2020-03-13T00:00:00.000Z");

function bin(endMs: number, prices: readonly [number, number, number, number] | null, volume = 100): TradeBinRow {
  const [open, high, low, close] = prices ?? [null, null, null, null];
  return {
    timestamp: new Date(endMs).toISOString(),
    symbol: "XBTUSD",
    open,
    high,
    low,
    close,
    trades: 1,
    volume,
    vwap: null,
    lastSize: null,
    turnover: 0,
    homeNotional: null,
    foreignNotional: null,
  };
}

const trade = (atMs: number, price: number, size: number): TradeRow => ({
  timestamp: new Date(atMs).toISOString(),
  symbol: "XBTUSD",
  side: "Buy",
  size,
  price,
  tickDirection: "PlusTick",
  trdMatchID: "",
  grossValue: null,
  homeNotional: null,
  foreignNotional: null,
});

describe("UI-002 candles", () => {
  test("UI-002 a bin's stamp is its end, a candle's its start", () => {
    expect(candlesFrom([bin(DAY + HOUR, [10, 12, 9, 11])], "1h")).toEqual([
      { startMs: DAY, open: 10, high: 12, low: 9, close: 11, volume: 100 },
    ]);
  });

  test("UI-002 four hours are summed from one-hour bins, and the running one from what there is of it", () => {
    const bins = [
      bin(DAY + 1 * HOUR, [10, 15, 9, 11], 1),
      bin(DAY + 2 * HOUR, [11, 12, 8, 12], 2),
      bin(DAY + 3 * HOUR, [12, 13, 11, 13], 4),
      bin(DAY + 4 * HOUR, [13, 14, 12, 12], 8),
      bin(DAY + 5 * HOUR, [12, 20, 12, 19], 16),
    ];
    expect(candlesFrom(bins, "4h")).toEqual([
      { startMs: DAY, open: 10, high: 15, low: 8, close: 12, volume: 15 },
      { startMs: DAY + 4 * HOUR, open: 12, high: 20, low: 12, close: 19, volume: 16 },
    ]);
  });

  test("UI-002 bins without any trade before them are left out", () => {
    expect(candlesFrom([bin(DAY + HOUR, null, 0)], "1h")).toEqual([]);
  });

  test("UI-002 trades make the running candle; those that were read already count once", () => {
    const series = new CandleSeries("1h");
    series.read(candlesFrom([bin(DAY + HOUR, [10, 12, 9, 11])], "1h"), DAY + HOUR / 2);
    series.add(trade(DAY + HOUR / 2, 99, 1));
    series.add(trade(DAY + HOUR / 2 + 1, 13, 5));
    expect(series.last).toEqual({ startMs: DAY, open: 10, high: 13, low: 9, close: 13, volume: 105 });
  });

  test("UI-002 the first trade of the next interval begins a candle that opens where the last closed", () => {
    const series = new CandleSeries("1h");
    series.read(candlesFrom([bin(DAY + HOUR, [10, 12, 9, 11])], "1h"), DAY + HOUR / 2);
    series.add(trade(DAY + HOUR, 14, 5));
    expect(series.last).toEqual({ startMs: DAY + HOUR, open: 11, high: 14, low: 14, close: 14, volume: 5 });
  });

  test("UI-002 before the first reading trades count for nothing; after an empty one the first trade is the first candle", () => {
    const series = new CandleSeries("1h");
    series.add(trade(DAY, 14, 5));
    expect(series.all()).toEqual([]);
    series.read([], 0);
    series.add(trade(DAY + 1, 15, 6));
    expect(series.all()).toEqual([{ startMs: DAY, open: 15, high: 15, low: 15, close: 15, volume: 6 }]);
  });

  test("UI-002 a trade of an interval that has passed changes nothing", () => {
    const series = new CandleSeries("1h");
    series.read(candlesFrom([bin(DAY + 2 * HOUR, [10, 12, 9, 11])], "1h"), 0);
    series.add(trade(DAY + 1, 99, 5));
    expect(series.all()).toHaveLength(1);
    expect(series.last).toMatchObject({ high: 12, volume: 100 });
  });

  test("UI-002 reading the tail again replaces what trades had made of it, and keeps what is older", () => {
    const series = new CandleSeries("1h");
    const older = bin(DAY + HOUR, [10, 12, 9, 11]);
    series.read(candlesFrom([older, bin(DAY + 2 * HOUR, [11, 11, 11, 11])], "1h"), DAY + HOUR);
    series.add(trade(DAY + HOUR + 5, 30, 1));
    series.read(candlesFrom([bin(DAY + 2 * HOUR, [11, 12, 10, 12], 7)], "1h"), DAY + 2 * HOUR);
    expect(series.all()).toEqual([
      ...candlesFrom([older], "1h"),
      { startMs: DAY + HOUR, open: 11, high: 12, low: 10, close: 12, volume: 7 },
    ]);
  });
});
