import * as passwordsTexts from "../texts/passwords.ts";
/** What the worker is asked. */
export interface StrengthCall {
  readonly password: string;
  /** Words of the person themselves, as in their address, which are guessed first. */
  readonly context: readonly string[];
}

/** What the worker answers: `score` from 0, guessed at once, to 4. */
export interface Strength {
  readonly score: number;
  readonly advice: readonly string[];
}

/** The exchange takes passwords of this score and more. */
const LEAST_SCORE = 3;

const WORDS = passwordsTexts.strengths;

/**
 * What stands below a new password while it is typed.
 *
 * @param fewest characters that it needs
 * @param strength null while it is not known: then the length alone is spoken of. That of the letters before stands
 *   until the next is there, so that nothing blinks at every key
 * @returns `level` from 0 to 4, as many bars as are full
 */
export function strengthWords(
  password: string,
  fewest: number,
  strength: Strength | null,
): { readonly level: number; readonly words: string } {
  const missing = fewest - [...password].length;
  const count = missing <= 0 ? "" : passwordsTexts.moreCharacters(missing);
  if (strength === null) return { level: 0, words: count };
  const { score, advice } = strength;
  // What is hard to guess but too short is not taken all the same: praise would mislead.
  const said = score >= LEAST_SCORE ? (missing > 0 ? [] : [WORDS[score]]) : [WORDS[score], ...advice];
  return { level: missing > 0 ? Math.min(score, LEAST_SCORE - 1) : score, words: [count, ...said].filter((one) => one !== "").join(" ") };
}
