import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { onTestFinished } from "vitest";
import { BEGIN, RECORD } from "../../engine/records.ts";
import { SlotReader } from "../../engine/slots.ts";
import { Exchange, type ExchangeOptions, type HistoryPort } from "../exchange.ts";
import { START_MS } from "./drill.ts";

/** Exchanges with a thread and a folder of their own. */

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fairmark-exchange-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const EXCHANGE_OPTIONS: Omit<ExchangeOptions, "dataDir"> = {
  clock: "commanded",
  commandedStartMs: START_MS,
  prunes: false,
  snapshotEvery: 100_000,
  segmentBytes: 1 << 20,
  audit: "rolling",
  historySequence: 0,
  maxRate: null,
  maxDepth: 4_096,
  waitCapMs: 3_000,
};

/** A history that keeps the sequences of what it is told. */
export class RecordingHistory implements HistoryPort {
  readonly sequences: number[] = [];
  primed = 0;

  prime(): void {
    this.primed += 1;
  }

  append(rows: Float64Array): void {
    const record = new SlotReader(rows);
    for (; !record.done; record.next()) if (record.kind === RECORD.begin) this.sequences.push(record.number(BEGIN.sequence));
  }
}

/** An exchange that is closed with the test unless the test closes it. */
export async function anExchange(options: Partial<ExchangeOptions> = {}, history: HistoryPort = new RecordingHistory()): Promise<Exchange> {
  const exchange = await Exchange.open({ ...EXCHANGE_OPTIONS, dataDir: options.dataDir ?? aFolder(), ...options }, history);
  onTestFinished(() => exchange.close());
  return exchange;
}

/** The engine's thread of an exchange, for tests that look at what crosses. */
export const threadOf = (exchange: Exchange): Worker => (exchange as unknown as { readonly worker: Worker }).worker;
