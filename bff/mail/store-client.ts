import { Worker } from "node:worker_threads";
import type { MailStore, MailStoreAnswer, MailStoreCall, MailStoreMethod } from "./store.ts";

/** The outbox refused or failed a call, or its worker is gone. */
export class MailStoreError extends Error {
  override readonly name = "MailStoreError";
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The other end of the outbox's worker. */
export class MailStoreClient {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private readonly exited: Promise<void>;
  private nextId = 1;
  private gone: MailStoreError | null = null;

  constructor(file: string) {
    this.worker = new Worker(new URL("./store-worker.ts", import.meta.url), { workerData: { file }, execArgv: [] });
    this.worker.on("message", (answer: MailStoreAnswer) => this.settle(answer));
    this.worker.on("error", (error) => this.die(error instanceof Error ? error.message : String(error)));
    this.exited = new Promise((resolve) => {
      this.worker.on("exit", (code) => {
        this.die(`it ended (code ${code})`);
        resolve();
      });
    });
  }

  /** @throws MailStoreError when the call failed, or the worker ended before it answered */
  call<M extends MailStoreMethod>(method: M, ...args: Parameters<MailStore[M]>): Promise<ReturnType<MailStore[M]>> {
    return this.send(method, args) as Promise<ReturnType<MailStore[M]>>;
  }

  async close(): Promise<void> {
    if (this.gone === null) await this.send("close", []);
    await this.exited;
  }

  private send(method: MailStoreCall["method"], args: readonly unknown[]): Promise<unknown> {
    if (this.gone !== null) return Promise.reject(this.gone);
    const call: MailStoreCall = { id: this.nextId++, method, args };
    return new Promise((resolve, reject) => {
      this.pending.set(call.id, { resolve, reject });
      this.worker.postMessage(call);
    });
  }

  private settle(answer: MailStoreAnswer): void {
    const pending = this.pending.get(answer.id);
    this.pending.delete(answer.id);
    if ("error" in answer) pending?.reject(new MailStoreError(answer.error));
    else pending?.resolve(answer.value);
  }

  private die(why: string): void {
    if (this.gone !== null) return;
    this.gone = new MailStoreError(`The outbox failed: ${why}.`);
    for (const { reject } of this.pending.values()) reject(this.gone);
    this.pending.clear();
  }
}
