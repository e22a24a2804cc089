import { RATE_SCALE } from "../../contract/pricing/round.ts";
import type { Listed } from "../catalogue.ts";

/** Amounts in the underlying and in the quote currency; null while nobody knows. */
export interface Notionals {
  readonly home: number | null;
  readonly foreign: number | null;
}

/**
 * What contracts of a value amount to, signed as the contract has them. Source: section 6.3, and executions in public code.
 *
 * - Inverse: the value in coins, and a unit of the quote currency each. A buy receives dollars' worth of coins: coins
 *   count up, dollars down.
 * - Linear: a coin each, and the value in bitcoin.
 * - Quanto: the value at what bitcoin costs in the quote currency, and so many coins as that buys.
 *
 * @param settlePerQuote satoshis for a unit of the quote currency of a quanto contract
 */
export function notionals(listed: Listed, contracts: number, valueSats: number, price: number, settlePerQuote: number | null): Notionals {
  const { terms, description } = listed;
  const coins = Math.abs(valueSats) / RATE_SCALE;
  const sign = contracts < 0 ? -1 : 1;
  if (terms.isInverse) return { home: sign * coins, foreign: 0 - contracts };
  if (!description.isQuanto) return { home: contracts, foreign: 0 - sign * coins };
  if (settlePerQuote === null) return { home: null, foreign: null };
  const quoted = Math.abs(valueSats) / settlePerQuote;
  return { home: (sign * quoted) / price, foreign: 0 - sign * quoted };
}
