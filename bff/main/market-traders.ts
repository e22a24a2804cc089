import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FromTraders, ToTraders, TradersReport } from "../demo/protocol.ts";

const PROGRAM = fileURLToPath(new URL("../demo/main.ts", import.meta.url));
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;
/** A process that lived so long did not fail at its start: the next failure is a first one again. */
const STEADY_MS = 60_000;
/** How long the process may take to go when it is let go. */
const PARTING_MS = 500;

/** Starts the process; the channel to it stands. A test puts a program of its own here. */
export type Spawn = () => ChildProcess;

/** Keys travel over the channel alone: never as an argument or in the environment, which others can read. */
const spawnTraders: Spawn = () => spawn(process.execPath, [PROGRAM], { env: {}, stdio: ["ignore", "ignore", "inherit", "ipc"] });

/** The simulated traders' process as the house holds it: begun anew when it ends by itself, with a longer wait each time. */
export class TradersProcess {
  private readonly order: Extract<ToTraders, { type: "begin" }>;
  private readonly spawn: Spawn;
  private child: ChildProcess | null = null;
  private hasBegun = false;
  private isStopped = false;
  private retryMs = FIRST_RETRY_MS;
  private retry: NodeJS.Timeout | undefined;
  /** Who waits for the process to say something, or to end. */
  private readonly waiting = new Set<() => void>();
  private readonly said: FromTraders[] = [];

  constructor(order: Extract<ToTraders, { type: "begin" }>, spawnProcess: Spawn = spawnTraders) {
    this.order = order;
    this.spawn = spawnProcess;
  }

  start(): void {
    const startedAtMs = performance.now();
    const child = this.spawn();
    this.child = child;
    this.said.length = 0;
    child.on("message", (message: FromTraders) => {
      if (message.type === "begun") this.hasBegun = true;
      else this.said.push(message);
      this.wake();
    });
    child.once("exit", (code, signal) => this.ended(signal ?? `code ${code}`, performance.now() - startedAtMs));
    // A message that can't be sent any more is followed by the exit, which is what counts.
    child.on("error", (error) => process.stderr.write(`The simulated traders' process: ${error.message}\n`));
    child.send(this.order);
  }

  /** Lets everybody whose time has come act once. @returns false when the traders were stopped meanwhile */
  async turn(timeMs: number): Promise<boolean> {
    return (await this.ask({ type: "turn", timeMs }, "turned")) !== null;
  }

  /** @returns null when the traders were stopped meanwhile */
  report(): Promise<TradersReport | null> {
    return this.ask({ type: "report" }, "report") as Promise<TradersReport | null>;
  }

  /** Lets the process go; resolves when it is gone, a second later at the most. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.retry);
    this.wake();
    const { child } = this;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const force = setTimeout(() => child.kill("SIGKILL"), PARTING_MS);
    if (child.connected) child.disconnect();
    await gone;
    clearTimeout(force);
  }

  /** Asks again when the process ended before it answered. */
  private async ask(question: ToTraders, answer: FromTraders["type"]): Promise<FromTraders | null> {
    for (;;) {
      await this.until(() => this.hasBegun);
      const { child } = this;
      if (this.isStopped || child === null) return null;
      child.send(question);
      await this.until(() => this.said.length > 0 || this.child !== child);
      if (this.isStopped) return null;
      const message = this.said.shift();
      if (message === undefined) continue;
      if (message.type !== answer) throw new Error(`the traders answered ${question.type} with ${message.type}`);
      return message;
    }
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!this.isStopped && !isSo()) {
      await new Promise<void>((resolve) => {
        this.waiting.add(resolve);
      });
    }
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }

  private ended(how: string, livedMs: number): void {
    this.child = null;
    this.hasBegun = false;
    this.wake();
    if (this.isStopped) return;
    if (livedMs > STEADY_MS) this.retryMs = FIRST_RETRY_MS;
    process.stderr.write(`The simulated traders ended (${how}); they begin again in ${this.retryMs / 1_000} s.\n`);
    this.retry = setTimeout(() => this.start(), this.retryMs);
    this.retryMs = Math.min(LAST_RETRY_MS, this.retryMs * 2);
  }
}
