import { CROSS } from "../contract/pricing/margin.ts";
import { type OrderSide, openOrderMarginSats } from "../contract/pricing/order-margin.ts";
import {
  type MarginSlot,
  marginSlot,
  type PositionFacts,
  type PositionMargin,
  positionMargin,
  UNTOUCHED,
} from "../contract/pricing/position-margin.ts";
import { mulDivCeil, mulDivFloor, signed } from "../contract/pricing/round.ts";
import { unrealisedPnlSats } from "../contract/pricing/value.ts";
import { otherSide, SIDE, type SideCode } from "./commands.ts";
import { NONE } from "./rows.ts";
import type { State } from "./state.ts";

/**
 * A position's facts as a trade would leave them. What was moved into the position and what funding took out of it
 * belong to all of its contracts alike: a part that closes takes its share along, fractions staying on the safe side.
 */
export function factsAfter(state: State, instrument: number, facts: HeldFacts, contracts: number, costSats: number): HeldFacts {
  return {
    contracts,
    costSats,
    leverage: facts.leverage,
    riskSteps: facts.riskSteps,
    payableFundingRate: payableRate(state, instrument, contracts),
    postedSats: shareKept(facts.postedSats, facts.contracts, contracts, mulDivFloor),
    lossSats: shareKept(facts.lossSats, facts.contracts, contracts, mulDivCeil),
  };
}

function shareKept(sats: number, before: number, after: number, divide: typeof mulDivFloor): number {
  if (sats === 0 || Math.sign(before) !== Math.sign(after)) return 0;
  return divide(sats, Math.min(Math.abs(after), Math.abs(before)), Math.abs(before));
}

/** How a position stands at a mark. */
export interface Standing extends PositionMargin {
  readonly isCross: boolean;
  readonly unrealisedPnl: number;
}

interface StandingSlot extends MarginSlot {
  isCross: boolean;
  unrealisedPnl: number;
}

const standingSlot = (): StandingSlot => ({ ...marginSlot(), isCross: false, unrealisedPnl: 0 });

/** A position's facts with the risk limit that its terms depend on. */
export interface HeldFacts extends PositionFacts {
  /** Steps by which the risk limit was raised. */
  readonly riskSteps: number;
}

type FactsSlot = { -readonly [name in keyof HeldFacts]: number };

const factsSlot = (): FactsSlot => ({ contracts: 0, costSats: 0, leverage: CROSS, riskSteps: 0, ...UNTOUCHED });

/** Facts of a position that is not there yet. */
const NOTHING_HELD: HeldFacts = factsSlot();

/** Funding rate in 1e-8 that the side of a position pays next; below zero when it receives. */
function payableRate(state: State, instrument: number, contracts: number): number {
  return signed(contracts, state.instruments.fundingRate[instrument] as number);
}

/** Facts of a position, or of one that is not there yet: NONE. */
export function factsOf(state: State, position: number, into = factsSlot()): HeldFacts {
  if (position === NONE) return NOTHING_HELD;
  const { positions } = state;
  into.contracts = positions.quantity[position] as number;
  into.costSats = positions.cost[position] as number;
  into.leverage = positions.leverage[position] as number;
  into.riskSteps = positions.riskSteps[position] as number;
  into.payableFundingRate = payableRate(state, positions.instrument[position] as number, into.contracts);
  into.postedSats = positions.posted[position] as number;
  into.lossSats = positions.loss[position] as number;
  return into;
}

export function standingOf(state: State, instrument: number, facts: HeldFacts, into = standingSlot()): Standing {
  const terms = state.instruments.termsAt(instrument, facts.riskSteps);
  const mark = state.instruments.markPoints[instrument] as number;
  const unrealisedPnl = facts.contracts === 0 || mark === 0 ? 0 : unrealisedPnlSats(terms, facts.contracts, facts.costSats, mark);
  positionMargin(terms, facts, unrealisedPnl, into);
  into.isCross = facts.leverage === CROSS;
  into.unrealisedPnl = unrealisedPnl;
  return into;
}

/** What adding up an account reads and computes of one position after the other. */
const LEG_FACTS = factsSlot();
const LEG = standingSlot();

/** What an account's positions and orders make of its cash. */
export interface AccountStanding {
  /** Free for new orders; below zero when losses have eaten it. */
  readonly available: number;
  /** Locked in isolated positions. */
  readonly isolated: number;
  /** Cash with the profit and loss of cross positions, less what isolated ones lock: what stands behind cross positions. */
  readonly crossEquity: number;
  /** The same without unrealised profit: what they can lose before cash runs out. */
  readonly crossCash: number;
  readonly crossMaintenance: number;
}

/** A position as it would be, instead of how it is. */
export interface Supposition {
  /** NONE where the account has no position in the instrument yet. */
  readonly position: number;
  readonly instrument: number;
  readonly facts: HeldFacts;
  /** Account's cash as it would be, less what it is. */
  readonly cash: number;
  /** Margin that the position's orders would bind. */
  readonly orderMargin: number;
}

/** Adds up an account, with one position supposed to be different where that is asked. */
export function standingOfAccount(state: State, account: number, supposed?: Supposition): AccountStanding {
  const { accounts, positions } = state;
  const cash = (accounts.cash[account] as number) + (supposed?.cash ?? 0);
  let bound = 0;
  let isolated = 0;
  let crossPnl = 0;
  let crossLoss = 0;
  let crossMaintenance = 0;
  // One that is not there yet comes last.
  let p = accounts.firstPosition[account] as number;
  for (let isNew = supposed?.position === NONE; p !== NONE || isNew; ) {
    const isSupposed = supposed !== undefined && supposed.position === p;
    const standing = isSupposed
      ? standingOf(state, supposed.instrument, supposed.facts, LEG)
      : standingOf(state, positions.instrument[p] as number, factsOf(state, p, LEG_FACTS), LEG);
    bound += standing.posMargin + (isSupposed ? supposed.orderMargin : orderMarginOf(state, p));
    if (standing.isCross) {
      crossPnl += standing.unrealisedPnl;
      crossLoss += Math.max(0, -standing.unrealisedPnl);
      crossMaintenance += standing.posMaint;
    } else {
      isolated += standing.posMargin;
    }
    if (p === NONE) isNew = false;
    else p = positions.nextOfAccount[p] as number;
  }
  return {
    available: cash - bound,
    isolated,
    crossEquity: cash - isolated + crossPnl,
    crossCash: cash - isolated - crossLoss,
    crossMaintenance,
  };
}

/** Margin that a position's open orders bind. */
function orderMarginOf(state: State, position: number): number {
  const { orderQuantity } = state.positions;
  if (orderQuantity[2 * position] === 0 && orderQuantity[2 * position + 1] === 0) return 0;
  const held = state.positions.quantity[position] as number;
  return openOrderMarginSats(held, sideOf(state, position, SIDE.buy, 0, 0), sideOf(state, position, SIDE.sell, 0, 0));
}

/**
 * The same with one more order on a side, and with another number of contracts held.
 *
 * @param position NONE where there is none yet
 * @param reserve margin of the one more order, premium included
 */
export function orderMarginWith(state: State, position: number, held: number, side: SideCode, quantity: number, reserve: number): number {
  const own = sideOf(state, position, side, quantity, reserve);
  const other = sideOf(state, position, otherSide(side), 0, 0);
  return side === SIDE.buy ? openOrderMarginSats(held, own, other) : openOrderMarginSats(held, other, own);
}

/** The same without the orders of a side. */
export function orderMarginBeside(state: State, position: number, held: number, side: SideCode): number {
  const other = sideOf(state, position, otherSide(side), 0, 0);
  return side === SIDE.buy ? openOrderMarginSats(held, NO_ORDERS, other) : openOrderMarginSats(held, other, NO_ORDERS);
}

const NO_ORDERS: OrderSide = { contracts: 0, reserveSats: 0, premiumSats: 0 };

function sideOf(state: State, position: number, side: SideCode, moreQuantity: number, moreReserve: number): OrderSide {
  if (position === NONE) return { contracts: moreQuantity, reserveSats: moreReserve, premiumSats: 0 };
  const { positions } = state;
  const at = 2 * position + side;
  return {
    contracts: (positions.orderQuantity[at] as number) + moreQuantity,
    reserveSats: (positions.orderReserve[at] as number) + moreReserve,
    premiumSats: positions.orderPremium[at] as number,
  };
}

/**
 * Value that a position can come to with its open orders, satoshis: what its risk limit bounds. Orders that close it
 * count for what they would open beyond.
 */
export function exposureOf({ positions }: State, position: number): number {
  const held = positions.quantity[position] as number;
  const cost = Math.abs(positions.cost[position] as number);
  const buys = positions.orderValue[2 * position + SIDE.buy] as number;
  const sells = positions.orderValue[2 * position + SIDE.sell] as number;
  if (held === 0) return Math.max(buys, sells);
  const [adding, closing] = held > 0 ? [buys, sells] : [sells, buys];
  return Math.max(cost + adding, closing - cost);
}

/** Whether a position, or for cross margin its account, has to be liquidated as it stands. */
export function isDue(standing: Standing, account: AccountStanding): boolean {
  return standing.isCross ? isCrossDue(account) : isIsolatedDue(standing, standing.unrealisedPnl);
}

/** Whether an account has to be relieved of its cross positions. */
function isCrossDue(account: AccountStanding): boolean {
  return account.crossEquity <= account.crossMaintenance;
}

/** Whether an isolated position has to be liquidated at a profit. */
export function isIsolatedDue({ posMargin, posMaint }: PositionMargin, unrealisedPnl: number): boolean {
  const equity = posMargin + unrealisedPnl;
  // A short that needs no maintenance can lose its whole margin, where a mark rounds its value to nothing, and no more.
  return equity < posMaint || (equity === posMaint && posMaint > 0);
}

/** The same of a position as it stands in its account. */
export function isPositionDue(state: State, position: number): boolean {
  const { account, instrument } = state.positions;
  const standing = standingOf(state, instrument[position] as number, factsOf(state, position));
  return isDue(standing, standingOfAccount(state, account[position] as number));
}
