import { expect, test } from "vitest";
import { sessionLimits } from "./session-limits.ts";

test("CON-004 limits are rounded inwards to ticks, and the lower one is a price", () => {
  // 1,000.50 ± 25 % is 750.375 and 1,250.625: between ticks of 0.5.
  expect(sessionLimits(50, 100_050, 25_000_000)).toEqual({ downTicks: 1_501, upTicks: 2_501 });
  expect(sessionLimits(50, 100_000, 25_000_000)).toEqual({ downTicks: 1_500, upTicks: 2_500 });
  expect(sessionLimits(50, 100, 100_000_000)).toEqual({ downTicks: 1, upTicks: 4 });
  expect([sessionLimits(50, 0, 25_000_000), sessionLimits(50, 100_000, 0)]).toEqual([null, null]);
});
