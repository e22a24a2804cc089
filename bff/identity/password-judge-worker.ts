import { parentPort } from "node:worker_threads";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english, translations } from "@zxcvbn-ts/language-en";
import { isDerived } from "./derived-passwords.ts";

/**
 * Judges new passwords away from the thread that serves requests: a hard one takes a tenth of a second, the lists a
 * second to read.
 */
if (parentPort === null) throw new Error("Passwords are judged in a worker thread.");
const port = parentPort;

export interface JudgeCall {
  readonly id: number;
  readonly password: string;
  readonly context: readonly string[];
}

/** Least score out of 4: 'safely unguessable: moderate protection from an offline attack'. */
const LEAST_SCORE = 3;
/** What is looked at; more than that only costs. */
const MOST_CHARACTERS = 64;

const leaked = new Set<string>([...(common["passwords-common"] as Iterable<string>)].map((word) => word.toLowerCase()));
const strength = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
  translations,
  maxLength: MOST_CHARACTERS,
});

port.on("message", ({ id, password, context }: JudgeCall) => port.postMessage({ id, refusal: judge(password, context) }));

function judge(password: string, context: readonly string[]): string | null {
  if (leaked.has(password.toLowerCase()) || isDerived(password, leaked, context))
    return "This password is made of ones that have leaked. A few words that do not belong together do well.";
  const { score, feedback } = strength.check(password.slice(0, MOST_CHARACTERS), [...context]);
  if (score >= LEAST_SCORE) return null;
  const advice = [feedback.warning, ...feedback.suggestions].filter((text) => text !== null && text !== "");
  return ["This password is too easy to guess.", ...advice].join(" ");
}
