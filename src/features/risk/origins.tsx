import { Link } from "wouter";
import * as riskTexts from "../../texts/risk.ts";
import text from "../../ui/text.module.css";
import styles from "./origins.module.css";
import { type RuleId, ruleHref, ruleTitle } from "./rules.ts";

/** Where a figure comes from: its formula in words, the same with the live inputs in it, and the rule. */
export interface From {
  readonly formula: string;
  readonly filled: string;
  readonly ruleId: RuleId;
}

/** A name that opens to its formula, the live inputs in it. */
export function Opening({ name, of: { formula, filled, ruleId } }: { readonly name: string; readonly of: From }) {
  return (
    <details className={styles.from}>
      <summary className={styles.summary}>{name}</summary>
      <p>= {formula}</p>
      <p className={text.figure}>= {filled}</p>
      <p>
        <Link href={ruleHref(ruleId)} className={text.link}>
          {riskTexts.ruleIs(ruleTitle(ruleId))}
        </Link>
      </p>
    </details>
  );
}

interface OriginsProps {
  /** Names that the figures have in the table above. */
  readonly of: readonly (From & { readonly name: string })[];
}

/** Where the figures of a table come from, each to be opened. */
export function Origins({ of }: OriginsProps) {
  return (
    <ul className={styles.list} aria-label={riskTexts.originsLabel}>
      {of.map(({ name, ...from }) => (
        <li key={name}>
          <Opening name={name} of={from} />
        </li>
      ))}
    </ul>
  );
}
