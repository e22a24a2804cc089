import { parentPort, workerData } from "node:worker_threads";
import type { Item } from "./wallet-rows.ts";
import { WalletStore } from "./wallet-store.ts";

/** What the wallet's thread is asked, one after the other. */
export type WalletCall = { readonly id: number } & (
  | { readonly type: "load" }
  | { readonly type: "write"; readonly items: readonly Item[] }
  | { readonly type: "close" }
);
export type WalletAnswer = { readonly id: number; readonly items: readonly Item[] } | { readonly id: number; readonly error: string };

if (parentPort === null) throw new Error("The wallet's store runs as a worker thread.");
const port = parentPort;
let store: WalletStore | null = null;

port.on("message", (call: WalletCall) => {
  try {
    // Opening belongs to the first call, so that a file that does not open is an answer like any other.
    store ??= new WalletStore((workerData as { readonly file: string }).file);
    const items = call.type === "load" ? store.load() : [];
    if (call.type === "write") store.write(call.items);
    if (call.type === "close") store.close();
    port.postMessage({ id: call.id, items } satisfies WalletAnswer);
  } catch (error) {
    port.postMessage({ id: call.id, error: (error as Error).message } satisfies WalletAnswer);
  }
  if (call.type === "close") port.close();
});
