import type { LeverageHundredths } from "../../bff/contract/pricing/margin.ts";
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

/** A position and its open orders as pricing takes them. */
export interface Holding extends Held {
  readonly leverage: LeverageHundredths;
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
const NOTHING_HELD: Holding = { contracts: 0, costSats: 0, leverage: 0, realisedSats: 0, openBuys: NO_ORDERS, openSells: NO_ORDERS };

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

export function holdingOf(row: PositionRow | undefined): Holding {
  if (row === undefined) return NOTHING_HELD;
  return {
    contracts: row.currentQty,
    costSats: row.posCost,
    leverage: row.crossMargin ? 0 : Math.round(row.leverage * 100),
    realisedSats: row.isOpen ? row.rebalancedPnl + row.realisedPnl : 0,
    openBuys: { contracts: row.openOrderBuyQty, costSats: row.openOrderBuyCost, premiumSats: row.openOrderBuyPremium },
    openSells: { contracts: row.openOrderSellQty, costSats: row.openOrderSellCost, premiumSats: row.openOrderSellPremium },
  };
}
