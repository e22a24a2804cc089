import { ticksToPrice } from "../../bff/contract/prices.ts";
import { breakEvenPrice } from "../../bff/contract/pricing/average-price.ts";
import type { LeverageHundredths } from "../../bff/contract/pricing/margin.ts";
import { positionMargin, UNTOUCHED } from "../../bff/contract/pricing/position-margin.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { unrealisedPnlSats, valueSats } from "../../bff/contract/pricing/value.ts";
import type { PositionRow } from "../../bff/contract/tables/position.ts";
import { type Funds, type Holding, reachable, type Touched, touchedAfter } from "./funds.ts";
import type { OrderPreview } from "./order-preview.ts";

/** A position as its curve sees it: what is held, what stands behind it, and the prices that decide. */
export interface Stake {
  readonly terms: ContractTerms;
  /** Signed; zero once an order has closed the position. */
  readonly contracts: number;
  readonly costSats: number;
  readonly leverage: LeverageHundredths;
  /** What liquidation takes: the position's margin, or with cross margin all that is free in the wallet. Null: not known. */
  readonly collateralSats: number | null;
  /** Paid or won whatever the price will be: what an order realises, less its fee. */
  readonly settledSats: number;
  readonly entry: number | null;
  readonly breakEven: number | null;
  readonly liquidation: number | null;
  readonly bankruptcy: number | null;
  readonly touched: Touched;
  /** Dollars that a coin is worth now, where the contract's own price does not say; null for an inverse contract and while it is not known. */
  readonly coinUsd: number | null;
}

/** The position as the exchange's own row has it; null without one. */
export function stakeOfPosition(
  terms: ContractTerms,
  row: PositionRow | undefined,
  funds: Funds | null,
  holding: Holding | null = null,
  coinUsd: number | null = null,
): Stake | null {
  if (row === undefined || !row.isOpen) return null;
  return {
    terms,
    contracts: row.currentQty,
    costSats: row.posCost,
    leverage: row.crossMargin ? 0 : Math.round(row.leverage * 100),
    collateralSats: row.crossMargin ? freeSats(funds, 0) : row.posMargin,
    settledSats: 0,
    entry: row.avgEntryPrice,
    breakEven: row.breakEvenPrice,
    liquidation: reachable(row.liquidationPrice),
    bankruptcy: reachable(row.bankruptPrice),
    touched: holding === null ? UNTOUCHED : touchedAfter(holding, row.currentQty),
    coinUsd,
  };
}

/** The position with the typed order filled. */
export function stakeAfterOrder(
  terms: ContractTerms,
  holding: Holding,
  preview: OrderPreview,
  funds: Funds | null,
  coinUsd: number | null = null,
): Stake {
  const { contractsAfter: contracts, costAfterSats: costSats } = preview;
  const settledSats = preview.realisedSats - preview.feeSats;
  const price = (ticks: number | null) => (ticks === null ? null : ticksToPrice(terms, ticks));
  const touched = touchedAfter(holding, contracts);
  return {
    terms,
    contracts,
    costSats,
    leverage: holding.leverage,
    collateralSats:
      holding.leverage === 0 ? freeSats(funds, settledSats) : isolatedSats(terms, contracts, costSats, holding.leverage, touched),
    settledSats,
    entry: preview.averageAfter,
    breakEven: preview.breakEven,
    liquidation: price(preview.liquidation),
    bankruptcy: price(preview.bankruptcy),
    touched,
    coinUsd,
  };
}

/** A position of whole contracts entered at one price with margin of its own: what calculators and comparisons start from. */
export function stakeAtPrice(
  terms: ContractTerms,
  contracts: number,
  entryPoints: number,
  leverage: number,
  critical: { readonly liquidation: number | null; readonly bankruptcy: number | null },
): Stake {
  const costSats = valueSats(terms, contracts, entryPoints);
  return {
    terms,
    contracts,
    costSats,
    leverage,
    collateralSats: isolatedSats(terms, contracts, costSats, leverage, UNTOUCHED),
    settledSats: 0,
    entry: entryPoints / terms.pointsPerUnit,
    breakEven: breakEvenPrice(terms, contracts, costSats, 0),
    ...critical,
    touched: UNTOUCHED,
    coinUsd: null,
  };
}

const freeSats = (funds: Funds | null, settledSats: number): number | null =>
  funds === null ? null : funds.walletSats + settledSats - funds.lockedElsewhereSats;

const isolatedSats = (terms: ContractTerms, contracts: number, costSats: number, leverage: number, touched: Touched): number =>
  contracts === 0 ? 0 : positionMargin(terms, { contracts, costSats, leverage, ...touched }, 0).posMargin;

const pointsOf = ({ terms }: Stake, price: number) => Math.max(1, Math.round(price * terms.pointsPerUnit));

/** Profit at a price, satoshis, by the exchange's own valuation; what an order settles is in it. */
export function pnlSats(stake: Stake, price: number): number {
  if (stake.contracts === 0) return stake.settledSats;
  return stake.settledSats + unrealisedPnlSats(stake.terms, stake.contracts, stake.costSats, pointsOf(stake, price));
}

/**
 * Profit of a contract of equal size whose value were proportional to the price, satoshis: the tangent at entry,
 * side · cost · (price / entry − 1). For a linear contract it is the profit itself.
 */
export function linearPnlSats(stake: Stake, price: number): number {
  if (stake.entry === null) return stake.settledSats;
  return stake.settledSats + Math.sign(stake.contracts) * Math.abs(stake.costSats) * (price / stake.entry - 1);
}

export const SATS = 100_000_000;

/** Whether equity can be told in dollars: by the price of an inverse contract, or by what a coin is worth now. */
export const hasDollars = ({ terms, coinUsd }: Stake): boolean => terms.isInverse || coinUsd !== null;

/** Dollars of a coin when the contract stands at a price. Any other contract than an inverse one says nothing of its coin: that stays as it is. */
const coinPrice = ({ terms, coinUsd }: Stake, price: number): number | null => (terms.isInverse ? price : coinUsd);

/**
 * What position and collateral are worth in dollars at a price: price · (collateral + profit). For a long of an inverse
 * contract, price · (M + Q / entry) − Q: a straight line. Null where the collateral is not known.
 */
export function equityUsd(stake: Stake, price: number): number | null {
  const coin = coinPrice(stake, price);
  return stake.collateralSats === null || coin === null ? null : (coin * (stake.collateralSats + pnlSats(stake, price))) / SATS;
}

/** The same for the contract with linear pay-off, whose collateral was put down in dollars at entry. */
export function linearEquityUsd(stake: Stake, price: number): number | null {
  if (stake.collateralSats === null) return null;
  const coin = coinPrice(stake, stake.entry ?? price);
  return coin === null ? null : (coin * (stake.collateralSats + linearPnlSats(stake, price))) / SATS;
}

/** Whether the position is liquidated before the price is reached. */
export function isLiquidatedAt(stake: Stake, price: number): boolean {
  if (stake.liquidation === null || stake.contracts === 0) return false;
  return stake.contracts > 0 ? price <= stake.liquidation : price >= stake.liquidation;
}

/** Moves of the table and marks on the curve. */
export const MOVES = [0.3, 0.2, 0.1, 0, -0.1, -0.2, -0.3] as const;
