import { positionMargin } from "../../../bff/contract/pricing/position-margin.ts";
import { RATE_SCALE } from "../../../bff/contract/pricing/round.ts";
import { marginNeededSats } from "../../market/exposure.ts";
import { coins, figure, percent } from "../../market/figures.ts";
import { pnlSats, type Stake } from "../../market/stake.ts";
import { explainCritical } from "./formulas.ts";
import type { RuleId } from "./rules.ts";

/** Where a figure comes from: its formula in words, the same with the live inputs in it, and the rule. */
interface From {
  readonly formula: string;
  readonly filled: string;
  readonly ruleId: RuleId;
}

const size = ({ contracts }: Stake) => figure(Math.abs(contracts));
const price = (value: number) => figure(value, 2);
const multiplier = ({ terms }: Stake) => coins(terms.multiplierSats, 8);

/** Profit of the contracts themselves, without what an order settles. */
export const unrealisedSats = (stake: Stake, mark: number): number => pnlSats(stake, mark) - stake.settledSats;

export function exposureFrom(stake: Stake, mark: number): From {
  const sign = stake.contracts < 0 ? "−" : "";
  return stake.terms.isInverse
    ? { formula: "size / mark, signed as the side", filled: `${sign}${size(stake)} / ${price(mark)}`, ruleId: "exposure" }
    : {
        formula: "size · multiplier · mark, signed as the side",
        filled: `${sign}${size(stake)} · ${multiplier(stake)} · ${price(mark)}`,
        ruleId: "exposure",
      };
}

/** @param move from the mark, as a fraction */
export function gainFrom(stake: Stake, mark: number, move: number): From {
  const [from, to] = [price(mark), price(mark * (1 + move))];
  const isLong = stake.contracts > 0;
  if (!stake.terms.isInverse) {
    const difference = isLong ? `${to} − ${from}` : `${from} − ${to}`;
    return {
      formula: "size · multiplier · difference of the prices",
      filled: `${size(stake)} · ${multiplier(stake)} · (${difference})`,
      ruleId: "pnl",
    };
  }
  const difference = isLong ? `1 / ${from} − 1 / ${to}` : `1 / ${to} − 1 / ${from}`;
  return { formula: "size · difference of 1 / price", filled: `${size(stake)} · (${difference})`, ruleId: "pnl" };
}

export function requiredFrom(stake: Stake, mark: number): From {
  const { terms, contracts, costSats, leverage, touched } = stake;
  const { posComm } = positionMargin(terms, { contracts, costSats, leverage, ...touched }, unrealisedSats(stake, mark));
  const rate = terms.maintMarginRate + Math.max(0, touched.payableFundingRate);
  const isBacked = marginNeededSats(stake, mark) === 0;
  return {
    formula: isBacked ? "nothing: its whole value is its margin" : "cost · (maintenance rate + funding that is payable) + fee reserve",
    filled: isBacked ? "0" : `${coins(Math.abs(costSats), 6)} · ${percent(rate / RATE_SCALE, 4)} + ${coins(posComm, 6)}`,
    ruleId: isBacked ? "dollar" : "margin",
  };
}

/** The liquidation or bankruptcy price of what is held, by the loss that it can bear. */
export function criticalFrom(stake: Stake, what: "liquidation" | "bankruptcy"): From {
  const { terms, contracts, costSats, leverage, touched, collateralSats } = stake;
  if (stake[what] === null || collateralSats === null || contracts === 0)
    return { formula: "no price does it", filled: "its loss can never come to its margin", ruleId: "dollar" };
  const { posComm, posMaint } = positionMargin(terms, { contracts, costSats, leverage, ...touched }, 0);
  const room = collateralSats - (what === "liquidation" ? posMaint : posComm);
  const { formula, filled } = explainCritical(terms, contracts, costSats, room, what);
  return { formula, filled, ruleId: what };
}
