import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";

/** Recorded market data lies outside the repository. */
export const RECORDINGS_FOLDER = join(process.env.FAIRMARK_MARKET_DATA ?? "../shared/market", "bitmex-ws");

/** Frames that an exchange sent, in order; lines about connecting and subscribing are left out. */
export function framesOf(file: string): string[] {
  const text = gunzipSync(readFileSync(join(RECORDINGS_FOLDER, file))).toString("utf8");
  return text.split("\n").flatMap((line) => /^\d{10}\.\d+: (\{.*)$/.exec(line)?.[1] ?? []);
}

/** Holds an answer of REST in a line of its own; the rows are the JSON list in it. */
export const RECORDED_INSTRUMENTS = join(RECORDINGS_FOLDER, "BITMEX.0");

export function recordedInstruments(): readonly InstrumentRow[] {
  const text = readFileSync(RECORDED_INSTRUMENTS, "utf8");
  return JSON.parse(text.slice(text.indexOf("[{"), text.lastIndexOf("}]") + 2)) as InstrumentRow[];
}
