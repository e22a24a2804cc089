import { describe, expect, test } from "vitest";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { Book } from "./book.ts";
import { ladderOf, rungAt, rungBeside } from "./ladder.ts";

/** A tick is half a dollar. */
const terms = { pointsPerUnit: 100, pointsPerTick: 50 } as ContractTerms;

function aBook(): Book {
  const book = new Book();
  book.replace(
    (
      [
        ["Sell", 60_006, 400],
        ["Sell", 60_005, 300],
        ["Sell", 60_000.5, 200],
        ["Buy", 60_000, 100],
        ["Buy", 59_999.5, 50],
        ["Buy", 59_995, 25],
        ["Buy", 59_994.5, 10],
      ] as const
    ).map(([side, price, size], id) => ({ id, side, price, size })),
  );
  return book;
}

const rows = (rungs: readonly { readonly price: number; readonly size: number; readonly total: number }[]) =>
  rungs.map(({ price, size, total }) => [price, size, total]);

describe("BOK-001 grouped rows", () => {
  test("BOK-001 bids are grouped downwards and offers upwards, with running totals, and nothing is lost", () => {
    const { bids, asks } = ladderOf(aBook(), 25, { terms, ticks: 10 });
    expect(rows(bids)).toEqual([
      [60_000, 100, 100],
      [59_995, 75, 175],
      [59_990, 10, 185],
    ]);
    expect(rows(asks)).toEqual([
      [60_005, 500, 500],
      [60_010, 400, 900],
    ]);
  });

  test("BOK-001 one tick is one row a level", () => {
    expect(rows(ladderOf(aBook(), 25, { terms, ticks: 1 }).bids)).toEqual(rows(ladderOf(aBook(), 25, null).bids));
    expect(rows(ladderOf(aBook(), 2, null).bids)).toEqual([
      [60_000, 100, 100],
      [59_999.5, 50, 150],
    ]);
  });

  test("BOK-001 a full side ends with its last row whole", () => {
    expect(rows(ladderOf(aBook(), 2, { terms, ticks: 10 }).bids)).toEqual([
      [60_000, 100, 100],
      [59_995, 75, 175],
    ]);
  });
});

describe("BOK-001 walking the rows", () => {
  const ladder = ladderOf(aBook(), 25, null);

  test("BOK-001 the keyboard starts at the spread and walks over it, and stops at the ends", () => {
    expect(rungBeside(ladder, null, 1)?.price).toBe(60_000.5);
    expect(rungBeside(ladder, null, -1)?.price).toBe(60_000);
    expect(rungBeside(ladder, { side: "Sell", price: 60_000.5 }, -1)?.price).toBe(60_000);
    expect(rungBeside(ladder, { side: "Buy", price: 60_000 }, 1)?.price).toBe(60_000.5);
    expect(rungBeside(ladder, { side: "Buy", price: 60_000 }, -99)?.price).toBe(59_994.5);
    expect(rungBeside(ladder, { side: "Buy", price: 60_000 }, 99)?.price).toBe(60_006);
  });

  test("BOK-001 where a level has gone meanwhile, the next one outwards stands for it", () => {
    expect(rungAt(ladder, { side: "Sell", price: 60_003 })?.price).toBe(60_005);
    expect(rungAt(ladder, { side: "Buy", price: 59_998 })?.price).toBe(59_995);
    expect(rungAt({ bids: [], asks: [] }, { side: "Buy", price: 1 })).toBe(undefined);
    expect(rungBeside({ bids: [], asks: [] }, null, 1)).toBe(undefined);
  });
});
