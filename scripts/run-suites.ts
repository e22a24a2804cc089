import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findBrowser, HOW_TO_GET_A_BROWSER, type Machine, type OwnBrowser } from "./browser.ts";
import { ROOT } from "./root.ts";
import { SUITES, type Suite } from "./suites.ts";
import { lastLine, type SuiteResult, skipLines, summaryTable, type Tally, tallyOfCheck, tallyOfRunner } from "./tally.ts";

/** A suite that runs longer than this hangs; all of them together take minutes. */
const HANGS_AFTER_MS = 30 * 60_000;
const BROWSER_HANGS_AFTER_MS = 60_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

const thisMachine: Machine = {
  env: process.env,
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  works: (path) => {
    // A browser of Windows answers --version by opening a window.
    if (process.platform === "win32") return existsSync(path);
    return spawnSync(path, ["--version"], { stdio: "ignore", timeout: BROWSER_HANGS_AFTER_MS }).status === 0;
  },
  run: (command, args) => spawnSync(command, args, { stdio: "inherit", timeout: HANGS_AFTER_MS }).status === 0,
  say,
};

async function ownBrowser(): Promise<OwnBrowser> {
  const { chromium } = await import("@playwright/test");
  const installer = join(ROOT, "node_modules/playwright-core/cli.js");
  return { path: chromium.executablePath(), install: [process.execPath, installer, "install", "--no-shell", "chromium"] };
}

export interface RunOptions {
  /** Passed on to every program of the suites. */
  readonly args: readonly string[];
  readonly hangsAfterMs: number;
}

/** Where Node keeps what it compiled, which the many processes and threads of the tests would compile again: a quarter of their time. */
const COMPILE_CACHE = join(ROOT, "node_modules/.cache/fairmark");

/** Node warns of NO_COLOR beside FORCE_COLOR, which test runners set for their workers; one of them says it all. */
function suiteEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR, ...rest } = process.env;
  const env = { NODE_COMPILE_CACHE: COMPILE_CACHE, ...rest };
  return NO_COLOR === undefined ? env : { ...env, FORCE_COLOR: "0" };
}

/** Runs a program in sight of the user; whether it succeeded. */
function runProgram(args: readonly string[], env: NodeJS.ProcessEnv, hangsAfterMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: "inherit", env, timeout: hangsAfterMs });
    child.on("error", (error) => {
      say(error.message);
      resolve(false);
    });
    child.on("exit", (code) => resolve(code === 0));
  });
}

async function runSuite(suite: Suite, env: NodeJS.ProcessEnv, { args, hangsAfterMs }: RunOptions): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "fairmark-tally-"));
  try {
    const tally = join(folder, "tally.json");
    let succeeded = true;
    for (const command of suite.commands) {
      // All of them run, so that one report shows everything that is wrong.
      succeeded = (await runProgram([...command, ...args], { ...env, FAIRMARK_TALLY: tally }, hangsAfterMs)) && succeeded;
    }
    return suite.counts ? tallyOfRunner(readTally(tally), succeeded) : tallyOfCheck(succeeded);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns null when the runner broke off before it wrote one */
function readTally(path: string): Tally | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Tally;
  } catch {
    return null;
  }
}

/**
 * Runs suites one after the other, whatever comes of them, and prints the summary.
 *
 * @returns whether nothing failed
 */
export async function runSuites(suites: readonly Suite[], options: RunOptions): Promise<boolean> {
  const env = suiteEnvironment();
  const browser = suites.some(({ needsBrowser }) => needsBrowser) ? findBrowser(thisMachine, await ownBrowser()) : null;
  if (browser !== null) env.FAIRMARK_CHROMIUM = browser;
  const results: SuiteResult[] = [];
  for (const suite of suites) {
    say(`\n── ${suite.name}: ${suite.about}`);
    const startedAtMs = performance.now();
    let tally: Tally;
    if (suite.needsBrowser && browser === null) {
      say(HOW_TO_GET_A_BROWSER);
      tally = tallyOfCheck(false);
    } else {
      tally = await runSuite(suite, env, options);
    }
    const seconds = (performance.now() - startedAtMs) / 1_000;
    say(`── ${suite.name}: ${lastLine([tally])} in ${seconds.toFixed(1)} s`);
    results.push({ suite: suite.name, seconds, ...tally });
  }
  say(`\n${[summaryTable(results), ...skipLines(results), lastLine(results)].join("\n")}`);
  return results.every(({ failed }) => failed === 0);
}

/** The suites that `--only NAME,NAME` names, all without it. */
function chosenSuites(only: string | undefined): readonly Suite[] {
  if (only === undefined) return SUITES;
  const names = only.split(",");
  for (const name of names) {
    if (!SUITES.some((suite) => suite.name === name)) throw new RangeError(`there is no suite ${name}`);
  }
  return SUITES.filter(({ name }) => names.includes(name));
}

const USAGE = "Usage: npm test [-- --only SUITE,SUITE [ARGUMENT …]], where arguments for a suite need that suite alone.";

/** What was asked for, or null when it cannot be read. */
function readArguments(): { suites: readonly Suite[]; args: string[] } | null {
  try {
    const { values, positionals: args } = parseArgs({ options: { only: { type: "string" } }, allowPositionals: true });
    const suites = chosenSuites(values.only);
    return args.length > 0 && suites.length !== 1 ? null : { suites, args };
  } catch {
    return null;
  }
}

if (import.meta.main) {
  const asked = readArguments();
  if (asked === null) {
    say(`${USAGE} Suites are ${SUITES.map(({ name }) => name).join(", ")}.`);
    process.exitCode = 2;
  } else {
    process.exitCode = (await runSuites(asked.suites, { args: asked.args, hangsAfterMs: HANGS_AFTER_MS })) ? 0 : 1;
  }
}
