import { averagePrice, breakEvenPrice } from "../../bff/contract/pricing/average-price.ts";
import { bankruptcyTicks, type CriticalTicks, liquidationTicks } from "../../bff/contract/pricing/critical-price.ts";
import { FillEffect } from "../../bff/contract/pricing/fill.ts";
import { CROSS, type LeverageHundredths, orderMarginSats, premiumSats } from "../../bff/contract/pricing/margin.ts";
import { type OrderSide, openOrderMarginSats } from "../../bff/contract/pricing/order-margin.ts";
import { positionMargin } from "../../bff/contract/pricing/position-margin.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { unrealisedPnlSats, valueSats } from "../../bff/contract/pricing/value.ts";
import type { Side } from "../../bff/contract/vocabulary.ts";
import type { Book } from "./book.ts";
import { type Funds, type Holding, touchedAfter } from "./funds.ts";
import { type Walk, walkBook } from "./walk-book.ts";

/** An order that is typed, not sent. */
export interface OrderIdea {
  readonly side: Side;
  /** Contracts, without sign. */
  readonly contracts: number;
  /** Null for a market order; for one that waits for a price and has no limit, that price. */
  readonly limitTicks: number | null;
  /** It waits for a price: then all of it is supposed to trade at its own, whatever the book holds now. */
  readonly waits?: boolean;
  /** It pays the taker's fee whenever it trades: it has no limit, or is hidden. */
  readonly takes?: boolean;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
}

/** What becomes of the position by what is typed or chosen. */
export interface Consequence {
  readonly contractsAfter: number;
  /** What the exchange sets aside more than it does now; less where it is negative. */
  readonly marginSats: number;
  /** Null where no price does it, and where too little is known of the account to say. */
  readonly liquidation: CriticalTicks;
  readonly bankruptcy: CriticalTicks;
}

/** What the order would come to if all of it traded: at its price, or through the levels of the book. */
export interface OrderPreview extends Consequence {
  /** Contracts that can trade; fewer than typed where reduce-only or an empty book says so. */
  readonly contracts: number;
  /** Contracts that would trade at once, and the levels that they would go through. */
  readonly takerContracts: number;
  readonly takerLevels: number;
  /** Price of what trades, in quote units: the average where there are several. */
  readonly price: number | null;
  readonly costSats: number;
  /** Negative for a rebate. */
  readonly feeSats: number;
  readonly realisedSats: number;
  /** Signed value at entry of the contracts held afterwards. */
  readonly costAfterSats: number;
  readonly averageAfter: number | null;
  readonly breakEven: number | null;
  /** Post-only, but somebody stands at the price: the exchange would cancel it. */
  readonly wouldCross: boolean;
  /** More than is available. Not known without an account. */
  readonly isTooDear: boolean;
}

const NO_WALK: Walk = { contracts: 0, costSats: 0, levels: 0, steps: [], lastTicks: null };

/**
 * Previews an order with the functions by which the exchange itself prices. Trading is supposed to happen now: what
 * the book holds as taker, the rest at the order's price as maker.
 *
 * @param markPoints mark price in points
 * @param funds null for nobody signed in
 */
export function previewOrder(
  terms: ContractTerms,
  book: Book,
  markPoints: number,
  holding: Holding,
  funds: Funds | null,
  idea: OrderIdea,
): OrderPreview {
  const sign = idea.side === "Buy" ? 1 : -1;
  const closable = holding.contracts * sign < 0 ? Math.abs(holding.contracts) : 0;
  const wanted = idea.isReduceOnly ? Math.min(idea.contracts, closable) : idea.contracts;
  const walk = idea.waits === true ? NO_WALK : walkBook(terms, book, idea.side, wanted, idea.limitTicks);
  const resting = idea.limitTicks === null ? 0 : wanted - walk.contracts;
  const limitPoints = idea.limitTicks === null ? markPoints : idea.limitTicks * terms.pointsPerTick;
  const restingCost = valueSats(terms, sign * resting, limitPoints);
  const contracts = walk.contracts + resting;
  const costSats = walk.costSats + restingCost;

  const course = new Course(holding);
  for (const step of walk.steps) course.fill(terms, sign * step.contracts, step.ticks * terms.pointsPerTick, terms.takerFeeRate);
  const swept = course.holding;
  const paidAtOnceSats = course.feeSats - course.realisedSats;
  if (resting > 0) course.fill(terms, sign * resting, limitPoints, idea.takes === true ? terms.takerFeeRate : terms.makerFeeRate);
  const { holding: filled, realisedSats, feeSats: fee } = course;

  const order: OrderSide = {
    contracts: resting,
    reserveSats: orderMarginSats(terms, holding.leverage, Math.abs(restingCost)),
    premiumSats: resting === 0 ? 0 : premiumSats(restingCost, valueSats(terms, sign * resting, markPoints)),
  };
  const marginSats =
    positionMarginSats(terms, swept, markPoints) -
    positionMarginSats(terms, holding, markPoints) +
    ordersMarginSats(terms, holding, swept.contracts, idea.side, order) -
    ordersMarginSats(terms, holding, holding.contracts, idea.side, null);

  const walletSats = (funds?.walletSats ?? 0) + realisedSats - fee;
  return {
    contracts,
    takerContracts: idea.takes === true ? contracts : walk.contracts,
    takerLevels: walk.levels,
    price: averagePrice(terms, contracts, costSats),
    costSats: Math.abs(costSats),
    feeSats: fee,
    marginSats,
    realisedSats,
    contractsAfter: filled.contracts,
    costAfterSats: filled.costSats,
    averageAfter: averagePrice(terms, filled.contracts, filled.costSats),
    ...criticalTicks(terms, filled, funds, walletSats),
    breakEven: breakEvenPrice(terms, filled.contracts, filled.costSats, course.earnedSats),
    wouldCross: idea.isPostOnly && walk.contracts > 0,
    isTooDear: funds !== null && marginSats + paidAtOnceSats > Math.max(0, funds.availableSats),
  };
}

/** A position on its way through fills, as the engine books them: fee and result are rounded with each. A level counts as one. */
class Course {
  holding: Holding;
  /** Of these fills. */
  realisedSats = 0;
  feeSats = 0;
  /** Realised since the position was opened, fees included: what turns round, or begins from nothing, begins anew. */
  earnedSats: number;
  private readonly effect = new FillEffect();

  constructor(holding: Holding) {
    this.holding = holding;
    this.earnedSats = holding.realisedSats;
  }

  /** @param traded signed */
  fill(terms: ContractTerms, traded: number, points: number, feeRate: number): void {
    const { effect, holding } = this;
    effect.compute(terms, holding.contracts, holding.costSats, traded, points, feeRate, 0);
    const { contractsAfter, realised, fee, opening } = effect;
    const isAnew = opening !== 0 && (holding.contracts === 0 || holding.contracts > 0 !== contractsAfter > 0);
    this.earnedSats = isAnew ? 0 - fee : this.earnedSats + realised - fee;
    const { postedSats, lossSats } = touchedAfter(holding, contractsAfter);
    this.holding = { ...holding, contracts: contractsAfter, costSats: effect.costAfter, postedSats, lossSats };
    this.realisedSats += realised;
    this.feeSats += fee;
  }
}

/**
 * Previews what the position that is held becomes under another leverage, without any order.
 *
 * @param funds null where nothing is known of the account
 */
export function previewLeverage(
  terms: ContractTerms,
  markPoints: number,
  holding: Holding,
  funds: Funds | null,
  leverage: LeverageHundredths,
): Consequence {
  return previewMargin(terms, markPoints, holding, funds, { leverage });
}

/** What somebody decides about the margin of a position; what is not named stays. */
export interface MarginWish {
  readonly leverage?: LeverageHundredths;
  /** Terms of another risk limit. */
  readonly terms?: ContractTerms;
  /** Satoshis in the position that its owner moved into it. */
  readonly postedSats?: number;
}

/** Previews what the position that is held becomes under another margin, without any order. */
export function previewMargin(
  terms: ContractTerms,
  markPoints: number,
  holding: Holding,
  funds: Funds | null,
  { terms: termsAfter = terms, ...wish }: MarginWish,
): Consequence {
  const after: Holding = { ...holding, ...wish };
  const marginOf = (by: ContractTerms, held: Holding) =>
    positionMarginSats(by, held, markPoints) + ordersMarginSats(by, held, held.contracts, "Buy", null);
  return {
    contractsAfter: holding.contracts,
    marginSats: marginOf(termsAfter, after) - marginOf(terms, holding),
    ...criticalTicks(termsAfter, after, funds, funds?.walletSats ?? 0),
  };
}

/** @param walletSats what the wallet holds then */
function criticalTicks(terms: ContractTerms, held: Holding, funds: Funds | null, walletSats: number) {
  const { contracts, costSats, leverage } = held;
  const isKnown = funds !== null || leverage !== CROSS;
  const facts = { contracts, costSats, leverage, ...touchedAfter(held, contracts) };
  return {
    liquidation: isKnown ? liquidationTicks(terms, facts, walletSats - (funds?.boundElsewhereSats ?? 0)) : null,
    bankruptcy: isKnown ? bankruptcyTicks(terms, facts, walletSats - (funds?.lockedElsewhereSats ?? 0)) : null,
  };
}

function positionMarginSats(terms: ContractTerms, held: Holding, markPoints: number): number {
  if (held.contracts === 0) return 0;
  const { contracts, costSats, leverage } = held;
  const pnl = unrealisedPnlSats(terms, contracts, costSats, markPoints);
  return positionMargin(terms, { contracts, costSats, leverage, ...touchedAfter(held, contracts) }, pnl).posMargin;
}

/** Margin of the open orders with one more among them. */
function ordersMarginSats(terms: ContractTerms, holding: Holding, held: number, side: Side, more: OrderSide | null): number {
  const sideOf = (name: Side): OrderSide => {
    const { contracts, costSats, premiumSats: premium } = name === "Buy" ? holding.openBuys : holding.openSells;
    const reserve = orderMarginSats(terms, holding.leverage, Math.abs(costSats));
    const added = name === side ? more : null;
    return {
      contracts: contracts + (added?.contracts ?? 0),
      reserveSats: reserve + (added?.reserveSats ?? 0),
      premiumSats: premium + (added?.premiumSats ?? 0),
    };
  };
  return openOrderMarginSats(held, sideOf("Buy"), sideOf("Sell"));
}
