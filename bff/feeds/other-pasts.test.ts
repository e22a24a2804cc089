import { expect, test } from "vitest";
import { BIN_SIZES } from "../contract/tables/trade-bin.ts";
import { type PastContract, type PastIndex, withOthers } from "./other-pasts.ts";

const UNTIL = Date.parse("2026-11-22T10:07:31.500Z");
const DAY_MS = 86_400_000;
const RATES = {
  maxOrderQty: 1e8,
  maxPriceTicks: 1e7,
  initMarginRate: 5_000_000,
  maintMarginRate: 2_500_000,
  makerFeeRate: -50_000,
  takerFeeRate: 250_000,
  settlementFeeRate: 0,
  riskLimitSats: 5e9,
  riskStepSats: 5e9,
};
const LINEAR = { ...RATES, isInverse: false, multiplierSats: 1e8, pointsPerUnit: 1e8, pointsPerTick: 1, lotSize: 1, valuationLot: 1 };
const QUANTO = { ...LINEAR, multiplierSats: 100, pointsPerUnit: 100, pointsPerTick: 5 };
const ADA: PastIndex = { symbol: ".BADAXBT", lastPrice: 0.000_008_12, pointsPerUnit: 1e8 };
const ETH: PastIndex = { symbol: ".BETH", lastPrice: 3_000, pointsPerUnit: 100 };
const ADAZ26: PastContract = {
  symbol: "ADAZ26",
  index: ".BADAXBT",
  terms: LINEAR,
  factor: 1.01,
  settlePerQuote: null,
  sinceMs: UNTIL - 10 * DAY_MS,
};
const ETHUSD: PastContract = { symbol: "ETHUSD", index: ".BETH", terms: QUANTO, factor: 1, settlePerQuote: 1_667, sinceMs: 0 };

const past = (seed: number, index: PastIndex, contract: PastContract) => [
  ...withOthers([], { indices: [index], contracts: [contract] }, seed, 30, UNTIL),
];
const binsOf = (all: ReturnType<typeof past>, symbol: string, widthMs: number) =>
  all.filter((one) => one.symbol === symbol && one.widthMs === widthMs).map(({ bin }) => bin);

test("SCR-004 the made-up past of another index has hours and days for a month, minutes for a day, joined without a gap, and ends at its price", () => {
  const all = past(1, ADA, ADAZ26);
  expect(past(1, ADA, ADAZ26)).toEqual(all);
  expect(past(2, ADA, ADAZ26)).not.toEqual(all);
  for (const [width, least] of [
    ["1h", 30 * 24],
    ["1d", 30],
    ["5m", 24 * 12],
    ["1m", 24 * 60],
  ] as const) {
    const bins = binsOf(all, ".BADAXBT", BIN_SIZES[width]);
    expect(bins.length).toBeGreaterThanOrEqual(least - 1);
    expect(bins.length).toBeLessThanOrEqual(least + 2);
    expect(bins.at(-1)?.close).toBe(0.000_008_12);
    for (const [i, bin] of bins.entries()) {
      const before = bins[i - 1];
      if (before === undefined) continue;
      expect([bin.open, bin.endMs - before.endMs]).toEqual([before.close, BIN_SIZES[width]]);
      expect(bin.low).toBeLessThanOrEqual(bin.high);
    }
  }
});

test("SCR-004 a contract's past follows its index at its distance, on its ticks, from its listing on, and trades", () => {
  const all = past(1, ADA, ADAZ26);
  const days = binsOf(all, "ADAZ26", BIN_SIZES["1d"]);
  expect(days.length).toBeLessThanOrEqual(11);
  expect(days.at(-1)?.close).toBe(0.000_008_2);
  for (const bin of binsOf(all, "ADAZ26", BIN_SIZES["1h"])) {
    expect(bin.close).toBe(Number(bin.close.toFixed(8)));
    expect(bin.volume).toBeGreaterThan(0);
    expect(bin.turnoverSats).toBe(Math.round(bin.volume * Math.round(bin.close * 1e8)));
    expect(bin.home).toBe(bin.volume);
    expect(bin.foreign).toBe(bin.turnoverSats / 1e8);
  }
  const [quanto] = binsOf(past(3, ETH, ETHUSD), "ETHUSD", BIN_SIZES["1d"]).slice(-1);
  expect(quanto?.close).toBe(3_000);
  // Dollars at 1,667 satoshis each, and as much ether as they buy.
  expect(quanto?.foreign).toBeCloseTo((quanto?.turnoverSats ?? 0) / 1_667, 6);
  expect(quanto?.home).toBeCloseTo((quanto?.foreign ?? 0) / 3_000, 6);
});
