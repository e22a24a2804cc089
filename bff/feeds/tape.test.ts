import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readTape, type TapeBar, TapeError, walkBar } from "./tape.ts";

const END = Date.parse("2020-03-12T00:01:00.000Z");
const bar = (prices: Partial<TapeBar> = {}): TapeBar => ({ endMs: END, open: 100, high: 110, low: 95, close: 105, ...prices });
const packed = (rows: unknown) => gzipSync(JSON.stringify(rows));
const row = (minute: number, prices: object = {}) => ({
  timestamp: new Date(END + minute * 60_000).toISOString(),
  symbol: "XBTUSD",
  open: 100,
  high: 110,
  low: 95,
  close: 105,
  trades: 3,
  vwap: null,
  ...prices,
});

test("MKT-002 a bar is walked from open to the nearer of high and low, to the other, to close, in 12 points that end with it", () => {
  const points = walkBar(bar());
  expect(points.map(({ price }) => price)).toEqual([98.75, 97.5, 96.25, 95, 98.75, 102.5, 106.25, 110, 108.75, 107.5, 106.25, 105]);
  expect(points.map(({ timeMs }) => timeMs - END)).toEqual([
    -55_000, -50_000, -45_000, -40_000, -35_000, -30_000, -25_000, -20_000, -15_000, -10_000, -5_000, -1,
  ]);
  const high = walkBar(bar({ open: 108 }));
  expect(high[3]?.price).toBe(110);
  expect(high[7]?.price).toBe(95);
});

test("MKT-002 an open outside its bar is walked like any other, and a minute without a trade stands still", () => {
  const below = walkBar(bar({ open: 90, low: 96 })).map(({ price }) => price);
  expect(below.slice(0, 4)).toEqual([91.5, 93, 94.5, 96]);
  const still = walkBar(bar({ open: 100, high: 100, low: 100, close: 100 })).map(({ price }) => price);
  expect(new Set(still)).toEqual(new Set([100]));
});

test("MKT-002 a tape begins a minute before its first stamp, for stamps are the ends of bars", () => {
  const tape = readTape(packed([row(0), row(1), row(5)]));
  expect(tape.startMs).toBe(END - 60_000);
  expect(tape.endMs).toBe(END + 5 * 60_000);
  expect(tape.bars).toHaveLength(3);
});

test.each([
  ["no gzip", new TextEncoder().encode("[]"), /no gzipped JSON/],
  ["an empty list", packed([]), /no list/],
  ["no list", packed({ rows: [] }), /no list/],
  ["a missing price", packed([row(0, { close: null })]), /close of bar 1/],
  ["a price of zero", packed([row(0), row(1, { low: 0 })]), /low of bar 2/],
  ["a low above the high", packed([row(0, { low: 120 })]), /low above its high at bar 1/],
  ["a stamp within a minute", packed([row(0, { timestamp: "2020-03-12T00:00:30.000Z" })]), /whole minute/],
  ["bars out of order", packed([row(1), row(0)]), /out of order at bar 2/],
])("MKT-002 %s is refused as a tape", (_, bytes, words) => {
  expect(() => readTape(bytes)).toThrow(TapeError);
  expect(() => readTape(bytes)).toThrow(words);
});

const folder = join(process.env["FAIRMARK_MARKET_DATA"] ?? join(import.meta.dirname, "../../../shared/market"), "bitmex-xbtusd-1m");

test("MKT-002 every recorded day reads, and its walk keeps to its bars' corners", (context) => {
  context.skip(!existsSync(folder), `no recorded days at ${folder}`);
  for (const day of ["2017-04-15", "2020-03-12", "2020-03-13", "2020-05-19"]) {
    const tape = readTape(readFileSync(join(folder, `${day}.json.gz`)));
    expect(tape.bars).toHaveLength(1_440);
    expect(new Date(tape.startMs).getTime()).toBe(Date.parse(`${day}T00:00:00.000Z`) - 60_000);
    for (const each of tape.bars) {
      const prices = walkBar(each).map(({ price }) => price);
      expect(Math.max(...prices)).toBeLessThanOrEqual(Math.max(each.high, each.open));
      expect(prices).toContain(each.high);
      expect(prices).toContain(each.low);
      expect(prices.at(-1)).toBe(each.close);
    }
  }
});
