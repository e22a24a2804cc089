import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { ENGINE_VERSION } from "../bff/engine/engine.ts";
import { realDisk } from "../bff/exchange/disk.ts";
import { EngineHost } from "../bff/exchange/engine-host.ts";
import { HistoryFeed } from "../bff/exchange/history-feed.ts";
import { HistoryStore } from "../bff/history/store.ts";
import { historyTables } from "../bff/history/testing.ts";
import { storeSink } from "../bff/main/store-sink.ts";
import type { Client, Row } from "./client.ts";
import type { Load, Told } from "./load.ts";
import type { Server } from "./server.ts";

/** What must hold after a restart, found out without trusting what restarted. */

const AT_ONCE = 100;
/** Something hangs when it takes longer. */
const PATIENCE_MS = 60_000;
const TERMINAL = new Set(["Filled", "Canceled", "Rejected"]);

/** What a journal comes to by itself: state and history made anew from its first record, in this process. */
export function replay(dataDir: string, workspace: string) {
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  cpSync(join(dataDir, "journal"), join(workspace, "journal"), { recursive: true });
  const host = new EngineHost({
    disk: realDisk,
    dataDir: workspace,
    engineVersion: ENGINE_VERSION,
    clock: "system",
    commandedStartMs: 0,
    now: Date.now,
    prunes: false,
    snapshotEvery: Number.POSITIVE_INFINITY,
    segmentBytes: 16 << 20,
    audit: "full",
    migrations: new Map(),
    historySequence: 0,
  });
  const store = new HistoryStore(workspace);
  const feed = new HistoryFeed();
  const sink = storeSink(store);
  for (const rows of host.missed) feed.read(rows, sink);
  store.close();
  host.engine.audit.full();
  const { sequence, stateHash, audit } = host.status();
  host.close();
  expect(audit.differenceSats).toBe(0);
  return { sequence, stateHash, history: historyTables(workspace) };
}

type Replayed = ReturnType<typeof replay>;

/** The server's own history once it has stored everything up to a sequence. */
async function storedHistory(dataDir: string, sequence: number) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
    const history = historyTables(dataDir);
    if (history.sequence >= sequence) return history;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`history never came to ${sequence}`);
}

/** Rows of a GET that may be told to come back: history that is still storing answers 503 rather than too little. */
export async function patiently(client: Client, path: string, query: Readonly<Record<string, unknown>>): Promise<Row[]> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
    const { status, body } = await client.get(path, query);
    if (status === 200) return body as Row[];
    if (status !== 503) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
  }
  throw new Error(`GET ${path} answered nothing but 503`);
}

/** Everything that was acknowledged is known, with at least the state that was told. */
export async function expectOrdersKept(load: Load): Promise<void> {
  for (const [client, names] of byClient([...load.told.values()].map(({ client, clOrdID }) => [client, clOrdID]))) {
    const rows = await ordersOf(client, names);
    for (const clOrdID of names) expectKept(load.told.get(clOrdID) as Told, rows.get(clOrdID));
  }
  for (const [client, names] of byClient([...load.refused].map(([clOrdID, client]) => [client, clOrdID]))) {
    expect([...(await ordersOf(client, names)).keys()]).toEqual([]);
  }
}

function expectKept({ row: told, isUncertain }: Told, found: Row | undefined): void {
  const context = JSON.stringify({ told, found });
  if (found === undefined) throw new Error(`an acknowledged order is lost: ${context}`);
  expect(found["orderID"], context).toBe(told["orderID"]);
  expect(found["cumQty"], context).toBeGreaterThanOrEqual(told["cumQty"] as number);
  if (!isUncertain) {
    expect(found["orderQty"], context).toBe(told["orderQty"]);
    expect(found["price"], context).toBe(told["price"]);
  }
  if (TERMINAL.has(told["ordStatus"] as string)) {
    expect(found["ordStatus"], context).toBe(told["ordStatus"]);
    expect(found["cumQty"], context).toBe(told["cumQty"]);
  } else if (found["ordStatus"] === "Canceled" && !isUncertain) {
    // Nobody but the engine can have cancelled it.
    expect(found["text"], context).toMatch(/^Canceled: self-match/);
  }
}

/** Every fill that the socket told of is in the account's history. */
export async function expectFillsKept(fills: ReadonlyMap<Client, ReadonlyMap<string, Row>>): Promise<void> {
  for (const [client, told] of fills) {
    for (const ids of chunks([...told.keys()])) {
      const rows = await patiently(client, "/execution/tradeHistory", { filter: { execID: ids }, count: AT_ONCE });
      const found = new Map(rows.map((row) => [row["execID"], row]));
      for (const id of ids) expect(found.get(id), `fill ${id}`).toEqual(told.get(id));
    }
  }
}

/**
 * Sequence, hash, books and history of the running server are those of the journal alone. At a whole minute an exchange
 * samples its premiums, whether or not anybody sends anything: what its journal has gained by that is replayed as well.
 *
 * @param again replays the running server's journal
 */
export async function expectSameAsJournal(server: Server, journal: Replayed, again: () => Replayed): Promise<void> {
  const status = await server.operator("status");
  const stored = await storedHistory(server.dataDir, journal.sequence);
  const sequence = Math.max(Number(status["sequence"]), stored.sequence);
  if (sequence > journal.sequence) {
    const longer = again();
    expect(longer.sequence).toBeGreaterThanOrEqual(sequence);
    for (const [table, rows] of Object.entries(journal.history.rows))
      expect(longer.history.rows[table]?.length, table).toBeGreaterThanOrEqual(rows.length);
    return expectSameAsJournal(server, longer, again);
  }
  expect(status).toMatchObject({ sequence: journal.sequence, stateHash: journal.stateHash, halted: null, audit: { differenceSats: 0 } });
  expect(stored.sequence).toBe(journal.sequence);
  for (const [table, rows] of Object.entries(journal.history.rows)) expect(stored.rows[table], table).toEqual(rows);
}

async function ordersOf(client: Client, names: readonly string[]): Promise<ReadonlyMap<string, Row>> {
  const found = new Map<string, Row>();
  for (const some of chunks(names)) {
    const rows = await patiently(client, "/order", { filter: { clOrdID: some }, count: AT_ONCE });
    for (const row of rows) {
      expect(found.has(row["clOrdID"] as string), `${row["clOrdID"]} twice`).toBe(false);
      found.set(row["clOrdID"] as string, row);
    }
  }
  return found;
}

function byClient(pairs: readonly (readonly [Client, string])[]): ReadonlyMap<Client, readonly string[]> {
  return new Map([...Map.groupBy(pairs, ([client]) => client)].map(([client, some]) => [client, some.map(([, name]) => name)]));
}

const chunks = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, i) => items.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
