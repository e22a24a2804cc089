import { keep } from "./kept-streams.ts";
import { Simulation, type Step, Violation } from "./simulation.ts";

/**
 * A million random commands in `npm test`, a hundred million in `npm run prove`, and a sample of them when somebody runs
 * these tests alone: after each, the rows are what the naive models have, and every sum is exact. They are two files, so
 * that two cores share them.
 */
const COMMANDS = 20_000;
const IS_PROOF = process.env["FAIRMARK_PROVE"] === "1";
/** Set by `npm test`, which counts what it runs. */
const IS_WHOLE_SUITE = process.env["FAIRMARK_TALLY"] !== undefined;
const STREAMS = IS_PROOF ? 5_000 : IS_WHOLE_SUITE ? 50 : 2;
/** Time for shrinking a stream that failed. */
const SHRINK_MS = 20_000;
/** Where faults are put in on purpose, each is to be found and none to be kept. */
const KEEPS = process.env["FAIRMARK_MUTANT"] === undefined;

/** @throws Error that says where a stream that failed is kept */
export function runStream(seed: number): void {
  const simulation = new Simulation(seed);
  const steps: Step[] = [];
  try {
    for (let i = 0; i < COMMANDS; i++) {
      steps.push(simulation.next());
      simulation.take(steps[i] as Step);
    }
  } catch (error) {
    if (!(error instanceof Violation) || !KEEPS) throw error;
    const until = performance.now() + SHRINK_MS;
    const { file, commands } = keep(error, steps, () => performance.now() < until);
    throw new Error(`${error.message}; ${commands} commands that show it are kept in ${file}`, { cause: error });
  }
}

/** Seeds of one half of the streams: the even ones or the odd ones. */
export const seedsOf = (half: 0 | 1): number[][] => Array.from({ length: STREAMS / 2 }, (_, i) => [1_000 + 2 * i + half]);
