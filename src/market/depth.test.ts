import { describe, expect, test } from "vitest";
import { Book } from "./book.ts";
import { depthOf, standingWithin } from "./depth.ts";

function aBook(): Book {
  const book = new Book();
  book.replace([
    { id: 1, side: "Buy", price: 9_999, size: 100 },
    { id: 2, side: "Buy", price: 9_990, size: 300 },
    { id: 3, side: "Buy", price: 9_000, size: 1_000_000 },
    { id: 4, side: "Sell", price: 10_001, size: 50 },
    { id: 5, side: "Sell", price: 10_020, size: 200 },
  ]);
  return book;
}

describe("CHT-002 the depth of the book", () => {
  test("CHT-002 both sides add up outwards, and what is far off is left out", () => {
    const depth = depthOf(aBook());
    expect(depth).toEqual({
      middle: 10_000,
      bids: [
        { price: 9_999, total: 100 },
        { price: 9_990, total: 400 },
      ],
      asks: [
        { price: 10_001, total: 50 },
        { price: 10_020, total: 250 },
      ],
      reach: 10,
    });
    expect(depthOf(new Book())).toBeNull();
  });

  test("CHT-002 what stands within a distance is told as far as the book is known, and not beyond", () => {
    const depth = depthOf(aBook());
    if (depth === null) throw new Error("the book has both sides");
    expect([0.0005, 0.001, 0.0025].map((distance) => standingWithin(depth, "bids", distance))).toEqual([100, null, null]);
    expect([0.00005, 0.0005, 0.0025].map((distance) => standingWithin(depth, "asks", distance))).toEqual([0, 50, null]);
  });
});
