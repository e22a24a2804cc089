import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./root.ts";

/**
 * A process in which tests run again and again over a program that holds many faults, one of them on at a time or none.
 * Whoever started it asks, and ends it where a fault never comes to an end.
 */
export type Asked =
  /** Imports the test files, with sources in the place of those on disk; a fault can be on while they load. */
  | {
      readonly ask: "load";
      readonly sources: Readonly<Record<string, string>>;
      readonly files: readonly string[];
      readonly faults: number;
      readonly on: number;
    }
  | { readonly ask: "run"; readonly test: number; readonly on: number };

export type Answered =
  | {
      readonly told: "loaded";
      readonly tests: readonly { readonly file: string; readonly name: string }[];
      readonly seen: readonly number[];
    }
  | { readonly told: "ran"; readonly fault: string | null; readonly ms: number; readonly seen: readonly number[] };

/** No fault is on. */
export const SOUND = -1;

let on = SOUND;
let reached = new Uint8Array(0);
const seen = (): number[] => Array.from(reached.keys()).filter((number) => reached[number] === 1);

async function load({ sources, files, faults, on: fault }: Extract<Asked, { ask: "load" }>): Promise<Answered> {
  reached = new Uint8Array(faults);
  on = fault;
  Object.assign(globalThis, {
    $fault: (number: number): boolean => {
      reached[number] = 1;
      return on === number;
    },
  });
  const shim = new URL("./mutant-vitest.ts", import.meta.url).href;
  const { beginFile, gathered } = await import("./mutant-vitest.ts");
  const switched = new Map(Object.entries(sources).map(([path, source]) => [pathToFileURL(join(ROOT, path)).href, source]));
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "vitest" && context.parentURL !== shim ? { url: shim, shortCircuit: true } : next(specifier, context),
    load: (url, context, next) => {
      const source = switched.get(url);
      return source === undefined ? next(url, context) : { format: "module-typescript", source, shortCircuit: true };
    },
  });
  for (const file of files) {
    beginFile(file);
    await import(pathToFileURL(join(ROOT, file)).href);
  }
  return { told: "loaded", tests: gathered.map(({ file, name }) => ({ file, name })), seen: seen() };
}

async function run({ test, on: fault }: Extract<Asked, { ask: "run" }>): Promise<Answered> {
  const { gathered } = await import("./mutant-vitest.ts");
  reached.fill(0);
  on = fault;
  const startedAtMs = performance.now();
  let thrown: string | null = null;
  try {
    await gathered[test]?.run();
  } catch (error) {
    thrown = error instanceof Error ? error.message : String(error);
  }
  return { told: "ran", fault: thrown, ms: performance.now() - startedAtMs, seen: seen() };
}

// A program that holds types and one constant for who imports it, and works where it is started.
if (import.meta.main) {
  process.on("message", async (asked: Asked) => {
    // Whatever is thrown while files load ends the process, and is seen by that.
    process.send?.(await (asked.ask === "load" ? load(asked) : run(asked)));
  });
}
