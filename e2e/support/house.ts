import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");
const LATER = new URL("./later.ts", import.meta.url).href;
const LISTENING = /listening on (http:\/\/\S+)/;

/** A whole exchange of its own: a process, a data folder, a port. Nothing trades in it but who comes. */
export class House {
  readonly origin: string;
  private child: ChildProcess;
  private readonly dataDir: string;
  private aheadMs = 0;

  private constructor(child: ChildProcess, origin: string, dataDir: string) {
    this.child = child;
    this.origin = origin;
    this.dataDir = dataDir;
  }

  /** @param environment settings beyond those of a quiet market */
  static async open(environment: Environment = {}): Promise<House> {
    const dataDir = await mkdtemp(join(tmpdir(), "fairmark-e2e-"));
    const { child, origin } = await start(dataDir, "0", environment);
    return new House(child, origin, dataDir);
  }

  /** Says what the index is; the first time, the market comes alive with it. */
  async setIndex(price: number): Promise<void> {
    await promisify(execFile)(process.execPath, ["bff/operator/cli.ts", "index", "set", ".BXBT", String(price)], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: this.dataDir },
    });
  }

  /** Opens a funded account with a key, for programs. */
  async createKey(email: string): Promise<{ readonly id: string; readonly secret: string }> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["bff/operator/cli.ts", "account", "create", "--email", email, "--deposit-xbt", "1", "--key", "order"],
      { cwd: ROOT, env: { ...process.env, DATA_DIR: this.dataDir } },
    );
    const { apiKeyID, apiKeySecret } = JSON.parse(stdout) as { readonly apiKeyID: string; readonly apiKeySecret: string };
    return { id: apiKeyID, secret: apiKeySecret };
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    await end(this.child, "SIGKILL");
  }

  /** Starts again on the same data and port. */
  async startAgain(environment: Environment = {}): Promise<void> {
    const { child } = await start(this.dataDir, new URL(this.origin).port, environment);
    this.child = child;
  }

  /** Closes the house, and opens it again when this much time has passed. */
  async sleep(ms: number): Promise<void> {
    this.aheadMs += ms;
    await this.stop();
    await this.startAgain({ NODE_OPTIONS: `--import=${LATER}`, LATER_MS: String(this.aheadMs) });
  }

  /** Ends the process as it should be ended. */
  async stop(): Promise<void> {
    await end(this.child, "SIGTERM");
  }

  async close(): Promise<void> {
    await end(this.child, "SIGTERM");
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

type Environment = Readonly<Record<string, string>>;

async function start(
  dataDir: string,
  port: string,
  environment: Environment,
): Promise<{ readonly child: ChildProcess; readonly origin: string }> {
  const child = spawn(process.execPath, ["bff/main.ts"], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, PORT: port, MARKET: "none", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const origin = await new Promise<string>((resolve, reject) => {
    const hear = (bytes: Buffer) => {
      said += bytes.toString("utf8");
      const found = LISTENING.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The exchange ended with ${code} before it listened: ${said}`)));
  });
  return { child, origin };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
