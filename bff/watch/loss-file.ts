import { existsSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";
import type { LossState } from "./directed-losses.ts";

const FILE_NAME = "watched-losses.json";

/** What the watch of losses knew when it was last written; null for nothing, and for what other rules have counted. */
export function readLosses(dataDir: string, rules: number): LossState | null {
  const file = join(dataDir, FILE_NAME);
  if (!existsSync(file)) return null;
  try {
    const state = JSON.parse(readFileSync(file, "utf8")) as LossState;
    return state.rules === rules ? state : null;
  } catch (error) {
    // It is replaced whole or not at all; what can't be read was changed from outside, and the sums begin anew.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Replaces the file, whole or not at all. */
export async function writeLosses(dataDir: string, state: LossState): Promise<void> {
  const file = join(dataDir, FILE_NAME);
  const handle = await open(`${file}.new`, "w", 0o600);
  try {
    await handle.writeFile(JSON.stringify(state));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}
