import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");
/** Addresses of pages stand in these files as texts that begin with a slash. */
const SWITCH = ["risk-routes.tsx", "wallet-routes.tsx"].map(read).join("\n");
const pathsOf = (source: string) => [...source.matchAll(/(?<=[\s({[=])"(\/[a-z][\w/:-]*)"/g)].map(([, path]) => path ?? "");

test("WEB-001 every page of the app is among those that a browser walks", () => {
  const pages = new Set(pathsOf(SWITCH));
  expect(pages.size).toBeGreaterThan(20);
  const walked = new Set(pathsOf(read("../../e2e/support/routes.ts")));
  expect([...pages].filter((path) => !walked.has(path))).toEqual([]);
});
