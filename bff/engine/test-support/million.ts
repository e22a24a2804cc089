import { keep } from "./kept-streams.ts";
import { Simulation, type Step, Violation } from "./simulation.ts";

/**
 * A million random commands in `npm test`, a hundred million in `npm run prove`, and a sample of them when somebody runs
 * these tests alone: after each, the rows are what the naive models have, and every sum is exact. They are two files, so
 * that two cores share them.
 */
const COMMANDS = 20_000;
type Environment = Readonly<Record<string, string | undefined>>;
/** Time for shrinking a stream that failed. */
const SHRINK_MS = 20_000;

/** @throws Error that says where a stream that failed is kept */
export function runStream(seed: number, environment: Environment, nowMs: () => number): void {
  const simulation = new Simulation(seed);
  const steps: Step[] = [];
  try {
    for (let i = 0; i < COMMANDS; i++) {
      steps.push(simulation.next());
      simulation.take(steps[i] as Step);
    }
  } catch (error) {
    // Where faults are put in on purpose, each is to be found and none to be kept.
    if (!(error instanceof Violation) || environment["FAIRMARK_MUTANT"] !== undefined) throw error;
    const untilMs = nowMs() + SHRINK_MS;
    const { file, commands } = keep(error, steps, () => nowMs() < untilMs);
    throw new Error(`${error.message}; ${commands} commands that show it are kept in ${file}`, { cause: error });
  }
  // A stream is about ends of contracts as well: one in a thousand commands is.
  if (simulation.settlements === 0) throw new Error(`no contract has settled in stream ${seed}`);
}

/** Seeds of one half of the streams, the even ones or the odd ones; `npm test` sets the tally, for it counts what it runs. */
export function seedsOf(half: 0 | 1, environment: Environment): number[][] {
  const streams = environment["FAIRMARK_PROVE"] === "1" ? 5_000 : environment["FAIRMARK_TALLY"] === undefined ? 2 : 50;
  return Array.from({ length: streams / 2 }, (_, i) => [1_000 + 2 * i + half]);
}
