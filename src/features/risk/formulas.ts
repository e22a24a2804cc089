import { initMarginRate } from "../../../bff/contract/pricing/margin.ts";
import { RATE_SCALE } from "../../../bff/contract/pricing/round.ts";
import { type ContractTerms, closingFeeRate } from "../../../bff/contract/pricing/terms.ts";
import { coins, figure, percent } from "../../market/figures.ts";
import { priceWords } from "../../market/price-words.ts";
import * as formulasTexts from "../../texts/formulas.ts";
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

const size = (contracts: number) => figure(Math.abs(contracts));

export function explainPnl(terms: ContractTerms, contracts: number, entry: number, at: number): Explained {
  const isLong = contracts > 0;
  const price = (value: number) => priceWords(terms, value);
  if (!terms.isInverse) {
    return {
      formula: isLong ? formulasTexts.pnlLong : formulasTexts.pnlShort,
      filled: `${size(contracts)} · ${coins(terms.multiplierSats, 8)} · (${isLong ? price(at) : price(entry)} − ${isLong ? price(entry) : price(at)})`,
      rule: formulasTexts.linearRule,
      ruleId: "pnl",
    };
  }
  const [first, second] = isLong ? ["entry", "price"] : ["price", "entry"];
  const [from, to] = isLong ? [entry, at] : [at, entry];
  return {
    formula: formulasTexts.inversePnl(first, second),
    filled: `${size(contracts)} · (1 / ${price(from)} − 1 / ${price(to)})`,
    rule: formulasTexts.inverseRule(figure(terms.valuationLot)),
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
  const lost = what === "liquidation" ? formulasTexts.marginLessRequired : formulasTexts.marginLessFee;
  const grows = isLong === terms.isInverse;
  const sign = grows ? "+" : "−";
  const cost = coins(Math.abs(costSats), 6);
  const room = coins(roomSats, 6);
  const rule = what === "liquidation" ? formulasTexts.liquidationRule : formulasTexts.bankruptcyRule;
  return terms.isInverse
    ? { formula: formulasTexts.criticalInverse(sign, lost), filled: `${size(contracts)} / (${cost} ${sign} ${room})`, rule, ruleId: what }
    : { formula: formulasTexts.criticalLinear(sign, lost), filled: `(${cost} ${sign} ${room}) / ${size(contracts)}`, rule, ruleId: what };
}

export function explainInitial(terms: ContractTerms, leverage: number, costSats: number): Explained {
  return {
    formula: leverage === 0 ? formulasTexts.initialMarginCross : formulasTexts.initialMargin,
    filled: `${coins(costSats, 6)} · ${percent(initMarginRate(terms, leverage) / RATE_SCALE, 2)}`,
    rule: formulasTexts.initialMarginRule,
    ruleId: "margin",
  };
}

export function explainReserve(terms: ContractTerms, costSats: number, initialSats: number): Explained {
  return {
    formula: formulasTexts.feeReserve,
    filled: `(${coins(costSats, 6)} + ${coins(initialSats, 6)}) · ${percent(closingFeeRate(terms) / RATE_SCALE, 3)}`,
    rule: formulasTexts.feeReserveRule,
    ruleId: "margin",
  };
}

export function explainRequired(terms: ContractTerms, costSats: number, reserveSats: number): Explained {
  return {
    formula: formulasTexts.maintenance,
    filled: `${coins(costSats, 6)} · ${percent(terms.maintMarginRate / RATE_SCALE, 2)} + ${coins(reserveSats, 6)}`,
    rule: formulasTexts.maintenanceRule,
    ruleId: "liquidation",
  };
}

export function explainFees(terms: ContractTerms, costSats: number, exitSats: number): Explained {
  return {
    formula: formulasTexts.bothFees,
    filled: `(${coins(Math.abs(costSats), 6)} + ${coins(Math.abs(exitSats), 6)}) · ${percent(terms.takerFeeRate / RATE_SCALE, 3)}`,
    rule: formulasTexts.bothFeesRule,
    ruleId: "fees",
  };
}
