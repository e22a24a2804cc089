import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./root.ts";

/** Files that a program loads, by what its files import at run time; another thread's file is no import. */
function loaded(entry: string, found = new Map<string, readonly string[]>()): ReadonlyMap<string, readonly string[]> {
  if (found.has(entry)) return found;
  const source = readFileSync(entry, "utf8");
  const statements = [
    ...source.matchAll(/^(?:import|export) (?!type )[^;]*?from "([^"]+)";$|^import "([^"]+)";$|\bimport\("([^"]+)"\)/gms),
  ];
  const imported = statements.map(([, from, alone, later]) => (from ?? alone ?? later) as string);
  found.set(entry, imported);
  for (const name of imported) if (name.startsWith(".") && name.endsWith(".ts")) loaded(resolve(dirname(entry), name), found);
  return found;
}

const opens = (entry: string) =>
  [...loaded(join(ROOT, entry))].filter(([, imported]) => imported.some((name) => /^(node:)?sqlite$/.test(name))).map(([file]) => file);

test("API-012 nothing that the thread of HTTP loads can call SQLite: the stores live in threads of their own", () => {
  expect(loaded(join(ROOT, "bff/main.ts")).size).toBeGreaterThan(200);
  // A file that only one instance may lock, once, before anybody is served.
  expect(opens("bff/main.ts")).toEqual([join(ROOT, "bff/main/instance-lock.ts")]);
  // The same look finds it where it is.
  for (const thread of ["bff/main/history-thread.ts", "bff/history/reader-thread.ts", "bff/identity/store-worker.ts"])
    expect(opens(thread).length).toBeGreaterThan(0);
});
