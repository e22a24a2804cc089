import { runPeer } from "./book.ts";
import { bookMix } from "./book-mix.ts";
import { commandMix, runCommands } from "./command-mix.ts";
import type { BenchRow } from "./row.ts";

const COMMANDS = 400_000;
const PEER_OPERATIONS = 200_000;

/** Whole commands through the engine, with and without its audit, beside a peer's book that knows no account, margin or row. */
export function commandsRow(): BenchRow {
  const mix = commandMix(COMMANDS);
  const peerMix = bookMix(PEER_OPERATIONS);
  for (const audited of [true, false, true]) runCommands(mix, audited);
  return {
    title: "PERF-011 the full command: validated, margined, matched, its rows written and the books audited; the peer matches alone",
    runs: 5,
    measure: async () => {
      const whole = runCommands(mix, true);
      const unaudited = runCommands(mix, false);
      if (whole.hash !== unaudited.hash) throw new Error(`the audit changes the state: ${whole.hash} with it, ${unaudited.hash} without`);
      const peerStartedAt = performance.now();
      runPeer(peerMix);
      const peerPerSecond = (peerMix.operations / (performance.now() - peerStartedAt)) * 1_000;
      const perSecond = (COMMANDS / whole.elapsedMs) * 1_000;
      return {
        figures: [
          { name: "commands", value: perSecond, unit: "commands/s" },
          { name: "the audit's share of them", value: 100 * Math.max(0, 1 - unaudited.elapsedMs / whole.elapsedMs), unit: "%" },
          { name: "fills", value: whole.fills, unit: "" },
          { name: "rows written", value: whole.slots / COMMANDS, unit: "slots a command" },
          { name: "nodejs-order-book, matching alone", value: peerPerSecond, unit: "ops/s" },
        ],
        ratio: perSecond / peerPerSecond,
      };
    },
  };
}
