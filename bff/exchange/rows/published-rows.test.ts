import { expect, test } from "vitest";
import { termsFrom } from "../../engine/instruments.ts";
import { type AccountFacts, type HeldPosition, markPosition } from "../account-view.ts";
import type { Listed } from "../catalogue.ts";
import { XBTUSD_2019 } from "../listings/perpetuals.ts";
import { marginRow, walletRow } from "./margin-row.ts";
import { positionRow } from "./position-row.ts";

/** Rows that were published between 2018 and 2019, one an account: what stands in each is to follow from what was held. */

const HOUR_MS = 3_600_000;
const NOON_MS = Date.UTC(2019, 6, 20, 12);
const terms = termsFrom((i) => XBTUSD_2019.terms[i] as number);
const listed = { handle: 1, symbol: "XBTUSD", index: 0, terms, rules: {}, description: XBTUSD_2019.description } as unknown as Listed;
const account: AccountFacts = {
  handle: 4,
  cashSats: 0,
  depositedSats: 0,
  withdrawnSats: 0,
  reservedSats: 0,
  settledSats: 0,
  previousRealisedSats: 0,
  noonAtMs: 0,
  noonDepositedSats: 0,
  noonWithdrawnSats: 0,
  isSimulated: false,
  openedAtMs: 0,
  faucetAtMs: 0,
  changedAtMs: 0,
};
const noOrders = { contracts: 0, valueSats: 0, reserveSats: 0, premiumSats: 0 };

function held(contracts: number, costSats: number, more: Partial<HeldPosition> = {}): HeldPosition {
  const [bought, sold] = contracts > 0 ? [contracts, 0] : [0, -contracts];
  return {
    listed,
    terms,
    contracts,
    costSats,
    leverage: 10_000,
    payableFundingRate: 0,
    postedSats: 0,
    lossSats: 0,
    riskSteps: 0,
    boughtContracts: bought,
    boughtCostSats: bought === 0 ? 0 : costSats,
    soldContracts: sold,
    soldCostSats: sold === 0 ? 0 : costSats,
    feesSats: 0,
    previousPnlSats: 0,
    movedCostSats: 0,
    movedFeesSats: 0,
    sinceNoonSats: 0,
    openedAtMs: NOON_MS,
    opening: { startMs: 0, contracts: 0, boughtContracts: 0, boughtCostSats: 0, soldContracts: 0, soldCostSats: 0, feesSats: 0 },
    buys: noOrders,
    sells: noOrders,
    changedAtMs: NOON_MS,
    ...more,
  };
}

const rowOf = (position: HeldPosition, mark: number, timeMs = NOON_MS) =>
  positionRow(
    account,
    markPosition(position, Math.round(mark * terms.pointsPerUnit), 0),
    { liquidationSats: 0, bankruptcySats: 0 },
    null,
    timeMs,
    null,
  );

test("MRG-001 six published positions come out, margins to the satoshi and prices to the tick", () => {
  expect(rowOf(held(-10, 91_340, { leverage: 1_000 }), 10_995.05)).toMatchObject({
    initMarginReq: 0.1,
    maintMarginReq: 0.005,
    posInit: 9_134,
    posComm: 76,
    posMargin: 9_210,
    posMaint: 533,
    markValue: 90_950,
    unrealisedPnl: -390,
    unrealisedPnlPcnt: -0.0043,
    unrealisedRoePcnt: -0.0427,
    maintMargin: 8_820,
    avgEntryPrice: 10_948,
    liquidationPrice: 12_096,
    bankruptPrice: 12_163.5,
  });
  expect(rowOf(held(1, -26_459, { leverage: 100 }), 3_754.18)).toMatchObject({
    posInit: 26_459,
    posComm: 40,
    posMargin: 26_499,
    posMaint: 173,
    unrealisedPnl: -178,
    liquidationPrice: 1_894.5,
    bankruptPrice: 1_890,
  });
  // On cross margin, 1 of 7,664 bought, a fee of 9 paid.
  expect(rowOf(held(1, -13_048, { leverage: 0, feesSats: 9 }), 8_882.57)).toMatchObject({
    leverage: 100,
    crossMargin: true,
    posInit: 131,
    posCross: 0,
    posComm: 10,
    posMargin: 141,
    posMaint: 76,
    unrealisedPnl: 1_790,
    avgEntryPrice: 7_664,
    currentComm: 9,
    realisedPnl: -9,
    breakEvenPrice: 7_669.5,
  });
  // Margin had been moved into these two: so much that their margins are those of the rows.
  expect(rowOf(held(-1, 9_284, { postedSats: 4_681 - 93 }), 10_771)).toMatchObject({
    posInit: 93,
    posCross: 4_588,
    posComm: 11,
    posMargin: 4_692,
    posMaint: 58,
    liquidationPrice: 21_505,
    bankruptPrice: 21_724.5,
  });
  expect(rowOf(held(-2_000, 18_668_000, { postedSats: 3_805_029 - 186_680 }), 10_713.5)).toMatchObject({
    posComm: 16_855,
    posMargin: 3_821_884,
    posMaint: 110_195,
    avgEntryPrice: 10_713.5,
    liquidationPrice: 13_370.5,
    bankruptPrice: 13_455,
  });
  // A rebate of 189, which is a profit.
  expect(rowOf(held(-30, 756_060, { feesSats: -189 }), 3_968)).toMatchObject({
    avgEntryPrice: 3_968,
    realisedPnl: 189,
    breakEvenPrice: 3_968.5,
  });
});

test("MRG-001 the published margin row adds up: amount and what was realised, profit, margin and what is left of it", () => {
  const facts = {
    ...account,
    ...{ depositedSats: 12_000_000, withdrawnSats: 2_000_000, settledSats: -31_132, previousRealisedSats: 1_500 },
    cashSats: 9_968_868 - 334_592,
  };
  const short = markPosition(held(-10, 91_340, { leverage: 1_000 }), 1_099_505, 0);
  const row = marginRow(facts, [short], NOON_MS);
  expect(row).toMatchObject({
    amount: 9_968_868,
    prevRealisedPnl: 1_500,
    realisedPnl: -334_592,
    walletBalance: 9_634_276,
    unrealisedPnl: -390,
    marginBalance: 9_634_276 - 390,
    initMargin: 0,
    maintMargin: 8_820,
    excessMargin: 9_634_276 - 390 - 8_820,
    availableMargin: 9_634_276 - 390 - 8_820,
    withdrawableMargin: 9_634_276 - 390 - 8_820,
    grossMarkValue: 90_950,
    riskValue: 90_950,
    marginUsedPcnt: 0.0009,
    riskLimit: 1_000_000_000_000,
  });
  expect(row.marginLeverage).toBe(90_950 / (9_634_276 - 390));
});

test("MRG-001 what noons have moved to the wallet leaves a position's sums for rebalancedPnl, and its break-even stays", () => {
  const sold = { boughtContracts: 800, boughtCostSats: -8_000_000, soldContracts: 300, soldCostSats: 3_100_000, feesSats: 760 };
  const opening = { startMs: NOON_MS, contracts: 500, ...sold };
  const before = held(500, -5_000_000, { ...sold, opening });
  const after = { ...before, movedCostSats: 100_000, movedFeesSats: 760, feesSats: 800 };
  expect(rowOf(before, 10_000)).toMatchObject({ currentCost: -4_900_000, realisedCost: 100_000, realisedPnl: -100_760, rebalancedPnl: 0 });
  const row = rowOf(after, 10_000);
  expect(row).toMatchObject({
    ...{ openingCost: -5_000_000, execCost: 0, currentCost: -5_000_000, unrealisedCost: -5_000_000, realisedCost: 0 },
    ...{ openingComm: 0, execComm: 40, currentComm: 40, realisedPnl: -40, rebalancedPnl: -100_760 },
  });
  expect(row.breakEvenPrice).toBe(rowOf({ ...before, feesSats: 800 }, 10_000).breakEvenPrice);
});

test("MRG-001 a wallet tells what came in, went out and was settled by the last noon, and what has since", () => {
  const facts = { ...account, depositedSats: 900, withdrawnSats: 100, settledSats: -50, noonDepositedSats: 600, noonWithdrawnSats: 100 };
  expect(walletRow({ ...facts, noonAtMs: NOON_MS }, NOON_MS)).toMatchObject({
    ...{ amount: 750, prevAmount: 450, deltaAmount: 300, prevTimestamp: "2019-07-20T12:00:00.000Z" },
    ...{ deposited: 900, prevDeposited: 600, deltaDeposited: 300, withdrawn: 100, prevWithdrawn: 100, deltaWithdrawn: 0 },
  });
});

test("MRG-001 what a position has done is told by hours: the sums at the beginning, and what came since", () => {
  const opening = {
    startMs: NOON_MS,
    contracts: 600,
    boughtContracts: 800,
    boughtCostSats: -8_000_000,
    soldContracts: 200,
    soldCostSats: 1_900_000,
    feesSats: 700,
  };
  const position = held(500, -5_000_000, {
    boughtContracts: 800,
    boughtCostSats: -8_000_000,
    soldContracts: 300,
    soldCostSats: 2_900_000,
    feesSats: 760,
    opening,
  });
  const sums = { currentQty: 500, currentCost: -5_100_000, currentComm: 760 };
  expect(rowOf(position, 10_000, NOON_MS + 1_000)).toMatchObject({
    ...sums,
    openingTimestamp: "2019-07-20T12:00:00.000Z",
    openingQty: 600,
    openingCost: -6_100_000,
    openingComm: 700,
    execBuyQty: 0,
    execBuyCost: 0,
    execSellQty: 100,
    execSellCost: 1_000_000,
    execQty: -100,
    execCost: 1_000_000,
    execComm: 60,
    grossExecCost: 1_000_000,
  });
  // In the next hour all of it stood when that began.
  expect(rowOf(position, 10_000, NOON_MS + HOUR_MS)).toMatchObject({
    ...sums,
    openingTimestamp: "2019-07-20T13:00:00.000Z",
    openingQty: 500,
    openingCost: -5_100_000,
    openingComm: 760,
    execSellQty: 0,
    execQty: 0,
    execCost: 0,
    execComm: 0,
    grossExecCost: 0,
  });
});
