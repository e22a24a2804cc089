import { expect, test } from "vitest";
import { atOpacity } from "./inks.ts";

test("WSP-007 an ink takes an opacity also where the build has shortened white to three digits, and a system's colour stays itself", () => {
  expect(atOpacity("#d3c2ff", 0.5)).toBe("#d3c2ff80");
  expect(atOpacity("#fff", 0.16)).toBe("#ffffff29");
  expect(atOpacity("#1a2", 1)).toBe("#11aa22ff");
  expect(atOpacity("CanvasText", 0.5)).toBe("CanvasText");
});
