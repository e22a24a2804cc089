import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { afterAll } from "vitest";
import { readConfig } from "../bff/main/config.ts";
import { startHouse } from "../bff/main/start-house.ts";
import type { OperatorAnswer } from "../bff/operator/server.ts";
import { operatorSocketPath } from "../bff/operator/socket-path.ts";
import { type Key, RestClient } from "./client.ts";

/**
 * Where a manual clock begins: a Monday three hours before a noon that is a funding too, so that what a test sees does
 * not hang on the hour at which it is run.
 */
const START_MS = Date.parse("2026-11-23T09:00:00Z");

/** A whole exchange for a test file, on a port and a data folder of its own, with nobody in its market. */
export interface TestHouse {
  /** As browsers know it. */
  readonly origin: string;
  /** Where programs reach it, `http://127.0.0.1:PORT`. */
  readonly address: string;
  readonly port: number;
  readonly socketAddress: string;
  /** Commands the operator's command line could send; @throws Error with its answer when it is refused */
  operator(...words: readonly string[]): Promise<Record<string, unknown>>;
  /** An account with coins and a key. */
  trader(name: string, options?: { readonly xbt?: string; readonly permissions?: string }): Promise<Trader>;
  /** A client that nobody knows. */
  readonly anybody: RestClient;
  readonly halts: readonly string[];
  /** Stops and starts again where it was. */
  restart(): Promise<void>;
  /** The same, with something done to the data folder while it is stopped. */
  betweenRuns(act: (dataDir: string) => void): Promise<void>;
}

export interface Trader extends Key {
  readonly account: number;
  readonly rest: RestClient;
}

/**
 * Opens the house before the file's tests and closes it after them. The index stands at 60,000.
 *
 * @param limits overrides as the file named by `LIMITS` would hold them; none keeps the default of a local exchange
 */
export async function openHouse(environment: Readonly<Record<string, string>> = {}, limits?: object): Promise<TestHouse> {
  const folder = mkdtempSync(join(tmpdir(), "fairmark-conformance-"));
  const dataDir = join(folder, "data");
  if (limits !== undefined) writeFileSync(join(folder, "limits.json"), JSON.stringify(limits));
  const port = await freePort();
  const config = readConfig({
    MARKET: "none",
    PORT: String(port),
    DATA_DIR: dataDir,
    ...(limits === undefined ? {} : { LIMITS: join(folder, "limits.json") }),
    ...environment,
  });
  const halts: string[] = [];
  const start = () => startHouse(config, (halt) => halts.push(halt.message), START_MS);
  let running = await start();
  const anybody = new RestClient(`http://127.0.0.1:${port}`);
  const operator = (...words: readonly string[]) => command(dataDir, words);
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
    // Whatever the tests did, the books stayed exact.
    if (halts.length > 0) throw new Error(`the exchange halted: ${halts.join("; ")}`);
  });
  await operator("index", "set", ".BXBT", "60000");
  const house: TestHouse = {
    origin: running.origin,
    port,
    address: `http://127.0.0.1:${port}`,
    socketAddress: `ws://127.0.0.1:${port}/realtime`,
    anybody,
    operator,
    halts,
    async trader(name, { xbt = "10", permissions = "order,withdraw" } = {}) {
      const deposit = xbt === "0" ? [] : ["--deposit-xbt", xbt];
      const made = await operator("account", "create", "--email", `${name}@example.test`, ...deposit, "--key", permissions);
      const key = { id: String(made["apiKeyID"]), secret: String(made["apiKeySecret"]) };
      return { ...key, account: Number(made["account"]), rest: new RestClient(house.address, key) };
    },
    restart: () => house.betweenRuns(() => undefined),
    async betweenRuns(act) {
      await running.stop();
      act(dataDir);
      running = await start();
    },
  };
  return house;
}

/** Chosen here rather than by the house, so that a restart finds it again and clients with it. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

async function command(dataDir: string, words: readonly string[]): Promise<Record<string, unknown>> {
  const socket = connect(operatorSocketPath(dataDir));
  socket.write(`${JSON.stringify(words)}\n`);
  const answer = (await json(socket)) as OperatorAnswer;
  if (!answer.ok) throw new Error(answer.error);
  return answer.result as Record<string, unknown>;
}
