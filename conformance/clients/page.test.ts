import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

test("CLI-001 the page of clients and features has a result for every client that is tried, and none has failed", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/conformance.md"), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| client"));
  const tried = readdirSync(import.meta.dirname).flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), "utf8");
    return file.endsWith(".test.ts") ? [...text.matchAll(/"CLI-001 ([^"]+?) · %s"/g)].map(([, client]) => client as string) : [];
  });
  expect(tried.length).toBeGreaterThan(2);
  for (const client of tried)
    expect(
      rows.some((row) => row.startsWith(`| ${client} | `)),
      client,
    ).toBe(true);
  for (const row of rows) expect(row).toMatch(/ \| (works|refused: \w+) \|$/);
});
