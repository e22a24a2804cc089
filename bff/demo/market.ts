const SATS = 100_000_000;
const DECIMALS = 10;

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
