import * as ordersTexts from "../texts/orders.ts";
import { figure, percent } from "./figures.ts";

/** From where on an order is taken for a slip of the finger until somebody says otherwise. */
export interface GuardBounds {
  /** Distance of its price from the mark, per cent. */
  readonly percent: number;
  readonly contracts: number;
}

export const DEFAULT_BOUNDS: GuardBounds = { percent: 5, contracts: 500_000 };

/** The guard can be moved, not taken away: past these it would guard nothing. */
export const MOST_BOUNDS: GuardBounds = { percent: 50, contracts: 10_000_000 };

export interface GuardFacts {
  readonly contracts: number;
  /** Price of the order, or what the book says a market order would get on average; null where nobody can say. */
  readonly price: number | null;
  readonly mark: number | null;
}

/** What is unusual about an order, a sentence each; none for an ordinary one. */
export function guardConcerns({ contracts, price, mark }: GuardFacts, bounds: GuardBounds): readonly string[] {
  const concerns: string[] = [];
  const ratio = price === null || mark === null ? null : price / mark - 1;
  if (ratio !== null && Math.abs(ratio) * 100 > bounds.percent) {
    concerns.push(ordersTexts.farFromMark(percent(Math.abs(ratio), 1), ratio < 0, figure(bounds.percent, decimalsIn(bounds.percent))));
  }
  if (contracts > bounds.contracts) {
    concerns.push(ordersTexts.large(figure(contracts), figure(bounds.contracts)));
  }
  return concerns;
}

const decimalsIn = (value: number) => (Number.isInteger(value) ? 0 : 1);
