import { describe, expect, test } from "vitest";
import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import type { OrderRow } from "../../bff/contract/tables/order.ts";
import { type BracketPart, bracketId } from "./bracket.ts";
import { spentEnds, strayEnds } from "./bracket-ends.ts";

const ONE = "a".repeat(20);
const OTHER = "b".repeat(20);
const open = (link: string, part: BracketPart, side: "Buy" | "Sell"): OrderRow =>
  ({ clOrdID: bracketId(link, part), symbol: "XBTUSD", side, ordStatus: "New" }) as OrderRow;
const told = (link: string, part: BracketPart, ordStatus: string, cumQty: number): ExecutionRow =>
  ({ clOrdID: bracketId(link, part), symbol: "XBTUSD", ordStatus, cumQty }) as ExecutionRow;
const ENDS = [open(ONE, "takeProfit", "Sell"), open(ONE, "stopLoss", "Sell"), open(OTHER, "stopLoss", "Sell")];
const ofOne = [bracketId(ONE, "takeProfit"), bracketId(ONE, "stopLoss")];

describe("TKT-001 the ends of a bracket are linked", () => {
  test("TKT-001 where one end has traded whole the other is spent, and no end of another bracket", () => {
    const left = ENDS.slice(1);
    expect(spentEnds(left, [told(ONE, "takeProfit", "Filled", 300)])).toEqual([bracketId(ONE, "stopLoss")]);
    expect(spentEnds(left, [told(ONE, "takeProfit", "PartiallyFilled", 100)])).toEqual([]);
  });

  test("TKT-001 where the order ended without a fill both are spent, and after a part of one neither", () => {
    expect(spentEnds(ENDS, [told(ONE, "entry", "Canceled", 0)])).toEqual(ofOne);
    expect(spentEnds(ENDS, [told(ONE, "entry", "Canceled", 100)])).toEqual([]);
    expect(spentEnds(ENDS, [told(ONE, "entry", "Filled", 300)])).toEqual([]);
  });

  test("TKT-001 ends without an open order and without a position that they reduce are stray", () => {
    const entry = open(ONE, "entry", "Buy");
    expect(strayEnds([entry, ...ENDS.slice(0, 2)], [])).toEqual([]);
    expect(strayEnds(ENDS.slice(0, 2), [{ symbol: "XBTUSD", currentQty: 100 }])).toEqual([]);
    expect(strayEnds(ENDS.slice(0, 2), [{ symbol: "XBTUSD", currentQty: -100 }])).toEqual(ofOne);
    expect(strayEnds(ENDS.slice(0, 2), [])).toEqual(ofOne);
  });
});
