import { describe, expect, test } from "vitest";
import { LEVERAGE_SCALE_MAX, LEVERAGE_STOPS, leverageAtPlace, placeOfLeverage } from "./leverage-scale.ts";

describe("UI-002 the leverage slider", () => {
  test("UI-002 stops stand at equal distances and are met exactly", () => {
    const places = LEVERAGE_STOPS.map((stop) => placeOfLeverage(stop * 100));
    expect(places).toEqual([0, 100, 200, 300, 400, 500, LEVERAGE_SCALE_MAX]);
    expect(places.map(leverageAtPlace)).toEqual(LEVERAGE_STOPS.map((stop) => stop * 100));
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
});
