import { expect, test } from "vitest";
import { paintDepth } from "./depth-painter.ts";
import type { Inks } from "./inks.ts";
import { INKS, Recorder } from "./testing.ts";

test("CHT-002 the depth chart steps up at every level, bids to the left and offers to the right, and marks own orders", () => {
  const pen = new Recorder();
  const depth = {
    middle: 100,
    reach: 10,
    bids: [
      { price: 99, total: 10 },
      { price: 90, total: 40 },
    ],
    asks: [
      { price: 101, total: 20 },
      { price: 110, total: 30 },
    ],
  };
  const inks = { ...INKS, buy: "buy", sell: "sell" } as Inks;
  paintDepth(pen, 200, 136, inks, { depth, priceDecimals: 1, own: [90, 300] });
  const of = (ink: string) => pen.strokes.find((stroke) => stroke.ink === ink)?.points.map(({ x, y }) => [x, y]);
  // A hundred pixels high: 2.5 for a contract.
  expect(of("buy")).toEqual([
    [90, 118],
    [90, 118],
    [90, 93],
    [0, 93],
    [0, 18],
    [0, 18],
  ]);
  expect(of("sell")?.at(-1)).toEqual([200, 43]);
  expect(pen.bars.filter(({ ink }) => ink === "accent")).toHaveLength(1);
  expect(pen.texts).toEqual(["90.0", "100.0", "110.0", "40"]);
});
