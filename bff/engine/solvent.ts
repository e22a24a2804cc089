import { FillEffect } from "../contract/pricing/fill.ts";
import { SIDE, type SideCode } from "./commands.ts";
import { factsAfter, factsOf, standingOf, standingOfAccount } from "./margin.ts";
import type { State } from "./state.ts";

/** Whose fill it is. */
interface Owner {
  readonly account: number;
  readonly instrument: number;
  /** NONE where the account has none in the instrument yet. */
  readonly position: number;
}

/** What decides how far an order without a limit goes. */
export interface Opening extends Owner {
  readonly held: number;
  readonly side: SideCode;
  readonly quantity: number;
}

/**
 * Whether an account can bear a fill: its cash still covers what its isolated positions lock, and the position is
 * not bankrupt at the mark. Pre-trade margin sees to it for takers; a resting order can be overtaken by the market.
 *
 * @param cashBefore what other fills, not booked yet, did to the account's cash
 * @param before the position as those fills have left it
 */
export function isSolventAfter(
  state: State,
  { account, instrument, position }: Owner,
  effect: FillEffect,
  cashBefore = 0,
  before = factsOf(state, position),
): boolean {
  const facts = factsAfter(state, instrument, before, effect.contractsAfter, effect.costAfter);
  const after = standingOfAccount(state, account, { position, instrument, facts, cash: cashBefore + effect.cash, orderMargin: 0 });
  if (after.crossEquity < 0 || after.crossCash < 0) return false;
  if (effect.opening === 0) return true;
  const standing = standingOf(state, instrument, facts);
  return standing.isCross || standing.posMargin + standing.unrealisedPnl > 0;
}

/**
 * The furthest price at which all of an order that opens a position, had it traded there, leaves its account solvent at
 * the mark: where an order without a limit stops. The worse the price, the poorer the account.
 *
 * @param near the best price that the order meets, which is not judged here
 * @param far the worst that it would meet
 */
export function furthestSolvent(state: State, order: Opening, near: number, far: number): number {
  const terms = state.termsFor(order.instrument, order.position);
  const { costSats } = factsOf(state, order.position);
  const traded = order.side === SIDE.buy ? order.quantity : -order.quantity;
  const effect = new FillEffect();
  const isSolvent = (ticks: number): boolean => {
    effect.compute(terms, order.held, costSats, traded, ticks * terms.pointsPerTick, terms.takerFeeRate, 0);
    return isSolventAfter(state, order, effect);
  };
  let [borne, unborne] = [near, far];
  if (isSolvent(far)) return far;
  while (Math.abs(unborne - borne) > 1) {
    const middle = Math.floor((borne + unborne) / 2);
    if (isSolvent(middle)) borne = middle;
    else unborne = middle;
  }
  return borne;
}
