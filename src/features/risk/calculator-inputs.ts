import { priceToTicks } from "../../../bff/contract/prices.ts";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import type { CalculatorState, FigureName, TypedTrade } from "../../market/calculator-state.ts";

/** What the calculators count with: what was typed, and where nothing was, a default at today's price. */
export interface CalculatorInputs {
  readonly terms: ContractTerms;
  readonly side: 1 | -1;
  readonly isCross: boolean;
  readonly figures: Readonly<Record<FigureName, number>>;
  readonly trades: readonly TypedTrade[];
}

const CONTRACTS = 10_000;
const MOVE = 0.1;
const STOP_MOVE = 0.05;

/** A price of the contract near to another. */
export function nearestPrice(terms: ContractTerms, price: number): number {
  const ticksPerUnit = terms.pointsPerUnit / terms.pointsPerTick;
  return Math.max(1, Math.round(price * ticksPerUnit)) / ticksPerUnit;
}

/** @param fundingRate that the contract pays next, a fraction of one; null where it pays none */
export function defaultsAt(
  terms: ContractTerms,
  mark: number,
  state: CalculatorState,
  fundingRate: number | null = null,
): CalculatorInputs {
  const side = state.side === "Buy" ? 1 : -1;
  const entry = state.figures.entry ?? nearestPrice(terms, mark);
  const contracts = Math.max(terms.lotSize, Math.floor(CONTRACTS / terms.lotSize) * terms.lotSize);
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
  return { terms, side, isCross: state.isCross, figures, trades };
}

/** What is wrong with a figure and what would be right, or null. */
export function faultOf({ terms, figures, isCross }: CalculatorInputs, name: FigureName): string | null {
  const value = figures[name];
  if (name === "contracts") return contractsFault(terms, value);
  if (name === "entry" || name === "exit" || name === "stop") return priceFault(terms, value);
  if (name === "leverage" && !isCross) {
    const most = 100_000_000 / terms.initMarginRate;
    return value >= 0.01 && value <= most ? null : `Leverage goes from 0.01 to ${most}.`;
  }
  if (name === "times") return Number.isInteger(value) && value <= 10_000 ? null : "A whole number up to 10,000.";
  if (name === "rate") return Math.abs(value) <= 1 ? null : "From −1 to 1 per cent.";
  return null;
}

export const contractsFault = (terms: ContractTerms, contracts: number): string | null =>
  contracts > 0 && contracts % terms.lotSize === 0 && contracts <= terms.maxOrderQty
    ? null
    : `A multiple of ${terms.lotSize} up to ${terms.maxOrderQty}.`;

export function priceFault(terms: ContractTerms, price: number): string | null {
  const ticks = priceToTicks(terms, price);
  return ticks !== null && ticks <= terms.maxPriceTicks ? null : `A multiple of ${terms.pointsPerTick / terms.pointsPerUnit}.`;
}
