import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { XBTUSD } from "../../bff/contract/pricing/testing.ts";
import { type Comparison, hedgedDollars, KINDS, kindExposureCoins, kindPnlCoins, kindPnlDollars } from "./contract-kinds.ts";

/** The essay's position: 100,000 contracts. */
const ESSAY: Comparison = { terms: XBTUSD, notional: 100_000, side: 1, entry: 10_000 };

const comparison = fc.record({
  terms: fc.constant(XBTUSD),
  notional: fc.integer({ min: 10, max: 100_000 }).map((lots) => lots * 100),
  side: fc.constantFrom<1 | -1>(1, -1),
  entry: fc.integer({ min: 4_000, max: 400_000 }).map((ticks) => ticks / 2),
});
const factor = fc.double({ min: 0.7, max: 1.3, noNaN: true });
/** Half a satoshi for each lot, at entry and at the price. */
const rounding = ({ notional }: Comparison) => (notional / 100 + 1) * 1e-8;

describe("RSK-004 the same notional in contracts of other kinds", () => {
  test("RSK-004 the essay's long loses more when the market falls than it wins when it rises as far; the short the other way round", () => {
    const fall = kindPnlCoins("inverse", ESSAY, 7_000);
    const rise = kindPnlCoins("inverse", ESSAY, 13_000);
    expect(fall).toBeCloseTo(100_000 / 10_000 - 100_000 / 7_000, 5);
    expect(rise).toBeCloseTo(100_000 / 10_000 - 100_000 / 13_000, 5);
    expect(-fall).toBeGreaterThan(1.8 * rise);
    const short = { ...ESSAY, side: -1 as const };
    expect(kindPnlCoins("inverse", short, 7_000)).toBeGreaterThan(-kindPnlCoins("inverse", short, 13_000));
  });

  test("RSK-004 all kinds start alike: the same slope at entry in coins, by numeric differentiation", () => {
    fc.assert(
      fc.property(comparison, (one) => {
        const h = 0.001;
        for (const kind of KINDS) {
          const up = kindPnlCoins(kind, one, one.entry * (1 + h));
          const down = kindPnlCoins(kind, one, one.entry * (1 - h));
          const points = (one.notional / one.entry) * (0.02 / one.entry);
          expect(Math.abs((up - down) / (2 * h) - (one.side * one.notional) / one.entry)).toBeLessThanOrEqual(
            (one.notional / one.entry) * 2e-6 + (rounding(one) + points) / h,
          );
        }
      }),
    );
  });

  test("RSK-004 exposure is price · slope of the coins that a kind settles; a contract settled in dollars keeps its coins", () => {
    fc.assert(
      fc.property(comparison, factor, (one, by) => {
        const price = one.entry * by;
        const h = 0.005;
        for (const kind of ["inverse", "linear", "quanto"] as const) {
          const slope = (kindPnlCoins(kind, one, price * (1 + h)) - kindPnlCoins(kind, one, price * (1 - h))) / (2 * h);
          const points = (one.notional / one.entry) * (0.03 / one.entry);
          const slack = (one.notional / one.entry) * 2 * h ** 2 + (rounding(one) + points) / h;
          expect(Math.abs(slope - kindExposureCoins(kind, one, price))).toBeLessThanOrEqual(slack);
        }
        const dollars = (kindPnlDollars("fixed", one, price + 1) - kindPnlDollars("fixed", one, price)) / 1;
        expect(dollars).toBeCloseTo(kindExposureCoins("fixed", one, price), 5);
      }),
    );
  });

  test("RSK-004 on its own coin a quanto pays the linear contract's line; in dollars the inverse pays what the fixed one pays", () => {
    fc.assert(
      fc.property(comparison, factor, (one, by) => {
        const price = Math.round(one.entry * by * 100) / 100;
        expect(kindPnlCoins("quanto", one, price)).toBeCloseTo(kindPnlCoins("linear", one, price), 6);
        expect(Math.abs(kindPnlDollars("inverse", one, price) - kindPnlDollars("fixed", one, price))).toBeLessThanOrEqual(
          rounding(one) * price,
        );
      }),
    );
  });

  test("RSK-004 a hedger's coins with a short of their value are worth the same dollars at every price", () => {
    fc.assert(
      fc.property(comparison, factor, (one, by) => {
        const price = Math.round(one.entry * by * 100) / 100;
        expect(Math.abs(hedgedDollars(one, price) - one.notional)).toBeLessThanOrEqual(rounding(one) * price);
      }),
    );
  });
});
