import { useContract } from "../../stores/terminal.ts";

/** Before a contract is known its figures are dashes, and these count for nothing. */
const USUAL_PRICE_DECIMALS = 1;
const USUAL_MARK_DECIMALS = 2;

/** Decimals of order prices, of the contract that is looked at or of another. */
export const usePriceDecimals = (symbol?: string): number => useContract(symbol)?.priceDecimals ?? USUAL_PRICE_DECIMALS;

/** Decimals of marks and indices. */
export const useMarkDecimals = (symbol?: string): number => useContract(symbol)?.markDecimals ?? USUAL_MARK_DECIMALS;
