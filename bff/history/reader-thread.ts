import { parentPort, workerData } from "node:worker_threads";
import { HistoryReader, PastDue } from "./reader.ts";
import type { FromReader, ReaderSettings, ToReader } from "./reader-protocol.ts";
import { stepBack } from "./step-back.ts";

/** Reads that people ask for have a thread of their own: however long one takes, it delays no writing and no request. */

const port = parentPort;
if (port === null) throw new Error("history is read in a worker thread");

/** Whoever reads waits for whoever trades, where they share a core. */
const NICE = 19;

const encoder = new TextEncoder();
const { dataDir, mostMs } = workerData as ReaderSettings;
const reader = new HistoryReader(dataDir, Date.now);

function answer(message: ToReader): FromReader {
  const { id } = message;
  const nowMs = Date.now();
  if (nowMs > message.dueMs) return { type: "late", id };
  const dueMs = Math.min(message.dueMs, nowMs + mostMs);
  try {
    switch (message.type) {
      case "list":
        return { type: "rows", id, rows: reader.list(message.query, dueMs) };
      case "listText":
        return textAnswer(id, reader.listText(message.query, message.columns, dueMs));
      case "bins":
        return { type: "bins", id, bins: reader.bins(message.query, dueMs) };
      case "binsText":
        return textAnswer(id, reader.binsText(message.query, message.columns, dueMs));
    }
  } catch (error) {
    if (error instanceof PastDue) return { type: "late", id };
    return { type: "failed", id, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Bytes change hands without being copied, and go out as they are. */
const textAnswer = (id: number, text: string): FromReader => ({ type: "text", id, bytes: encoder.encode(text) });

stepBack(NICE);
port.on("message", (message: ToReader) => {
  const told = answer(message);
  port.postMessage(told, told.type === "text" ? [told.bytes.buffer] : []);
});
