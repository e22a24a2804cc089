import { priceToTicks, ticksToPrice } from "../../../bff/contract/prices.ts";
import { fundingSats } from "../../../bff/contract/pricing/funding.ts";
import { CROSS, initMarginRate } from "../../../bff/contract/pricing/margin.ts";
import { RATE_SCALE } from "../../../bff/contract/pricing/round.ts";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import { valueSats } from "../../../bff/contract/pricing/value.ts";
import type { Calculator, FigureName } from "../../market/calculator-state.ts";
import {
  averaged,
  contractsWithinRisk,
  costSatsOf,
  criticalPrices,
  type Entered,
  lossAtStopSats,
  marginNeeds,
  roundTrip,
  targetTicks,
} from "../../market/calculators.ts";
import { coins, figure, MISSING, percent, signed, signedCoins, signedPercent } from "../../market/figures.ts";
import { priceWords } from "../../market/price-words.ts";
import * as calculatorsTexts from "../../texts/calculators.ts";
import * as commonTexts from "../../texts/common.ts";
import type { Answer } from "./answer-list.tsx";
import { type CalculatorInputs, contractsFault, faultOf, priceFault } from "./calculator-inputs.ts";
import { explainCritical, explainFees, explainInitial, explainPnl, explainRequired, explainReserve } from "./formulas.ts";
import type { RuleId } from "./rules.ts";

export interface Result {
  readonly answers: readonly Answer[];
  readonly note: string;
  /** Why there is no answer. */
  readonly error: string | null;
}

const SATS = RATE_SCALE;

const nothing = (error: string): Result => ({ answers: [], note: "", error });

/** What a calculator says to what was typed. */
export function answersOf(calculator: Calculator, inputs: CalculatorInputs): Result {
  const asked: readonly FigureName[] = calculator === "average" ? [] : ["contracts", "entry", "exit", "stop", "leverage", "rate", "times"];
  const relevant = asked.filter((name) => RELEVANT[calculator].includes(name));
  const fault = relevant.map((name) => faultOf(inputs, name)).find((one) => one !== null);
  if (fault !== undefined) return nothing(fault);
  switch (calculator) {
    case "pnl":
      return pnl(inputs);
    case "target":
      return target(inputs);
    case "liquidation":
      return liquidation(inputs);
    case "margin":
      return margin(inputs);
    case "size":
      return sizeFromRisk(inputs);
    case "funding":
      return fundingCost(inputs);
    case "average":
      return average(inputs);
  }
}

const RELEVANT: Readonly<Record<Calculator, readonly FigureName[]>> = {
  pnl: ["contracts", "entry", "exit", "leverage"],
  target: ["contracts", "entry"],
  liquidation: ["contracts", "entry", "leverage"],
  margin: ["contracts", "entry", "leverage"],
  size: ["entry", "stop"],
  funding: ["contracts", "entry", "rate", "times"],
  average: [],
};

const enteredOf = ({ terms, side, isCross, figures }: CalculatorInputs): Entered => ({
  terms,
  contracts: side * figures.contracts,
  entryTicks: ticksOf(terms, figures.entry),
  leverage: isCross ? CROSS : Math.round(figures.leverage * 100),
});

/** Ticks of a price that was found in order. */
function ticksOf(terms: ContractTerms, price: number): number {
  const ticks = priceToTicks(terms, price);
  if (ticks === null) throw new RangeError(`${price} is no price of the contract.`);
  return ticks;
}

const tickWords = (terms: ContractTerms, ticks: number | null) =>
  ticks === null ? commonTexts.none : priceWords(terms, ticksToPrice(terms, ticks));

const moveFromEntry = (terms: ContractTerms, ticks: number | null, entry: number, ruleId: RuleId): Answer => ({
  name: calculatorsTexts.moveFromEntry,
  value: ticks === null ? MISSING : signedPercent(ticksToPrice(terms, ticks) / entry - 1, 2),
  unit: "",
  formula: calculatorsTexts.moveFromEntryFormula,
  filled: ticks === null ? calculatorsTexts.noPrice : `${tickWords(terms, ticks)} / ${priceWords(terms, entry)} − 1`,
  ruleId,
});

/** What contracts cost at a price. */
const costAnswer = (terms: ContractTerms, contracts: number, entry: number, costSats: number): Answer => ({
  name: calculatorsTexts.cost,
  value: coins(costSats, 6),
  unit: "XBT",
  formula: terms.isInverse ? calculatorsTexts.costFormulas.inverse : calculatorsTexts.costFormulas.linear,
  filled: `${figure(contracts)} ${terms.isInverse ? "/" : `· ${coins(terms.multiplierSats, 8)} ·`} ${priceWords(terms, entry)}`,
  ruleId: "value",
});

function pnl(inputs: CalculatorInputs): Result {
  const { terms, figures } = inputs;
  const entered = enteredOf(inputs);
  const costSats = costSatsOf(entered);
  const exitTicks = ticksOf(terms, figures.exit);
  const exitSats = valueSats(terms, entered.contracts, exitTicks * terms.pointsPerTick);
  const { grossSats, feesSats, netSats, returnOnMargin } = roundTrip(entered, exitTicks);
  return {
    error: null,
    note: calculatorsTexts.pnlNote(terms.isInverse),
    answers: [
      {
        name: calculatorsTexts.pnl,
        value: signedCoins(grossSats, 6),
        unit: "XBT",
        ...explainPnl(terms, entered.contracts, figures.entry, figures.exit),
      },
      { name: calculatorsTexts.bothFees, value: coins(feesSats, 6), unit: "XBT", ...explainFees(terms, costSats, exitSats) },
      {
        name: calculatorsTexts.netPnl,
        value: signedCoins(netSats, 6),
        unit: "XBT",
        formula: calculatorsTexts.netPnlFormula,
        filled: `${signedCoins(grossSats, 6)} − ${coins(feesSats, 6)}`,
        ruleId: "fees",
      },
      ...dollarsAnswer(inputs, netSats),
      {
        name: calculatorsTexts.returnOnMargin,
        value: signedPercent(returnOnMargin, 1),
        unit: "",
        formula: calculatorsTexts.returnFormula,
        filled: `${signedCoins(netSats, 6)} / ${coins(marginNeeds(entered).initialSats, 6)}`,
        ruleId: "margin",
      },
    ],
  };
}

/** An inverse contract's own price says what its coins are worth; of another the coin's price now does. */
function dollarsAnswer({ terms, figures, coinUsd }: CalculatorInputs, netSats: number): readonly Answer[] {
  const dollars = terms.isInverse ? figures.exit : coinUsd;
  if (dollars === null) return [];
  return [
    {
      name: terms.isInverse ? calculatorsTexts.inDollars : calculatorsTexts.inDollarsNow,
      value: signed((netSats / SATS) * dollars, 2),
      unit: "USD",
      formula: terms.isInverse ? calculatorsTexts.inDollarsFormula : calculatorsTexts.inDollarsNowFormula,
      filled: `${signedCoins(netSats, 6)} · ${terms.isInverse ? priceWords(terms, dollars) : figure(dollars, 2)}`,
      ruleId: "pnl",
    },
  ];
}

function target(inputs: CalculatorInputs): Result {
  const { terms, figures, quote } = inputs;
  const entered = enteredOf(inputs);
  const wantedSats = Math.round(figures.profit * SATS);
  const ticks = targetTicks(entered, wantedSats);
  const cost = coins(Math.abs(costSatsOf(entered)), 6);
  const shrinks = entered.contracts > 0 === terms.isInverse;
  const sum = `${cost} ${shrinks ? "−" : "+"} ${coins(wantedSats, 6)}`;
  return {
    error: null,
    note: ticks === null || ticks <= 0 ? calculatorsTexts.targetOutOfReach(terms.isInverse) : calculatorsTexts.targetNote,
    answers: [
      {
        name: calculatorsTexts.target,
        value: tickWords(terms, ticks),
        unit: quote,
        formula: terms.isInverse
          ? calculatorsTexts.targetFormulas.inverse(shrinks ? "−" : "+")
          : calculatorsTexts.targetFormulas.linear(shrinks ? "−" : "+"),
        filled: terms.isInverse ? `${figure(figures.contracts)} / (${sum})` : `(${sum}) / ${figure(figures.contracts)}`,
        ruleId: "pnl",
      },
      moveFromEntry(terms, ticks, figures.entry, "pnl"),
    ],
  };
}

function liquidation(inputs: CalculatorInputs): Result {
  const { terms, figures, isCross, quote } = inputs;
  const entered = enteredOf(inputs);
  const costSats = costSatsOf(entered);
  const walletSats = Math.round(figures.wallet * SATS);
  const { liquidation: at, bankruptcy, collateralSats, neededSats } = criticalPrices(entered, walletSats);
  const { reserveSats } = marginNeeds(entered);
  const room = collateralSats - neededSats;
  return {
    error: null,
    note: at === null ? calculatorsTexts.noLiquidation : isCross ? calculatorsTexts.crossNote : calculatorsTexts.isolatedNote,
    answers: [
      {
        name: commonTexts.liquidationPrice,
        value: tickWords(terms, at),
        unit: quote,
        ...explainCritical(terms, entered.contracts, costSats, room, "liquidation"),
      },
      moveFromEntry(terms, at, figures.entry, "liquidation"),
      {
        name: commonTexts.bankruptcyPrice,
        value: tickWords(terms, bankruptcy),
        unit: quote,
        ...explainCritical(terms, entered.contracts, costSats, collateralSats - reserveSats, "bankruptcy"),
      },
      {
        name: calculatorsTexts.lostAtLiquidation,
        value: coins(collateralSats, 6),
        unit: "XBT",
        formula: isCross ? calculatorsTexts.lostFormulas.cross : calculatorsTexts.lostFormulas.isolated,
        filled: isCross ? coins(walletSats, 6) : `${coins(collateralSats - reserveSats, 6)} + ${coins(reserveSats, 6)}`,
        rule: calculatorsTexts.lostRule,
        ruleId: "bankruptcy",
      },
    ],
  };
}

function margin(inputs: CalculatorInputs): Result {
  const { terms } = inputs;
  const entered = enteredOf(inputs);
  const { costSats, initialSats, reserveSats, maintenanceSats, orderSats } = marginNeeds(entered);
  return {
    error: null,
    note: calculatorsTexts.marginNote,
    answers: [
      costAnswer(terms, inputs.figures.contracts, inputs.figures.entry, costSats),
      {
        name: calculatorsTexts.initialMargin,
        value: coins(initialSats, 6),
        unit: "XBT",
        ...explainInitial(terms, entered.leverage, costSats),
      },
      { name: calculatorsTexts.feeReserve, value: coins(reserveSats, 6), unit: "XBT", ...explainReserve(terms, costSats, initialSats) },
      { name: calculatorsTexts.required, value: coins(maintenanceSats, 6), unit: "XBT", ...explainRequired(terms, costSats, reserveSats) },
      {
        name: calculatorsTexts.boundByOrder,
        value: coins(orderSats, 6),
        unit: "XBT",
        formula: calculatorsTexts.boundFormula,
        filled: boundWords(terms, entered.leverage, costSats),
        rule: calculatorsTexts.boundRule,
        ruleId: "margin",
      },
    ],
  };
}

function boundWords(terms: ContractTerms, leverage: number, costSats: number): string {
  const initial = percent(initMarginRate(terms, leverage) / RATE_SCALE, 2);
  const fee = percent(terms.takerFeeRate / RATE_SCALE, 3);
  return `${coins(costSats, 6)} · (${initial} + 2 · ${fee} + ${initial} · ${fee})`;
}

function sizeFromRisk({ terms, side, figures }: CalculatorInputs): Result {
  const entryTicks = ticksOf(terms, figures.entry);
  const stopTicks = ticksOf(terms, figures.stop);
  if (side * (entryTicks - stopTicks) <= 0) return nothing(calculatorsTexts.stopOnWrongSide(side > 0));
  const contracts = contractsWithinRisk(terms, side, entryTicks, stopTicks, Math.round(figures.risk * SATS));
  const entered = { terms, contracts: side * contracts, entryTicks, leverage: 0 };
  const lost = contracts === 0 ? 0 : lossAtStopSats(entered, stopTicks);
  return {
    error: null,
    note: contracts === 0 ? calculatorsTexts.smallestLosesMore : calculatorsTexts.sizeNote,
    answers: [
      {
        name: commonTexts.size,
        value: figure(contracts),
        unit: commonTexts.contracts,
        formula: terms.isInverse ? calculatorsTexts.sizeFormulas.inverse : calculatorsTexts.sizeFormulas.linear,
        filled: calculatorsTexts.sizeFilled(
          coins(Math.round(figures.risk * SATS), 6),
          priceWords(terms, figures.entry),
          priceWords(terms, figures.stop),
          figure(terms.lotSize),
        ),
        ruleId: "pnl",
      },
      {
        name: calculatorsTexts.lostAtStop,
        value: coins(lost, 6),
        unit: "XBT",
        formula: terms.isInverse ? calculatorsTexts.lostAtStopFormulas.inverse : calculatorsTexts.lostAtStopFormulas.linear,
        filled: calculatorsTexts.lostAtStopFilled(
          figure(contracts),
          priceWords(terms, figures.entry),
          priceWords(terms, figures.stop),
          percent(terms.takerFeeRate / RATE_SCALE, 3),
        ),
        ruleId: "fees",
      },
      costAnswer(terms, contracts, figures.entry, contracts === 0 ? 0 : marginNeeds(entered).costSats),
    ],
  };
}

function fundingCost(inputs: CalculatorInputs): Result {
  if (!inputs.paysFunding) return nothing(calculatorsTexts.noFunding);
  const { terms, side, figures } = inputs;
  const entered = enteredOf(inputs);
  const points = entered.entryTicks * terms.pointsPerTick;
  const rate = Math.round((figures.rate / 100) * RATE_SCALE);
  const once = fundingSats(terms, entered.contracts, points, rate);
  const all = once * figures.times;
  const value = Math.abs(valueSats(terms, entered.contracts, points));
  return {
    error: null,
    note: calculatorsTexts.fundingNote(side > 0),
    answers: [
      {
        name: calculatorsTexts.eachFunding(once < 0),
        value: coins(Math.abs(once), 8),
        unit: "XBT",
        formula: calculatorsTexts.eachFundingFormula,
        filled: `${coins(value, 8)} · ${percent(figures.rate / 100, 4)}`,
        rule: calculatorsTexts.fundingRule,
        ruleId: "funding",
      },
      {
        name: calculatorsTexts.overFundings(figure(figures.times), all < 0),
        value: coins(Math.abs(all), 8),
        unit: "XBT",
        formula: calculatorsTexts.overFundingsFormula,
        filled: `${coins(Math.abs(once), 8)} · ${figure(figures.times)}`,
        ruleId: "funding",
      },
      {
        name: calculatorsTexts.yearlyRate,
        value: signedPercent((figures.rate / 100) * 3 * 365, 2),
        unit: calculatorsTexts.ofTheValue,
        formula: calculatorsTexts.yearlyRateFormula,
        filled: `${percent(figures.rate / 100, 4)} · 3 · 365`,
        ruleId: "funding",
      },
    ],
  };
}

function average({ terms, trades, quote }: CalculatorInputs): Result {
  const whole = trades.flatMap(({ side, contracts, price }) => (contracts === null || price === null ? [] : [{ side, contracts, price }]));
  for (const { contracts, price } of whole) {
    const fault = contractsFault(terms, contracts) ?? priceFault(terms, price);
    if (fault !== null) return nothing(fault);
  }
  const result = averaged(
    terms,
    whole.map(({ side, contracts, price }) => ({ contracts: side === "Buy" ? contracts : -contracts, ticks: ticksOf(terms, price) })),
  );
  const { contracts, costSats, average: entry, breakEven, realisedSats, feesSats } = result;
  const held = figure(Math.abs(contracts));
  const soldWords = (of: "Buy" | "Sell") => figure(whole.reduce((sum, trade) => (trade.side === of ? sum + trade.contracts : sum), 0));
  return {
    error: null,
    note: calculatorsTexts.averageNote,
    answers: [
      {
        name: commonTexts.position,
        value: contracts < 0 ? calculatorsTexts.shortOf(held) : contracts > 0 ? calculatorsTexts.longOf(held) : held,
        unit: commonTexts.contracts,
        formula: calculatorsTexts.positionFormula,
        filled: `${soldWords("Buy")} − ${soldWords("Sell")}`,
        ruleId: "entry",
      },
      {
        name: calculatorsTexts.averageEntry,
        value: priceWords(terms, entry),
        unit: quote,
        formula: terms.isInverse ? calculatorsTexts.averageFormulas.inverse : calculatorsTexts.averageFormulas.linear,
        filled: terms.isInverse
          ? `${figure(Math.abs(contracts))} / ${coins(Math.abs(costSats), 6)}`
          : `${coins(Math.abs(costSats), 6)} / ${figure(Math.abs(contracts))}`,
        rule: calculatorsTexts.averageRule,
        ruleId: "entry",
      },
      {
        name: calculatorsTexts.breakEven,
        value: priceWords(terms, breakEven),
        unit: quote,
        formula: calculatorsTexts.breakEvenFormula,
        filled: calculatorsTexts.breakEvenFilled(
          coins(Math.abs(costSats), 6),
          coins(feesSats, 6),
          signedCoins(realisedSats, 6),
          percent(terms.takerFeeRate / RATE_SCALE, 3),
        ),
        ruleId: "entry",
      },
      {
        name: commonTexts.realised,
        value: signedCoins(realisedSats, 6),
        unit: "XBT",
        formula: calculatorsTexts.realisedFormula,
        filled: calculatorsTexts.realisedFilled(figure(whole.length), coins(Math.abs(costSats), 6)),
        ruleId: "pnl",
      },
      {
        name: calculatorsTexts.fees,
        value: coins(feesSats, 6),
        unit: "XBT",
        formula: calculatorsTexts.feesFormula,
        filled: calculatorsTexts.feesFilled(percent(terms.takerFeeRate / RATE_SCALE, 3)),
        ruleId: "fees",
      },
    ],
  };
}
