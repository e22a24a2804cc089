import { priceToTicks, ticksToPrice } from "../../../bff/contract/prices.ts";
import { fundingSats } from "../../../bff/contract/pricing/funding.ts";
import { CROSS } from "../../../bff/contract/pricing/margin.ts";
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
import { coins, figure, percent, signedCoins, signedPercent } from "../../market/figures.ts";
import type { Answer } from "./answer-list.tsx";
import { type CalculatorInputs, contractsFault, faultOf, priceFault } from "./calculator-inputs.ts";
import { explainCritical, explainFees, explainInitial, explainPnl, explainRequired, explainReserve } from "./formulas.ts";

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

const priceWords = (terms: ContractTerms, ticks: number | null) => (ticks === null ? "none" : figure(ticksToPrice(terms, ticks), 1));
const fromEntry = (terms: ContractTerms, ticks: number | null, entry: number) =>
  ticks === null ? "–" : signedPercent(ticksToPrice(terms, ticks) / entry - 1, 2);

function pnl(inputs: CalculatorInputs): Result {
  const { terms, figures } = inputs;
  const entered = enteredOf(inputs);
  const costSats = costSatsOf(entered);
  const exitTicks = ticksOf(terms, figures.exit);
  const exitSats = valueSats(terms, entered.contracts, exitTicks * terms.pointsPerTick);
  const { grossSats, feesSats, netSats, returnOnMargin } = roundTrip(entered, exitTicks);
  return {
    error: null,
    note: "Both trades are supposed to take from the book. The same move the other way does not win or lose the same: an inverse long bends downwards.",
    answers: [
      { name: "PnL", value: signedCoins(grossSats, 6), unit: "XBT", ...explainPnl(terms, entered.contracts, figures.entry, figures.exit) },
      { name: "Fees of both trades", value: coins(feesSats, 6), unit: "XBT", ...explainFees(terms, costSats, exitSats) },
      {
        name: "PnL after fees",
        value: signedCoins(netSats, 6),
        unit: "XBT",
        formula: "PnL − fees",
        filled: `${signedCoins(grossSats, 6)} − ${coins(feesSats, 6)}`,
      },
      {
        name: "The same in dollars, at the exit",
        value: figure((netSats / SATS) * figures.exit, 2),
        unit: "USD",
        formula: "PnL after fees · exit",
        filled: `${signedCoins(netSats, 6)} · ${figure(figures.exit, 1)}`,
      },
      {
        name: "Return on initial margin",
        value: signedPercent(returnOnMargin, 1),
        unit: "",
        formula: "PnL after fees / initial margin",
        filled: `${signedCoins(netSats, 6)} / ${coins(marginNeeds(entered).initialSats, 6)}`,
      },
    ],
  };
}

function target(inputs: CalculatorInputs): Result {
  const { terms, figures } = inputs;
  const entered = enteredOf(inputs);
  const wantedSats = Math.round(figures.profit * SATS);
  const ticks = targetTicks(entered, wantedSats);
  const cost = coins(Math.abs(costSatsOf(entered)), 6);
  const shrinks = entered.contracts > 0 === terms.isInverse;
  const sum = `${cost} ${shrinks ? "−" : "+"} ${coins(wantedSats, 6)}`;
  return {
    error: null,
    note:
      ticks === null || ticks <= 0
        ? "No price wins as much: an inverse long can win at most the coins that it is worth at entry."
        : "Rounded to the next tick that wins at least as much; fees are not counted.",
    answers: [
      {
        name: "Target price",
        value: priceWords(terms, ticks),
        unit: "USD",
        formula: terms.isInverse ? `size / (cost ${shrinks ? "−" : "+"} profit)` : `(cost ${shrinks ? "−" : "+"} profit) / size`,
        filled: terms.isInverse ? `${figure(figures.contracts)} / (${sum})` : `(${sum}) / ${figure(figures.contracts)}`,
      },
      { name: "Move from entry", value: fromEntry(terms, ticks, figures.entry), unit: "", formula: null },
    ],
  };
}

function liquidation(inputs: CalculatorInputs): Result {
  const { terms, figures, isCross } = inputs;
  const entered = enteredOf(inputs);
  const costSats = costSatsOf(entered);
  const walletSats = Math.round(figures.wallet * SATS);
  const { liquidation: at, bankruptcy, collateralSats, neededSats } = criticalPrices(entered, walletSats);
  const { reserveSats } = marginNeeds(entered);
  const room = collateralSats - neededSats;
  return {
    error: null,
    note:
      at === null
        ? "No price liquidates it: the margin covers all that the position can lose."
        : isCross
          ? "The whole wallet stands behind it; the fee reserve grows with the loss, which moves the price by a little."
          : "Only the position's own margin can be lost.",
    answers: [
      {
        name: "Liquidation price",
        value: priceWords(terms, at),
        unit: "USD",
        ...explainCritical(terms, entered.contracts, costSats, room, "liquidation"),
      },
      { name: "Move from entry", value: fromEntry(terms, at, figures.entry), unit: "", formula: null },
      {
        name: "Bankruptcy price",
        value: priceWords(terms, bankruptcy),
        unit: "USD",
        ...explainCritical(terms, entered.contracts, costSats, collateralSats - reserveSats, "bankruptcy"),
      },
      { name: "Lost at liquidation", value: coins(collateralSats, 6), unit: "XBT", formula: null },
    ],
  };
}

function margin(inputs: CalculatorInputs): Result {
  const { terms } = inputs;
  const entered = enteredOf(inputs);
  const { costSats, initialSats, reserveSats, maintenanceSats, orderSats } = marginNeeds(entered);
  return {
    error: null,
    note: "With cross margin the initial rate is the contract's, and an unrealised loss is bound on top of it.",
    answers: [
      {
        name: "Cost",
        value: coins(costSats, 6),
        unit: "XBT",
        formula: terms.isInverse ? "size / entry" : "size · multiplier · entry",
        filled: `${figure(inputs.figures.contracts)} ${terms.isInverse ? "/" : `· ${coins(terms.multiplierSats, 8)} ·`} ${figure(inputs.figures.entry, 1)}`,
      },
      { name: "Initial margin", value: coins(initialSats, 6), unit: "XBT", ...explainInitial(terms, entered.leverage, costSats) },
      { name: "Fee reserve", value: coins(reserveSats, 6), unit: "XBT", ...explainReserve(terms, costSats, initialSats) },
      { name: "Required to keep it", value: coins(maintenanceSats, 6), unit: "XBT", ...explainRequired(terms, costSats, reserveSats) },
      {
        name: "Bound by a resting order",
        value: coins(orderSats, 6),
        unit: "XBT",
        formula: "cost · (initial rate + 2 · taker fee + initial rate · taker fee)",
        rule: "Pays initial margin, the fee to open and the reserve to close.",
      },
    ],
  };
}

function sizeFromRisk({ terms, side, figures }: CalculatorInputs): Result {
  const entryTicks = ticksOf(terms, figures.entry);
  const stopTicks = ticksOf(terms, figures.stop);
  if (side * (entryTicks - stopTicks) <= 0) return nothing(`The stop of a ${side > 0 ? "long lies below" : "short lies above"} its entry.`);
  const contracts = contractsWithinRisk(terms, side, entryTicks, stopTicks, Math.round(figures.risk * SATS));
  const entered = { terms, contracts: side * contracts, entryTicks, leverage: 0 };
  const lost = contracts === 0 ? 0 : lossAtStopSats(entered, stopTicks);
  return {
    error: null,
    note:
      contracts === 0
        ? "The smallest order loses more than that."
        : "The stop is supposed to fill at its price; in a fast market it fills worse.",
    answers: [
      {
        name: "Size",
        value: figure(contracts),
        unit: "contracts",
        formula: terms.isInverse
          ? "loss / (difference of 1 / entry and 1 / stop + taker fee · (1 / entry + 1 / stop))"
          : "loss / multiplier / (difference of entry and stop + taker fee · (entry + stop))",
        filled: `${coins(Math.round(figures.risk * SATS), 6)} at ${figure(figures.entry, 1)} and ${figure(figures.stop, 1)}, rounded down to ${figure(terms.lotSize)}`,
      },
      { name: "Lost at the stop, fees included", value: coins(lost, 6), unit: "XBT", formula: null },
      { name: "Cost", value: coins(contracts === 0 ? 0 : marginNeeds(entered).costSats, 6), unit: "XBT", formula: null },
    ],
  };
}

function fundingCost(inputs: CalculatorInputs): Result {
  const { terms, side, figures } = inputs;
  const entered = enteredOf(inputs);
  const points = entered.entryTicks * terms.pointsPerTick;
  const rate = Math.round((figures.rate / 100) * RATE_SCALE);
  const once = fundingSats(terms, entered.contracts, points, rate);
  const all = once * figures.times;
  const value = Math.abs(valueSats(terms, entered.contracts, points));
  const words = (sats: number) => `${sats < 0 ? "received" : "paid"}`;
  return {
    error: null,
    note: `A ${side > 0 ? "long pays" : "short receives"} while the rate is above zero. The rate changes with each funding; the sum supposes that it and the mark stay. Funding comes at 04:00, 12:00 and 20:00 UTC, to whoever holds at that moment.`,
    answers: [
      {
        name: `Each funding, ${words(once)}`,
        value: coins(Math.abs(once), 8),
        unit: "XBT",
        formula: "value at the mark · rate",
        filled: `${coins(value, 8)} · ${percent(figures.rate / 100, 4)}`,
        rule: "Who pays rounds up to the satoshi, who receives rounds down.",
        ruleId: "funding",
      },
      {
        name: `Over ${figure(figures.times)} fundings, ${words(all)}`,
        value: coins(Math.abs(all), 8),
        unit: "XBT",
        formula: "each funding · number of fundings",
        filled: `${coins(Math.abs(once), 8)} · ${figure(figures.times)}`,
        ruleId: "funding",
      },
      {
        name: "The same rate a year",
        value: signedPercent((figures.rate / 100) * 3 * 365, 2),
        unit: "of the value",
        formula: "rate · 3 a day · 365",
        filled: `${percent(figures.rate / 100, 4)} · 3 · 365`,
        ruleId: "funding",
      },
    ],
  };
}

function average({ terms, trades }: CalculatorInputs): Result {
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
  return {
    error: null,
    note: "Selling what was bought realises its part and leaves the average as it is. All trades are supposed to take from the book.",
    answers: [
      {
        name: "Position",
        value: `${contracts < 0 ? "short " : contracts > 0 ? "long " : ""}${figure(Math.abs(contracts))}`,
        unit: "contracts",
        formula: null,
      },
      {
        name: "Average entry",
        value: figure(entry, 1),
        unit: "USD",
        formula: terms.isInverse ? "size / cost" : "cost / size",
        filled: terms.isInverse
          ? `${figure(Math.abs(contracts))} / ${coins(Math.abs(costSats), 6)}`
          : `${coins(Math.abs(costSats), 6)} / ${figure(Math.abs(contracts))}`,
        rule: "The mean of an inverse contract is harmonic: coins are added up, not prices.",
      },
      { name: "Break-even, fees included", value: figure(breakEven, 1), unit: "USD", formula: null },
      { name: "Realised", value: signedCoins(realisedSats, 6), unit: "XBT", formula: null },
      {
        name: "Fees",
        value: coins(feesSats, 6),
        unit: "XBT",
        formula: "cost of every trade · taker fee",
        filled: `at ${percent(terms.takerFeeRate / RATE_SCALE, 3)}`,
      },
    ],
  };
}
