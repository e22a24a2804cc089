import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of its own for a test, with the files given by path; it goes when the test ends. */
export function aFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "fairmark-scripts-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A program that a test started; it does not outlive the test. */
export class Running {
  output = "";
  readonly pid: number;
  private readonly child;
  private readonly ended: Promise<number | string>;

  constructor(command: string, args: readonly string[], { cwd, env }: RunOptions = {}) {
    this.child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ["ignore", "pipe", "pipe"] });
    if (this.child.pid === undefined) throw new Error(`could not start ${command}`);
    this.pid = this.child.pid;
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
        this.child.emit("said");
      });
    }
    // When both streams have closed as well, everything was said.
    this.ended = once(this.child, "close").then(([code, signal]) => (code as number | null) ?? (signal as string));
    onTestFinished(() => void this.child.kill("SIGKILL"));
  }

  /** Waits for words on either stream; the test's own time limit ends a wait for what never comes. */
  async says(words: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = words.exec(this.output);
      if (match !== null) return match;
      await once(this.child, "said");
    }
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** @returns the exit code, or the signal that ended it */
  end(): Promise<number | string> {
    return this.ended;
  }
}

/** Runs a program of ours to its end. */
export async function run(
  file: string,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<{ code: number | string; output: string }> {
  const running = new Running(process.execPath, [file, ...args], options);
  const code = await running.end();
  return { code, output: running.output };
}
