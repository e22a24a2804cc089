const SATS = 100_000_000;
const DECIMALS = 10;
const YEAR_MS = 365 * 24 * 3_600_000;
/** What a future stands above its index, as a fraction a year: money costs something. Coins that are lent rather than held cost less. */
const CARRY = { XBT: 0.06, others: 0.02 } as const;

/** A contract as who trades it has to know it. */
export interface Market {
  readonly symbol: string;
  readonly tick: number;
  readonly lot: number;
  readonly isInverse: boolean;
  /** Satoshis that a contract is worth at a price of 1, without sign. */
  readonly multiplierSats: number;
}

/** The contract that most traders trade, and the index that marks it. */
export const XBTUSD: Market = { symbol: "XBTUSD", tick: 0.5, lot: 100, isInverse: true, multiplierSats: SATS };
export const XBTUSD_INDEX = ".BXBT";

/** Contracts, not yet in lots, that are worth so many bitcoins at a price. */
export const contractsOf = ({ isInverse, multiplierSats }: Market, xbt: number, price: number): number =>
  isInverse ? xbt * price * (SATS / multiplierSats) : (xbt * SATS) / (multiplierSats * price);

/** The price so many ticks high: the double that its decimals stand for, with no dust of arithmetic. */
export const priceOf = ({ tick }: Market, ticks: number): number => Number((ticks * tick).toFixed(DECIMALS));

export const ticksOf = ({ tick }: Market, price: number): number => Math.round(price / tick);

/** Price of a contract that ends in so long, over that of its index; 1 for one that does not end. */
export const carryOf = (rootSymbol: string, leftMs: number): number =>
  1 + ((rootSymbol === "XBT" ? CARRY.XBT : CARRY.others) * leftMs) / YEAR_MS;
