import { expect, test } from "vitest";
import { liquidationTicks } from "../../bff/contract/pricing/critical-price.ts";
import { positionMargin } from "../../bff/contract/pricing/position-margin.ts";
import { termsAtTier } from "../../bff/contract/pricing/terms.ts";
import { valueSats } from "../../bff/contract/pricing/value.ts";
import { aRow } from "../test-support/instruments.ts";
import { contractOf } from "./contract.ts";
import { type Funds, type Holding, riskStepsOf, termsHeldBy, touchedAfter } from "./funds.ts";
import { previewMargin } from "./order-preview.ts";

const SATS = 100_000_000;
const MARK = 6_000_000;
const NO_ORDERS = { contracts: 0, costSats: 0, premiumSats: 0 };
const FUNDS: Funds = { walletSats: 10 * SATS, availableSats: 9 * SATS, boundElsewhereSats: 0, lockedElsewhereSats: 0 };

function xbtusd() {
  const contract = contractOf(aRow("XBTUSD"));
  if (contract === null) throw new Error("XBTUSD is no contract");
  return contract.terms;
}

/** Long of 60,000 dollars at 60,000: one coin. */
const held = (change: Partial<Holding> = {}): Holding => ({
  contracts: 60_000,
  costSats: valueSats(xbtusd(), 60_000, MARK),
  leverage: 2_500,
  postedSats: 0,
  lossSats: 0,
  fundingRate: 0,
  realisedSats: 0,
  openBuys: NO_ORDERS,
  openSells: NO_ORDERS,
  ...change,
});

test("SCR-003 TKT-004 margin that is added is set aside with the reserve to close, and moves the liquidation price away", () => {
  const before = previewMargin(xbtusd(), MARK, held(), FUNDS, {});
  const after = previewMargin(xbtusd(), MARK, held(), FUNDS, { postedSats: 1_000_000 });
  expect(before.marginSats).toBe(0);
  // The reserve grows by the taker fee on what was added.
  expect(after.marginSats).toBe(1_000_000 + 750);
  expect(after.liquidation ?? 0).toBeLessThan(before.liquidation ?? 0);
  const facts = {
    contracts: 60_000,
    costSats: held().costSats,
    leverage: 2_500,
    payableFundingRate: 0,
    postedSats: 1_000_000,
    lossSats: 0,
  };
  expect(after.liquidation).toBe(liquidationTicks(xbtusd(), facts, 0));
});

test("SCR-003 TKT-004 a higher risk limit asks for more of both margins, by the contract's own tiers", () => {
  const terms = termsAtTier(xbtusd(), 2);
  expect([terms.initMarginRate, terms.maintMarginRate, terms.riskLimitSats]).toEqual([2_000_000, 1_500_000, 400 * SATS]);
  const move = previewMargin(xbtusd(), MARK, held({ leverage: 10_000 }), FUNDS, { terms });
  const marginBy = (by: typeof terms) =>
    positionMargin(
      by,
      { contracts: 60_000, costSats: held().costSats, leverage: 10_000, payableFundingRate: 0, postedSats: 0, lossSats: 0 },
      0,
    ).posMargin;
  expect(move.marginSats).toBe(marginBy(terms) - marginBy(xbtusd()));
  expect(move.marginSats).toBeGreaterThan(SATS / 100);
});

test("SCR-003 TKT-004 a position is previewed by the risk limit that it has, and by the funding that it will pay", () => {
  expect(riskStepsOf(xbtusd(), undefined)).toBe(0);
  expect(riskStepsOf(xbtusd(), { riskLimit: 500 * SATS })).toBe(3);
  expect(termsHeldBy(xbtusd(), { riskLimit: 300 * SATS }).maintMarginRate).toBe(1_000_000);
  const free = previewMargin(xbtusd(), MARK, held(), FUNDS, {});
  const paying = previewMargin(xbtusd(), MARK, held({ fundingRate: 375_000 }), FUNDS, {});
  const receiving = previewMargin(xbtusd(), MARK, held({ fundingRate: -375_000 }), FUNDS, {});
  expect(paying.liquidation ?? 0).toBeGreaterThan(free.liquidation ?? 0);
  expect(receiving.liquidation).toBe(free.liquidation);
});

test("SCR-003 a part that closes takes its share of what was added, and a turned position none", () => {
  const holding = held({ postedSats: 1_001, lossSats: 1_001, fundingRate: 100 });
  expect(touchedAfter(holding, 30_000)).toEqual({ payableFundingRate: 100, postedSats: 500, lossSats: 501 });
  expect(touchedAfter(holding, 90_000)).toEqual({ payableFundingRate: 100, postedSats: 1_001, lossSats: 1_001 });
  expect(touchedAfter(holding, -100)).toEqual({ payableFundingRate: -100, postedSats: 0, lossSats: 0 });
});
