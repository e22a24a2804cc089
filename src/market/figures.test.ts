import { describe, expect, test } from "vitest";
import { age, cleanPasted, coins, decimalsOf, figure, readFigure, signed, signedCoins, signedPercent, signOf } from "./figures.ts";

describe("UI-002 figures", () => {
  test("UI-002 the minus is a minus, and zero has no sign", () => {
    expect(figure(-1234.5, 1)).toBe("−1,234.5");
    expect(figure(-0.04, 1)).toBe("0.0");
    expect(signed(0.04, 1)).toBe("0.0");
    expect(signed(2, 0)).toBe("+2");
    expect(signedPercent(-0.1234, 1)).toBe("−12.3 %");
  });

  test("UI-002 what is missing is a dash, never zero and never blank", () => {
    expect([figure(null), signed(undefined), coins(null), figure(Number.NaN)]).toEqual(["–", "–", "–", "–"]);
  });

  test("UI-002 satoshis are shown as coins", () => {
    expect(coins(41_770_000)).toBe("0.4177");
    expect(coins(1, 8)).toBe("0.00000001");
    expect([coins(100_000_000), coins(123_456_789_012), coins(0)]).toEqual(["1.0000", "1,234.5679", "0.0000"]);
  });

  test("UI-002 an amount that is not zero never reads as zero, and keeps its sign", () => {
    expect([coins(8_333_333), coins(833_333), coins(6_249), coins(-120)]).toEqual(["0.08333", "0.008333", "0.00006249", "−0.00000120"]);
    expect([signedCoins(2_083), signedCoins(-1), signedCoins(0)]).toEqual(["+0.00002083", "−0.00000001", "0.0000"]);
    for (let sats = 1; sats <= 100_000_000; sats = Math.ceil(sats * 1.7)) {
      expect(coins(sats)).toMatch(/[1-9]/);
      expect([signOf(signedCoins(sats)), signOf(signedCoins(-sats))]).toEqual(["plus", "minus"]);
    }
  });

  test("UI-002 what is typed is read with separators, thousand and million", () => {
    expect([readFigure("59,850.5"), readFigure("25k"), readFigure(" 1.5m "), readFigure("25 000")]).toEqual([
      59_850.5, 25_000, 1_500_000, 25_000,
    ]);
    expect([readFigure(""), readFigure("abc"), readFigure("-5"), readFigure("1e5"), readFigure("1.2.3")]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test("TKT-002 of a pasted text the figure is left, whatever dress it came in", () => {
    const pasted: readonly (readonly [string, string | null])[] = [
      ["$60,012.50", "60012.50"],
      ["60.012,5 USD", "60012.5"],
      ["Buy 1 000 contracts", "1000"],
      ["1,250,000", "1250000"],
      ["1,250", "1250"],
      ["0,125", "0125"],
      ["12,5", "12.5"],
      ["2.5k", "2.5k"],
      ["3 m", "3m"],
      ["5 messages", "5"],
      ["59'990.5\n", "59990.5"],
      ["no figure", null],
    ];
    expect(pasted.map(([text]) => cleanPasted(text))).toEqual(pasted.map(([, figure]) => figure));
  });

  test("UI-002 decimals follow from the price step", () => {
    expect([decimalsOf(0.5), decimalsOf(0.01), decimalsOf(1), decimalsOf(1e-8)]).toEqual([1, 2, 0, 8]);
  });

  test("UI-002 ages are short", () => {
    expect([age(100), age(14_200), age(300_000), age(7_300_000)]).toEqual(["0.1 s", "14 s", "5 min", "2 h"]);
  });
});
