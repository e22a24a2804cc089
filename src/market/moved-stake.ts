import { ticksToPrice } from "../../bff/contract/prices.ts";
import { averagePrice } from "../../bff/contract/pricing/average-price.ts";
import { bankruptcyTicks, liquidationTicks } from "../../bff/contract/pricing/critical-price.ts";
import { CROSS } from "../../bff/contract/pricing/margin.ts";
import { positionMargin } from "../../bff/contract/pricing/position-margin.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { unrealisedPnlSats } from "../../bff/contract/pricing/value.ts";
import { type Funds, type Holding, touchedAfter } from "./funds.ts";
import type { OrderPreview } from "./order-preview.ts";
import { type Stake, stakeAfterOrder } from "./stake.ts";

/** What moves a liquidation price: an order, leverage, margin. */
export interface Move {
  readonly terms: ContractTerms;
  /** The position as it is, with the leverage that is chosen. */
  readonly holding: Holding;
  /** The typed order; null for none. */
  readonly preview: OrderPreview | null;
  readonly funds: Funds | null;
  /** Margin to be added to an isolated position, satoshis; below zero taken out of it. */
  readonly addedSats: number;
  readonly coinUsd: number | null;
}

/** The position as the order, the chosen leverage and the added margin would leave it; null for none. */
export function movedStake({ terms, holding, preview, funds, addedSats, coinUsd }: Move): Stake | null {
  const { leverage } = holding;
  const isCross = leverage === CROSS;
  // Margin is moved into what is held; a part of it goes with the contracts that an order closes.
  const given: Holding = isCross ? holding : { ...holding, postedSats: Math.max(0, holding.postedSats + addedSats) };
  const after = preview === null ? null : stakeAfterOrder(terms, given, preview, funds, coinUsd);
  const contracts = after?.contracts ?? holding.contracts;
  if (contracts === 0) return after;
  const costSats = after?.costSats ?? holding.costSats;
  const touched = touchedAfter(given, contracts);
  const facts = { contracts, costSats, leverage, ...touched };
  const settledSats = after?.settledSats ?? 0;
  const isKnown = funds !== null || !isCross;
  const backing = (bound: number) => (funds?.walletSats ?? 0) + settledSats - bound;
  const price = (ticks: number | null) => (ticks === null || !isKnown ? null : ticksToPrice(terms, ticks));
  return {
    terms,
    contracts,
    costSats,
    leverage,
    settledSats,
    entry: after?.entry ?? averagePrice(terms, contracts, costSats),
    breakEven: after?.breakEven ?? null,
    touched,
    coinUsd,
    collateralSats: isCross ? (funds === null ? null : backing(funds.lockedElsewhereSats)) : positionMargin(terms, facts, 0).posMargin,
    liquidation: price(liquidationTicks(terms, facts, backing(funds?.boundElsewhereSats ?? 0))),
    bankruptcy: price(bankruptcyTicks(terms, facts, backing(funds?.lockedElsewhereSats ?? 0))),
  };
}

/** The most margin that can be taken out of an isolated position, satoshis: what was added before, less what it has lost since. */
export function mostTakenOutSats(terms: ContractTerms, holding: Holding, markPoints: number): number {
  const { contracts, costSats, leverage, postedSats, lossSats } = holding;
  if (leverage === CROSS || contracts === 0) return 0;
  const pnl = unrealisedPnlSats(terms, contracts, costSats, markPoints);
  return Math.max(0, postedSats - lossSats + Math.min(0, pnl));
}
