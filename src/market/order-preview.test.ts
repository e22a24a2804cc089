import { describe, expect, test } from "vitest";
import { bankruptcyTicks, liquidationTicks } from "../../bff/contract/pricing/critical-price.ts";
import { orderMarginSats } from "../../bff/contract/pricing/margin.ts";
import { UNTOUCHED } from "../../bff/contract/pricing/position-margin.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { valueSats } from "../../bff/contract/pricing/value.ts";
import { Book } from "./book.ts";
import type { Funds, Holding } from "./funds.ts";
import { type OrderIdea, previewLeverage, previewOrder } from "./order-preview.ts";

/** XBTUSD: ticks of 0.5, lots of 100, −0.025 % and 0.075 %. */
const TERMS: ContractTerms = {
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
const NO_ORDERS = { contracts: 0, costSats: 0, premiumSats: 0 };
const FLAT: Holding = {
  contracts: 0,
  costSats: 0,
  leverage: 1_000,
  postedSats: 0,
  lossSats: 0,
  fundingRate: 0,
  realisedSats: 0,
  openBuys: NO_ORDERS,
  openSells: NO_ORDERS,
};
const FUNDS: Funds = { walletSats: 100_000_000, availableSats: 100_000_000, boundElsewhereSats: 0, lockedElsewhereSats: 0 };

const points = (price: number) => Math.round(price * TERMS.pointsPerUnit);
const ticks = (price: number) => points(price) / TERMS.pointsPerTick;

function aBook(): Book {
  const book = new Book();
  book.replace([
    { id: 1, side: "Sell", price: 60_000.5, size: 1_000 },
    { id: 2, side: "Sell", price: 60_001, size: 2_000 },
    { id: 3, side: "Buy", price: 60_000, size: 1_500 },
  ]);
  return book;
}

const anIdea = (idea: Partial<OrderIdea> = {}): OrderIdea => ({
  side: "Buy",
  contracts: 1_000,
  limitTicks: ticks(59_850),
  isPostOnly: false,
  isReduceOnly: false,
  ...idea,
});

const preview = (idea: OrderIdea, holding = FLAT, funds: Funds | null = FUNDS) => previewOrder(TERMS, aBook(), MARK, holding, funds, idea);

describe("UI-002 the preview of an order", () => {
  test("UI-002 a limit order that rests is valued at its price, earns the rebate and binds order margin", () => {
    const seen = preview(anIdea());
    const value = valueSats(TERMS, 1_000, points(59_850));
    expect(seen).toMatchObject({
      contracts: 1_000,
      takerContracts: 0,
      costSats: -value,
      price: 59_850,
      contractsAfter: 1_000,
      wouldCross: false,
    });
    expect(seen.feeSats).toBe(-Math.round(-value * 0.000_25));
    expect(seen.marginSats).toBe(orderMarginSats(TERMS, 1_000, -value));
  });

  test("UI-002 liquidation and bankruptcy after the order are those of the liquidator's own functions", () => {
    const seen = preview(anIdea());
    const facts = { contracts: 1_000, costSats: valueSats(TERMS, 1_000, points(59_850)), leverage: 1_000, ...UNTOUCHED };
    expect(seen.liquidation).toBe(liquidationTicks(TERMS, facts, 0));
    expect(seen.bankruptcy).toBe(bankruptcyTicks(TERMS, facts, 0));
    expect(seen.liquidation).toBeLessThan(ticks(59_850));
    expect(seen.bankruptcy).toBeLessThan(seen.liquidation ?? 0);
  });

  test("UI-002 a market order walks the book and says where the book ends", () => {
    const seen = preview(anIdea({ limitTicks: null, contracts: 5_000 }));
    const cost = valueSats(TERMS, 1_000, points(60_000.5)) + valueSats(TERMS, 2_000, points(60_001));
    expect(seen).toMatchObject({ contracts: 3_000, takerContracts: 3_000, takerLevels: 2, costSats: -cost });
    expect(seen.feeSats).toBe(Math.round(-cost * 0.000_75));
  });

  test("UI-002 a limit order that crosses takes what stands up to its price and rests with the remainder", () => {
    const seen = preview(anIdea({ limitTicks: ticks(60_000.5), contracts: 3_000 }));
    expect(seen).toMatchObject({ contracts: 3_000, takerContracts: 1_000, takerLevels: 1, contractsAfter: 3_000, wouldCross: false });
    expect(preview(anIdea({ limitTicks: ticks(60_000.5), isPostOnly: true })).wouldCross).toBe(true);
  });

  test("UI-002 a reduce-only order is cut down to the position, realises its part and binds nothing", () => {
    const costSats = valueSats(TERMS, 800, points(59_000));
    const long: Holding = { ...FLAT, contracts: 800, costSats };
    const seen = preview(anIdea({ side: "Sell", contracts: 1_000, limitTicks: null, isReduceOnly: true }), long);
    expect(seen).toMatchObject({ contracts: 800, contractsAfter: 0, averageAfter: null, liquidation: null, breakEven: null });
    expect(seen.realisedSats).toBe(valueSats(TERMS, 800, points(60_000)) - costSats);
    expect(seen.marginSats).toBeLessThan(0);
  });

  test("UI-002 an order that turns the position round leaves one of the other side at its own price", () => {
    const long: Holding = { ...FLAT, contracts: 500, costSats: valueSats(TERMS, 500, points(59_000)) };
    const seen = preview(anIdea({ side: "Sell", contracts: 1_500, limitTicks: null }), long);
    expect(seen.contractsAfter).toBe(-1_000);
    expect(seen.averageAfter).toBeCloseTo(60_000, 0);
    expect(seen.liquidation).toBeGreaterThan(ticks(60_000));
  });

  test("UI-002 with cross margin the whole balance stands behind the position, and without an account nobody knows", () => {
    const cross: Holding = { ...FLAT, leverage: 0 };
    const rich = preview(anIdea({ contracts: 50_000 }), cross);
    const poor = preview(anIdea({ contracts: 50_000 }), cross, { ...FUNDS, walletSats: 10_000_000, availableSats: 10_000_000 });
    expect(rich.liquidation).toBeLessThan(poor.liquidation ?? 0);
    expect(preview(anIdea(), cross, null)).toMatchObject({ liquidation: null, bankruptcy: null, isTooDear: false });
  });

  test("UI-002 more margin than is available is said before the exchange has to", () => {
    expect(preview(anIdea(), FLAT, { ...FUNDS, availableSats: 100_000 }).isTooDear).toBe(true);
    expect(preview(anIdea()).isTooDear).toBe(false);
  });

  test("UI-002 buys that stand already and the new one bind margin together, sells on the other side do not add to it", () => {
    const value = -valueSats(TERMS, 1_000, points(59_000));
    const buying: Holding = { ...FLAT, openBuys: { contracts: 1_000, costSats: -value, premiumSats: 0 } };
    const selling: Holding = { ...FLAT, openSells: { contracts: 1_000, costSats: value, premiumSats: 0 } };
    const alone = preview(anIdea()).marginSats;
    expect(preview(anIdea(), buying).marginSats).toBe(alone);
    expect(preview(anIdea(), selling).marginSats).toBeLessThan(alone / 10);
  });

  test("UI-002 another leverage is previewed for the position that is held, by the exchange's own pricing, with nothing typed", () => {
    const costSats = valueSats(TERMS, 5_000, points(60_000));
    const held: Holding = { ...FLAT, contracts: 5_000, costSats };
    const seen = previewLeverage(TERMS, MARK, held, FUNDS, 2_500);
    const facts = { contracts: 5_000, costSats, leverage: 2_500, ...UNTOUCHED };
    expect(seen).toMatchObject({
      contractsAfter: 5_000,
      liquidation: liquidationTicks(TERMS, facts, FUNDS.walletSats),
      bankruptcy: bankruptcyTicks(TERMS, facts, FUNDS.walletSats),
    });
    expect(seen.marginSats).toBeLessThan(0);
    expect(seen.liquidation).toBeGreaterThan(liquidationTicks(TERMS, { ...facts, leverage: 1_000 }, FUNDS.walletSats) ?? Number.NaN);
    expect(previewLeverage(TERMS, MARK, held, FUNDS, 1_000).marginSats).toBe(0);
    // What backs a cross position is the account, of which nothing is known here.
    expect(previewLeverage(TERMS, MARK, held, null, 0)).toMatchObject({ liquidation: null, bankruptcy: null });
  });
});
