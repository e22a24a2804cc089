import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Loaded, MutantRunner } from "./mutant-runner.ts";
import { SOUND } from "./mutant-tests.ts";
import { type Mutant, mutantsOf, type Numbered, OPERATORS, sample, withSwitches } from "./mutants.ts";
import { ROOT } from "./root.ts";
import { filesBelow } from "./source-files.ts";

/**
 * `npm run prove -- mutants [--seed S] [--count N] [--only I,I…] [--out FILE]`: puts faults into the engine and the
 * pricing, one at a time, and says which of them the tests of both let live.
 */
const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== "mutants"),
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "300" },
    only: { type: "string" },
    out: { type: "string" },
  },
});
const [seed, count] = [Number(values.seed), Number(values.count)];
const FOLDERS = ["bff/engine", "bff/contract/pricing"];
const TEST_FOLDERS = ["bff/engine", "bff/contract"];
/** A test that takes so many times what it takes without a fault, and so much more, does not end. */
const [LIMIT_TIMES, LIMIT_MORE_MS] = [10, 10_000];

const isSource = (path: string) => path.endsWith(".ts") && !/\.test\.ts$|\/(testing[^/]*|test-support|reference)(\/|\.ts$)/.test(path);
const say = (line: string) => {
  process.stdout.write(`${line}\n`);
  if (values.out !== undefined) appendFileSync(values.out, `${line}\n`);
};
const textOf = ({ file, line, operator, before, after }: Mutant) =>
  `${file}:${line} ${operator}: ${before.replaceAll(/\s+/g, " ")} -> ${after}`;

const codes = new Map(
  FOLDERS.flatMap((folder) => filesBelow(ROOT, folder))
    .filter(isSource)
    .map((file) => [file, readFileSync(join(ROOT, file), "utf8")]),
);
const all = [...codes].flatMap(([file, code]) => mutantsOf(file, code));
const faults: readonly Numbered[] = sample(all, count, seed).map((mutant, number) => ({ number, mutant }));
const byFile = Map.groupBy(faults, ({ mutant }) => mutant.file);
const sources = Object.fromEntries([...byFile].map(([file, own]) => [file, withSwitches(codes.get(file) as string, own)]));
const testFiles = TEST_FOLDERS.flatMap((folder) => filesBelow(ROOT, folder)).filter((path) => path.endsWith(".test.ts"));
const runner = new MutantRunner(sources, testFiles, faults.length);

/** Each test as it runs without a fault. */
interface Known {
  readonly test: number;
  readonly file: string;
  readonly name: string;
  readonly ms: number;
  readonly seen: ReadonlySet<number>;
}

async function loadSound(): Promise<Loaded> {
  const loaded = await runner.load(SOUND);
  if (loaded === null) throw new Error("the tests don't load");
  return loaded;
}

/** Runs every test without a fault, to know how long it takes and which places it comes through. */
async function survey(loaded: Loaded): Promise<Known[]> {
  const known: Known[] = [];
  for (const [test, { file, name }] of loaded.tests.entries()) {
    const { verdict, ms, seen } = await runner.run(test, SOUND, 600_000);
    if (verdict !== "passes") throw new Error(`without a fault, ${file} > ${name} ${verdict}`);
    known.push({ test, file, name, ms, seen: new Set(seen) });
  }
  return known;
}

/** Who kills it, the cheapest of those that come by asked first; null when nobody does. */
async function killerOf({ number }: Numbered, known: readonly Known[], loadsWith: boolean): Promise<string | null> {
  // What happens while files load happens once, with the fault on from the start.
  if (loadsWith && (await runner.load(number)) === null) return "nothing loads";
  for (const { test, file, name, ms } of known) {
    if (!runner.isWarm && (loadsWith ? (await runner.load(number)) === null : (await loadSound()) === null)) return "nothing loads";
    const limitMs = LIMIT_TIMES * ms + LIMIT_MORE_MS;
    let { verdict } = await runner.run(test, number, limitMs);
    if (verdict === "passes") continue;
    // A fault may leave something behind that later tests trip over: who kills has to pass again without it, or to kill in a process that is new.
    const isClean = !loadsWith && runner.isWarm && (await runner.run(test, SOUND, limitMs)).verdict === "passes";
    if (!isClean) {
      runner.end();
      if (verdict === "fails" && !loadsWith) {
        await loadSound();
        ({ verdict } = await runner.run(test, number, limitMs));
        runner.end();
      }
    }
    if (verdict !== "passes") return `${file} > ${name.slice(0, 60)}${verdict === "fails" ? "" : ", out of time"}`;
  }
  if (loadsWith) runner.end();
  return null;
}

say(`${all.length} mutants of ${OPERATORS.length} kinds; ${faults.length} sampled by seed ${seed}`);
const loaded = await loadSound();
const known = (await survey(loaded)).sort((a, b) => a.ms - b.ms);
const totalMs = known.reduce((sum, { ms }) => sum + ms, 0);
say(`${known.length} tests of ${testFiles.length} files, ${(totalMs / 1_000).toFixed(0)} s without a fault`);
const asked = values.only === undefined ? faults : values.only.split(",").map((number) => faults[Number(number)] as Numbered);
const atLoad = new Set(loaded.seen);
let survivors = 0;
for (const fault of asked) {
  const { number, mutant } = fault;
  const loadsWith = atLoad.has(number);
  // A constant that is made while files load is anybody's.
  const reaching = loadsWith ? known : known.filter(({ seen }) => seen.has(number));
  const ordered = [...reaching].sort((a, b) => weight(a, mutant) - weight(b, mutant));
  const killer = await killerOf(fault, ordered, loadsWith);
  if (killer === null) survivors += 1;
  const fate = killer !== null ? "killed  " : reaching.length === 0 ? "UNREACHED" : "SURVIVES";
  say(`${fate} ${number} ${textOf(mutant)} (${killer ?? `${reaching.length} tests come by`})`);
}
runner.end();
const killed = asked.length - survivors;
say(`${killed} of ${asked.length} killed, ${((100 * killed) / asked.length).toFixed(1)} %`);

/** A file's own tests are likelier to find it than others. */
function weight({ file, ms }: Known, mutant: Mutant): number {
  return file === mutant.file.replace(/\.ts$/, ".test.ts") ? ms / 10 : ms;
}
