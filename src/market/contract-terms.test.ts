import { existsSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { valueSats } from "../../bff/contract/pricing/value.ts";
import { RECORDED_INSTRUMENTS, recordedInstruments } from "../test-support/recordings.ts";
import { termsOf } from "./contract-terms.ts";

describe("UI-002 terms of a contract from its row", () => {
  beforeEach((context) => context.skip(!existsSync(RECORDED_INSTRUMENTS), `there is no ${RECORDED_INSTRUMENTS}`));
  test("UI-002 the recorded XBTUSD row gives the terms by which its recorded trades were valued", () => {
    const row = recordedInstruments().find(({ symbol }) => symbol === "XBTUSD");
    const terms = row === undefined ? null : termsOf(row);
    expect(terms).toMatchObject({
      isInverse: true,
      multiplierSats: 100_000_000,
      pointsPerUnit: 100,
      pointsPerTick: 50,
      lotSize: 100,
      valuationLot: 100,
      initMarginRate: 1_000_000,
      maintMarginRate: 350_000,
      makerFeeRate: -25_000,
      takerFeeRate: 75_000,
    });
    // 100 contracts at 32,180.5 had a grossValue of 310,747 satoshis, 900 nine times that.
    if (terms !== null) expect([valueSats(terms, -100, 3_218_050), valueSats(terms, -900, 3_218_050)]).toEqual([310_747, 2_796_723]);
  });

  test("UI-002 an index has no terms", () => {
    const [row] = recordedInstruments();
    expect(row === undefined ? null : termsOf({ ...row, multiplier: null })).toBe(null);
  });
});
