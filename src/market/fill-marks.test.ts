import { expect, test } from "vitest";
import { fillMarks } from "./fill-marks.ts";

const MINUTE_MS = 60_000;
const candle = (minutes: number) => ({ startMs: minutes * MINUTE_MS, open: 1, high: 1, low: 1, close: 1, volume: 0 });
const fill = (seconds: number, side: string, lastQty: number, lastPx: number, execType = "Trade", symbol = "XBTUSD") => ({
  execType,
  symbol,
  side,
  lastQty,
  lastPx,
  transactTime: new Date(seconds * 1_000).toISOString(),
});

test("CHT-001 own fills are marked on their candle, those of one side together, and nothing else is", () => {
  const fills = [
    fill(130, "Sell", 100, 62_000),
    fill(65, "Buy", 100, 60_000),
    fill(90, "Buy", 300, 61_000),
    fill(30, "Buy", 100, 1),
    fill(70, "Buy", 100, 1, "Funding"),
    fill(70, "Buy", 100, 1, "Trade", "ETHUSD"),
  ];
  expect(fillMarks(fills, "XBTUSD", [1, 2, 4].map(candle))).toEqual([
    { startMs: MINUTE_MS, side: "Buy", contracts: 400, price: 60_750 },
    { startMs: 2 * MINUTE_MS, side: "Sell", contracts: 100, price: 62_000 },
  ]);
});
