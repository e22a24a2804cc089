import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./root.ts";

const bench = (...args: string[]) => spawnSync(process.execPath, [join(ROOT, "bench/main.ts"), ...args], { encoding: "utf8" });

test("PERF-013 every row of the bench has its line in the table, with a peer's figure and a ratio, and every line its row", (context) => {
  const { status, stdout } = bench("--list");
  expect(status).toBe(0);
  const ids = stdout.trim().split("\n");
  expect(ids.length).toBeGreaterThan(4);
  const path = join(ROOT, "docs/performance.md");
  context.skip(!existsSync(path), "nothing has been measured yet");
  const page = readFileSync(path, "utf8");
  expect(page).toContain("npm run bench -- --table docs/performance.md");
  const lines = page.split("\n").filter((line) => /^\| [A-Z]+-\d{3} /.test(line));
  expect([...new Set(lines.map((line) => line.split(" ")[1]))]).toEqual([...ids].sort());
  for (const line of lines) {
    const [, , what = "", figures = "", ratio = ""] = line.split("|");
    expect(what.trim()).not.toBe("");
    expect(figures.split("<br>").length).toBeGreaterThan(1);
    expect(ratio).toMatch(/^ [\d.,]+x \([\d.,]+ to [\d.,]+\) $/);
  }
});

test("PERF-013 a row that there is not is refused by name", () => {
  const { status, stderr } = bench("PERF-999");
  expect(status).toBe(2);
  expect(stderr).toContain("PERF-999");
  expect(stderr).toContain("PERF-011");
});
