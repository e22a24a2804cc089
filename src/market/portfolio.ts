import { priceToPoints } from "../../bff/contract/prices.ts";
import { CROSS } from "../../bff/contract/pricing/margin.ts";
import { positionMargin } from "../../bff/contract/pricing/position-margin.ts";
import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { feeSats, unrealisedPnlSats, valueSats } from "../../bff/contract/pricing/value.ts";
import type { MarginRow } from "../../bff/contract/tables/margin.ts";
import type { OrderRow } from "../../bff/contract/tables/order.ts";
import type { PositionRow } from "../../bff/contract/tables/position.ts";
import { type Holding, holdingOf, reachable, termsHeldBy, touchedAfter } from "./funds.ts";

/** All positions and open orders of an account under moves of their marks. Everything settles in XBT, so that it adds up. */

/** Moves of the grid, as fractions. */
export const GRID_MOVES = [-0.3, -0.2, -0.1, -0.05, 0.05, 0.1, 0.2, 0.3] as const;

/** A contract that the account holds or has orders in. */
export interface Held {
  readonly symbol: string;
  /** At the risk limit by which it is held. */
  readonly terms: ContractTerms;
  readonly mark: number;
  readonly holding: Holding;
  readonly liquidation: number | null;
  readonly bankruptcy: number | null;
  readonly orders: readonly OpenOrder[];
}

/** An order that may open something when it fills. */
export interface OpenOrder {
  readonly orderID: string;
  /** Signed: above zero buys. */
  readonly contracts: number;
  /** Price that it fills at: its limit, or where it is triggered. */
  readonly price: number;
}

const CLOSES = /ReduceOnly|Close/;

/** @param contracts of the exchange: terms and marks by symbol */
export function portfolioOf(
  positions: readonly PositionRow[],
  orders: readonly OrderRow[],
  contract: (symbol: string) => { readonly terms: ContractTerms; readonly mark: number; readonly fundingRate: number | null } | null,
): readonly Held[] {
  const symbols = new Set([...positions.filter(({ isOpen }) => isOpen), ...orders].map(({ symbol }) => symbol));
  return [...symbols].sort().flatMap((symbol) => {
    const facts = contract(symbol);
    if (facts === null) return [];
    const row = positions.find((position) => position.symbol === symbol);
    return {
      symbol,
      terms: termsHeldBy(facts.terms, row),
      mark: facts.mark,
      holding: holdingOf(row, facts.fundingRate),
      liquidation: reachable(row?.liquidationPrice ?? null),
      bankruptcy: reachable(row?.bankruptPrice ?? null),
      orders: orders.filter((order) => order.symbol === symbol).flatMap(openOrder),
    };
  });
}

/** Orders that only close open nothing, whatever happens: they are not among the worst. */
function openOrder({ orderID, side, leavesQty, price, stopPx, execInst }: OrderRow): readonly OpenOrder[] {
  const at = price ?? stopPx;
  if (at === null || leavesQty === null || leavesQty <= 0 || CLOSES.test(execInst)) return [];
  return [{ orderID, contracts: side === "Buy" ? leavesQty : -leavesQty, price: at }];
}

const pointsOf = (terms: ContractTerms, price: number) => Math.max(1, Math.round(price * terms.pointsPerUnit));

/** Profit of a position at a mark, satoshis. */
const pnlAt = ({ terms, holding: { contracts, costSats } }: Held, price: number): number =>
  contracts === 0 ? 0 : unrealisedPnlSats(terms, contracts, costSats, pointsOf(terms, price));

function marginOf(held: Held, price: number) {
  const { terms, holding } = held;
  const { contracts, costSats, leverage } = holding;
  return positionMargin(terms, { contracts, costSats, leverage, ...touchedAfter(holding, contracts) }, pnlAt(held, price));
}

/** What a move does to a position or an order. */
export interface Effect {
  /** Change of the account's equity from now, satoshis. */
  readonly sats: number;
  readonly isLiquidated: boolean;
}

/** What a position of margin of its own comes to when it is taken over: its loss down to the bankruptcy price, and the fee of closing there. */
function takenOverSats(held: Held): number {
  const { terms, holding, mark, bankruptcy } = held;
  if (bankruptcy === null) return 0 - marginOf(held, mark).posMargin;
  return pnlAt(held, bankruptcy) - feeSats(valueSats(terms, holding.contracts, pointsOf(terms, bankruptcy)), terms.takerFeeRate);
}

/** A position of margin of its own after a move; a cross one without regard to the others. */
export function positionEffect(held: Held, move: number): Effect {
  const { holding, mark, liquidation } = held;
  const now = pnlAt(held, mark);
  const price = mark * (1 + move);
  if (holding.contracts === 0) return { sats: 0, isLiquidated: false };
  const isBeyond = liquidation !== null && (holding.contracts > 0 ? price <= liquidation : price >= liquidation);
  // With margin of its own it loses that margin and no more.
  if (holding.leverage !== CROSS && isBeyond) return { sats: takenOverSats(held) - now, isLiquidated: true };
  return { sats: pnlAt(held, price) - now, isLiquidated: false };
}

/** An order filled at its price in the course of a move, where that is the worse for it; the maker's or taker's fee is the taker's. */
export function orderEffect({ terms, mark }: Held, { contracts, price }: OpenOrder, move: number): Effect {
  const points = priceToPoints(terms, price) ?? pointsOf(terms, price);
  const costSats = valueSats(terms, contracts, points);
  const pnl = unrealisedPnlSats(terms, contracts, costSats, pointsOf(terms, mark * (1 + move)));
  return { sats: Math.min(0, pnl - feeSats(costSats, terms.takerFeeRate)), isLiquidated: false };
}

/** The worst that the open orders of a contract come to after a move, satoshis. */
const ordersSats = (held: Held, move: number): number => held.orders.reduce((sum, order) => sum + orderEffect(held, order, move).sats, 0);

/** The same of all contracts after a common move. */
export const ordersAtWorstSats = (portfolio: readonly Held[], move: number): number =>
  portfolio.reduce((sum, held) => sum + ordersSats(held, move), 0);

export interface Together extends Effect {
  /** Without the orders. */
  readonly positionsSats: number;
}

/**
 * All contracts after moves of their own, with every open order that makes it worse filled. Cross positions stand and
 * fall together, with all that is free in the wallet.
 *
 * @param moveOf move of a contract
 */
export function togetherEffect(
  portfolio: readonly Held[],
  margin: Pick<MarginRow, "walletBalance"> | null,
  moveOf: (held: Held) => number,
): Together {
  const isCross = ({ holding }: Held) => holding.leverage === CROSS && holding.contracts !== 0;
  const isolated = portfolio.filter((held) => !isCross(held));
  const effects = isolated.map((held) => positionEffect(held, moveOf(held)));
  const cross = portfolio.filter(isCross);
  const crossPnl = (at: (held: Held) => number) => cross.reduce((sum, held) => sum + pnlAt(held, at(held)), 0);
  const now = crossPnl(({ mark }) => mark);
  const then = crossPnl((held) => held.mark * (1 + moveOf(held)));
  const required = cross.reduce((sum, held) => sum + marginOf(held, held.mark * (1 + moveOf(held))).posMaint, 0);
  const locked = isolated.reduce((sum, held) => sum + (held.holding.contracts === 0 ? 0 : marginOf(held, held.mark).posMargin), 0);
  const cash = margin === null ? null : margin.walletBalance - locked;
  const isCrossGone = cross.length > 0 && cash !== null && cash + then <= required;
  const crossSats = isCrossGone ? 0 - (cash + now) : then - now;
  const positionsSats = effects.reduce((sum, { sats }) => sum + sats, 0) + crossSats;
  return {
    positionsSats,
    sats: positionsSats + portfolio.reduce((sum, held) => sum + ordersSats(held, moveOf(held)), 0),
    isLiquidated: isCrossGone || effects.some(({ isLiquidated }) => isLiquidated),
  };
}

const STEPS = 300;

/**
 * The smallest common move, of those a thousandth apart, at which something is liquidated; null where none up to a reach is.
 *
 * @param reach as a fraction, below zero for falls
 */
export function firstLiquidation(
  portfolio: readonly Held[],
  margin: Pick<MarginRow, "walletBalance"> | null,
  reach: number,
): number | null {
  // A cross account may stand again further on, where another of its positions wins: so each step is asked.
  for (let i = 1; i <= STEPS; i++) {
    const move = (reach * i) / STEPS;
    if (togetherEffect(portfolio, margin, () => move).isLiquidated) return move;
  }
  return null;
}

/** Moves that do not go together, of one size: the root of the sum of their squares, with the sign of a loss. */
export const independentSats = (sats: readonly number[]): number => 0 - Math.round(Math.hypot(...sats.map((one) => Math.min(0, one))));
