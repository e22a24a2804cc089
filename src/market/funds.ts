import type { LeverageHundredths } from "../../bff/contract/pricing/margin.ts";
import type { PositionFacts } from "../../bff/contract/pricing/position-margin.ts";
import { mulDivCeil, mulDivFloor, RATE_SCALE } from "../../bff/contract/pricing/round.ts";
import { type ContractTerms, termsAtTier } from "../../bff/contract/pricing/terms.ts";
import type { MarginRow } from "../../bff/contract/tables/margin.ts";
import type { PositionRow } from "../../bff/contract/tables/position.ts";

/** Open orders of one side, added up. */
interface OpenOrders {
  readonly contracts: number;
  readonly costSats: number;
  readonly premiumSats: number;
}

/** Contracts held, signed, and what they cost, signed, in satoshis. */
export interface Held {
  readonly contracts: number;
  readonly costSats: number;
}

/** What a position was given and has lost beside its trades, and what funding will take of it. */
export type Touched = Pick<PositionFacts, "payableFundingRate" | "postedSats" | "lossSats">;

/** A position and its open orders as pricing takes them. */
export interface Holding extends Held {
  readonly leverage: LeverageHundredths;
  /** Margin that its owner moved into it. */
  readonly postedSats: number;
  /** Funding that it has paid out of its own margin. */
  readonly lossSats: number;
  /** Rate of the next funding in 1e-8; longs pay when it is above zero. */
  readonly fundingRate: number;
  /** Realised in the position since it was opened, fees included. */
  readonly realisedSats: number;
  readonly openBuys: OpenOrders;
  readonly openSells: OpenOrders;
}

/** What an account has behind a position, satoshis. */
export interface Funds {
  readonly walletSats: number;
  readonly availableSats: number;
  /** What other positions lock, need and lose: none of it backs this one against liquidation. */
  readonly boundElsewhereSats: number;
  /** What other positions lock and lose; their maintenance would still be there at bankruptcy. */
  readonly lockedElsewhereSats: number;
}

const NO_ORDERS: OpenOrders = { contracts: 0, costSats: 0, premiumSats: 0 };

/** How the contract writes a price that is never reached. Source: published rows of shorts at leverage 1. */
const NEVER = 100_000_000;

/** Liquidation or bankruptcy price of a position; null where it has none, and where no price does it. */
export const reachable = (price: number | null): number | null => (price === null || price >= NEVER ? null : price);

/** No position; one starts with cross margin. */
const NOTHING_HELD: Holding = {
  contracts: 0,
  costSats: 0,
  leverage: 0,
  postedSats: 0,
  lossSats: 0,
  fundingRate: 0,
  realisedSats: 0,
  openBuys: NO_ORDERS,
  openSells: NO_ORDERS,
};

/** @param positions all of the account's, this contract's among them */
export function fundsBehind(symbol: string, margin: MarginRow, positions: readonly PositionRow[]): Funds {
  let bound = 0;
  let locked = 0;
  for (const row of positions) {
    if (row.symbol === symbol || !row.isOpen) continue;
    const pnl = row.unrealisedPnl ?? 0;
    bound += row.crossMargin ? row.posMaint - pnl : row.posMargin;
    locked += row.crossMargin ? Math.max(0, -pnl) : row.posMargin;
  }
  return {
    walletSats: margin.walletBalance,
    availableSats: margin.availableMargin,
    boundElsewhereSats: bound,
    lockedElsewhereSats: locked,
  };
}

/** @param fundingRate as the contract's row has it, a fraction of one; null where nothing is paid */
export function holdingOf(row: PositionRow | undefined, fundingRate: number | null = null): Holding {
  const rate = Math.round((fundingRate ?? 0) * RATE_SCALE);
  if (row === undefined) return { ...NOTHING_HELD, fundingRate: rate };
  return {
    contracts: row.currentQty,
    costSats: row.posCost,
    leverage: row.crossMargin ? 0 : Math.round(row.leverage * 100),
    postedSats: row.crossMargin ? 0 : row.posCross,
    lossSats: row.crossMargin ? 0 : row.posLoss,
    fundingRate: rate,
    realisedSats: row.isOpen ? row.rebalancedPnl + row.realisedPnl : 0,
    openBuys: { contracts: row.openOrderBuyQty, costSats: row.openOrderBuyCost, premiumSats: row.openOrderBuyPremium },
    openSells: { contracts: row.openOrderSellQty, costSats: row.openOrderSellCost, premiumSats: row.openOrderSellPremium },
  };
}

/**
 * What is left of that when a position has so many contracts: a part that closes takes its share along, fractions
 * staying on the safe side, as the exchange has it.
 */
export function touchedAfter(holding: Pick<Holding, "contracts" | "postedSats" | "lossSats" | "fundingRate">, contracts: number): Touched {
  const { contracts: before, fundingRate } = holding;
  const kept = (sats: number, divide: typeof mulDivFloor) => {
    if (sats === 0 || contracts === 0 || before > 0 !== contracts > 0) return 0;
    return Math.abs(contracts) >= Math.abs(before) ? sats : divide(sats, Math.abs(contracts), Math.abs(before));
  };
  return {
    payableFundingRate: contracts < 0 ? 0 - fundingRate : fundingRate,
    postedSats: kept(holding.postedSats, mulDivFloor),
    lossSats: kept(holding.lossSats, mulDivCeil),
  };
}

/** Steps by which a position's risk limit was raised above the contract's own. */
export function riskStepsOf(terms: ContractTerms, row: Pick<PositionRow, "riskLimit"> | undefined): number {
  if (row === undefined || terms.riskStepSats <= 0) return 0;
  return Math.max(0, Math.round((row.riskLimit - terms.riskLimitSats) / terms.riskStepSats));
}

/** Terms by which a position is held: a raised risk limit asks for more margin. */
export const termsHeldBy = (terms: ContractTerms, row: Pick<PositionRow, "riskLimit"> | undefined): ContractTerms =>
  termsAtTier(terms, riskStepsOf(terms, row));
