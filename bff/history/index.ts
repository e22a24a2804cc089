import type { Worker } from "node:worker_threads";
import type { Bin } from "../contract/bins.ts";
import { ContractError, TEXT } from "../contract/errors.ts";
import { JsonText } from "./json-text.ts";
import type { Due, FromHistory, ToHistory } from "./protocol.ts";
import type { BinQuery, ListQuery } from "./queries.ts";
import { ReaderClient } from "./reader-client.ts";
import type { FromReader, Question } from "./reader-protocol.ts";

export { JsonText } from "./json-text.ts";
export { markSeries } from "./mark-series.ts";
export type { BinQuery, FilterValue, ListQuery } from "./queries.ts";

/** Longest that a read waits for rows that somebody was already told and history has not stored yet. */
const BEHIND_DEADLINE_MS = 250;
/** Longest that a read takes when nothing is missing: a machine with much to do is slow, and says so only then. */
const READ_DEADLINE_MS = 3_000;

const due = (deadlineMs: number | null): Due => (deadlineMs === null ? null : Date.now() + deadlineMs);

/** History as the rest of the house sees it. The store has a thread of its own; records go there as they came from the engine. */
export class History {
  private readonly worker: Worker;
  private readonly reader: ReaderClient;
  private readonly waiting = new Map<number, (answer: FromHistory) => void>();
  private readonly reachedListeners = new Set<(sequence: number) => void>();
  private nextId = 1;
  /** Sequence of the last rows that were handed over. */
  private appended = 0;
  /** Sequence up to which everything was stored when it was last heard of. */
  sequence: number;
  simulatedUntilMs: number | null;
  readonly wasEmpty: boolean;

  private constructor(worker: Worker, reader: ReaderClient, ready: Extract<FromHistory, { type: "ready" }>) {
    this.worker = worker;
    this.reader = reader;
    this.sequence = ready.sequence;
    this.simulatedUntilMs = ready.simulatedUntilMs;
    this.wasEmpty = ready.isEmpty;
    worker.on("message", (message: FromHistory) => this.receive(message));
  }

  /**
   * @param worker history's thread, just started
   * @param startReader starts a thread that reads for people
   */
  static async open(worker: Worker, startReader: () => Worker): Promise<History> {
    const ready = await new Promise<Extract<FromHistory, { type: "ready" }>>((resolve, reject) => {
      worker.once("error", reject);
      worker.once("message", (message: FromHistory) => {
        worker.off("error", reject);
        if (message.type === "ready") resolve(message);
        else reject(new Error(`history began with ${message.type}`));
      });
    });
    return new History(worker, new ReaderClient(startReader), ready);
  }

  onFailure(listener: (error: Error) => void): void {
    this.worker.on("error", listener);
    this.reader.onFailure(listener);
  }

  /** Hears how far history has come. */
  onReached(listener: (sequence: number) => void): void {
    this.reachedListeners.add(listener);
  }

  /** The state as rows, before anything is appended. */
  prime(rows: Float64Array): void {
    this.send({ type: "prime", rows });
  }

  /**
   * Takes over a batch of the engine's records; the caller has no use for the buffer any more.
   *
   * @param sequence of the last command in it
   */
  append(rows: Float64Array, sequence: number): void {
    this.appended = sequence;
    this.send({ type: "append", rows }, [rows.buffer as ArrayBuffer]);
  }

  /**
   * Reads rows that somebody asks for. What was appended before is stored before: a reader sees whatever it was already told.
   *
   * @throws ContractError 503 when that takes too long, or when rows from before the question are not stored in 250 ms
   */
  async list(query: ListQuery): Promise<readonly Record<string, unknown>[]> {
    const answer = await this.read({ type: "list", query });
    if (answer.type !== "rows") throw new Error(`history answered a list with ${answer.type}`);
    return answer.rows;
  }

  /** The same rows as text, which the caller's thread need not write. @param columns of them; null for all */
  listText(query: ListQuery, columns: readonly string[] | null): Promise<JsonText> {
    return this.readText({ type: "listText", query, columns });
  }

  /** Bins, under the same deadline. */
  async bins(query: BinQuery): Promise<readonly Bin[]> {
    const answer = await this.read({ type: "bins", query });
    if (answer.type !== "bins") throw new Error(`history answered bins with ${answer.type}`);
    return answer.bins;
  }

  /** Bins as rows of the contract, as text. */
  binsText(query: BinQuery, columns: readonly string[] | null): Promise<JsonText> {
    return this.readText({ type: "binsText", query, columns });
  }

  /**
   * Looks rows up for the exchange itself: by a way that nobody's reads stand in, and few at a time.
   *
   * @param deadlineMs null to wait for as long as it takes: at a start, while nobody asks yet
   * @throws ContractError 503 as {@link list}
   */
  async lookUp(query: ListQuery, deadlineMs: number | null = READ_DEADLINE_MS): Promise<readonly Record<string, unknown>[]> {
    const answer = await this.ask((id) => ({ type: "list", id, query, dueMs: due(deadlineMs) }), deadlineMs);
    if (answer.type !== "rows") throw new Error(`history answered a list with ${answer.type}`);
    return answer.rows;
  }

  /** Bins for the exchange itself. */
  async lookUpBins(query: BinQuery, deadlineMs: number | null = READ_DEADLINE_MS): Promise<readonly Bin[]> {
    const answer = await this.ask((id) => ({ type: "bins", id, query, dueMs: due(deadlineMs) }), deadlineMs);
    if (answer.type !== "bins") throw new Error(`history answered bins with ${answer.type}`);
    return answer.bins;
  }

  /** Gives an empty history a simulated past, the same one for the same seed. */
  async seed(seed: number, days: number, untilMs: number, lastPrice: number, others: unknown): Promise<void> {
    await this.ask((id) => ({ type: "seed", id, seed, days, untilMs, lastPrice, others }), null);
    this.simulatedUntilMs = untilMs;
  }

  /** Stores everything that was appended; resolves with the sequence that is durable then. */
  async flush(): Promise<number> {
    const answer = await this.ask((id) => ({ type: "flush", id }), null);
    if (answer.type !== "done") throw new Error(`history answered a flush with ${answer.type}`);
    return answer.sequence;
  }

  async close(): Promise<void> {
    await this.reader.close();
    await this.ask((id) => ({ type: "stop", id }), null);
    await this.worker.terminate();
  }

  private async readText(question: Question): Promise<JsonText> {
    const answer = await this.read(question);
    if (answer.type !== "text") throw new Error(`history answered a question for text with ${answer.type}`);
    const { buffer, byteOffset, byteLength } = answer.bytes;
    return new JsonText(Buffer.from(buffer, byteOffset, byteLength));
  }

  private async read(question: Question): Promise<FromReader> {
    const dueMs = Date.now() + READ_DEADLINE_MS;
    await this.stored(this.appended);
    return this.reader.ask(question, dueMs);
  }

  /** Resolves when everything up to a sequence is stored. @throws ContractError 503 when that takes more than 250 ms */
  private async stored(sequence: number): Promise<void> {
    if (this.sequence >= sequence) return;
    this.send({ type: "commit" });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const behind = setTimeout(() => reject(new ContractError(503, TEXT.overloaded)), BEHIND_DEADLINE_MS);
    const listener = (reached: number) => {
      if (reached >= sequence) resolve();
    };
    this.reachedListeners.add(listener);
    try {
      await promise;
    } finally {
      clearTimeout(behind);
      this.reachedListeners.delete(listener);
    }
  }

  private receive(message: FromHistory): void {
    if (message.type === "reached") {
      this.sequence = message.sequence;
      for (const listener of this.reachedListeners) listener(message.sequence);
    } else if (message.type !== "ready") {
      this.waiting.get(message.id)?.(message);
      this.waiting.delete(message.id);
    }
  }

  private ask(question: (id: number) => ToHistory, deadlineMs: number | null): Promise<FromHistory> {
    const id = this.nextId++;
    const askedAfter = this.appended;
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        clearTimeout(late);
        clearTimeout(behind);
        this.waiting.delete(id);
        reject(new ContractError(503, TEXT.overloaded));
      };
      const late = deadlineMs === null ? undefined : setTimeout(giveUp, deadlineMs);
      const behind =
        deadlineMs === null
          ? undefined
          : setTimeout(() => {
              if (this.sequence < askedAfter) giveUp();
            }, BEHIND_DEADLINE_MS);
      this.waiting.set(id, (answer) => {
        clearTimeout(late);
        clearTimeout(behind);
        if (answer.type === "failed") reject(new Error(answer.message));
        else resolve(answer);
      });
      this.send(question(id));
    });
  }

  private send(message: ToHistory, transfer: ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer);
  }
}
