import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answered, Asked } from "./mutant-tests.ts";
import { ROOT } from "./root.ts";

/** What a test said, or that it did not come to an end. */
export interface Verdict {
  readonly verdict: "passes" | "fails" | "out of time";
  readonly ms: number;
  /** Numbers of the faults whose places it came through. */
  readonly seen: readonly number[];
}

export interface Loaded {
  readonly tests: readonly { readonly file: string; readonly name: string }[];
  readonly seen: readonly number[];
}

type Outcome = Answered | { readonly told: "ended" } | { readonly told: "out of time" };

/** Files take seconds to import; on a machine that does much else, longer. */
const LOAD_LIMIT_MS = 180_000;
/** Limits are counted in steps: a machine that slept, or a process that was stopped for a while, has not worked so long. */
const STEP_MS = 250;
/** What an endless loop may fill before its process ends. */
const HEAP_MIB = 2_048;

/** Test files in a process of their own, which is started anew when it is lost. */
export class MutantRunner {
  private child: ChildProcess | null = null;
  private readonly sources: Readonly<Record<string, string>>;
  private readonly files: readonly string[];
  private readonly faults: number;

  /** @param sources files by their path in the repository, with all faults behind switches */
  constructor(sources: Readonly<Record<string, string>>, files: readonly string[], faults: number) {
    this.sources = sources;
    this.files = files;
    this.faults = faults;
  }

  /** Whether there is a process that has loaded. */
  get isWarm(): boolean {
    return this.child !== null;
  }

  /** Starts a process. @returns its tests, or null when the files don't load with that fault */
  async load(on: number): Promise<Loaded | null> {
    this.end();
    this.child = fork(fileURLToPath(new URL("./mutant-tests.ts", import.meta.url)), [], {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [`--max-old-space-size=${HEAP_MIB}`, "--no-warnings"],
      env: { ...process.env, FAIRMARK_MUTANT: "1" },
    });
    const outcome = await this.ask({ ask: "load", sources: this.sources, files: this.files, faults: this.faults, on }, LOAD_LIMIT_MS);
    if (outcome.told === "loaded") return outcome;
    this.end();
    return null;
  }

  /** Runs one test, with a fault on or none. Who takes too long, or takes the process with it, leaves none behind. */
  async run(test: number, on: number, limitMs: number): Promise<Verdict> {
    const outcome = await this.ask({ ask: "run", test, on }, limitMs);
    if (outcome.told === "ran") return { verdict: outcome.fault === null ? "passes" : "fails", ms: outcome.ms, seen: outcome.seen };
    this.end();
    return { verdict: outcome.told === "out of time" ? "out of time" : "fails", ms: limitMs, seen: [] };
  }

  end(): void {
    this.child?.kill("SIGKILL");
    this.child = null;
  }

  private ask(asked: Asked, limitMs: number): Promise<Outcome> {
    const { child } = this;
    if (child === null) throw new Error("no process has loaded");
    return new Promise((resolve) => {
      let workedMs = 0;
      const settle = (outcome: Outcome) => {
        clearInterval(timer);
        child.removeAllListeners();
        resolve(outcome);
      };
      const timer = setInterval(() => {
        workedMs += STEP_MS;
        if (workedMs >= limitMs) settle({ told: "out of time" });
      }, STEP_MS);
      child.once("message", (answered) => settle(answered as Answered));
      child.once("exit", () => settle({ told: "ended" }));
      child.once("error", () => settle({ told: "ended" }));
      child.send(asked);
    });
  }
}
