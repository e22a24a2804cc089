import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { buildWhenStale } from "../../scripts/build.ts";

const DIST = join(import.meta.dirname, "../../dist");
const BUDGET_BYTES = 230 * 1_024;
/** Gzipped, as the reference measures the library with what is used of it, and some room. */
const CHART_BUDGET_BYTES = 65 * 1_024;
const BUILD_LIMIT_MS = 120_000;

const read = (path: string) => readFileSync(join(DIST, path), "utf8");
const compressedBytes = (path: string) => gzipSync(read(path)).length;

/** Scripts that the page names, the desk's that a wide screen asks for at once, and what they import, through and through. Imports that wait are not among them. */
function firstScripts(): readonly string[] {
  const found = new Set([...read("index.html").matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, path]) => path ?? ""));
  for (const name of readdirSync(join(DIST, "assets"))) if (/^desk-.*\.js$/.test(name)) found.add(`assets/${name}`);
  for (const path of found) {
    for (const [, name] of read(path).matchAll(/(?:\bimport|\bfrom)\s*"\.\/([^"]+\.js)"/g)) found.add(`assets/${name}`);
  }
  return [...found];
}

const chartChunks = () =>
  readdirSync(join(DIST, "assets")).filter(
    (name) => name.endsWith(".js") && /\bChartApi\b|lightweight-charts|timeScaleApi|barSpacing/.test(read(`assets/${name}`)),
  );

describe("PERF-003 the weight of the first page", () => {
  beforeAll(() => buildWhenStale((line) => console.info(line)), BUILD_LIMIT_MS);

  test("PERF-003 the first page loads at most 230 KB of gzipped JavaScript before the chart", () => {
    const scripts = firstScripts();
    expect(scripts.some((path) => path.includes("/desk-"))).toBe(true);
    const bytes = scripts.reduce((sum, path) => sum + compressedBytes(path), 0);
    expect(bytes).toBeGreaterThan(50 * 1_024);
    expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES);
  });

  test("PERF-003 the chart is a chunk of its own that the first page does not wait for", () => {
    const [chunk, ...others] = chartChunks();
    expect(others).toEqual([]);
    expect(firstScripts()).not.toContain(`assets/${chunk}`);
    expect(compressedBytes(`assets/${chunk}`)).toBeLessThanOrEqual(CHART_BUDGET_BYTES);
  });

  test("WSP-003 the list by which the page is kept for days without a network names files that are there", () => {
    const kept = JSON.parse(read("shell.json")) as readonly string[];
    expect(kept.length).toBeGreaterThan(20);
    expect(kept.filter((path) => !existsSync(join(DIST, path)))).toEqual([]);
  });

  test("PERF-003 nothing on the page is inline: the content security policy would refuse it", () => {
    const html = read("index.html");
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });
});
