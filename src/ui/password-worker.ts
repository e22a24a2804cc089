import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english, translations } from "@zxcvbn-ts/language-en";
import type { Strength, StrengthCall } from "./password-strength.ts";

/** Says how soon a password would be guessed, off the page's own thread: reading the lists takes a moment. */

/** What is looked at; more than that only costs. */
const MOST_CHARACTERS = 64;

const judge = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
  translations,
  maxLength: MOST_CHARACTERS,
});

addEventListener("message", ({ data: { password, context } }: MessageEvent<StrengthCall>) => {
  const { score, feedback } = judge.check(password.slice(0, MOST_CHARACTERS), [...context]);
  const { warning, suggestions } = feedback;
  const answer: Strength = { score, advice: [warning, ...suggestions].filter((one) => one !== null && one !== "") as string[] };
  postMessage(answer);
});
