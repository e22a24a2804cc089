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
  const at = `at ${price(furthest)}`;
  const margin: Answer = {
    name: isCross ? "More in the wallet" : "More margin in the position",
    value: coins(marginToStand(position, points), 8),
    unit: "XBT",
    formula: `required ${at} − left ${at}, and a satoshi more`,
    filled: `${coins(requiredSats, 8)} − ${signedCoins(balanceSats, 8).replace("+", "")}`,
    rule: "With so much more it would have stood at the furthest mark of the hour that followed.",
    ruleId: "liquidation",
  };
  const stop = lastStop(position, pointsOf(terms, mark));
  const saved = stop === null || lostSats === null ? null : lostSats - stop.lossSats;
  const stopAnswer: Answer = {
    name: "A stop, at the last",
    value: stop === null ? "none" : price(stop.price),
    unit: stop === null ? "" : terms.isInverse ? "USD" : "",
    formula: stop === null ? null : "the tick before liquidation; filled there, it costs its loss and the taker's fee",
    ...(stop === null
      ? {}
      : {
          filled: `${coins(stop.lossSats, 8)} XBT${lostSats === null ? "" : `, where the liquidation cost ${coins(lostSats, 8)}`}`,
          rule: `${saved === null || saved <= 0 ? "In a fast market a stop fills worse than its price." : `It would have kept ${coins(saved, 8)} XBT. In a fast market a stop fills worse than its price.`}`,
          ruleId: "bankruptcy" as const,
        }),
  };
  return [isCross ? sizeAnswer(position, points, at) : leverageAnswer(position, points, at), margin, stopAnswer];
}

function leverageAnswer(position: DuePosition, points: number, at: string): Answer {
  const leverage = leverageToStand(position, points);
  const chosen = figure(position.facts.leverage / 100, 2);
  return {
    name: "Leverage of no more than",
    value: leverage === null ? "none" : figure(leverage / 100, 2),
    unit: leverage === null ? "" : "×",
    formula: "the highest at which what is left is more than what is required",
    filled: `${chosen}× was chosen; the position ${at}`,
    rule:
      leverage === null
        ? "No leverage would have kept it at that mark."
        : "The lower the leverage, the more of its own margin a position has.",
    ruleId: "margin",
  };
}

function sizeAnswer(position: DuePosition, points: number, at: string): Answer {
  const contracts = contractsToStand(position, points) ?? 0;
  const held = Math.abs(position.facts.contracts);
  return {
    name: "Size of no more than",
    value: contracts === 0 ? "none" : figure(contracts),
    unit: contracts === 0 ? "" : "contracts",
    formula: "the largest that what was behind it would have carried",
    filled: `${coins(position.backingSats, 8)} XBT behind ${figure(held)} contracts, ${at}; that is ${percent(contracts / held, 0)} of them`,
    rule: "A cross position has no leverage of its own: its size against the wallet decides.",
    ruleId: "margin",
  };
}
