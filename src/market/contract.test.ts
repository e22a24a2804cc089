import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { unrealisedPnlSats, valueSats } from "../../bff/contract/pricing/value.ts";
import { aRow } from "../test-support/instruments.ts";
import { RECORDED_INSTRUMENTS, recordedInstruments } from "../test-support/recordings.ts";
import { contractOf, contractsOf } from "./contract.ts";
import { contractsFor, lotIn, nearestTick, sizeUnitsOf } from "./order-size.ts";
import { equityUsd, hasDollars, linearPnlSats, pnlSats, stakeAtPrice } from "./stake.ts";

const NO_PRICE = { liquidation: null, bankruptcy: null };

function contract(name: Parameters<typeof aRow>[0]) {
  const found = contractOf(aRow(name));
  if (found === null) throw new Error(`${name} is no contract`);
  return found;
}

describe("SCR-001 a contract of any kind in its own units", () => {
  test.each([
    ["XBTUSD", "Inverse perpetual", "USD", "USD", 1, 2],
    ["ETHUSD", "Quanto perpetual", "USD", "contracts", 2, 2],
    ["XBTZ26", "Inverse future", "USD", "USD", 1, 2],
    ["ADAZ26", "Linear future", "XBT", "ADA", 8, 8],
    ["LTCZ26", "Linear future", "XBT", "LTC", 6, 8],
  ] as const)(
    "SCR-001 %s is a %s in %s, sized in %s, its prices with %d decimals and its marks with %d",
    (symbol, kind, quote, sizeUnit, priceDecimals, markDecimals) => {
      expect(contract(symbol)).toMatchObject({ kind, quote, sizeUnit, priceDecimals, markDecimals });
    },
  );

  test("SCR-001 values by kind: inverse over the price, quanto by its multiplier, linear by the price itself", () => {
    // Source: published trades; 6 of ETHUSD at 85.85 are 51,510 satoshis.
    expect(valueSats(contract("ETHUSD").terms, 6, 8_585)).toBe(51_510);
    expect(valueSats(contract("XBTZ26").terms, -1, 6_000_000)).toBe(1_667);
    expect(valueSats(contract("XBTUSD").terms, -100, 6_000_000)).toBe(166_667);
    expect(valueSats(contract("ADAZ26").terms, 1_000, 812)).toBe(812_000);
    expect(unrealisedPnlSats(contract("ADAZ26").terms, -1_000, -812_000, 800)).toBe(12_000);
  });

  test("SCR-001 prices are kept on the tick of each contract, with no dust of arithmetic", () => {
    expect(nearestTick(contract("ADAZ26").terms, 0.000_008_123_4)).toBe(0.000_008_12);
    expect(nearestTick(contract("LTCZ26").terms, 0.001_234)).toBe(0.001_235);
    expect(nearestTick(contract("ETHUSD").terms, 3_000.13)).toBe(3_000.15);
  });

  test("SCR-001 a size is typed in dollars only where a contract is worth the same of them at every price", () => {
    const facts = (symbol: "XBTUSD" | "ETHUSD" | "ADAZ26", points: number) =>
      ({
        terms: contract(symbol).terms,
        side: "Buy",
        points,
        markPoints: points,
        leverage: 1_000,
        availableSats: 100_000_000,
        balanceSats: 100_000_000,
        stopPoints: null,
      }) as const;
    expect(sizeUnitsOf(contract("XBTUSD").terms)).toContain("USD");
    expect(sizeUnitsOf(contract("ETHUSD").terms)).not.toContain("USD");
    expect(contractsFor("USD", 1_000, facts("ADAZ26", 812))).toBe(null);
    expect(lotIn("USD", facts("ETHUSD", 300_000))).toBe(null);
    // 0.01 XBT: 300,000 satoshis an ETHUSD at 3,000; 812 an ADA.
    expect(contractsFor("XBT", 0.01, facts("ETHUSD", 300_000))).toBe(3);
    expect(contractsFor("XBT", 0.01, facts("ADAZ26", 812))).toBe(1_231);
  });

  test("SCR-001 equity in dollars goes by the contract's own price where it is inverse, and by what a coin is worth otherwise", () => {
    const inverse = stakeAtPrice(contract("XBTUSD").terms, 60_000, 6_000_000, 100, NO_PRICE);
    const quanto = stakeAtPrice(contract("ETHUSD").terms, 100, 300_000, 100, NO_PRICE);
    expect([hasDollars(inverse), hasDollars(quanto)]).toEqual([true, false]);
    expect(equityUsd(quanto, 3_300)).toBe(null);
    const valued = { ...quanto, coinUsd: 60_000 };
    // 100 contracts of 100 satoshis gain 0.03 XBT for 300 dollars, which is 1,800 dollars whatever XBTUSD does.
    expect(pnlSats(valued, 3_300)).toBe(3_000_000);
    expect((equityUsd(valued, 3_300) ?? 0) - (equityUsd(valued, 3_000) ?? 0)).toBeCloseTo(1_800, 6);
    expect(linearPnlSats(valued, 3_300)).toBeCloseTo(pnlSats(valued, 3_300), 6);
    expect(equityUsd(inverse, 66_000)).not.toBe(null);
  });

  test("SCR-001 contracts stay the same objects until something of them changes", () => {
    const rows = [aRow("XBTUSD"), aRow("ADAZ26"), aRow(".BXBT")];
    const first = contractsOf(rows, new Map());
    expect([...first.keys()]).toEqual(["XBTUSD", "ADAZ26"]);
    expect(contractsOf([{ ...aRow("XBTUSD"), lastPrice: 1 }, ...rows.slice(1)], first)).toBe(first);
    const changed = contractsOf([aRow("XBTUSD"), { ...aRow("ADAZ26"), tickSize: 0.000_000_1 }, rows[2] ?? aRow(".BXBT")], first);
    expect(changed).not.toBe(first);
    expect(changed.get("XBTUSD")).toBe(first.get("XBTUSD"));
    expect(changed.get("ADAZ26")?.priceDecimals).toBe(7);
  });

  test("SCR-001 every recorded contract is understood", (context) => {
    context.skip(!existsSync(RECORDED_INSTRUMENTS), `there is no ${RECORDED_INSTRUMENTS}`);
    const kinds = recordedInstruments().flatMap((row) => {
      const found = contractOf(row);
      return found === null ? [] : [[found.symbol, found.kind, found.quote, found.priceDecimals]];
    });
    expect(kinds).toContainEqual(["XBTUSD", "Inverse perpetual", "USD", 1]);
    expect(kinds).toContainEqual(["ETHUSD", "Quanto perpetual", "USD", 2]);
    expect(kinds.every(([, kind]) => /^(Inverse|Quanto|Linear) (perpetual|future)$/.test(String(kind)))).toBe(true);
  });
});
