import { describe, expect, test } from "vitest";
import {
  LEVERAGE_SCALE_MAX,
  LEVERAGE_STOPS,
  leverageAtPlace,
  leverageBySteps,
  mostLeverage,
  placeOfLeverage,
  scaleMaxOf,
  stopsUpTo,
} from "./leverage-scale.ts";

describe("UI-002 the leverage slider", () => {
  test("UI-002 stops stand at equal distances and are met exactly", () => {
    const places = LEVERAGE_STOPS.map((stop) => placeOfLeverage(stop * 100));
    expect(places).toEqual([0, 100, 200, 300, 400, 500, LEVERAGE_SCALE_MAX]);
    expect(places.map((place) => leverageAtPlace(place))).toEqual(LEVERAGE_STOPS.map((stop) => stop * 100));
  });

  test("UI-002 leverage never falls as the handle goes right, and stays within one and a hundred", () => {
    let before = 0;
    for (let place = 0; place <= LEVERAGE_SCALE_MAX; place++) {
      const leverage = leverageAtPlace(place);
      expect(leverage).toBeGreaterThanOrEqual(before);
      before = leverage;
    }
    expect(before).toBe(10_000);
    expect(leverageAtPlace(0)).toBe(100);
  });

  test("UI-002 a leverage below one or above a hundred stands at the end", () => {
    expect([placeOfLeverage(50), placeOfLeverage(20_000)]).toEqual([0, LEVERAGE_SCALE_MAX]);
  });

  test("UI-002 every step is another leverage, upwards and downwards the same ones, and each has a place that leads back to it", () => {
    const upwards = [100];
    for (let at = 100; at < 10_000; ) {
      const next = leverageBySteps(at, 1);
      expect(next).toBeGreaterThan(at);
      expect(leverageAtPlace(placeOfLeverage(next))).toBe(next);
      upwards.push(next);
      at = next;
    }
    const downwards = [10_000];
    for (let at = 10_000; at > 100; ) {
      at = leverageBySteps(at, -1);
      downwards.push(at);
    }
    expect(downwards.toReversed()).toEqual(upwards);
    expect([leverageBySteps(10_000, 1), leverageBySteps(100, -1), leverageBySteps(1_000, 10)]).toEqual([10_000, 100, 1_500]);
  });

  test("UI-002 from a typed leverage a step leads to the next round one", () => {
    expect([leverageBySteps(3_333, 1), leverageBySteps(3_333, -1), leverageBySteps(1_001, -1), leverageBySteps(995, 1)]).toEqual([
      3_400, 3_300, 1_000, 1_000,
    ]);
  });
});

describe("SCR-003 leverage up to what a contract gives", () => {
  test("SCR-003 TKT-004 the slider ends at the contract's own most, and a raised risk limit shortens it", () => {
    expect(stopsUpTo(mostLeverage({ initMarginRate: 5_000_000 }))).toEqual([1, 2, 5, 10, 20]);
    expect(stopsUpTo(mostLeverage({ initMarginRate: 3_000_000 }))).toEqual([1, 2, 5, 10, 25, 33.33]);
    expect(stopsUpTo(mostLeverage({ initMarginRate: 1_500_000 }))).toEqual([1, 2, 5, 10, 25, 50, 66.66]);
    const stops = stopsUpTo(2_000);
    expect([leverageAtPlace(scaleMaxOf(stops), stops), leverageBySteps(2_000, 1, stops), placeOfLeverage(2_000, stops)]).toEqual([
      2_000, 2_000, 400,
    ]);
  });
});
