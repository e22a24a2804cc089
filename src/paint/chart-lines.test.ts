import { describe, expect, test } from "vitest";
import { spreadTags } from "./chart-lines.ts";

describe("UI-002 tags on the chart", () => {
  test("UI-002 tags that would overlap are pushed apart by whole tags, in the order of their prices", () => {
    expect(spreadTags([100, 50, 105, 200], 20)).toEqual([100, 50, 120, 200]);
    expect(spreadTags([100, 100, 100], 20)).toEqual([100, 120, 140]);
  });

  test("UI-002 tags with room enough stay where they are", () => {
    expect(spreadTags([10, 40, 80], 20)).toEqual([10, 40, 80]);
  });
});
