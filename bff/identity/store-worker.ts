import { parentPort, workerData } from "node:worker_threads";
import { Store, type StoreAnswer, type StoreCall, type StoreMethod } from "./store.ts";

/** The store's own thread: takes calls one by one, answers each, and ends after `close`. */
if (parentPort === null) throw new Error("The identity store runs as a worker thread.");
const port = parentPort;
const { file } = workerData as { readonly file: string };

let store: Store | undefined;
let previous: Promise<void> = Promise.resolve();

port.on("message", (call: StoreCall) => {
  previous = previous.then(() => answer(call));
});

/** Opening belongs to the first call, so that a file that does not open is an answer like any other. */
async function answer({ id, method, args }: StoreCall): Promise<void> {
  try {
    send({ id, value: await carryOut(method, args) });
  } catch (error) {
    send({ id, error: error instanceof Error ? error.message : String(error) });
  }
  if (method === "close") port.close();
}

async function carryOut(method: StoreMethod, args: readonly unknown[]): Promise<unknown> {
  if (method === "close") return await store?.close();
  store ??= new Store(file);
  const run = store[method] as (...args: unknown[]) => Promise<unknown>;
  return await run.apply(store, [...args]);
}

function send(message: StoreAnswer): void {
  port.postMessage(message);
}
