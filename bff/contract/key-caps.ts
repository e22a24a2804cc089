/** What a key may do at most, beyond its permissions. Zero, null and empty stand for no such bound. */
export interface KeyCaps {
  /** The key's own number, under which the engine counts what it has used up of a day. */
  readonly number: number;
  /** Value of one order, and of all that the key places within a day (UTC), satoshis. */
  readonly maxOrderSats: number;
  readonly maxDailySats: number;
  /** Realised loss of the account within a day (UTC) after which the key may only reduce, satoshis. */
  readonly maxDailyLossSats: number;
  /** Share of the mark by which an order may be dearer than it: 0.05 is 5 %. */
  readonly maxDeviation: number;
  readonly isReduceOnly: boolean;
  /** Contracts that it may trade. */
  readonly symbols: readonly string[];
}

/** Whether anything at all is bounded: orders of other keys travel as they always did. */
export const hasCaps = (caps: KeyCaps): boolean =>
  caps.maxOrderSats > 0 ||
  caps.maxDailySats > 0 ||
  caps.maxDailyLossSats > 0 ||
  caps.maxDeviation > 0 ||
  caps.isReduceOnly ||
  caps.symbols.length > 0;
