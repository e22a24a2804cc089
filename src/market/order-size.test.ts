import { describe, expect, test } from "vitest";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { feeSats, valueSats } from "../../bff/contract/pricing/value.ts";
import { Book } from "./book.ts";
import { holdingOf } from "./funds.ts";
import { previewOrder } from "./order-preview.ts";
import { amountOf, contractsFor, lotIn, nearestTick, SIZE_UNITS, type SizeFacts } from "./order-size.ts";

/** XBTUSD: ticks of 0.5, lots of 100. */
const terms: ContractTerms = {
  isInverse: true,
  multiplierSats: 100_000_000,
  pointsPerUnit: 100,
  pointsPerTick: 50,
  lotSize: 100,
  valuationLot: 100,
  maxOrderQty: 10_000_000,
  maxPriceTicks: 2_000_000,
  initMarginRate: 1_000_000,
  maintMarginRate: 500_000,
  makerFeeRate: -25_000,
  takerFeeRate: 75_000,
  settlementFeeRate: 0,
  riskLimitSats: 20_000_000_000,
  riskStepSats: 10_000_000_000,
};
const MARK = 6_000_000;

const facts = (given: Partial<SizeFacts> = {}): SizeFacts => ({
  terms,
  side: "Buy",
  points: MARK,
  markPoints: MARK,
  leverage: 1_000,
  availableSats: 100_000_000,
  balanceSats: 100_000_000,
  stopPoints: null,
  ...given,
});

describe("TKT-002 sizes", () => {
  test("TKT-002 an amount of coins or dollars comes to whole lots and never to more than was typed", () => {
    expect(contractsFor("USD", 1_000, facts())).toBe(1_000);
    expect(contractsFor("USD", 1_099.99, facts())).toBe(1_000);
    expect(contractsFor("XBT", 0.5, facts())).toBe(29_900);
    expect(contractsFor("XBT", 0.5, facts({ points: 5_000_000 }))).toBe(25_000);
    expect(contractsFor("contracts", 150, facts())).toBe(150);
  });

  test("TKT-002 less than a lot is no order, and nobody orders more than the contract takes", () => {
    expect([contractsFor("USD", 99, facts()), contractsFor("XBT", 0.001, facts()), contractsFor("percent", 0.01, facts())]).toEqual([
      null,
      null,
      null,
    ]);
    expect(contractsFor("USD", 1e9, facts())).toBe(terms.maxOrderQty);
  });

  test("TKT-002 what contracts are in a unit comes back to the same contracts", () => {
    for (const unit of SIZE_UNITS.filter((name) => name !== "percent" && name !== "risk")) {
      for (const contracts of [100, 700, 33_300, 9_999_900]) {
        expect(contractsFor(unit, amountOf(unit, contracts, facts({ points: 6_123_450 })) ?? 0, facts({ points: 6_123_450 }))).toBe(
          contracts,
        );
      }
    }
  });

  test("TKT-002 per cent of what is available fits what is available, at every leverage, and on both sides of the mark", () => {
    const holding = holdingOf(undefined);
    const funds = { walletSats: 100_000_000, availableSats: 100_000_000, boundElsewhereSats: 0, lockedElsewhereSats: 0 };
    for (const leverage of [0, 100, 1_000, 10_000]) {
      for (const side of ["Buy", "Sell"] as const) {
        for (const points of [5_900_000, 6_000_000, 6_050_000]) {
          const contracts = contractsFor("percent", 100, facts({ leverage, side, points })) ?? 0;
          expect(contracts).toBeGreaterThan(0);
          if (contracts === terms.maxOrderQty) continue;
          const more = { side, limitTicks: points / terms.pointsPerTick, isPostOnly: false, isReduceOnly: false };
          const preview = (size: number) =>
            previewOrder(terms, new Book(), MARK, { ...holding, leverage }, funds, { ...more, contracts: size });
          expect(preview(contracts).isTooDear).toBe(false);
          expect(preview(Math.ceil(contracts / 95) * 100).isTooDear).toBe(true);
        }
      }
    }
  });

  test("TKT-002 a risk comes to no more contracts than lose it at the stop, fees of both sides included, in every kind of contract", () => {
    const linear: ContractTerms = { ...terms, isInverse: false, multiplierSats: 100, lotSize: 1, valuationLot: 1 };
    for (const by of [terms, linear]) {
      for (const [side, stopPoints] of [
        ["Buy", 5_900_000],
        ["Buy", 3_000_000],
        ["Sell", 6_006_000],
        ["Sell", 9_000_000],
      ] as const) {
        for (const risk of [0.3, 1, 2.5]) {
          const given = facts({ terms: by, side, stopPoints, balanceSats: 10_000_000_000 });
          const contracts = contractsFor("risk", risk, given) ?? 0;
          expect(contracts).toBeGreaterThan(0);
          const loss = (size: number) => {
            const signed = side === "Buy" ? size : -size;
            const [entered, stopped] = [valueSats(by, signed, MARK), valueSats(by, signed, stopPoints)];
            return entered - stopped + feeSats(entered, by.takerFeeRate) + feeSats(stopped, by.takerFeeRate);
          };
          // Fees are rounded once a fill, here once a lot.
          expect(loss(contracts)).toBeLessThanOrEqual(risk * 100_000_000 + contracts / by.lotSize);
          if (contracts < by.maxOrderQty)
            expect(loss(contracts + by.lotSize)).toBeGreaterThan(risk * 100_000_000 - contracts / by.lotSize - 1);
        }
      }
    }
  });

  test("TKT-002 without a stop on the losing side there is no size for a risk", () => {
    for (const stopPoints of [null, MARK, 6_100_000]) expect(contractsFor("risk", 1, facts({ stopPoints }))).toBe(null);
    expect(contractsFor("risk", 1, facts({ side: "Sell", stopPoints: 5_900_000 }))).toBe(null);
    expect(contractsFor("risk", 1, facts({ balanceSats: null, stopPoints: 5_900_000 }))).toBe(null);
  });

  test("TKT-002 without funds there is nothing to take a part of", () => {
    expect(contractsFor("percent", 50, facts({ availableSats: null }))).toBe(null);
    expect(lotIn("percent", facts({ availableSats: 0 }))).toBe(null);
  });

  test("TKT-002 a price between two ticks belongs to the nearer one, and to none below the first", () => {
    expect([nearestTick(terms, 60_000.3), nearestTick(terms, 60_000.2), nearestTick(terms, 0.1)]).toEqual([60_000.5, 60_000, 0.5]);
  });
});
