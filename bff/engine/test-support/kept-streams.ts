import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shrink } from "./shrink.ts";
import { ALWAYS, failureOf, Simulation, type Step, type Violation } from "./simulation.ts";

/** A stream that failed once, shrunk. The commands themselves are kept: what a seed stands for changes with every new rule. */
export interface KeptStream {
  readonly seed: number;
  readonly what: string;
  readonly steps: readonly Step[];
}

const FOLDER = join(import.meta.dirname, "kept-streams");

/** As a file holds it: the slots of each command in base64. */
export function packStream({ seed, what, steps }: KeptStream): string {
  const packed = steps.map(({ waitMs, command }) => [
    waitMs,
    Buffer.from(command.buffer, command.byteOffset, command.byteLength).toString("base64"),
  ]);
  return `${JSON.stringify({ seed, what, steps: packed }, null, 2)}\n`;
}

export function unpackStream(text: string): KeptStream {
  const { seed, what, steps } = JSON.parse(text) as { seed: number; what: string; steps: readonly (readonly [number, string])[] };
  const unpacked = steps.map(([waitMs, base64]) => ({
    waitMs,
    command: new Float64Array(new Uint8Array(Buffer.from(base64, "base64")).buffer),
  }));
  return { seed, what, steps: unpacked };
}

/** All that are kept, by the names of their files. */
export function keptStreams(): readonly { readonly name: string; readonly stream: KeptStream }[] {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith(".json")) : [];
  return names.sort().map((name) => ({ name, stream: unpackStream(readFileSync(join(FOLDER, name), "utf8")) }));
}

/**
 * Shrinks a stream that failed and keeps it beside the others, to be replayed from now on.
 *
 * @param mayGoOn whether there is time left to shrink further
 * @returns the file, and how many commands it holds
 */
export function keep(
  violation: Violation,
  steps: readonly Step[],
  mayGoOn: () => boolean,
): { readonly file: string; readonly commands: number } {
  const fails = (list: readonly Step[]) => failureOf(new Simulation(violation.seed, ALWAYS), list) !== null;
  const shortest = fails(steps) ? shrink(steps, fails, mayGoOn) : steps;
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `seed-${violation.seed}.json`);
  writeFileSync(file, packStream({ seed: violation.seed, what: violation.message, steps: shortest }));
  return { file, commands: shortest.length };
}
