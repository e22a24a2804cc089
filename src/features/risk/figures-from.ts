import { positionMargin } from "../../../bff/contract/pricing/position-margin.ts";
import { RATE_SCALE } from "../../../bff/contract/pricing/round.ts";
import { marginNeededSats } from "../../market/exposure.ts";
import { coins, figure, percent } from "../../market/figures.ts";
import { markWords, priceWords } from "../../market/price-words.ts";
import { pnlSats, type Stake } from "../../market/stake.ts";
import * as commonTexts from "../../texts/common.ts";
import * as formulasTexts from "../../texts/formulas.ts";
import { explainCritical } from "./formulas.ts";
import type { From } from "./origins.tsx";

const size = ({ contracts }: Stake) => figure(Math.abs(contracts));
const multiplier = ({ terms }: Stake) => coins(terms.multiplierSats, 8);

/** Profit of the contracts themselves, without what an order settles. */
export const unrealisedSats = (stake: Stake, mark: number): number => pnlSats(stake, mark) - stake.settledSats;

export function exposureFrom(stake: Stake, mark: number): From {
  const sign = stake.contracts < 0 ? "−" : "";
  return stake.terms.isInverse
    ? { formula: formulasTexts.exposureInverse, filled: `${sign}${size(stake)} / ${markWords(stake.terms, mark)}`, ruleId: "exposure" }
    : {
        formula: formulasTexts.exposureLinear,
        filled: `${sign}${size(stake)} · ${multiplier(stake)} · ${markWords(stake.terms, mark)}`,
        ruleId: "exposure",
      };
}

/** @param move from the mark, as a fraction */
export function gainFrom(stake: Stake, mark: number, move: number): From {
  const [from, to] = [markWords(stake.terms, mark), markWords(stake.terms, mark * (1 + move))];
  const isLong = stake.contracts > 0;
  if (!stake.terms.isInverse) {
    const difference = isLong ? `${to} − ${from}` : `${from} − ${to}`;
    return {
      formula: formulasTexts.pnlLinear,
      filled: `${size(stake)} · ${multiplier(stake)} · (${difference})`,
      ruleId: "pnl",
    };
  }
  const difference = isLong ? `1 / ${from} − 1 / ${to}` : `1 / ${to} − 1 / ${from}`;
  return { formula: formulasTexts.pnlInverse, filled: `${size(stake)} · (${difference})`, ruleId: "pnl" };
}

export function requiredFrom(stake: Stake, mark: number): From {
  const { terms, contracts, costSats, leverage, touched } = stake;
  const { posComm } = positionMargin(terms, { contracts, costSats, leverage, ...touched }, unrealisedSats(stake, mark));
  const rate = terms.maintMarginRate + Math.max(0, touched.payableFundingRate);
  const isBacked = marginNeededSats(stake, mark) === 0;
  return {
    formula: isBacked ? formulasTexts.nothingRequired : formulasTexts.required,
    filled: isBacked ? "0" : `${coins(Math.abs(costSats), 6)} · ${percent(rate / RATE_SCALE, 4)} + ${coins(posComm, 6)}`,
    ruleId: isBacked ? "dollar" : "margin",
  };
}

/** The liquidation or bankruptcy price of what is held, by the loss that it can bear. */
export function criticalFrom(stake: Stake, what: "liquidation" | "bankruptcy"): From {
  const { terms, contracts, costSats, leverage, touched, collateralSats } = stake;
  if (stake[what] === null || collateralSats === null || contracts === 0)
    return { formula: formulasTexts.noPrice, filled: formulasTexts.noPriceFilled, ruleId: "dollar" };
  const { posComm, posMaint } = positionMargin(terms, { contracts, costSats, leverage, ...touched }, 0);
  const room = collateralSats - (what === "liquidation" ? posMaint : posComm);
  const { formula, filled } = explainCritical(terms, contracts, costSats, room, what);
  return { formula, filled, ruleId: what };
}

export const distanceFrom = ({ liquidation, terms }: Stake, mark: number): From => ({
  formula: formulasTexts.distance,
  filled: liquidation === null ? commonTexts.noPriceLiquidates : `${priceWords(terms, liquidation)} / ${markWords(terms, mark)} − 1`,
  ruleId: "liquidation",
});

/** What liquidation takes at most: what stands behind the position. */
export function lostFrom({ leverage, collateralSats, terms, contracts, costSats, touched }: Stake): From {
  if (leverage === 0) return { formula: formulasTexts.backingCross, filled: coins(collateralSats, 6), ruleId: "bankruptcy" };
  const { posInit, posCross, posComm, posLoss } = positionMargin(terms, { contracts, costSats, leverage, ...touched }, 0);
  return {
    formula: formulasTexts.backingIsolated,
    filled: `${coins(posInit, 6)} + ${coins(posCross, 6)} + ${coins(posComm, 6)} − ${coins(posLoss, 6)}`,
    ruleId: "bankruptcy",
  };
}
