import { expect, test } from "vitest";
import type { Bin } from "../contract/bins.ts";
import { BIN_SIZES } from "../contract/tables/trade-bin.ts";
import { simulatedFundings } from "./simulated-fundings.ts";
import { simulatedPast } from "./simulated-past.ts";

const UNTIL = Date.parse("2026-03-01T10:07:31.500Z");
const LAST_PRICE = 61_234.5;
const DAY_MS = 86_400_000;

const past = (seed: number, days: number) => [...simulatedPast(seed, days, UNTIL, LAST_PRICE)];
const binsOf = (all: ReturnType<typeof past>, symbol: string, widthMs: number): readonly Bin[] =>
  all.filter((one) => one.symbol === symbol && one.widthMs === widthMs).map(({ bin }) => bin);

test("MKT-001 the simulated past repeats per seed, and another seed has another", () => {
  expect(past(1, 2)).toEqual(past(1, 2));
  expect(past(1, 2)).not.toEqual(past(2, 2));
});

test("MKT-001 the simulated past covers 30 days of contract and index in every width, and ends where the market begins", () => {
  const all = past(1, 30);
  const until = Math.floor(UNTIL / 60_000) * 60_000;
  for (const symbol of ["XBTUSD", ".BXBT"]) {
    for (const widthMs of Object.values(BIN_SIZES)) {
      const bins = binsOf(all, symbol, widthMs);
      expect(bins.length).toBeGreaterThanOrEqual((30 * DAY_MS) / widthMs);
      expect(bins.length).toBeLessThanOrEqual((30 * DAY_MS) / widthMs + 1);
      expect(bins.at(-1)?.endMs).toBe(Math.ceil(until / widthMs) * widthMs);
      expect(bins.at(-1)?.close).toBe(LAST_PRICE);
      for (const [i, bin] of bins.entries()) {
        if (i > 0) expect(bin.endMs - (bins[i - 1] as Bin).endMs).toBe(widthMs);
      }
    }
  }
});

test("MKT-001 bins of the simulated past fit together: each opens at the close before, and wide ones add up narrow ones", () => {
  const all = past(3, 1);
  const minutes = binsOf(all, "XBTUSD", BIN_SIZES["1m"]);
  const hours = binsOf(all, "XBTUSD", BIN_SIZES["1h"]);
  for (const [i, bin] of minutes.entries()) {
    if (i > 0) expect(bin.open).toBe((minutes[i - 1] as Bin).close);
    expect(bin.low).toBeLessThanOrEqual(bin.close);
    expect(bin.high).toBeGreaterThanOrEqual(bin.close);
    expect(bin.volume % 100).toBe(0);
    expect(bin.trades).toBeGreaterThan(0);
  }
  const second = hours[1] as Bin;
  const inside = minutes.filter(({ endMs }) => endMs > second.endMs - BIN_SIZES["1h"] && endMs <= second.endMs);
  expect(inside).toHaveLength(60);
  const sum = (pick: (bin: Bin) => number) => inside.reduce((total, bin) => total + pick(bin), 0);
  expect(second.volume).toBe(sum(({ volume }) => volume));
  expect(second.trades).toBe(sum(({ trades }) => trades));
  expect(second.turnoverSats).toBe(sum(({ turnoverSats }) => turnoverSats));
  expect(second.high).toBe(Math.max(...inside.map(({ high }) => high)));
  expect(second.low).toBe(Math.min(...inside.map(({ low }) => low)));
  expect(second.close).toBe(inside.at(-1)?.close);
});

test("CON-002 the simulated past has a funding every eight hours of its days, mostly at the interest, never beyond the cap", () => {
  const rows = simulatedFundings(1, 30, UNTIL);
  expect(rows).toEqual(simulatedFundings(1, 30, UNTIL));
  expect(rows).toHaveLength(90);
  expect(rows.at(-1)?.timestamp).toBe("2026-03-01T04:00:00.000Z");
  expect(new Set(rows.map(({ timestamp }) => new Date(timestamp).getUTCHours()))).toEqual(new Set([4, 12, 20]));
  const rates = rows.map(({ fundingRate }) => fundingRate ?? 0);
  expect(rates.filter((rate) => rate === 0.0001).length).toBeGreaterThan(30);
  expect(new Set(rates).size).toBeGreaterThan(10);
  for (const rate of rates) expect(Math.abs(rate)).toBeLessThanOrEqual(0.00375);
  expect(rows.map(({ fundingRateDaily }) => fundingRateDaily)).toEqual(rates.map((rate) => Math.round(rate * 3e8) / 1e8));
});
