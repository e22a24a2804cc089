import { expect, test } from "vitest";
import { fundingBars } from "./funding-bars.ts";

const HOUR_MS = 3_600_000;
const candle = (hours: number) => ({ startMs: hours * HOUR_MS, open: 1, high: 1, low: 1, close: 1, volume: 0 });

test("CHT-001 each candle carries the rate of the funding that it ran up to, and the last ones that which is announced", () => {
  const fundings = [
    { atMs: 12 * HOUR_MS, rate: 0.0001 },
    { atMs: 20 * HOUR_MS, rate: -0.0002 },
  ];
  const bars = fundingBars([0, 4, 11, 12, 19, 20, 21].map(candle), fundings, 0.0003);
  expect(bars).toEqual([null, 0.0001, 0.0001, -0.0002, -0.0002, 0.0003, 0.0003]);
  expect(fundingBars([candle(1)], [], null)).toEqual([null]);
  expect(fundingBars([candle(1)], [], 0.0003)).toEqual([0.0003]);
});
