import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./root.ts";
import { filesBelow } from "./source-files.ts";
import { titlesIn } from "./spec-ids.ts";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

test("what docs/asvs.md says a test shows, a test carries, and no test carries what is not in it", () => {
  const rows = [...read("docs/asvs.md").matchAll(/^\| (\d+\.\d+\.\d+) \| ([^|]+) \|/gm)].map(([, id = "", state = ""]) => ({ id, state }));
  expect(rows.length).toBeGreaterThan(100);
  const shown = rows.filter(({ state }) => state.endsWith(", test")).map(({ id }) => id);
  const titles = filesBelow(ROOT)
    .filter((path) => /\.(test|spec)\.tsx?$/.test(path))
    .flatMap((path) => titlesIn(path, read(path)));
  const carried = new Set(titles.flatMap((title) => [...title.matchAll(/ASVS-(\d+\.\d+\.\d+)/g)].map(([, id]) => id)));
  expect([...carried].toSorted()).toEqual(shown.toSorted());
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});
