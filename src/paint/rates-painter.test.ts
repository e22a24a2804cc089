import { expect, test } from "vitest";
import type { Inks } from "./inks.ts";
import { paintRates } from "./rates-painter.ts";
import { INKS, Recorder } from "./testing.ts";

const inks = { ...INKS, overlay: "overlay", buy: "buy", sell: "sell" } as Inks;
const points = [
  { atMs: 0, rate: 0.0001 },
  { atMs: 28_800_000, rate: -0.0002 },
  { atMs: 57_600_000, rate: 0.0001 },
];

test("CHT-002 fundings are bars on either side of zero, in the hue of who pays, and the basis is a line through all its points", () => {
  const bars = new Recorder();
  paintRates(bars, 400, 120, inks, { look: "bars", points, decimals: 4 });
  expect(bars.bars.slice(1).map(({ ink }) => ink)).toEqual(["sell", "buy", "sell"]);
  const line = new Recorder();
  paintRates(line, 400, 120, inks, { look: "line", points, decimals: 2 });
  const drawn = line.strokes.find(({ ink }) => ink === "text")?.points ?? [];
  expect(drawn).toHaveLength(3);
  expect(drawn[1]?.y).toBeGreaterThan(drawn[0]?.y ?? 0);
  const empty = new Recorder();
  paintRates(empty, 400, 120, inks, { look: "line", points: [], decimals: 2 });
  expect([empty.strokes.length, empty.texts.length]).toEqual([0, 0]);
});
