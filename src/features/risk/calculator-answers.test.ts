import { expect, test } from "vitest";
import type { ContractTerms } from "../../../bff/contract/pricing/terms.ts";
import { ETHM19, ETHUSD, XBTUSD } from "../../../bff/contract/pricing/testing.ts";
import { CALCULATORS, readCalculatorState } from "../../market/calculator-state.ts";
import { answersOf } from "./calculator-answers.ts";
import { defaultsAt } from "./calculator-inputs.ts";
import { RULES } from "./rules.ts";

const MARKS = [
  [XBTUSD, 60_000],
  [ETHUSD, 3_000],
  [ETHM19, 0.03],
] as const;
const marketOf = (terms: ContractTerms, mark: number) => ({
  terms,
  mark,
  quote: "USD",
  fundingRate: null,
  paysFunding: true,
  coinUsd: 60_000 as number | null,
});
const STATES = CALCULATORS.flatMap((show) =>
  ["Buy", "Sell"].flatMap((side) => ["", "&mode=cross"].map((mode) => `show=${show}&side=${side}${mode}`)),
);

test("RSK-007 every answer of every calculator opens to a formula, the same with the inputs in it, and a rule that stands on the page of rules", () => {
  const rules = new Set<string>(RULES.map(({ id }) => id));
  let told = 0;
  for (const [terms, mark] of MARKS) {
    for (const query of STATES) {
      const state = readCalculatorState(query);
      const { answers, error } = answersOf(state.calculator, defaultsAt(marketOf(terms, mark), state));
      expect({ query, error }).toEqual({ query, error: null });
      for (const { name, formula, filled, ruleId } of answers) {
        expect(`${query} ${name} = ${formula}`).toMatch(/ = \S{3}/);
        expect(`${query} ${name} = ${filled}`).toMatch(/\d|no price does it/);
        expect(`${query} ${name} = ${filled}`).not.toMatch(/NaN|Infinity|undefined/);
        expect(rules.has(ruleId)).toBe(true);
        told += 1;
      }
    }
  }
  expect(told).toBeGreaterThan(100);
});

test("RSK-010 RSK-007 a contract in coins has its own decimals, currency and size, and dollars only by what a coin is worth", () => {
  const market = { ...marketOf(ETHM19, 0.03), quote: "XBT", paysFunding: false };
  const says = (query: string, of = market) => {
    const state = readCalculatorState(query);
    return answersOf(state.calculator, defaultsAt(of, state));
  };
  const { answers } = says("show=liquidation&leverage=10");
  expect(answers[0]).toMatchObject({ unit: "XBT" });
  expect(answers[0]?.value).toMatch(/^0\.02\d{3}$/);
  expect(answers[1]?.filled).toMatch(/^0\.02\d{3} \/ 0\.03000 − 1$/);
  const pnl = says("show=pnl&contracts=5&exit=0.033").answers;
  expect(pnl[0]).toMatchObject({ value: "+0.015000", filled: "5 · 1.00000000 · (0.03300 − 0.03000)" });
  expect(pnl[3]).toMatchObject({ name: "The same in dollars, as a coin is worth now", unit: "USD" });
  expect(says("show=pnl").note).not.toContain("inverse");
  expect(says("show=pnl", { ...market, coinUsd: null }).answers).toHaveLength(4);
  expect(defaultsAt(market, readCalculatorState("")).figures.contracts).toBe(5);
  expect(says("show=funding").error).toBe("A future pays no funding: it is settled when it expires.");
});
