import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Key } from "./http-load.ts";

const ROOT = join(import.meta.dirname, "..");

/** Keeps all threads of a process to one core of the machine. @throws Error where there is no `taskset` */
export function pin(pid: number, core: number): void {
  execFileSync("taskset", ["-acp", String(core), String(pid)], { stdio: "ignore" });
}

/** A server in a process of its own, on a data folder of its own. */
export class ServerProcess {
  readonly port: number;
  /** JSON that it printed before its address; null for none. */
  readonly printed: unknown;
  private readonly child: ChildProcess;
  private readonly dataDir: string;

  private constructor(child: ChildProcess, dataDir: string, port: number, printed: unknown) {
    this.child = child;
    this.dataDir = dataDir;
    this.port = port;
    this.printed = printed;
  }

  /**
   * Starts a program that prints an address once it listens.
   *
   * @param limits what the file holds that `LIMITS` names; null for none
   */
  static async start(
    program: string,
    environment: Readonly<Record<string, string>>,
    limits: Readonly<Record<string, unknown>> | null = null,
  ): Promise<ServerProcess> {
    const dataDir = mkdtempSync(join(tmpdir(), "fairmark-bench-"));
    const limitsFile = join(dataDir, "limits.json");
    if (limits !== null) writeFileSync(limitsFile, JSON.stringify(limits));
    const child = spawn(process.execPath, [join(ROOT, program)], {
      cwd: ROOT,
      env: { ...process.env, PORT: "0", DATA_DIR: dataDir, ...(limits === null ? {} : { LIMITS: limitsFile }), ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    // A bench that fails leaves nobody behind.
    const end = () => void child.kill();
    process.once("exit", end);
    child.once("exit", () => process.off("exit", end));
    let printed: unknown = null;
    const port = await new Promise<number>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`${program} ended with code ${code} before it listened`)));
      createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }).on("line", (line) => {
        if (line.startsWith("{")) printed = JSON.parse(line);
        const found = /:(\d+)\s*$/.exec(line);
        if (found !== null) resolve(Number(found[1]));
      });
    });
    return new ServerProcess(child, dataDir, port, printed);
  }

  /** Keeps all of its threads to one core. */
  pin(core: number): void {
    pin(this.child.pid as number, core);
  }

  /** What it holds of the machine's memory. Linux alone says so of another process. */
  rssBytes(): number {
    const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.child.pid}/status`, "utf8")) ?? [];
    if (kibibytes === undefined) throw new Error("the system does not say how much memory a process holds");
    return Number(kibibytes) * 1_024;
  }

  /** Runs one of the operator's commands against it. */
  operator(...words: readonly string[]): Record<string, unknown> {
    const answer = execFileSync(process.execPath, [join(ROOT, "bff/operator/cli.ts"), ...words], {
      env: { ...process.env, DATA_DIR: this.dataDir },
    });
    return JSON.parse(String(answer)) as Record<string, unknown>;
  }

  account(name: string, xbt: number): Key {
    const { apiKeyID, apiKeySecret } = this.operator(
      "account",
      "create",
      "--email",
      `${name}@bench.test`,
      "--deposit-xbt",
      String(xbt),
      "--key",
      "order",
    );
    return { id: String(apiKeyID), secret: String(apiKeySecret) };
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGTERM");
    await ended;
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
