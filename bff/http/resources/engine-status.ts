import { type EngineStatusRow, statsGetEngine } from "../../contract/operations/engine-status.ts";
import { type Handler, handle } from "../handler.ts";
import type { Services } from "../services.ts";

/** Whoever asks within this time is told the same: a thousand screens are one question to the engine. */
const MEASURED_EVERY_MS = 1_000;

export function engineStatusHandlers({ exchange, now }: Services): readonly Handler[] {
  let measuredMs = -Infinity;
  let last: Promise<EngineStatusRow> | null = null;

  const measure = async (): Promise<EngineStatusRow> => {
    const startedMs = performance.now();
    const { queueDepth, halted } = await exchange.status();
    const latency = Math.round((performance.now() - startedMs) * 100) / 100;
    return { timestamp: new Date(now()).toISOString(), queueDepth, latency, halted };
  };

  return [
    handle(statsGetEngine, () => {
      const nowMs = performance.now();
      if (last === null || nowMs - measuredMs >= MEASURED_EVERY_MS) {
        measuredMs = nowMs;
        last = measure();
      }
      return last;
    }),
  ];
}
