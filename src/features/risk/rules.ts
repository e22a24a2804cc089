import * as rulesTexts from "../../texts/rules.ts";

/** The exchange's rules of money, as its own functions have them. Every figure that follows from one links to it. */
export interface Rule {
  readonly id: RuleId;
  readonly title: string;
  readonly formula: readonly string[];
  readonly says: string;
}

export type RuleId = keyof typeof rulesTexts.rules;

export const RULES: readonly Rule[] = (Object.keys(rulesTexts.rules) as RuleId[]).map((id) => ({ id, ...rulesTexts.rules[id] }));

/** Where a rule stands. */
export const ruleHref = (id: RuleId): string => `/rules#${id}`;

export const ruleTitle = (id: RuleId): string => rulesTexts.rules[id].title;
