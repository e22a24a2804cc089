import { expect, test } from "vitest";
import { sparkPath } from "./sparkline.ts";

test("CHT-002 a sparkline runs from the first value to the last, the highest on top, and a still price is a level line", () => {
  expect(sparkPath([1, 3, 2], 60, 12)).toBe("M0 11L30 1L60 6");
  expect(sparkPath([5, 5], 60, 12)).toBe("M0 6L60 6");
  expect(sparkPath([5], 60, 12)).toBeNull();
});
