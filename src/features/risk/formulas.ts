import { initMarginRate } from "../../../bff/contract/pricing/margin.ts";
import { RATE_SCALE } from "../../../bff/contract/pricing/round.ts";
import { type ContractTerms, closingFeeRate } from "../../../bff/contract/pricing/terms.ts";
import { coins, figure, percent } from "../../market/figures.ts";
import type { RuleId } from "./rules.ts";

/**
 * The exchange's rules in words of the trade, with the live figures in them. They explain; the figure beside them is
 * computed by the contract's own functions, which round to whole satoshis and ticks.
 */
export interface Explained {
  readonly formula: string;
  readonly filled: string;
  readonly rule: string;
  readonly ruleId: RuleId;
}

const price = (value: number | null) => figure(value, 1);
const size = (contracts: number) => figure(Math.abs(contracts));

export function explainPnl(terms: ContractTerms, contracts: number, entry: number, at: number): Explained {
  const isLong = contracts > 0;
  if (!terms.isInverse) {
    return {
      formula: isLong ? "size · multiplier · (price − entry)" : "size · multiplier · (entry − price)",
      filled: `${size(contracts)} · ${coins(terms.multiplierSats, 8)} · (${isLong ? price(at) : price(entry)} − ${isLong ? price(entry) : price(at)})`,
      rule: "A linear contract is worth its size times the price.",
      ruleId: "pnl",
    };
  }
  const [first, second] = isLong ? ["entry", "price"] : ["price", "entry"];
  const [from, to] = isLong ? [entry, at] : [at, entry];
  return {
    formula: `size · (1 / ${first} − 1 / ${second})`,
    filled: `${size(contracts)} · (1 / ${price(from)} − 1 / ${price(to)})`,
    rule: `An inverse contract pays one dollar in coins: its value is rounded to satoshis for every ${figure(terms.valuationLot)} contracts.`,
    ruleId: "pnl",
  };
}

/** @param roomSats what may be lost before the price is reached */
export function explainCritical(
  terms: ContractTerms,
  contracts: number,
  costSats: number,
  roomSats: number,
  what: "liquidation" | "bankruptcy",
): Explained {
  const isLong = contracts > 0;
  const lost = what === "liquidation" ? "margin − required" : "margin − closing fee";
  const grows = isLong === terms.isInverse;
  const sign = grows ? "+" : "−";
  const cost = coins(Math.abs(costSats), 6);
  const room = coins(roomSats, 6);
  const rule =
    what === "liquidation"
      ? "Liquidation starts where the loss has eaten the margin down to what is required. Rounded to the tick against the holder."
      : "Bankruptcy is where, the closing fee paid, nothing of the margin is left. There the exchange takes the position over.";
  return terms.isInverse
    ? { formula: `size / (cost ${sign} (${lost}))`, filled: `${size(contracts)} / (${cost} ${sign} ${room})`, rule, ruleId: what }
    : { formula: `(cost ${sign} (${lost})) / size`, filled: `(${cost} ${sign} ${room}) / ${size(contracts)}`, rule, ruleId: what };
}

export function explainInitial(terms: ContractTerms, leverage: number, costSats: number): Explained {
  return {
    formula: leverage === 0 ? "cost · initial margin rate" : "cost · larger of initial margin rate and 1 / leverage",
    filled: `${coins(costSats, 6)} · ${percent(initMarginRate(terms, leverage) / RATE_SCALE, 2)}`,
    rule: "Locked while the position is open; rounded up.",
    ruleId: "margin",
  };
}

export function explainReserve(terms: ContractTerms, costSats: number, initialSats: number): Explained {
  return {
    formula: "(cost + initial margin) · taker fee",
    filled: `(${coins(costSats, 6)} + ${coins(initialSats, 6)}) · ${percent(closingFeeRate(terms) / RATE_SCALE, 3)}`,
    rule: "Kept to pay the fee of closing at the bankruptcy price.",
    ruleId: "margin",
  };
}

export function explainRequired(terms: ContractTerms, costSats: number, reserveSats: number): Explained {
  return {
    formula: "cost · maintenance rate + fee reserve",
    filled: `${coins(costSats, 6)} · ${percent(terms.maintMarginRate / RATE_SCALE, 2)} + ${coins(reserveSats, 6)}`,
    rule: "A position whose margin falls to this is liquidated.",
    ruleId: "liquidation",
  };
}

export function explainFees(terms: ContractTerms, costSats: number, exitSats: number): Explained {
  return {
    formula: "(value at entry + value at exit) · taker fee",
    filled: `(${coins(Math.abs(costSats), 6)} + ${coins(Math.abs(exitSats), 6)}) · ${percent(terms.takerFeeRate / RATE_SCALE, 3)}`,
    rule: "Who takes from the book pays; orders that rest in it earn a rebate instead.",
    ruleId: "fees",
  };
}
