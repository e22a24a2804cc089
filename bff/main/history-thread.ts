import { parentPort, workerData } from "node:worker_threads";
import { HistoryFeed, SILENT_SINK } from "../exchange/history-feed.ts";
import { type OtherPasts, withOthers } from "../feeds/other-pasts.ts";
import { simulatedFundings } from "../feeds/simulated-fundings.ts";
import { simulatedPast } from "../feeds/simulated-past.ts";
import type { Due, FromHistory, HistorySettings, ToHistory } from "../history/protocol.ts";
import { stepBack } from "../history/step-back.ts";
import { HistoryStore } from "../history/store.ts";
import { storeSink } from "./store-sink.ts";

/** History's own thread: reads the engine's records and keeps them; SQLite is synchronous and must stall nobody else. */

/** Who waits for what was stored asks for it; the fewer commits, the fewer pages are written twice. */
const COMMIT_MS = 1_000;
/** However many readers ask for what they were told, it is stored no more often than this. */
const SHORTEST_MS = 15;
const PRUNE_MS = 60_000;
/** Storing follows trading, where they share a core; it has to keep up, so that it steps back a little only. */
const NICE = 5;

const port = parentPort;
if (port === null) throw new Error("history runs in a worker thread");

const { dataDir, retention } = workerData as HistorySettings;
const post = (message: FromHistory) => port.postMessage(message);
const store = new HistoryStore(dataDir);
const feed = new HistoryFeed();

const sink = storeSink(store);

let told = store.sequence;
let committedAtMs = 0;
let asked: NodeJS.Timeout | null = null;

function commit(): void {
  committedAtMs = performance.now();
  store.commit();
  if (store.sequence === told) return;
  told = store.sequence;
  post({ type: "reached", sequence: told });
}

/** Commits for somebody who waits: at once after a pause, together with others after that. */
function commitSoon(): void {
  if (asked !== null) return;
  const restMs = committedAtMs + SHORTEST_MS - performance.now();
  if (restMs <= 0) {
    commit();
    return;
  }
  asked = setTimeout(() => {
    asked = null;
    commit();
  }, restMs);
}

/** A question that fails is the asker's to hear of; the thread goes on. What nobody waits for any more is not looked up. */
function answer(id: number, work: () => FromHistory, dueMs: Due = null): void {
  if (dueMs !== null && Date.now() > dueMs) return;
  try {
    commit();
    post(work());
  } catch (error) {
    post({ type: "failed", id, message: error instanceof Error ? error.message : String(error) });
  }
}

function receive(message: ToHistory): void {
  switch (message.type) {
    case "prime":
      // The state is read for what records refer to, and none of it is kept.
      feed.read(message.rows, SILENT_SINK);
      feed.resumeAt(store.timeMs);
      break;
    case "append":
      feed.read(message.rows, sink);
      break;
    case "list":
      answer(message.id, () => ({ type: "rows", id: message.id, rows: store.list(message.query) }), message.dueMs);
      break;
    case "bins":
      answer(message.id, () => ({ type: "bins", id: message.id, bins: store.listBins(message.query) }), message.dueMs);
      break;
    case "seed":
      answer(message.id, () => {
        const { seed, days, untilMs, lastPrice } = message;
        const past = withOthers(simulatedPast(seed, days, untilMs, lastPrice), message.others as OtherPasts, seed, days, untilMs);
        store.seed(past, simulatedFundings(seed, days, untilMs), untilMs);
        return { type: "done", id: message.id, sequence: store.sequence };
      });
      break;
    case "commit":
      commitSoon();
      break;
    case "flush":
      answer(message.id, () => ({ type: "done", id: message.id, sequence: store.sequence }));
      break;
    case "stop":
      clearInterval(commitTimer);
      clearInterval(pruneTimer);
      if (asked !== null) clearTimeout(asked);
      store.close();
      post({ type: "done", id: message.id, sequence: store.sequence });
      break;
  }
}

stepBack(NICE);
const commitTimer = setInterval(commit, COMMIT_MS);
const pruneTimer = retention === null ? undefined : setInterval(() => store.prune(retention), PRUNE_MS);
port.on("message", receive);
post({ type: "ready", sequence: store.sequence, simulatedUntilMs: store.simulatedUntilMs, isEmpty: store.isEmpty });
