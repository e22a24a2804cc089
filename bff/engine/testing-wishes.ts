import { ORDER_TYPE, TIME_IN_FORCE } from "./commands.ts";

/** An order as a test says it: without a price it is a market order. */
export interface OrderWish {
  readonly at?: number;
  readonly immediate?: boolean;
  readonly fillOrKill?: boolean;
  readonly day?: boolean;
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
  readonly close?: boolean;
  /** Price at which it goes off; with it the order is a stop, or with `touch` one that waits for a better price. */
  readonly stop?: number;
  readonly touch?: boolean;
  /** How far off the watched price the stop price of a trailing order stays; with `touch` one that waits for a better price. */
  readonly trail?: number;
  /** The best price that a pegged order's limit hangs on, its own side's or the other's, and how far off it. */
  readonly peg?: "primary" | "market";
  readonly offset?: number;
  /** Contracts shown at a time. */
  readonly show?: number;
  /** The price that a conditional order watches; the mark by default. */
  readonly watch?: "last" | "mark" | "index";
  readonly id?: string;
  readonly text?: string;
  readonly symbol?: string;
}

export interface AmendWish {
  readonly contracts?: number;
  readonly leaves?: number;
  readonly price?: number;
  readonly stop?: number;
  /** Another offset of a trailing or pegged order. */
  readonly offset?: number;
  readonly id?: string;
  readonly text?: string;
}

export function timeInForceOf({ at, peg, immediate, fillOrKill, day }: OrderWish): number {
  if (fillOrKill) return TIME_IN_FORCE.fillOrKill;
  if ((at === undefined && peg === undefined) || immediate) return TIME_IN_FORCE.immediateOrCancel;
  return day ? TIME_IN_FORCE.day : TIME_IN_FORCE.goodTillCancel;
}

export function typeOf({ at, stop, trail, peg, touch }: OrderWish): number {
  if (peg !== undefined) return ORDER_TYPE.pegged;
  if (stop === undefined && trail === undefined) return at === undefined ? ORDER_TYPE.market : ORDER_TYPE.limit;
  if (touch) return at === undefined ? ORDER_TYPE.marketIfTouched : ORDER_TYPE.limitIfTouched;
  return at === undefined ? ORDER_TYPE.stop : ORDER_TYPE.stopLimit;
}
