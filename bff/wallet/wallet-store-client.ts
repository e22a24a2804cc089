import { Worker } from "node:worker_threads";
import type { Item } from "./wallet-rows.ts";
import type { WalletAnswer, WalletCall } from "./wallet-store-worker.ts";

type Question = WalletCall extends infer C ? (C extends { readonly id: number } ? Omit<C, "id"> : never) : never;

/** The wallet's file from the main thread. */
export class WalletStoreClient {
  private readonly worker: Worker;
  private readonly pending = new Map<
    number,
    { readonly resolve: (items: readonly Item[]) => void; readonly reject: (error: Error) => void }
  >();
  private nextId = 1;
  private gone: Error | null = null;

  constructor(file: string) {
    // Flags of the process are not the worker's: some would not let it start.
    this.worker = new Worker(new URL("./wallet-store-worker.ts", import.meta.url), { workerData: { file }, execArgv: [] });
    this.worker.on("message", (answer: WalletAnswer) => this.settle(answer));
    this.worker.on("error", (error) => this.die(error instanceof Error ? error : new Error(String(error))));
    this.worker.on("exit", () => this.die(new Error("The wallet's store ended.")));
  }

  load(): Promise<readonly Item[]> {
    return this.ask({ type: "load" });
  }

  /** Resolves when all of them are on the disk. */
  async write(items: readonly Item[]): Promise<void> {
    if (items.length > 0) await this.ask({ type: "write", items });
  }

  async close(): Promise<void> {
    if (this.gone === null) await this.ask({ type: "close" });
  }

  private ask(question: Question): Promise<readonly Item[]> {
    if (this.gone !== null) return Promise.reject(this.gone);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.worker.postMessage({ ...question, id });
    });
  }

  private settle(answer: WalletAnswer): void {
    const pending = this.pending.get(answer.id);
    this.pending.delete(answer.id);
    if ("error" in answer) pending?.reject(new Error(`The wallet's store failed: ${answer.error}`));
    else pending?.resolve(answer.items);
  }

  private die(error: Error): void {
    this.gone ??= error;
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
