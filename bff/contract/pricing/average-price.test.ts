import * as fc from "fast-check";
import { expect, test } from "vitest";
import { averagePrice, breakEvenPrice } from "./average-price.ts";
import { heldPosition, XBTUSD, XBTUSD_2019 } from "./testing.ts";
import { valueSats } from "./value.ts";

test("ENG-001 average entry prices of published rows come out, each position entered at one price", () => {
  const published: readonly [number, number, number][] = [
    [-1, 9_284, 10_771],
    [1, -26_459, 3_779.5],
    [-30, 756_060, 3_968],
    [1, -15_957, 6_267],
    [1, -13_048, 7_664],
    [-2_000, 18_668_000, 10_713.5],
    [-10, 91_340, 10_948],
  ];
  for (const [contracts, cost, price] of published) expect(averagePrice(XBTUSD_2019, contracts, cost)).toBe(price);
});

test("ENG-001 entered at one price a position shows that price, entered at two the mean of their values", () => {
  expect(averagePrice(XBTUSD, 1_000, -1_666_670)).toBe(60_000);
  expect(averagePrice(XBTUSD, 200, valueSats(XBTUSD, 100, 6_000_000) + valueSats(XBTUSD, 100, 6_100_000))).toBe(60_495.8848);
  expect(averagePrice(XBTUSD, 0, 0)).toBeNull();
  fc.assert(
    fc.property(heldPosition, ({ terms, contracts, entryTicks }) => {
      const cost = valueSats(terms, contracts, entryTicks * terms.pointsPerTick);
      const shown = averagePrice(terms, contracts, cost) as number;
      // Where neighbouring ticks round to one value, any of them may be shown.
      const ticks = Math.round((shown * terms.pointsPerUnit) / terms.pointsPerTick);
      expect(valueSats(terms, contracts, ticks * terms.pointsPerTick)).toBe(cost);
    }),
  );
});

test("ENG-001 break-even prices of published rows come out to the tick", () => {
  expect(breakEvenPrice(XBTUSD_2019, -30, 756_060, 189)).toBe(3_968.5);
  expect(breakEvenPrice(XBTUSD_2019, 1, -15_957, 3)).toBe(6_266);
  expect(breakEvenPrice(XBTUSD_2019, 1, -13_048, -9)).toBe(7_669.5);
  expect(breakEvenPrice(XBTUSD, 500, -1_485_034, -4_095)).toBe(33_762.5);
  expect(breakEvenPrice(XBTUSD, 0, 0, -4_095)).toBeNull();
});

test("ENG-001 closed at its break-even price a position has lost nothing, and gained less than a tick and a satoshi a lot", () => {
  fc.assert(
    fc.property(heldPosition, fc.integer({ min: -50, max: 50 }), ({ terms, contracts, entryTicks }, realisedTenths) => {
      const cost = valueSats(terms, contracts, entryTicks * terms.pointsPerTick);
      const realised = Math.round((Math.abs(cost) * realisedTenths) / 10_000);
      const price = breakEvenPrice(terms, contracts, cost, realised);
      if (price === null) return;
      const ticks = Math.round((price * terms.pointsPerUnit) / terms.pointsPerTick);
      const lots = Math.abs(contracts) / terms.valuationLot;
      const profitAt = (at: number) => valueSats(terms, contracts, at * terms.pointsPerTick) - cost + realised;
      const worse = contracts > 0 ? -1 : 1;
      expect(profitAt(ticks)).toBeGreaterThanOrEqual(0);
      expect(profitAt(ticks + 2 * worse)).toBeLessThanOrEqual(lots);
    }),
  );
});
