import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { type Calculator, type CalculatorState, readCalculatorState, writeCalculatorState } from "../../market/calculator-state.ts";
import { usePart, usePublished, useTerminal } from "../../stores/terminal.ts";
import { Choice } from "../../ui/choice.tsx";
import text from "../../ui/text.module.css";
import { AnswerList } from "./answer-list.tsx";
import { answersOf } from "./calculator-answers.ts";
import { CalculatorFields } from "./calculator-fields.tsx";
import { defaultsAt } from "./calculator-inputs.ts";
import styles from "./calculators-page.module.css";
import { RiskPage } from "./risk-page.tsx";

const LABELS: Readonly<Record<Calculator, string>> = {
  pnl: "PnL",
  target: "Target price",
  liquidation: "Liquidation",
  margin: "Margin",
  size: "Size from risk",
  funding: "Funding cost",
  average: "Average entry",
};
const OPTIONS = (Object.keys(LABELS) as Calculator[]).map((value) => ({ value, label: LABELS[value] }));
/** The address follows what is typed, but not every key. */
const SETTLE_MS = 300;
const PATH = "/calculators";

/** Calculators by the exchange's own pricing. What is typed stands in the address; nobody has to sign in. */
export function CalculatorsPage() {
  const { terms: published, ticker, symbol } = useTerminal();
  const terms = usePublished(published);
  const mark = usePart(ticker, (now) => now.mark);
  const fundingRate = usePart(ticker, (now) => now.fundingRate);
  const [state, setState] = useState<CalculatorState>(() => readCalculatorState(location.search));
  useAddress(state);
  const change = (next: Partial<CalculatorState>) => setState((before) => ({ ...before, ...next }));
  const inputs = terms === null || mark === null ? null : defaultsAt(terms, mark, state, fundingRate);
  const result = inputs === null ? null : answersOf(state.calculator, inputs);
  return (
    <RiskPage
      title="Calculators"
      lead={`What a position in ${symbol} comes to, by the functions with which the exchange itself prices. The address holds what you typed: send it to somebody.`}
    >
      <div className={styles.choices}>
        <Choice label="Calculator" options={OPTIONS} value={state.calculator} onChange={(calculator) => change({ calculator })} />
      </div>
      {inputs === null || result === null ? (
        <p className={text.second}>The contract and its price have not come yet.</p>
      ) : (
        <div className={styles.columns}>
          <CalculatorFields state={state} inputs={inputs} onChange={change} />
          <div>
            {result.error === null ? null : <p className={text.error}>{result.error}</p>}
            <AnswerList label="Answers" answers={result.answers} />
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
