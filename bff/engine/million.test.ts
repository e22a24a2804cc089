import { describe, test } from "vitest";
import { keep } from "./test-support/kept-streams.ts";
import { Simulation, type Step, Violation } from "./test-support/simulation.ts";

/**
 * A million random commands in `npm test`, a hundred million in `npm run prove`, and a sample of them when somebody runs
 * this file alone: after each, the rows are what the naive models have, and every sum is exact.
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

function runStream(seed: number): void {
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

describe("a million random commands", () => {
  const seeds = Array.from({ length: STREAMS }, (_, i) => [1_000 + i]);
  test.each(seeds)("PRF-001 every row is the naive models', and every sum exact: seed %i", (seed) => runStream(seed));
});
