import type { LeverageStatsRow } from "../../../bff/contract/operations/leverage.ts";
import { RATE_SCALE } from "../../../bff/contract/pricing/round.ts";
import type { IndexCompositeRow } from "../../../bff/contract/tables/index-composite.ts";
import type { LiquidationReportRow, LiquidationStepRow, PastLiquidationRow } from "../../../bff/contract/tables/liquidation-report.ts";
import type { PositionRow } from "../../../bff/contract/tables/position.ts";
import type { Contract } from "../../market/contract.ts";
import { coins, figure, percent, signedCoins } from "../../market/figures.ts";
import { MEASURE, type Measure } from "../../market/measures.ts";
import { priceWords } from "../../market/price-words.ts";
import type { Stake } from "../../market/stake.ts";
import * as commonTexts from "../../texts/common.ts";
import * as formulasTexts from "../../texts/formulas.ts";
import { exposureFrom, requiredFrom, unrealisedSats } from "./figures-from.ts";
import { explainPnl } from "./formulas.ts";
import type { From } from "./origins.tsx";

/** Where the figures of the tables come from, with what is in them now. */

type Named = From & { readonly name: string };

/** Of the seven moves: what is drawn, and what it is read against. @param mark where the inputs are taken */
export function movesOrigins(stake: Stake, mark: number, measure: Measure): readonly Named[] {
  const { title, againstName } = MEASURE[measure];
  const name = title.replace(" against price", "");
  const { terms, contracts, entry, collateralSats, costSats, settledSats } = stake;
  const pnl = explainPnl(terms, contracts, entry ?? mark, mark);
  const settled = settledSats === 0 ? "" : ` + ${signedCoins(settledSats, 6)}`;
  const price = (value: number | null) => priceWords(terms, value);
  const atEntry = `${coins(Math.abs(costSats), 6)}`;
  switch (measure) {
    case "pnl":
      return [
        { ...pnl, name: commonTexts.atTheMark(name), filled: `${pnl.filled}${settled}` },
        {
          name: againstName,
          formula: formulasTexts.linearPnl,
          filled: `${contracts < 0 ? "−" : ""}${atEntry} · (${price(mark)} / ${price(entry)} − 1)${settled}`,
          ruleId: "pnl",
        },
      ];
    case "equity":
      return [
        {
          name: commonTexts.atTheMark(name),
          formula: formulasTexts.equity,
          filled: `${figure(terms.isInverse ? mark : stake.coinUsd, 1)} · (${coins(collateralSats, 6)} ${signedCoins(unrealisedSats(stake, mark), 6)}${settled})`,
          ruleId: "pnl",
        },
        {
          name: againstName,
          formula: formulasTexts.linearEquity,
          filled: `${figure(terms.isInverse ? entry : stake.coinUsd, 1)} · (${coins(collateralSats, 6)} + ${atEntry} · (${price(mark)} / ${price(entry)} − 1))`,
          ruleId: "pnl",
        },
      ];
    case "exposure":
      return [
        { ...exposureFrom(stake, mark), name: commonTexts.atTheMark(name) },
        {
          name: againstName,
          formula: formulasTexts.linearExposure,
          filled: `${contracts < 0 ? "−" : ""}${atEntry} · ${price(mark)} / ${price(entry)}`,
          ruleId: "exposure",
        },
      ];
    case "margin":
      return [
        {
          name: commonTexts.atTheMark(name),
          formula: stake.leverage === 0 ? formulasTexts.leftCross : formulasTexts.leftIsolated,
          filled: `${coins(collateralSats, 6)} ${signedCoins(unrealisedSats(stake, mark), 6)}`,
          ruleId: "margin",
        },
        { ...requiredFrom(stake, mark), name: againstName },
      ];
  }
}

/** Of the statistics of leverage, by the row that stands first. */
export function leverageOrigins({ side, weighted, contracts, positions, p50 }: LeverageStatsRow): readonly Named[] {
  const who = side === "Buy" ? formulasTexts.longs : formulasTexts.shorts;
  return [
    {
      name: formulasTexts.weighted(who),
      formula: formulasTexts.weightedFormula,
      filled: formulasTexts.weightedFilled(figure(weighted * contracts), figure(contracts), figure(positions)),
      ruleId: "leverage-statistics",
    },
    {
      name: `50 %, ${who}`,
      formula: formulasTexts.percentileFormula,
      filled: formulasTexts.percentileFilled(figure(contracts), figure(Math.floor(contracts * 0.5)), figure(p50)),
      ruleId: "leverage-statistics",
    },
    {
      name: formulasTexts.leverageOfOne,
      formula: formulasTexts.leverageFormula,
      filled: formulasTexts.leverageOfEach(figure(positions)),
      ruleId: "deleveraging",
    },
  ];
}

/** What the fund gained or paid, by a liquidation that closed. */
export function fundOrigins(
  rows: readonly (PastLiquidationRow | LiquidationReportRow)[],
  decimalsOf: (symbol: string) => number,
): readonly Named[] {
  const row = rows.find(({ closedQty }) => closedQty > 0);
  if (row === undefined) return [];
  const decimals = decimalsOf(row.symbol);
  const prices = formulasTexts.closedFilled(figure(row.closedQty), figure(row.averagePrice, decimals), figure(row.bankruptPrice, decimals));
  return [
    {
      name: commonTexts.fundXbt,
      formula: formulasTexts.fundFormula,
      filled: `${prices}: ${signedCoins(row.fundPnl, 8)}`,
      ruleId: "liquidated",
    },
  ];
}

/** What the lights of one's own position count. */
export function queueOrigins(
  { markValue, posCost, unrealisedPnl, markPrice, bankruptPrice }: PositionRow,
  { priceDecimals, markDecimals }: Pick<Contract, "priceDecimals" | "markDecimals">,
): readonly Named[] {
  const pnl = unrealisedPnl ?? 0;
  return [
    {
      name: formulasTexts.queuePlace,
      formula: formulasTexts.queuePlaceFormula(pnl < 0 ? "/" : "·"),
      filled: formulasTexts.queuePlaceFilled(signedCoins(pnl, 6), coins(Math.abs(posCost), 6), pnl < 0 ? "/" : "·"),
      ruleId: "deleveraging",
    },
    {
      name: formulasTexts.leverage,
      formula: formulasTexts.leverageFormula,
      filled: formulasTexts.leverageFilled(
        coins(Math.abs(markValue ?? 0), 6),
        figure(markPrice, markDecimals),
        figure(bankruptPrice, priceDecimals),
      ),
      ruleId: "deleveraging",
    },
  ];
}

/** Of the steps of a liquidation, by the step at which it was due. */
export function stepOrigins(
  { marginBalance, marginRequired, posCost, currentQty, markPrice }: LiquidationStepRow,
  maintRate: number,
  decimals: number,
): readonly Named[] {
  const cost = Math.abs(posCost);
  return [
    {
      name: commonTexts.marginLeft,
      formula: formulasTexts.marginLeftFormula,
      filled: formulasTexts.marginLeftFilled(
        signedCoins(marginBalance, 8).replace("+", ""),
        figure(Math.abs(currentQty)),
        figure(markPrice, decimals),
      ),
      ruleId: "margin",
    },
    {
      name: commonTexts.required,
      formula: formulasTexts.required,
      filled: formulasTexts.requiredFilled(coins(cost, 8), percent(maintRate / RATE_SCALE, 2), coins(marginRequired, 8)),
      ruleId: "margin",
    },
  ];
}

/** Of the index, by the venues that it was made of. */
export function indexOrigins(rows: readonly IndexCompositeRow[], indexPrice: number | null, decimals: number): readonly Named[] {
  const venues = rows.filter(({ reference, weight }) => reference !== "BMI" && (weight ?? 0) > 0);
  if (venues.length === 0) return [];
  const terms = venues.map(({ lastPrice, weight }) => `${percent(weight ?? 0, 0)} · ${figure(lastPrice, decimals)}`);
  return [
    {
      name: commonTexts.index,
      formula: formulasTexts.indexFormula,
      filled: `${terms.join(" + ")} = ${figure(indexPrice, decimals)}`,
      ruleId: "index",
    },
  ];
}
