import type { ContractTerms } from "../../bff/contract/pricing/terms.ts";
import { decimalsOf, figure } from "./figures.ts";

type Written = number | null | undefined;

/** A price as orders of its contract have it: `60,012.5`, `0.05013`. */
export const priceWords = (terms: ContractTerms, price: Written): string =>
  figure(price, decimalsOf(terms.pointsPerTick / terms.pointsPerUnit));

/** A mark, an index, or a price that follows from one: in the finest decimals that the contract knows. */
export const markWords = (terms: ContractTerms, price: Written): string => figure(price, decimalsOf(1 / terms.pointsPerUnit));
