import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { type Mutant, mutantsOf, mutate, OPERATORS, sample } from "./mutants.ts";
import { ROOT } from "./root.ts";
import { filesBelow } from "./source-files.ts";

/**
 * `npm run prove -- mutants [--seed S] [--count N] [--out FILE]`: puts faults into a copy of the engine and the pricing,
 * one at a time, and says which of them the quick tests let live.
 */
const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== "mutants"),
  options: { seed: { type: "string", default: "1" }, count: { type: "string", default: "300" }, out: { type: "string" } },
});
const [seed, count] = [Number(values.seed), Number(values.count)];
/** Far beyond what the tests take: a fault that makes a loop endless is found out, too. */
const LIMIT_MS = 300_000;
const FOLDERS = ["bff/engine", "bff/contract/pricing"];

const isSource = (path: string) => path.endsWith(".ts") && !/\.test\.ts$|\/(testing[^/]*|test-support|reference)(\/|\.ts$)/.test(path);

const copy = mkdtempSync(join(tmpdir(), "fairmark-mutants-"));
for (const part of ["bff", "bench", "scripts", "package.json", "tsconfig.json", "vitest.config.ts"]) {
  cpSync(join(ROOT, part), join(copy, part), { recursive: true });
}
symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));

/** Whether a program ends well. Who runs out of time fails, and that is said. */
function run(args: readonly string[]): "passes" | "fails" | "out of time" {
  const { status, error } = spawnSync(process.execPath, args, {
    cwd: copy,
    timeout: LIMIT_MS,
    killSignal: "SIGKILL",
    stdio: "ignore",
    env: { ...process.env, FAIRMARK_MUTANT: "1" },
  });
  if (error !== undefined) return "out of time";
  return status === 0 ? "passes" : "fails";
}
const simulate = (seed: number, commands: number) =>
  run(["bench/simulate.ts", "--commands", String(commands), "--seed", String(seed), "--check", "10"]);
const vitest = (...args: readonly string[]) =>
  run(["node_modules/vitest/vitest.mjs", "run", "--bail=1", "--maxWorkers=1", "--no-isolate", "--testTimeout=240000", ...args]);

/** Long forms of what the rest looks at briefly. They come last, and each for itself where a file has one of them as its own. */
const LONG = ["state-hash", "streams", "million-even", "million-odd", "naive-book", "audit"].map((name) => `bff/engine/${name}.test.ts`);

/** Who kills it, the cheapest asked first; null when nobody does. */
function killerOf(file: string): string | null {
  const own = file.replace(/\.ts$/, ".test.ts");
  const suspects: readonly (readonly [string, () => ReturnType<typeof run>])[] = [
    ["random commands", () => simulate(5, 2_000)],
    [basename(own), () => (existsSync(join(copy, own)) ? vitest(own) : "passes")],
    ["the quick tests", () => vitest("bff/engine", "bff/contract/pricing", ...LONG.map((path) => `--exclude=${path}`))],
    ["more random commands", () => simulate(6, 8_000)],
    ["the books side by side", () => vitest("bff/engine/naive-book.test.ts", "-t", "seed [01]")],
    ["the audit's tests", () => vitest("bff/engine/audit.test.ts")],
  ];
  for (const [name, ask] of suspects) {
    const verdict = ask();
    if (verdict !== "passes") return verdict === "fails" ? name : `${name}, out of time`;
  }
  return null;
}

const mutants = FOLDERS.flatMap((folder) => filesBelow(ROOT, folder))
  .filter(isSource)
  .flatMap((file) => mutantsOf(file, readFileSync(join(ROOT, file), "utf8")));
process.stdout.write(
  `${mutants.length} mutants of ${OPERATORS.length} kinds; ${Math.min(count, mutants.length)} sampled by seed ${seed}\n`,
);
try {
  const sound = killerOf("bff/engine/none.ts");
  if (sound !== null) throw new Error(`without a fault, ${sound} fail`);
  const survivors: Mutant[] = [];
  let tried = 0;
  for (const mutant of sample(mutants, count, seed)) {
    const path = join(copy, mutant.file);
    const code = readFileSync(path, "utf8");
    writeFileSync(path, mutate(code, mutant));
    const killer = killerOf(mutant.file);
    writeFileSync(path, code);
    tried += 1;
    if (killer === null) survivors.push(mutant);
    const line = `${killer === null ? "SURVIVES" : "killed  "} ${mutant.file}:${mutant.line} ${mutant.operator}: ${mutant.before.replaceAll(/\s+/g, " ")} -> ${mutant.after}${killer === null ? "" : ` (${killer})`}`;
    process.stdout.write(`${line}\n`);
    if (values.out !== undefined) appendFileSync(values.out, `${line}\n`);
  }
  process.stdout.write(`${tried - survivors.length} of ${tried} killed, ${(100 - (100 * survivors.length) / tried).toFixed(1)} %\n`);
} finally {
  rmSync(copy, { recursive: true, force: true });
}
