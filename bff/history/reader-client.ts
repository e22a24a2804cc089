import type { Worker } from "node:worker_threads";
import { ContractError, TEXT } from "../contract/errors.ts";
import type { FromReader, Question, ToReader } from "./reader-protocol.ts";

/** A reader ends its statements itself; one that is this much late has lost itself in one and is started anew. */
const GRACE_MS = 1_000;

interface Waiting {
  readonly resolve: (answer: FromReader) => void;
  readonly reject: (error: Error) => void;
  readonly late: NodeJS.Timeout;
}

const overloaded = () => new ContractError(503, TEXT.overloaded);

/** The reader's thread as the rest of history sees it. A read past its deadline ends, if need be with its thread. */
export class ReaderClient {
  private readonly start: () => Worker;
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker;
  private nextId = 1;
  private isClosed = false;
  private failure: (error: Error) => void = () => undefined;

  /** @param start starts a reader's thread */
  constructor(start: () => Worker) {
    this.start = start;
    this.worker = this.open();
  }

  /** Hears of a thread that ends by itself. */
  onFailure(listener: (error: Error) => void): void {
    this.failure = listener;
  }

  /** @throws ContractError 503 for a read that is not done by then */
  async ask(question: Question, dueMs: number): Promise<FromReader> {
    const id = this.nextId++;
    const answer = await new Promise<FromReader>((resolve, reject) => {
      const late = setTimeout(() => this.restart(), Math.max(0, dueMs - Date.now()) + GRACE_MS);
      this.waiting.set(id, { resolve, reject, late });
      this.worker.postMessage({ ...question, id, dueMs } satisfies ToReader);
    });
    if (answer.type === "late") throw overloaded();
    if (answer.type === "failed") throw new Error(answer.message);
    return answer;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.refuseAll();
    await this.worker.terminate();
  }

  private open(): Worker {
    const worker = this.start();
    worker.on("message", (answer: FromReader) => {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      clearTimeout(waiting?.late);
      waiting?.resolve(answer);
    });
    worker.on("error", (error) => {
      if (worker === this.worker && !this.isClosed) this.failure(error as Error);
    });
    return worker;
  }

  /** The thread that is lost ends when its statement does; nobody waits for it. */
  private restart(): void {
    const lost = this.worker;
    this.worker = this.open();
    void lost.terminate();
    this.refuseAll();
  }

  private refuseAll(): void {
    for (const { reject, late } of this.waiting.values()) {
      clearTimeout(late);
      reject(overloaded());
    }
    this.waiting.clear();
  }
}
