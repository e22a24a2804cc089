import fs, { existsSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { isMainThread, workerData } from "node:worker_threads";

/**
 * What a faulty machine does to a running exchange. Loaded before it by `--import`, in each of its threads; a fault
 * happens once its file is put into the data folder.
 */
export const FAULT = {
  /** A satoshi appears in the first account. */
  cash: "fault-cash",
  /** The next sync fails; later ones succeed again. */
  sync: "fault-sync",
  /** History stands still for as long as the file is there. */
  stall: "fault-stall",
} as const;

const LOOK_MS = 5;

if (!isMainThread && workerData !== null) {
  const settings = workerData as Readonly<Record<string, unknown>>;
  if ("historySequence" in settings) await spoilEngine(String(settings["dataDir"]));
  if ("retention" in settings) spoilHistory(String(settings["dataDir"]));
}

async function spoilEngine(dataDir: string): Promise<void> {
  const happensOnce = (fault: string) => {
    const isAsked = existsSync(join(dataDir, fault));
    if (isAsked) fs.unlinkSync(join(dataDir, fault));
    return isAsked;
  };
  const { EngineHost } = await import("../bff/exchange/engine-host.ts");
  const { idle } = EngineHost.prototype;
  EngineHost.prototype.idle = function () {
    const { accounts } = this.engine.state;
    if (happensOnce(FAULT.cash)) accounts.cash[4] = (accounts.cash[4] as number) + 1;
    idle.call(this);
  };
  const { fdatasyncSync } = fs;
  fs.fdatasyncSync = (file) => {
    if (happensOnce(FAULT.sync)) throw new Error("EIO: i/o error, fdatasync");
    fdatasyncSync(file);
  };
  syncBuiltinESMExports();
}

function spoilHistory(dataDir: string): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => {
    while (existsSync(join(dataDir, FAULT.stall))) Atomics.wait(pause, 0, 0, LOOK_MS);
  }, LOOK_MS).unref();
}
