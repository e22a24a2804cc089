import { coins, figure, percent, signedCoins } from "../../market/figures.ts";
import {
  contractsToStand,
  type DuePosition,
  lastStop,
  leverageToStand,
  marginAt,
  marginToStand,
  pointsOf,
} from "../../market/why-liquidated.ts";
import * as commonTexts from "../../texts/common.ts";
import * as liquidationsTexts from "../../texts/liquidations.ts";
import type { Answer } from "./answer-list.tsx";

interface Circumstances {
  readonly position: DuePosition;
  readonly symbol: string;
  /** Mark at which it was due. */
  readonly mark: number;
  /** The mark that was furthest against it in the hour that followed, that moment included. */
  readonly furthest: number;
  /** What the liquidation cost, satoshis; null where it came to no trade. */
  readonly lostSats: number | null;
  readonly priceDecimals: number;
}

/** What would have prevented a liquidation, each computed again by the exchange's own functions. */
export function preventionAnswers({ position, mark, furthest, lostSats, priceDecimals }: Circumstances): readonly Answer[] {
  const { terms, facts } = position;
  const points = pointsOf(terms, furthest);
  const price = (value: number) => figure(value, priceDecimals);
  const { balanceSats, requiredSats } = marginAt(position, points);
  const isCross = facts.leverage === 0;
  const at = liquidationsTexts.atPrice(price(furthest));
  const margin: Answer = {
    name: isCross ? liquidationsTexts.moreInWallet : liquidationsTexts.moreMargin,
    value: coins(marginToStand(position, points), 8),
    unit: "XBT",
    formula: liquidationsTexts.moreFormula(at),
    filled: `${coins(requiredSats, 8)} − ${signedCoins(balanceSats, 8).replace("+", "")}`,
    rule: liquidationsTexts.moreRule,
    ruleId: "liquidation",
  };
  const stop = lastStop(position, pointsOf(terms, mark));
  const saved = stop === null || lostSats === null ? null : lostSats - stop.lossSats;
  const stopAnswer: Answer = {
    name: liquidationsTexts.stop,
    value: stop === null ? commonTexts.none : price(stop.price),
    unit: stop === null ? "" : terms.isInverse ? "USD" : "",
    formula: liquidationsTexts.stopFormula,
    filled:
      stop === null
        ? liquidationsTexts.stopTooLate
        : liquidationsTexts.stopFilled(coins(stop.lossSats, 8), lostSats === null ? null : coins(lostSats, 8)),
    rule: saved === null || saved <= 0 ? liquidationsTexts.stopRule : liquidationsTexts.stopKept(coins(saved, 8)),
    ruleId: "liquidated",
  };
  return [isCross ? sizeAnswer(position, points, at) : leverageAnswer(position, points, at), margin, stopAnswer];
}

function leverageAnswer(position: DuePosition, points: number, at: string): Answer {
  const leverage = leverageToStand(position, points);
  const chosen = figure(position.facts.leverage / 100, 2);
  return {
    name: liquidationsTexts.leverageAtMost,
    value: leverage === null ? commonTexts.none : figure(leverage / 100, 2),
    unit: leverage === null ? "" : "×",
    formula: liquidationsTexts.leverageFormula,
    filled: liquidationsTexts.leverageFilled(chosen, at),
    rule: leverage === null ? liquidationsTexts.noLeverage : liquidationsTexts.leverageRule,
    ruleId: "margin",
  };
}

function sizeAnswer(position: DuePosition, points: number, at: string): Answer {
  const contracts = contractsToStand(position, points) ?? 0;
  const held = Math.abs(position.facts.contracts);
  return {
    name: liquidationsTexts.sizeAtMost,
    value: contracts === 0 ? commonTexts.none : figure(contracts),
    unit: contracts === 0 ? "" : commonTexts.contracts,
    formula: liquidationsTexts.sizeFormula,
    filled: liquidationsTexts.sizeFilled(coins(position.backingSats, 8), figure(held), at, percent(contracts / held, 0)),
    rule: liquidationsTexts.sizeRule,
    ruleId: "margin",
  };
}
