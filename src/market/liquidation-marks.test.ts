import { describe, expect, test } from "vitest";
import { LiquidationMarks } from "./liquidation-marks.ts";
import { Tape } from "./tape.ts";

const trade = (id: string, side: string, size: number, price: number) => ({ trdMatchID: id, side, size, price, symbol: "XBTUSD" });
const order = (leavesQty: number) => ({ orderID: "o", symbol: "XBTUSD", side: "Sell", price: 59_000, leavesQty });

function aMarket() {
  const tape = new Tape();
  return { tape, marks: new LiquidationMarks(tape) };
}

describe("CHT-002 liquidations in the tape", () => {
  test("CHT-002 trades that make up what an order of the house lost are marked, whichever is told first", () => {
    const { tape, marks } = aMarket();
    marks.insert([order(500)]);
    tape.insert([trade("other", "Buy", 100, 59_100), trade("one", "Sell", 200, 59_050)]);
    marks.update([{ orderID: "o", symbol: "XBTUSD", leavesQty: 300 }]);
    expect([...marks.ids()]).toEqual(["one"]);
    // The rest waits in the book and is taken there.
    marks.remove([{ orderID: "o", symbol: "XBTUSD" }]);
    tape.insert([trade("two", "Buy", 100, 59_000)]);
    expect([...marks.ids()]).toEqual(["one"]);
    tape.insert([trade("three", "Buy", 200, 59_000)]);
    expect([...marks.ids()].sort()).toEqual(["one", "three", "two"]);
  });

  test("CHT-002 what does not add up is not marked: the order was withdrawn", () => {
    const { tape, marks } = aMarket();
    marks.image([order(500)]);
    tape.insert([trade("a", "Sell", 300, 59_050), trade("b", "Sell", 900, 59_050), trade("c", "Sell", 200, 58_000)]);
    marks.remove([{ orderID: "o", symbol: "XBTUSD" }]);
    for (let i = 0; i < 40; i++) tape.insert([trade(`later ${i}`, "Buy", 700, 60_000)]);
    tape.insert([trade("d", "Sell", 200, 59_050)]);
    expect(marks.ids().size).toBe(0);
    expect(marks.update([{ orderID: "unknown", symbol: "XBTUSD" }])).toBe(1);
  });
});
