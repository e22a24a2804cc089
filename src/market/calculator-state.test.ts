import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CALCULATORS, FIGURES, readCalculatorState, writeCalculatorState } from "./calculator-state.ts";

const value = fc.option(
  fc.integer({ min: 1, max: 99_999_999_999 }).map((points) => points / 100),
  { nil: null },
);
const side = fc.constantFrom("Buy" as const, "Sell" as const);
const state = fc.record({
  calculator: fc.constantFrom(...CALCULATORS),
  contract: fc.constantFrom(null, "XBTUSD", "ETHZ26"),
  side,
  isCross: fc.boolean(),
  figures: fc.record(Object.fromEntries(FIGURES.map((name) => [name, value])) as Record<(typeof FIGURES)[number], typeof value>),
  trades: fc.option(fc.array(fc.record({ side, contracts: value, price: value }), { minLength: 1, maxLength: 12 }), { nil: null }),
});

describe("RSK-010 the address of a calculation", () => {
  test("RSK-010 what is written into the address is read back as it was", () => {
    fc.assert(
      fc.property(state, (one) => {
        expect(readCalculatorState(writeCalculatorState(one))).toEqual(one);
      }),
    );
  });

  test("RSK-010 an address that somebody broke falls back to defaults, figure by figure", () => {
    const read = readCalculatorState(
      "show=nonsense&contract=<b>&side=up&contracts=-5&entry=1e9&exit=66000.5&trades=B100@60000,oops,S@&leverage=NaN",
    );
    expect(read).toMatchObject({ calculator: "pnl", contract: null, side: "Buy", isCross: false });
    expect(read.figures).toMatchObject({ contracts: null, entry: null, exit: 66_000.5, leverage: null });
    expect(read.trades).toEqual([
      { side: "Buy", contracts: 100, price: 60_000 },
      { side: "Sell", contracts: null, price: null },
    ]);
  });

  test("RSK-010 an address reads well", () => {
    const empty = readCalculatorState("");
    const figures = { ...empty.figures, contracts: 10_000, entry: 60_000.5 };
    expect(writeCalculatorState({ ...empty, figures, trades: [{ side: "Buy", contracts: 100, price: 60_000 }] })).toBe(
      "show=pnl&side=Buy&contracts=10000&entry=60000.5&trades=B100@60000",
    );
  });
});
