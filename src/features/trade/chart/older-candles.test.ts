import { expect, test } from "vitest";
import { BIN_SIZES, type TradeBinRow } from "../../../../bff/contract/tables/trade-bin.ts";
import { CandleSeries, candlesFrom } from "../../../market/candles.ts";
import { OlderCandles } from "./older-candles.ts";

const FIVE = BIN_SIZES["5m"];
const START = Date.parse("2020-03-13T00:00:00.000Z");

const bin = (endMs: number) =>
  ({ timestamp: new Date(endMs).toISOString(), symbol: "XBTUSD", open: 1, high: 1, low: 1, close: 1, volume: 1 }) as TradeBinRow;

/** A market that has traded since the start, in bins of five minutes. */
const binsUntil = (count: number, untilMs: number) => {
  const bins: TradeBinRow[] = [];
  for (let endMs = untilMs; bins.length < count && endMs > START; endMs -= FIVE) bins.unshift(bin(endMs));
  return bins;
};

function aChart(interval: "5m" | "15m", candles: number) {
  const series = new CandleSeries(interval);
  const until = START + 100 * FIVE;
  series.read(candlesFrom(binsUntil(candles, until), interval), 0);
  const asked: number[] = [];
  const older = new OlderCandles(
    series,
    "XBTUSD",
    (_symbol, _size, count, untilMs) => {
      asked.push((untilMs - START) / FIVE);
      return Promise.resolve(binsUntil(count, untilMs));
    },
    40,
  );
  return { series, older, asked };
}

test("CHT-001 scrolling back reads page after page, each once, up to the beginning", async () => {
  const { series, older, asked } = aChart("5m", 40);
  await Promise.all([older.more(), older.more()]);
  expect(series.all()).toHaveLength(80);
  await older.more();
  await older.more();
  await older.more();
  expect(asked).toEqual([60, 20]);
  expect(series.all().map(({ startMs }) => (startMs - START) / FIVE)).toEqual(Array.from({ length: 100 }, (_, i) => i));
});

test("CHT-001 a candle that a page cuts through comes whole with the next", async () => {
  const { series, older } = aChart("15m", 40);
  for (let i = 0; i < 4; i++) await older.more();
  const volumes = series.all().map(({ volume }) => volume);
  expect(series.all()[0]?.startMs).toBe(START);
  expect(volumes.slice(0, -1).every((volume) => volume === 3)).toBe(true);
  expect(new Set(series.all().map(({ startMs }) => startMs)).size).toBe(volumes.length);
});

test("CHT-001 a market younger than a page is not asked for its past", async () => {
  const { older, asked } = aChart("5m", 10);
  await older.more();
  expect(asked).toEqual([]);
});

test("CHT-001 a page that does not come is asked for again", async () => {
  const series = new CandleSeries("5m");
  series.read(candlesFrom([bin(START + FIVE)], "5m"), 0);
  let calls = 0;
  const older = new OlderCandles(series, "XBTUSD", () => (calls++ === 0 ? Promise.reject(new Error("away")) : Promise.resolve([])), 1);
  await expect(older.more()).rejects.toThrow("away");
  await older.more();
  await older.more();
  expect(calls).toBe(2);
});
