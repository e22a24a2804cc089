import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bankruptcyTicks, liquidationTicks } from "../../bff/contract/pricing/critical-price.ts";
import { CROSS } from "../../bff/contract/pricing/margin.ts";
import { UNTOUCHED } from "../../bff/contract/pricing/position-margin.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { heldPosition, XBTUSD } from "../../bff/contract/pricing/testing.ts";
import { valueSats } from "../../bff/contract/pricing/value.ts";
import { deltaSats, exposureSats, gammaSats, linearExposureSats, marginLeftSats, marginNeededSats } from "./exposure.ts";
import { pnlSats, type Stake, stakeAtPrice } from "./stake.ts";

/** A position entered at a price; with cross margin a wallet stands behind it. */
function aStake(terms: ContractTerms, contracts: number, entryTicks: number, leverage: number, walletSats = 0): Stake {
  const points = entryTicks * terms.pointsPerTick;
  const facts = { contracts, costSats: valueSats(terms, contracts, points), leverage, ...UNTOUCHED };
  const price = (ticks: number | null) => (ticks === null ? null : (ticks * terms.pointsPerTick) / terms.pointsPerUnit);
  const stake = stakeAtPrice(terms, contracts, points, leverage, {
    liquidation: price(liquidationTicks(terms, facts, walletSats)),
    bankruptcy: price(bankruptcyTicks(terms, facts, walletSats)),
  });
  return leverage === CROSS ? { ...stake, collateralSats: walletSats } : stake;
}

/** Rounding of a value to satoshis a lot, and of a price to points. */
const rounding = ({ terms, contracts, costSats, entry }: Stake) =>
  Math.abs(contracts) / terms.valuationLot + 1 + Math.abs(costSats) / ((entry ?? 1) * terms.pointsPerUnit);

const H = 0.01;

describe("RSK-002 exposure and its slope", () => {
  test("RSK-002 exposure is the slope of the profit over the relative price, by numeric differentiation", () => {
    fc.assert(
      fc.property(heldPosition, fc.double({ min: 0.7, max: 1.3, noNaN: true }), ({ terms, contracts, entryTicks }, factor) => {
        const stake = aStake(terms, contracts, entryTicks, 1_000);
        const price = (stake.entry ?? 0) * factor;
        const slope = (pnlSats(stake, price * (1 + H)) - pnlSats(stake, price * (1 - H))) / (2 * H);
        const exposure = exposureSats(stake, price);
        expect(Math.abs(slope - exposure)).toBeLessThanOrEqual(Math.abs(exposure) * 1.1 * H ** 2 + rounding(stake) / H);
        expect(deltaSats(stake, price) * 100).toBeCloseTo(exposure, 3);
      }),
    );
  });

  test("RSK-002 gamma is the slope of the exposure for one per cent, by numeric differentiation", () => {
    fc.assert(
      fc.property(heldPosition, ({ terms, contracts, entryTicks }) => {
        const stake = aStake(terms, contracts, entryTicks, 1_000);
        const price = stake.entry ?? 0;
        const slope = (exposureSats(stake, price * (1 + H)) - exposureSats(stake, price * (1 - H))) / 2;
        const gamma = gammaSats(stake, price);
        expect(Math.abs(slope - gamma)).toBeLessThanOrEqual(Math.abs(gamma) * 1.1 * H ** 2 + rounding(stake));
      }),
    );
  });

  test("RSK-002 an inverse long is less exposed the higher the price, a linear contract the more", () => {
    const long = aStake(XBTUSD, 10_000, 120_000, 1_000);
    expect(exposureSats(long, 66_000)).toBeLessThan(exposureSats(long, 60_000));
    expect(linearExposureSats(long, 66_000)).toBeCloseTo(1.1 * linearExposureSats(long, 60_000), 6);
    expect(linearExposureSats(long, 60_000)).toBe(exposureSats(long, 60_000));
  });
});

describe("RSK-002 margin against price", () => {
  test("RSK-002 the margin left meets the requirement at the liquidation price: within it a tick beyond, above it a tick before", () => {
    const wallet = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(heldPosition, fc.boolean(), wallet, ({ terms, contracts, entryTicks, leverage }, isCross, percentOfCost) => {
        const cost = Math.abs(valueSats(terms, contracts, entryTicks * terms.pointsPerTick));
        const stake = aStake(terms, contracts, entryTicks, isCross ? CROSS : leverage, Math.floor((cost * percentOfCost) / 100));
        const tick = terms.pointsPerTick / terms.pointsPerUnit;
        if (stake.liquidation === null || stake.liquidation <= tick) return;
        const beyond = stake.liquidation + (contracts > 0 ? -tick : tick);
        const before = stake.liquidation + (contracts > 0 ? tick : -tick);
        expect(marginLeftSats(stake, beyond)).toBeLessThanOrEqual(marginNeededSats(stake, beyond) + rounding(stake));
        expect(marginLeftSats(stake, before)).toBeGreaterThanOrEqual(marginNeededSats(stake, before) - rounding(stake));
      }),
    );
  });

  test("RSK-002 what an isolated position must keep does not follow the price, a cross position's fee reserve does", () => {
    const isolated = aStake(XBTUSD, 10_000, 120_000, 1_000);
    expect(marginNeededSats(isolated, 50_000)).toBe(marginNeededSats(isolated, 70_000));
    const cross = aStake(XBTUSD, 10_000, 120_000, CROSS, 50_000_000);
    expect(marginNeededSats(cross, 50_000)).toBeGreaterThan(marginNeededSats(cross, 70_000));
  });

  test("RSK-002 what is left is not known where the wallet is not", () => {
    expect(marginLeftSats({ ...aStake(XBTUSD, 10_000, 120_000, CROSS), collateralSats: null }, 60_000)).toBeNull();
  });
});
