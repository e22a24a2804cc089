import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import type { InstrumentRow } from "../../../bff/contract/tables/instrument.ts";
import { type Calculator, type CalculatorState, readCalculatorState, writeCalculatorState } from "../../market/calculator-state.ts";
import { useContract, usePart, useTerminal } from "../../stores/terminal.ts";
import * as calculatorsTexts from "../../texts/calculators.ts";
import * as pagesTexts from "../../texts/pages.ts";
import * as riskTexts from "../../texts/risk.ts";
import { Choice } from "../../ui/choice.tsx";
import text from "../../ui/text.module.css";
import { AnswerList } from "./answer-list.tsx";
import { answersOf } from "./calculator-answers.ts";
import { CalculatorFields } from "./calculator-fields.tsx";
import { defaultsAt } from "./calculator-inputs.ts";
import styles from "./calculators-page.module.css";
import { MarketChoice } from "./market-choice.tsx";
import { RiskPage } from "./risk-page.tsx";

const LABELS: Readonly<Record<Calculator, string>> = calculatorsTexts.names;
const OPTIONS = (Object.keys(LABELS) as Calculator[]).map((value) => ({ value, label: LABELS[value] }));
/** The address follows what is typed, but not every key. */
const SETTLE_MS = 300;
const PATH = "/calculators";
/** Index of the coin that everything settles in. */
const COIN_INDEX = ".BXBT";

/** Calculators by the exchange's own pricing. What is typed stands in the address; nobody has to sign in. */
export function CalculatorsPage() {
  const { markets, symbol: shown } = useTerminal();
  const [state, setState] = useState<CalculatorState>(() => readCalculatorState(location.search));
  const symbol = state.contract ?? shown;
  // With its contract an address says the same to everybody.
  useAddress({ ...state, contract: symbol });
  const contract = useContract(symbol);
  const markOf = (of: string) => (rows: readonly InstrumentRow[]) => rows.find((row) => row.symbol === of)?.markPrice ?? null;
  const mark = usePart(markets, markOf(symbol));
  const coinUsd = usePart(markets, markOf(COIN_INDEX));
  const fundingRate = usePart(markets, (rows) => rows.find((row) => row.symbol === symbol)?.fundingRate ?? null);
  const change = (next: Partial<CalculatorState>) => setState((before) => ({ ...before, ...next }));
  const inputs =
    contract === null || mark === null
      ? null
      : defaultsAt({ terms: contract.terms, mark, quote: contract.quote, fundingRate, paysFunding: contract.isPerpetual, coinUsd }, state);
  const result = inputs === null ? null : answersOf(state.calculator, inputs);
  return (
    <RiskPage title={pagesTexts.calculators} lead={calculatorsTexts.lead(symbol)} symbol={symbol}>
      <div className={styles.choices}>
        <MarketChoice
          symbol={symbol}
          // What was typed for another contract is no price of this one.
          onChange={(next) =>
            setState(({ calculator, side, isCross }) => ({ ...readCalculatorState(""), calculator, side, isCross, contract: next }))
          }
        />
        <Choice
          label={calculatorsTexts.label}
          options={OPTIONS}
          value={state.calculator}
          onChange={(calculator) => change({ calculator })}
        />
      </div>
      {inputs === null || result === null ? (
        <p className={text.second}>{riskTexts.contractNotCome}</p>
      ) : (
        <div className={styles.columns}>
          <CalculatorFields state={state} inputs={inputs} onChange={change} />
          <div>
            {result.error === null ? null : <p className={text.error}>{result.error}</p>}
            <AnswerList label={calculatorsTexts.answers} answers={result.answers} />
            <p className={styles.note}>{result.note}</p>
          </div>
        </div>
      )}
    </RiskPage>
  );
}

/** Keeps the address at what is typed, without a step of history for each key. */
function useAddress(state: CalculatorState): void {
  const [, navigate] = useLocation();
  const query = writeCalculatorState(state);
  useEffect(() => {
    const timer = setTimeout(() => {
      // Who has left the page meanwhile is not called back.
      if (location.pathname === PATH && location.search !== `?${query}`) navigate(`${PATH}?${query}`, { replace: true });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [query, navigate]);
}
