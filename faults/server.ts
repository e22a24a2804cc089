import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import type { OperatorAnswer } from "../bff/operator/server.ts";
import { operatorSocketPath } from "../bff/operator/socket-path.ts";

/** Real processes of the exchange, on folders of their own. All that a test starts ends with it. */

const ROOT = join(import.meta.dirname, "..");
const MAIN = join(ROOT, "bff/main.ts");
const FAULTY = join(ROOT, "faults/faulty.ts");
/** Behind a proxy it names the proxy's origin, without a port. */
const LISTENING = /^Fairmark is listening on (https?:\/\/[^\s:]+)(?::(\d+))?$/;

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fairmark-faults-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Settings = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The settings of a test, and none of whoever runs it. */
function environment(dataDir: string, settings: Settings): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, MARKET: "none", PORT: "0", DATA_DIR: dataDir, ...settings };
}

export class Server {
  readonly dataDir: string;
  readonly ended: Promise<Ended>;
  /** What it has said so far. */
  readonly lines: string[] = [];
  stderr = "";
  /** As it says of itself. */
  origin = "";
  port = 0;
  private readonly child: ChildProcess;
  private readonly listening: Promise<void>;

  /** Starts a process and does not wait for it. */
  private constructor(dataDir: string, settings: Settings, isFaulty: boolean) {
    this.dataDir = dataDir;
    const child = spawn(process.execPath, [...(isFaulty ? ["--import", FAULTY] : []), MAIN], {
      cwd: ROOT,
      env: environment(dataDir, settings),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    this.ended = once(child, "close").then(([code, signal]) => ({ code: code as number | null, signal: signal as NodeJS.Signals | null }));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
    this.listening = new Promise((resolve) => {
      lines.on("line", (line) => {
        this.lines.push(line);
        const [, host, port] = LISTENING.exec(line) ?? [];
        if (host === undefined) return;
        this.origin = port === undefined ? host : `${host}:${port}`;
        this.port = Number(port);
        resolve();
      });
    });
    onTestFinished(async () => {
      await this.kill();
    });
  }

  /** Starts a process that may not live to listen. */
  static spawn(dataDir: string, settings: Settings = {}): Server {
    return new Server(dataDir, settings, false);
  }

  /** @returns once it listens @throws Error with what it said when it ends instead */
  static async start(dataDir: string, settings: Settings = {}, { isFaulty = false } = {}): Promise<Server> {
    const server = new Server(dataDir, settings, isFaulty);
    await Promise.race([
      server.listening,
      server.ended.then(({ code, signal }) => {
        throw new Error(`the exchange ended with ${code ?? signal} before it listened: ${server.stderr}`);
      }),
    ]);
    return server;
  }

  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Asks it for an orderly end, and does not wait. */
  interrupt(signal: NodeJS.Signals = "SIGINT"): void {
    this.child.kill(signal);
  }

  /** Sends an operator's command as the command line does. @throws Error with the operator's sentence */
  operator(...words: readonly string[]): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const socket = connect(operatorSocketPath(this.dataDir));
      let received = "";
      socket.setEncoding("utf8");
      socket.on("error", reject);
      socket.on("data", (chunk: string) => {
        received += chunk;
      });
      socket.on("end", () => {
        const answer = JSON.parse(received) as OperatorAnswer;
        if (answer.ok) resolve(answer.result as Record<string, unknown>);
        else reject(new Error(answer.error));
      });
      socket.write(`${JSON.stringify(words)}\n`);
    });
  }
}
