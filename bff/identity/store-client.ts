import { Worker } from "node:worker_threads";
import { BusyError, IdentityStoreError } from "./errors.ts";
import type { Store, StoreAnswer, StoreCall, StoreMethod } from "./store.ts";

/** Calls under way at once, beyond which the disk is too slow for what is asked of it. */
export const MAX_CALLS_UNDER_WAY = 1_000;

/** Calls that bring the file up with what memory says already. */
type Following =
  | "touchSession"
  | "describeSession"
  | "touchApiKeys"
  | "removeSessions"
  | "changeApiKey"
  | "disableApiKey"
  | "deleteApiKey"
  | "putRecord"
  | "removePendingSignUp"
  | "putLane"
  | "removeLanes"
  | "addActivity";

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Flags of the process are not the worker's: some (`--input-type`, a test runner's) would not let it start. */
export const startStoreWorker = (file: string): Worker =>
  new Worker(new URL("./store-worker.ts", import.meta.url), { workerData: { file }, execArgv: [] });

/**
 * The other end of the store's worker. Once the worker is gone it stays gone: what was under way may or may not be in
 * the file, and only a fresh start reads it again.
 */
export class StoreClient {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private readonly exited: Promise<void>;
  private readonly breach = Promise.withResolvers<IdentityStoreError>();
  private nextId = 1;
  private gone: IdentityStoreError | null = null;
  private closing: Promise<void> | null = null;

  constructor(worker: Worker) {
    this.worker = worker;
    worker.on("message", (answer: StoreAnswer) => this.settle(answer));
    worker.on("error", (error) => this.die(`The identity store failed: ${error instanceof Error ? error.message : String(error)}`));
    this.exited = new Promise((resolve) => {
      worker.on("exit", (code) => {
        this.die(`The identity store ended (code ${code}).`);
        resolve();
      });
    });
  }

  /** Why the file does not follow memory any more: the worker died, or a `follow` failed. Pending while it does. */
  get broken(): Promise<IdentityStoreError> {
    return this.breach.promise;
  }

  get isBusy(): boolean {
    return this.pending.size >= MAX_CALLS_UNDER_WAY;
  }

  /**
   * Asks the store for something that is not so before it is answered.
   *
   * @throws BusyError with nothing sent
   * @throws IdentityStoreError when the call failed, or the worker ended before it answered
   */
  call<M extends Exclude<StoreMethod, Following | "close">>(method: M, ...args: Parameters<Store[M]>): ReturnType<Store[M]> {
    if (this.isBusy) return Promise.reject(new BusyError("The identity store has more to do than its disk takes.")) as ReturnType<Store[M]>;
    return this.guardedSend(method, args) as ReturnType<Store[M]>;
  }

  /**
   * Writes what is so in memory already. It is never refused for want of room, for what takes rights away must reach
   * the disk; when it fails, that is told through `broken` whether or not the caller waits.
   *
   * @throws IdentityStoreError
   */
  async follow<M extends Following>(method: M, ...args: Parameters<Store[M]>): Promise<void> {
    try {
      await this.guardedSend(method, args);
    } catch (error) {
      if (this.closing === null && error instanceof IdentityStoreError) this.breach.resolve(error);
      throw error;
    }
  }

  /** Lets the calls under way finish, closes the file and ends the worker. */
  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    try {
      if (this.gone === null) await this.send("close", []);
    } finally {
      await this.exited;
    }
  }

  private guardedSend(method: StoreMethod, args: readonly unknown[]): Promise<unknown> {
    return this.closing === null ? this.send(method, args) : Promise.reject(new IdentityStoreError("The identity store is closed."));
  }

  private send(method: StoreMethod, args: readonly unknown[]): Promise<unknown> {
    if (this.gone !== null) return Promise.reject(this.gone);
    const call: StoreCall = { id: this.nextId++, method, args };
    return new Promise((resolve, reject) => {
      this.pending.set(call.id, { resolve, reject });
      this.worker.postMessage(call);
    });
  }

  private settle(answer: StoreAnswer): void {
    const pending = this.pending.get(answer.id);
    if (pending === undefined) throw new Error(`The identity store answered call ${answer.id}, which nobody made.`);
    this.pending.delete(answer.id);
    if ("error" in answer) pending.reject(new IdentityStoreError(answer.error));
    else pending.resolve(answer.value);
  }

  private die(why: string): void {
    if (this.gone !== null) return;
    this.gone = new IdentityStoreError(why);
    const underWay = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of underWay) reject(this.gone);
    if (this.closing === null || underWay.length > 0) this.breach.resolve(this.gone);
  }
}
