import { parentPort, workerData } from "node:worker_threads";
import { MailStore, type MailStoreAnswer, type MailStoreCall } from "./store.ts";

/** The outbox's own thread: takes calls one by one, answers each, and ends after `close`. */
if (parentPort === null) throw new Error("The outbox runs as a worker thread.");
const port = parentPort;
const { file } = workerData as { readonly file: string };

let store: MailStore | undefined;

port.on("message", ({ id, method, args }: MailStoreCall) => {
  let answer: MailStoreAnswer;
  try {
    answer = { id, value: carryOut(method, args) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(answer);
  if (method === "close") port.close();
});

/** Opening belongs to the first call, so that a file that does not open is an answer like any other. */
function carryOut(method: MailStoreCall["method"], args: readonly unknown[]): unknown {
  if (method === "close") return store?.close();
  store ??= new MailStore(file);
  return (store[method] as (...args: unknown[]) => unknown).apply(store, [...args]);
}
