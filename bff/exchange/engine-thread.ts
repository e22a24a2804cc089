import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { AuditError } from "../engine/audit.ts";
import { ENGINE_VERSION } from "../engine/engine.ts";
import { realDisk } from "./disk.ts";
import { EngineHost } from "./engine-host.ts";
import { JournalFailure } from "./journal.ts";
import { RecoveryRefusal } from "./recovery.ts";
import type { FromEngine, ThreadSettings, ToEngine } from "./thread-protocol.ts";

/** The engine's own thread: what waits in its inbox when it looks is one batch, so that batches size themselves. */

const IDLE_MS = 250;
/** An engine that never comes to rest does so long after its last idle moment what can't wait for ever. */
const MOST_WITHOUT_IDLE_MS = 1_000;
/** Batches taken together; a bound on what one sync makes durable, not a target. */
const MAX_MESSAGES_PER_SYNC = 256;

/** What a version left behind at a clean stop, made into the next one's: 6 judges pegged orders otherwise, on the same state. */
const MIGRATIONS = new Map([["5", { to: "6", run: (body: Uint8Array) => body }]]);

const port = parentPort;
if (port === null) throw new Error("the engine runs in a worker thread");

const settings = workerData as ThreadSettings;
const post = (message: FromEngine, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
let halted = false;

function start(): EngineHost | null {
  try {
    return new EngineHost({
      ...settings,
      disk: realDisk,
      engineVersion: ENGINE_VERSION,
      now: Date.now,
      migrations: MIGRATIONS,
    });
  } catch (error) {
    if (error instanceof RecoveryRefusal) post({ type: "refused", message: error.message });
    else if (error instanceof AuditError)
      post({ type: "refused", message: `The books in the data folder do not balance: ${error.message}.` });
    else throw error;
    return null;
  }
}

function halt(error: unknown): void {
  halted = true;
  const cause = error instanceof AuditError ? "audit" : error instanceof JournalFailure ? "journal" : "bug";
  const message = error instanceof Error ? (cause === "bug" ? (error.stack ?? error.message) : error.message) : String(error);
  post({ type: "halted", cause, message });
}

/** A sleep that was too long is made up for, but no longer one than this. */
const CATCH_UP_MS = 500;
let dueMs = 0;

/** Holds the engine to a rate, for drills: sleeps off what a batch took too little time for. */
function throttle(commands: number, startedAtMs: number): void {
  if (settings.maxRate === null || commands === 0) return;
  dueMs = Math.max(dueMs, startedAtMs - CATCH_UP_MS) + (commands / settings.maxRate) * 1_000;
  const wait = dueMs - performance.now();
  if (wait > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
}

function runBatches(host: EngineHost, batches: Float64Array[]): void {
  if (halted || batches.length === 0) return;
  const startedAtMs = performance.now();
  const before = host.sequenceNow;
  try {
    const rows = host.run(batches);
    throttle(host.sequenceNow - before, startedAtMs);
    post({ type: "rows", rows }, [rows.buffer as ArrayBuffer]);
  } catch (error) {
    halt(error);
  }
  if (performance.now() - idledAtMs > MOST_WITHOUT_IDLE_MS) idle(host);
}

let idledAtMs = performance.now();

function idle(host: EngineHost): void {
  idledAtMs = performance.now();
  if (halted) return;
  try {
    const rows = host.tick();
    if (rows !== null) post({ type: "rows", rows }, [rows.buffer as ArrayBuffer]);
    host.idle();
    tellAudit(host);
  } catch (error) {
    halt(error);
  }
}

let told = { checkedAtMs: 0, sequence: -1 };

function tellAudit(host: EngineHost): void {
  const beat = host.auditBeat();
  if (beat.checkedAtMs === told.checkedAtMs && beat.sequence === told.sequence) return;
  told = beat;
  post({ type: "audited", ...beat });
}

function stop(host: EngineHost, id: number): void {
  clearInterval(timer);
  try {
    if (!halted) host.snapshot(true);
    host.close();
  } catch (error) {
    halt(error);
  }
  // A command behind the snapshot of a clean stop would make that a lie.
  halted = true;
  post({ type: "stopped", id });
}

let timer: NodeJS.Timeout | undefined;
const host = start();
if (host !== null) {
  port.on("message", (first: ToEngine) => {
    const batches: Float64Array[] = [];
    let message: ToEngine | undefined = first;
    for (let taken = 0; message !== undefined; taken++) {
      if (message.type === "commands") {
        batches.push(message.batch);
        if (taken >= (settings.maxRate === null ? MAX_MESSAGES_PER_SYNC : 0)) {
          runBatches(host, batches.splice(0));
          taken = 0;
        }
      } else {
        // Order is kept: what was sent before is done before.
        runBatches(host, batches.splice(0));
        if (message.type === "status") post({ type: "status", id: message.id, status: host.status() });
        else if (message.type === "historyReached") host.historyReached(message.sequence);
        else stop(host, message.id);
      }
      message = (receiveMessageOnPort(port) as { message: ToEngine } | undefined)?.message;
    }
    runBatches(host, batches);
  });
  timer = setInterval(() => idle(host), IDLE_MS);
  post({ type: "ready", image: host.image(), missed: host.missed.splice(0) });
}
