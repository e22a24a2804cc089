import { parseArgs } from "node:util";
import { keep } from "../bff/engine/test-support/kept-streams.ts";
import { Simulation, type Step, Violation } from "../bff/engine/test-support/simulation.ts";

/**
 * `npm run simulate -- --seed S --commands N`: random commands through the real engine, with the naive models and what
 * must always hold beside it.
 */
const USAGE = `Usage: npm run simulate -- [--seed S] [--commands N] [--check N] [--engine-only]
  --seed S        what the commands are made from (1)
  --commands N    how many (100000)
  --check N       look at every account, position and order after each N commands (25); rows and sums are checked after each
  --engine-only   no checks but the engine's own audit: the bare throughput
`;
const SHRINK_MS = 60_000;

function usage(reason: string): never {
  process.stderr.write(`${reason}\n${USAGE}`);
  process.exit(2);
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) usage(`--${name} takes a whole number of at least ${least}, not ${text}`);
  return value;
}

function settings() {
  try {
    const { values } = parseArgs({
      options: {
        seed: { type: "string", default: "1" },
        commands: { type: "string", default: "100000" },
        check: { type: "string", default: "25" },
        "engine-only": { type: "boolean", default: false },
      },
    });
    return {
      seed: wholeNumber("seed", values.seed, 0),
      commands: wholeNumber("commands", values.commands, 1),
      check: wholeNumber("check", values.check, 1),
      engineOnly: values["engine-only"],
    };
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
}

const { seed, commands, check, engineOnly } = settings();
const simulation = new Simulation(seed, { standing: check, margin: 10 * check, footprint: 5_000, whole: 1_000 });
const steps: Step[] = [];
const startedAt = performance.now();
let inEngineMs = 0;
try {
  for (let i = 0; i < commands; i++) {
    const step = simulation.next();
    if (engineOnly) {
      const appliedAt = performance.now();
      simulation.apply(step);
      inEngineMs += performance.now() - appliedAt;
    } else {
      steps.push(step);
      simulation.take(step);
    }
  }
} catch (error) {
  if (!(error instanceof Violation)) throw error;
  process.stdout.write(`violated    ${error.message}\n`);
  const shrinkUntil = performance.now() + SHRINK_MS;
  const kept = keep(error, steps, () => performance.now() < shrinkUntil);
  process.stdout.write(`shortest    ${kept.commands} commands, kept in ${kept.file}\n`);
  process.exitCode = 1;
}
const elapsedMs = engineOnly ? inEngineMs : performance.now() - startedAt;
process.stdout.write(`seed        ${seed}\n`);
process.stdout.write(`commands    ${simulation.commands}\n`);
process.stdout.write(`hash        ${simulation.market.hash()}\n`);
const perSecond = Math.round((simulation.commands / elapsedMs) * 1_000).toLocaleString("en");
process.stdout.write(`throughput  ${perSecond} commands/s ${engineOnly ? "in the engine alone" : "with all checks"}\n`);
