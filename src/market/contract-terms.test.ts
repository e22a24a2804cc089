import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { valueSats } from "../../bff/contract/pricing/value.ts";
import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";
import { termsOf } from "./contract-terms.ts";

const RECORDED = join(process.env.FAIRMARK_MARKET_DATA ?? "../shared/market", "bitmex-ws/BITMEX.0");

/** The file holds an answer of REST in a line of its own; the rows are the JSON list in it. */
function recordedInstruments(): readonly InstrumentRow[] {
  const text = readFileSync(RECORDED, "utf8");
  return JSON.parse(text.slice(text.indexOf("[{"), text.lastIndexOf("}]") + 2)) as InstrumentRow[];
}

describe("UI-002 terms of a contract from its row", () => {
  beforeEach((context) => context.skip(!existsSync(RECORDED), `there is no ${RECORDED}`));
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
