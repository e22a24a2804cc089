import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TradeBinRow } from "../../bff/contract/tables/trade-bin.ts";
import { averageTrueRange, dailyMoves, daysThatMoved } from "./daily-moves.ts";

const START_MS = Date.parse("2026-11-01T00:00:00Z");
const HOUR_MS = 3_600_000;

/** Hourly bins that walk along prices, each from one to the next. */
const along = (prices: readonly number[], startMs = START_MS): TradeBinRow[] =>
  prices.slice(1).map((close, i) => {
    const open = prices[i] ?? close;
    const timestamp = new Date(startMs + (i + 1) * HOUR_MS).toISOString();
    return { timestamp, symbol: "XBTUSD", open, high: Math.max(open, close), low: Math.min(open, close), close } as TradeBinRow;
  });

describe("RSK-002 how far a market moves within a day", () => {
  test("RSK-002 a fall counts from the highest price before it, a rise from the lowest", () => {
    const [day] = dailyMoves(along([100, 120, 90, 108]));
    expect(day?.fall).toBeCloseTo(0.25);
    expect(day?.rise).toBeCloseTo(0.2);
    expect(day).toMatchObject({ high: 120, low: 90, close: 108 });
  });

  test("RSK-002 within a bin the high is not supposed to come before the low", () => {
    const [bin] = along([100, 100]);
    const [day] = dailyMoves([{ ...(bin as TradeBinRow), high: 110, low: 95 }]);
    expect(day?.fall).toBeCloseTo(0.05);
    expect(day?.rise).toBeCloseTo(0.1);
  });

  test("RSK-002 the bin that ends at midnight belongs to the day before, and each day is counted once", () => {
    const days = dailyMoves(along([100, ...Array.from({ length: 23 }, () => 100), 80, 80, 64]));
    expect(days.map(({ startMs }) => startMs)).toEqual([START_MS, START_MS + 24 * HOUR_MS]);
    expect(days.map(({ fall }) => fall)).toEqual([expect.closeTo(0.2), expect.closeTo(0.2)]);
    expect(daysThatMoved(days, -0.19)).toBe(2);
    expect(daysThatMoved(days, -0.21)).toBe(0);
    expect(daysThatMoved(days, 0.01)).toBe(0);
  });

  test("RSK-002 a day's fall is never less than between any two bins in order, and never more than its range", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 50, max: 200 }), { minLength: 2, maxLength: 25 }), (prices) => {
        const [day] = dailyMoves(along(prices));
        const pairs = prices.flatMap((before, i) => prices.slice(i).map((after) => 1 - after / before));
        expect(day?.fall).toBeCloseTo(Math.max(0, ...pairs), 9);
        expect(day?.fall).toBeLessThanOrEqual(1 - Math.min(...prices) / Math.max(...prices) + 1e-9);
      }),
    );
  });

  test("RSK-002 the average true range is of whole days, gaps between them among it", () => {
    const first = along([100, 110]);
    const second = along([130, 135], START_MS + 24 * HOUR_MS);
    const running = along([135, 200], START_MS + 48 * HOUR_MS);
    expect(averageTrueRange(dailyMoves([...first, ...second, ...running]))).toBe((10 + 25) / 2);
    expect(averageTrueRange(dailyMoves(running))).toBeNull();
  });
});
