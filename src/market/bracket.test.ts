import { describe, expect, test } from "vitest";
import { bracketId, bracketPartOf, endFault, endsOf, newLink } from "./bracket.ts";

const LINK = newLink("0f9e8d7c-6b5a-4f3e-8d2c-1b0a99887766");

describe("TKT-001 brackets", () => {
  test("TKT-001 the ids of an order and its ends name the bracket and the part, and fit the contract", () => {
    for (const part of ["entry", "takeProfit", "stopLoss"] as const) {
      const id = bracketId(LINK, part);
      expect(id.length).toBeLessThanOrEqual(36);
      expect(bracketPartOf(id)).toEqual({ link: LINK, part });
    }
    expect(bracketPartOf("0f9e8d7c-6b5a-4f3e-8d2c-1b0a99887766")).toBeNull();
  });

  test("TKT-001 the ends are of the other side, reduce-only, and wait for the mark", () => {
    expect(endsOf("XBTUSD", "Buy", 300, { takeProfit: 62_000, stopLoss: 58_000 }, LINK)).toEqual([
      {
        symbol: "XBTUSD",
        side: "Sell",
        ordType: "MarketIfTouched",
        orderQty: 300,
        stopPx: 62_000,
        execInst: "ReduceOnly,MarkPrice",
        clOrdID: bracketId(LINK, "takeProfit"),
      },
      {
        symbol: "XBTUSD",
        side: "Sell",
        ordType: "Stop",
        orderQty: 300,
        stopPx: 58_000,
        execInst: "ReduceOnly,MarkPrice",
        clOrdID: bracketId(LINK, "stopLoss"),
      },
    ]);
    expect(endsOf("XBTUSD", "Sell", 300, { takeProfit: null, stopLoss: 62_000 }, LINK)).toMatchObject([{ side: "Buy", ordType: "Stop" }]);
  });

  test("TKT-001 an end lies beyond the mark and the entry, on its own side", () => {
    expect(endFault("takeProfit", "Buy", 61_000, 59_000, 60_000)).toBeNull();
    expect(endFault("takeProfit", "Buy", 59_500, 59_000, 60_000)).toMatch(/above the mark/);
    expect(endFault("stopLoss", "Buy", 59_500, 59_000, 60_000)).toMatch(/below its entry/);
    expect(endFault("stopLoss", "Buy", 58_000, 59_000, 60_000)).toBeNull();
    expect(endFault("takeProfit", "Sell", 61_000, null, 60_000)).toMatch(/below the mark/);
    expect(endFault("stopLoss", "Sell", 61_000, null, 60_000)).toBeNull();
  });
});
