import { Worker } from "node:worker_threads";
import { ContractError, TEXT } from "../contract/errors.ts";
import { encode } from "../engine/encode.ts";
import { NONE } from "../engine/rows.ts";
import { SlotWriter } from "../engine/slots.ts";
import { Admission } from "./admission.ts";
import { type Anchor, readAnchors } from "./anchors.ts";
import type { HostStatus } from "./engine-host.ts";
import { GENESIS_LISTINGS, toSeriesFields } from "./listing.ts";
import { FUTURES } from "./listings/futures.ts";
import { indexMakings } from "./listings/make-indices.ts";
import { type Fill, FillReader } from "./live/fill-reader.ts";
import { type Applied, LiveTables, type Outcome } from "./live/live-tables.ts";
import { QueueBoard } from "./queue-board.ts";
import { RecoveryRefusal } from "./recovery.ts";
import { rejectError } from "./reject-texts.ts";
import type { FromEngine, ThreadSettings, ToEngine } from "./thread-protocol.ts";

export interface ExchangeOptions extends ThreadSettings {
  /** Commands that may wait for the engine before new ones are refused. */
  readonly maxDepth: number;
  /** Longest that an accepted request may take from its arrival to its answer, milliseconds. */
  readonly waitCapMs: number;
}

export interface ExchangeStatus extends HostStatus {
  readonly queueDepth: number;
  /** Why the engine takes no more commands; null while it does. */
  readonly halted: string | null;
}

/** Who keeps what happened. */
export interface HistoryPort {
  /** The state as rows, so that what follows can be read. */
  prime(rows: Float64Array): void;
  /** Takes a batch's records over, the last of them of a sequence; the buffer is its own from then on. */
  append(rows: Float64Array, sequence: number): void;
}

interface Waiting {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

/** How often a second an engine that is held to a rate is given something to do. */
const MESSAGES_PER_SECOND = 50;

type Halt = Extract<FromEngine, { type: "halted" }>;

/** The exchange as the rest of the house sees it: commands go in, tables and their changes come out. */
export class Exchange {
  readonly tables = new LiveTables();
  readonly admission: Admission;
  /** What everybody may know of the line. */
  readonly board: QueueBoard;
  private readonly worker: Worker;
  /** Commands that cross together at most: an engine held to a rate gives its answers out bit by bit. */
  private readonly mostTogether: number;
  private gathered = 0;
  private readonly outbox = new SlotWriter();
  private readonly waiting = new Map<number, Waiting>();
  private readonly questions = new Map<
    number,
    { readonly resolve: (answer: FromEngine) => void; readonly reject: (error: Error) => void }
  >();
  private readonly listeners = new Set<(applied: Applied) => void>();
  private readonly fillListeners = new Set<(fills: readonly Fill[]) => void>();
  private readonly fills = new FillReader(this.tables.catalogue, this.tables.marks);
  private history: HistoryPort | null = null;
  private readonly haltListeners = new Set<(halt: Halt) => void>();
  private nextRequest = 1;
  private isPosting = false;
  private halt: Halt | null = null;
  /** The engine was told to stop: what comes behind that would be neither in the snapshot nor answered. */
  private isClosing = false;
  /** The engine's thread is gone. */
  private hasEnded = false;
  private readonly dataDir: string;

  private constructor(worker: Worker, { dataDir, maxDepth, waitCapMs, maxRate }: ExchangeOptions) {
    this.dataDir = dataDir;
    this.worker = worker;
    this.admission = new Admission({ maxDepth, waitCapMs, maxRate, now: () => performance.now() });
    this.board = new QueueBoard(this.admission, Date.now);
    this.tables.queueRows = () => this.board.rows();
    this.board.onChange((action, row) =>
      this.publish({ ...this.nothing(), changes: [{ table: "queue", action, symbol: "", account: null, rows: [row] }] }),
    );
    this.mostTogether = maxRate === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(maxRate / MESSAGES_PER_SECOND));
  }

  /**
   * Starts the engine's thread, recovers its state and fills the tables. A new exchange lists its first instruments.
   *
   * @param history is told the state and the rows that it lacks before anything else happens, and every batch from then on
   * @throws RecoveryRefusal with the one sentence that the data folder's owner needs
   */
  static async open(options: ExchangeOptions, history: HistoryPort): Promise<Exchange> {
    const { maxDepth: _depth, waitCapMs: _wait, ...settings } = options;
    const worker = new Worker(new URL("./engine-thread.ts", import.meta.url), { workerData: settings satisfies ThreadSettings });
    const exchange = new Exchange(worker, options);
    const ready = await exchange.started();
    exchange.tables.apply(ready.image);
    history.prime(ready.image);
    for (const rows of ready.missed) history.append(rows, exchange.tables.sequence);
    exchange.history = history;
    worker.on("message", (message: FromEngine) => exchange.receive(message));
    worker.on("error", (error: Error) => exchange.lose(error));
    // Each by itself: a first start may have been cut short between two of them.
    for (const listing of GENESIS_LISTINGS) {
      if (exchange.tables.catalogue.find(listing.symbol) === undefined) await exchange.submit((out) => encode.list(out, listing));
    }
    await exchange.startSeries();
    // Sent together, they are one batch of the journal.
    await Promise.all(indexMakings(exchange.tables.catalogue, exchange.tables.markets.indices).map((write) => exchange.submit(write)));
    return exchange;
  }

  /** Has contracts listed by rule, those of the quarters that run at once; a series that runs already is left alone. */
  private async startSeries(): Promise<void> {
    const { catalogue } = this.tables;
    const handleOf = (symbol: string) => catalogue.find(symbol)?.handle ?? NONE;
    for (const series of FUTURES) {
      const isRunning = catalogue.all().some(({ description, rules }) => description.rootSymbol === series.root && rules.expiryMs !== 0);
      if (isRunning) continue;
      for (const { quarter, atMs } of series.dates) await this.submit((out) => encode.listingDate(out, series.root, quarter, atMs));
      await this.submit((out) => encode.series(out, toSeriesFields(series, handleOf)));
    }
  }

  /**
   * Sends one command to the engine.
   *
   * @param write writes exactly one command
   * @returns once the command is durable and its rows are in the tables
   * @throws ContractError in the contract's words when the engine refuses it, 503 when it takes none
   */
  async submit(write: (out: SlotWriter) => void, context: { readonly side?: string } = {}): Promise<Outcome> {
    if (this.halt !== null) throw haltedError(this.halt);
    if (this.isClosing) throw new ContractError(503, TEXT.overloaded);
    const request = this.nextRequest++;
    const { length } = this.outbox;
    this.outbox.number(request);
    try {
      write(this.outbox);
    } catch (error) {
      // Half a command must not stand before whole ones of others.
      this.outbox.length = length;
      throw error;
    }
    this.gathered += 1;
    if (this.gathered >= this.mostTogether) this.flush();
    else this.post();
    const outcome = await new Promise<Outcome>((resolve, reject) => this.waiting.set(request, { resolve, reject }));
    if (outcome.code !== 0) throw rejectError(outcome.code, outcome.detail, context);
    return outcome;
  }

  /** Has the journal hold what a log that is kept elsewhere came to. Nothing else changes. */
  async anchor(entries: number, hash: string): Promise<void> {
    await this.submit((out) => encode.anchor(out, entries, hash));
  }

  /** What the journal still holds of that, oldest first. Reads the files: for an operator, not for a request. */
  anchors(): Promise<readonly Anchor[]> {
    return readAnchors(this.dataDir);
  }

  /** Hears of every batch, after it entered the tables and before its replies leave. */
  subscribe(listener: (applied: Applied) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Hears of every match of two clients, right after it entered the tables. @returns ends the listening */
  onFills(listener: (fills: readonly Fill[]) => void): () => void {
    this.fillListeners.add(listener);
    return () => this.fillListeners.delete(listener);
  }

  onHalt(listener: (halt: Halt) => void): void {
    this.haltListeners.add(listener);
  }

  /** Lets the engine drop journal segments that history no longer needs. */
  historyReached(sequence: number): void {
    this.send({ type: "historyReached", sequence });
  }

  async status(): Promise<ExchangeStatus> {
    const answer = (await this.ask((id) => ({ type: "status", id }))) as Extract<FromEngine, { type: "status" }>;
    return { ...answer.status, queueDepth: this.admission.waiting, halted: this.halt?.message ?? null };
  }

  /** Resolves when nothing that was submitted waits any more. */
  async settled(): Promise<void> {
    while (this.waiting.size > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Takes a snapshot and ends the thread; everything submitted before is done before. */
  async close(): Promise<void> {
    if (this.hasEnded) return;
    this.isClosing = true;
    this.flush();
    await this.ask((id) => ({ type: "stop", id }));
    this.hasEnded = true;
    await this.worker.terminate();
  }

  private started(): Promise<Extract<FromEngine, { type: "ready" }>> {
    return new Promise((resolve, reject) => {
      this.worker.once("error", reject);
      this.worker.once("message", (message: FromEngine) => {
        this.worker.off("error", reject);
        if (message.type === "ready") resolve(message);
        else reject(message.type === "refused" ? new RecoveryRefusal(message.message) : new Error(`the engine began with ${message.type}`));
      });
    });
  }

  private receive(message: FromEngine): void {
    switch (message.type) {
      case "rows":
        this.take(message.rows);
        break;
      case "status":
      case "stopped":
        this.questions.get(message.id)?.resolve(message);
        this.questions.delete(message.id);
        break;
      case "audited":
        this.board.audited(message);
        break;
      case "halted":
        this.stopTaking(message);
        break;
      default:
        throw new Error(`the engine sent ${message.type} after its start`);
    }
  }

  private take(rows: Float64Array): void {
    const applied = this.tables.apply(rows);
    if (this.fillListeners.size > 0) {
      const fills = this.fills.read(rows);
      if (fills.length > 0) for (const listener of this.fillListeners) listener(fills);
    }
    this.publish(applied);
    this.history?.append(rows, applied.sequence);
    for (const outcome of applied.outcomes) {
      this.waiting.get(outcome.request)?.resolve(outcome);
      this.waiting.delete(outcome.request);
    }
    const { length } = applied.outcomes;
    this.admission.finished(length, this.waiting.size);
    this.board.finished(length);
  }

  private publish(applied: Applied): void {
    for (const listener of this.listeners) listener(applied);
  }

  /** A batch in which nothing happened. */
  private nothing(): Applied {
    const { sequence, timeMs } = this.tables;
    return { sequence, timeMs, outcomes: [], changes: [], accounts: new Set(), marks: new Set() };
  }

  private stopTaking(halt: Halt): void {
    if (this.halt !== null) return;
    this.halt = halt;
    for (const { reject } of this.waiting.values()) reject(haltedError(halt));
    this.waiting.clear();
    for (const listener of this.haltListeners) listener(halt);
  }

  /** The engine's thread has ended by itself: who asked it something gets no answer any more. */
  private lose(error: Error): void {
    this.stopTaking({ type: "halted", cause: "bug", message: error.stack ?? error.message });
    this.hasEnded = true;
    for (const { reject } of this.questions.values()) reject(error);
    this.questions.clear();
  }

  /** What is submitted in one turn of the event loop crosses to the engine as one buffer. */
  private post(): void {
    if (this.isPosting) return;
    this.isPosting = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.isPosting = false;
    this.gathered = 0;
    if (this.outbox.length === 0) return;
    const batch = this.outbox.take();
    this.send({ type: "commands", batch }, [batch.buffer]);
  }

  private async ask(question: (id: number) => ToEngine): Promise<FromEngine> {
    if (this.hasEnded) throw new Error("the engine's thread has ended");
    const id = this.nextRequest++;
    return new Promise((resolve, reject) => {
      this.questions.set(id, { resolve, reject });
      this.send(question(id));
    });
  }

  private send(message: ToEngine, transfer: ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer);
  }
}

function haltedError(halt: Halt): ContractError {
  return new ContractError(
    503,
    halt.cause === "audit" ? `Trading is halted: ${halt.message}` : "Trading is halted: the engine has stopped",
    "HTTPError",
  );
}
