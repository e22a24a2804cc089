import { type Comparison, hedgedDollars, KINDS, type Kind } from "../../market/contract-kinds.ts";
import { figure } from "../../market/figures.ts";
import * as compareTexts from "../../texts/compare.ts";
import type { From } from "./origins.tsx";

type View = "coins" | "dollars" | "exposure";

const NAMES: Readonly<Record<Kind, string>> = compareTexts.shortNames;

const COINS: Readonly<Record<Kind, string>> = {
  inverse: "N · (1 / E − 1 / P)",
  linear: "N / E · (P / E − 1)",
  quanto: "N / E² · (P − E)",
  fixed: "N / E · (P − E) / P",
};
const EXPOSURE: Readonly<Record<Kind, string>> = { inverse: "N / P", linear: "N / E² · P", quanto: "N / E² · P", fixed: "N / E" };

/** Where the compared figures come from, with size and entry in them; P is the price of the row. */
export function compareOrigins(comparison: Comparison, view: View): readonly (From & { readonly name: string })[] {
  const { notional, entry, side } = comparison;
  const formulaOf = (kind: Kind) => {
    const plain = view === "exposure" ? EXPOSURE[kind] : COINS[kind];
    return `${side === 1 ? "" : "−"}${view === "dollars" ? `P · ${plain}` : plain}`;
  };
  const filled = (formula: string) => formula.replaceAll("N", figure(notional)).replaceAll("E", figure(entry, 1));
  return [
    ...KINDS.map((kind) => ({
      name: NAMES[kind],
      formula: formulaOf(kind),
      filled: filled(formulaOf(kind)),
      ruleId: view === "exposure" ? ("exposure" as const) : ("pnl" as const),
    })),
    {
      name: compareTexts.hedger,
      formula: compareTexts.hedgerFormula,
      filled: `${filled("P · (N / E − N · (1 / E − 1 / P))")} = ${figure(hedgedDollars(comparison, entry))}`,
      ruleId: "dollar",
    },
  ];
}
