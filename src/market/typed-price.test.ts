import { expect, test } from "vitest";
import { isPriced, type PricesNow, stopPriceOf, type TypedPrices, tradingPriceOf } from "./typed-price.ts";

const NOW: PricesNow = { bid: 59_999.5, ask: 60_000.5, last: 60_000, mark: 60_010, index: 60_020 };
const EMPTY: TypedPrices = {
  ...{ side: "Buy", ordType: "Limit", price: null, stopPx: null, trigger: "MarkPrice", trails: false, offset: null, pegSide: "own" },
};

test("ORD-001 a trailing order's price stands off the one that it watches, on the side from which it goes off", () => {
  const trails = { ...EMPTY, trails: true, offset: 50 };
  const at = (order: Partial<TypedPrices>) => stopPriceOf({ ...trails, ...order }, NOW);
  expect(at({ ordType: "Stop" })).toBe(60_060);
  expect(at({ ordType: "Stop", side: "Sell" })).toBe(59_960);
  expect(at({ ordType: "MarketIfTouched", trigger: "LastPrice" })).toBe(59_950);
  expect(at({ ordType: "LimitIfTouched", side: "Sell", trigger: "IndexPrice" })).toBe(60_070);
  expect(at({ ordType: "Stop", offset: null })).toBeNull();
});

test("ORD-001 an order trades at its limit, where it goes off, or behind the price that it is pegged to", () => {
  expect(tradingPriceOf({ ...EMPTY, ordType: "StopLimit", price: 61_000, stopPx: 60_500 }, NOW)).toBe(61_000);
  expect(tradingPriceOf({ ...EMPTY, ordType: "Stop", stopPx: 60_500 }, NOW)).toBe(60_500);
  expect(tradingPriceOf({ ...EMPTY, ordType: "Market" }, NOW)).toBeNull();
  const pegged = { ...EMPTY, ordType: "Pegged", offset: 1 } as const;
  expect(tradingPriceOf(pegged, NOW)).toBe(59_998.5);
  expect(tradingPriceOf({ ...pegged, side: "Sell" }, NOW)).toBe(60_001.5);
  expect(tradingPriceOf({ ...pegged, pegSide: "other", offset: null }, NOW)).toBe(60_000.5);
});

test("ORD-001 an order is typed when it has every price that it needs", () => {
  expect(isPriced(EMPTY)).toBe(false);
  expect(isPriced({ ...EMPTY, ordType: "Market" })).toBe(true);
  expect(isPriced({ ...EMPTY, ordType: "StopLimit", price: 1 })).toBe(false);
  expect(isPriced({ ...EMPTY, ordType: "StopLimit", price: 1, stopPx: 1 })).toBe(true);
  expect(isPriced({ ...EMPTY, ordType: "Stop", stopPx: 1, trails: true })).toBe(false);
  expect(isPriced({ ...EMPTY, ordType: "Stop", trails: true, offset: 1 })).toBe(true);
  expect(isPriced({ ...EMPTY, ordType: "Pegged" })).toBe(true);
});
