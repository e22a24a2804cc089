import type { ReactNode } from "react";
import { Link } from "wouter";
import * as riskTexts from "../../texts/risk.ts";
import text from "../../ui/text.module.css";
import styles from "./answer-list.module.css";
import { type RuleId, ruleHref, ruleTitle } from "./rules.ts";

/** A figure, and where it comes from. */
export interface Answer {
  readonly name: string;
  readonly value: ReactNode;
  readonly unit: string;
  /** In words of the trade. */
  readonly formula: string;
  /** The same with the live figures in it. */
  readonly filled: string;
  /** What the rule behind it says, in a sentence. */
  readonly rule?: string;
  /** The rule that it follows from. */
  readonly ruleId: RuleId;
}

/** Figures that open to their formula, the live inputs in it. */
export function AnswerList({ label, answers }: { readonly label: string; readonly answers: readonly Answer[] }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {answers.map((answer) => (
        <li key={answer.name}>
          <Opening answer={answer} />
        </li>
      ))}
    </ul>
  );
}

function Line({ answer: { name, value, unit } }: { readonly answer: Answer }) {
  return (
    <span className={styles.line}>
      <span>{name}</span>
      <span className={styles.value}>
        {value} <span className={text.third}>{unit}</span>
      </span>
    </span>
  );
}

function Opening({ answer }: { readonly answer: Answer }) {
  const { name, formula, filled, rule, ruleId } = answer;
  return (
    <details>
      <summary className={styles.summary}>
        <Line answer={answer} />
      </summary>
      <div className={styles.formula}>
        <p>
          {name} = {formula}
        </p>
        <p className={text.figure}>= {filled}</p>
        {rule === undefined ? null : <p className={text.second}>{rule}</p>}
        <p>
          <Link href={ruleHref(ruleId)} className={text.link}>
            {riskTexts.ruleIs(ruleTitle(ruleId))}
          </Link>
        </p>
      </div>
    </details>
  );
}
