import { join } from "node:path";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { Running, run } from "../../scripts/testing.ts";

const ROOT = join(import.meta.dirname, "../..");
const MAIN = join(ROOT, "bff/main.ts");
const OPERATOR = join(ROOT, "bff/operator/cli.ts");

export type Settings = Readonly<Record<string, string>>;

/** An exchange as a process of its own. */
export interface Fairmark {
  readonly process: Running;
  readonly origin: string;
  readonly dataDir: string;
}

/** The settings of a test, and none of whoever runs it. */
function environment(settings: Settings): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, PORT: "0", ...settings };
}

/** Starts an exchange without waiting for it. */
export const launch = (settings: Settings): Running => new Running(process.execPath, [MAIN], { env: environment(settings) });

/** Starts an exchange and waits until it listens. */
export async function start(settings: Settings & { readonly DATA_DIR: string }): Promise<Fairmark> {
  const running = launch(settings);
  const [, origin] = await says(running, /Fairmark is listening on (http:\S+)\n/);
  return { process: running, origin: origin as string, dataDir: settings.DATA_DIR };
}

/** Waits for words. @throws Error with what was said instead when the process ends */
export async function says(running: Running, words: RegExp): Promise<RegExpExecArray> {
  const ended = running.end().then((how) => {
    const match = words.exec(running.output);
    if (match !== null) return match;
    throw new Error(`the exchange ended with ${how} and said ${running.output}`);
  });
  return Promise.race([running.says(words), ended]);
}

/** Ends an exchange as Ctrl-C does. @returns its exit code */
export function stop({ process: running }: Fairmark): Promise<number | string> {
  running.signal("SIGINT");
  return running.end();
}

/** What the operator's command prints. */
export async function operator({ dataDir }: Pick<Fairmark, "dataDir">, ...words: string[]): Promise<Record<string, unknown>> {
  const { code, output } = await run(OPERATOR, words, { env: environment({ DATA_DIR: dataDir }) });
  if (code !== 0) throw new Error(output);
  return JSON.parse(output) as Record<string, unknown>;
}

export async function get(
  { origin }: Pick<Fairmark, "origin">,
  path: string,
): Promise<{ readonly body: unknown; readonly headers: Headers }> {
  const response = await fetch(`${origin}/api/v1${path}`);
  if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
  return { body: await response.json(), headers: response.headers };
}

export type Row = Readonly<Record<string, unknown>>;

/** A watcher of public tables: rows by id where a table has ids, all that came where it has none. */
export class Watcher {
  readonly trades: Row[] = [];
  readonly book = new Map<unknown, Row>();
  private readonly socket: WebSocket;

  constructor({ origin }: Pick<Fairmark, "origin">) {
    this.socket = new WebSocket(`${origin.replace(/^http/, "ws")}/realtime?subscribe=trade:XBTUSD,orderBookL2_25:XBTUSD`);
    this.socket.on("message", (data) => this.receive(JSON.parse(String(data)) as { table?: string; action?: string; data?: Row[] }));
    onTestFinished(() => this.socket.terminate());
  }

  /** Levels that a side of the book has at this moment. */
  levels(side: "Buy" | "Sell"): number {
    return [...this.book.values()].filter((row) => row["side"] === side).length;
  }

  private receive({ table, action, data = [] }: { table?: string; action?: string; data?: Row[] }): void {
    if (table === "trade" && action === "insert") this.trades.push(...data);
    if (table !== "orderBookL2_25") return;
    for (const row of data) {
      if (action === "delete") this.book.delete(row["id"]);
      else this.book.set(row["id"], { ...this.book.get(row["id"]), ...row });
    }
  }
}

/** Looks again and again until something is so; the test's own time limit ends a wait for what never comes. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100));
}
