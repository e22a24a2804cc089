import { priceToTicks } from "../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import { valueSats } from "../../../bff/contract/pricing/value.ts";
import type { CalculatorState, FigureName, TypedTrade } from "../../market/calculator-state.ts";
import * as calculatorsTexts from "../../texts/calculators.ts";

/** The contract that is counted with, and how its market stands. */
export interface CalculatorMarket {
  readonly terms: ContractTerms;
  readonly mark: number;
  /** Currency of its prices. */
  readonly quote: string;
  /** That is paid next, a fraction of one; null while it is not known. */
  readonly fundingRate: number | null;
  /** A future pays none. */
  readonly paysFunding: boolean;
  /** Dollars that a coin is worth now; null while it is not known. */
  readonly coinUsd: number | null;
}

/** What the calculators count with: what was typed, and where nothing was, a default at today's price. */
export interface CalculatorInputs extends Omit<CalculatorMarket, "mark" | "fundingRate"> {
  readonly side: 1 | -1;
  readonly isCross: boolean;
  readonly figures: Readonly<Record<FigureName, number>>;
  readonly trades: readonly TypedTrade[];
}

/** What a position is worth unless its size is typed: so many dollars of an inverse contract, about as many coins of another. */
const CONTRACTS = 10_000;
const COIN_SATS = 15_000_000;
const MOVE = 0.1;
const STOP_MOVE = 0.05;

/** A price of the contract near to another. */
export function nearestPrice(terms: ContractTerms, price: number): number {
  const ticksPerUnit = terms.pointsPerUnit / terms.pointsPerTick;
  return Math.max(1, Math.round(price * ticksPerUnit)) / ticksPerUnit;
}

export function defaultsAt(market: CalculatorMarket, state: CalculatorState): CalculatorInputs {
  const { terms, mark, quote, fundingRate, paysFunding, coinUsd } = market;
  const side = state.side === "Buy" ? 1 : -1;
  const entry = state.figures.entry ?? nearestPrice(terms, mark);
  const wished = terms.isInverse ? CONTRACTS : COIN_SATS / Math.max(1, Math.abs(valueSats(terms, 1, mark * terms.pointsPerUnit)));
  const contracts = Math.max(terms.lotSize, Math.floor(wished / terms.lotSize) * terms.lotSize);
  const defaults: Readonly<Record<FigureName, number>> = {
    contracts,
    entry,
    exit: nearestPrice(terms, entry * (1 + side * MOVE)),
    leverage: 10,
    wallet: 1,
    profit: 0.01,
    risk: 0.01,
    stop: nearestPrice(terms, entry * (1 - side * STOP_MOVE)),
    rate: fundingRate === null || fundingRate === 0 ? 0.01 : fundingRate * 100,
    times: 3,
  };
  const figures = { ...defaults };
  for (const [name, value] of Object.entries(state.figures)) if (value !== null) figures[name as FigureName] = value;
  const trades = state.trades ?? [
    { side: "Buy", contracts, price: nearestPrice(terms, mark) },
    { side: "Buy", contracts, price: nearestPrice(terms, mark * (1 - MOVE)) },
  ];
  return { terms, quote, paysFunding, coinUsd, side, isCross: state.isCross, figures, trades };
}

/** What is wrong with a figure and what would be right, or null. */
export function faultOf({ terms, figures, isCross }: CalculatorInputs, name: FigureName): string | null {
  const value = figures[name];
  if (name === "contracts") return contractsFault(terms, value);
  if (name === "entry" || name === "exit" || name === "stop") return priceFault(terms, value);
  if (name === "leverage" && !isCross) {
    const most = 100_000_000 / terms.initMarginRate;
    return value >= 0.01 && value <= most ? null : calculatorsTexts.leverageRange(most);
  }
  if (name === "times") return Number.isInteger(value) && value <= 10_000 ? null : calculatorsTexts.wholeNumber;
  if (name === "rate") return Math.abs(value) <= 1 ? null : calculatorsTexts.rateRange;
  return null;
}

export const contractsFault = (terms: ContractTerms, contracts: number): string | null =>
  contracts > 0 && contracts % terms.lotSize === 0 && contracts <= terms.maxOrderQty
    ? null
    : calculatorsTexts.multipleUpTo(terms.lotSize, terms.maxOrderQty);

export function priceFault(terms: ContractTerms, price: number): string | null {
  const ticks = priceToTicks(terms, price);
  return ticks !== null && ticks <= terms.maxPriceTicks ? null : calculatorsTexts.multipleOf(terms.pointsPerTick / terms.pointsPerUnit);
}
