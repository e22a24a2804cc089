import { describe, expect, test } from "vitest";
import { dueAlerts, MOST_DRAWINGS, withDrawing, withoutDrawing } from "./drawings.ts";

describe("CHT-001 drawings and alerts", () => {
  test("CHT-001 an alert is due when the last price comes to it from its side, and not before", () => {
    const above = { id: "a", price: 61_000, isAbove: true };
    const below = { id: "b", price: 59_000, isAbove: false };
    const due = (last: number | null) => dueAlerts([above, below], last).map(({ id }) => id);
    expect([due(null), due(60_000), due(61_000), due(62_500), due(59_000)]).toEqual([[], [], ["a"], ["a"], ["b"]]);
    expect(dueAlerts(undefined, 60_000)).toEqual([]);
  });

  test("CHT-001 what is drawn is added, taken away, and never grows without end", () => {
    let drawn: readonly { readonly id: string }[] = [];
    for (let i = 0; i < MOST_DRAWINGS + 3; i++) drawn = withDrawing(drawn, { id: String(i) });
    expect([drawn.length, drawn[0]?.id]).toEqual([MOST_DRAWINGS, "3"]);
    expect(withoutDrawing(drawn, "3")[0]?.id).toBe("4");
  });
});
