import { encode } from "../bff/engine/encode.ts";
import { ENGINE_VERSION } from "../bff/engine/engine.ts";
import type { SlotWriter } from "../bff/engine/slots.ts";
import { realDisk } from "../bff/exchange/disk.ts";
import { EngineHost } from "../bff/exchange/engine-host.ts";
import { OPENING, pack } from "../bff/exchange/testing/drill.ts";

const AT_ONCE = 10_000;
const clock = (out: SlotWriter) => encode.clock(out, 0);

/** Makes a data folder whose journal holds so many commands: a market's opening, then the clock's. */
export function fillFolder(dataDir: string, commands: number, engineVersion = ENGINE_VERSION, isCleanStop = false): void {
  const host = new EngineHost({
    disk: realDisk,
    dataDir,
    engineVersion,
    clock: "system",
    commandedStartMs: 0,
    now: Date.now,
    prunes: false,
    snapshotEvery: Number.POSITIVE_INFINITY,
    segmentBytes: 16 << 20,
    audit: "rolling",
    migrations: new Map(),
    historySequence: 0,
  });
  host.run([pack(...OPENING)]);
  while (host.sequenceNow < commands) {
    host.run([pack(...Array.from({ length: Math.min(AT_ONCE, commands - host.sequenceNow) }, () => clock))]);
  }
  if (isCleanStop) host.snapshot(true);
  host.close();
}
