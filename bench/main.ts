import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bookRow } from "./book.ts";
import { commandsRow } from "./commands.ts";
import { evenDelaysRow } from "./even-delays.ts";
import { fanOutRow } from "./fan-out.ts";
import { handleDragRow } from "./handle-drag.ts";
import { idleSocketsRow } from "./idle-sockets.ts";
import { namedBookRow } from "./named-book.ts";
import { fastOrdersRow, ordersRow } from "./orders.ts";
import { busyRow, crashRow, firstLoadRow, replayRow, switchesRow } from "./page.ts";
import { pageFloodRow } from "./page-flood.ts";
import { readsRow } from "./reads.ts";
import { calmRow, growthRow, rateRow, scanRow, tapeRow } from "./remargin.ts";
import { type BenchRow, median, type Sample } from "./row.ts";
import { signInFloodRow } from "./sign-in-flood.ts";
import { stuckReadersRow } from "./stuck-readers.ts";
import { format, withLines } from "./table.ts";

/** `npm run bench [-- [--table FILE] ID…]`: runs each row several times, prints medians and ratios, and keeps them in a table. */

type Make = () => BenchRow | Promise<BenchRow>;

/** By the id that each row's title begins with. */
const ROWS: Readonly<Record<string, readonly Make[]>> = {
  "PERF-001": [bookRow],
  "PERF-002": [ordersRow],
  "PERF-010": [namedBookRow],
  "PERF-011": [commandsRow],
  "PERF-012": [calmRow, scanRow, growthRow, tapeRow],
  "MRG-004": [rateRow],
  "PERF-030": [fastOrdersRow],
  "PERF-031": [fanOutRow],
  "PERF-032": [idleSocketsRow],
  "PERF-033": [readsRow],
  "PERF-050": [handleDragRow],
  "EXC-001": [signInFloodRow],
  "PERF-040": [firstLoadRow, busyRow],
  "UIX-003": [replayRow, crashRow, switchesRow],
  "API-012": [pageFloodRow],
  "RT-003": [stuckReadersRow],
  "RT-006": [evenDelaysRow],
};

function print(title: string, samples: readonly Sample[]): void {
  const ratios = samples.map(({ ratio }) => ratio);
  process.stdout.write(`\n${title}\n`);
  const [first] = samples;
  for (const [i, { name, unit }] of (first?.figures ?? []).entries()) {
    const values = samples.map(({ figures }) => figures[i]?.value ?? Number.NaN);
    process.stdout.write(`  ${name.padEnd(44)} ${format(median(values)).padStart(14)} ${unit}\n`);
  }
  process.stdout.write(
    `  ${"ratio, median of ".concat(String(samples.length), " runs").padEnd(44)} ${format(median(ratios)).padStart(14)}x`,
  );
  process.stdout.write(`  (${format(Math.min(...ratios))}x to ${format(Math.max(...ratios))}x)\n`);
}

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { table: { type: "string" }, list: { type: "boolean", default: false } },
});
if (values.list) {
  process.stdout.write(`${Object.keys(ROWS).join("\n")}\n`);
  process.exit(0);
}
for (const id of wanted) {
  if (ROWS[id] === undefined) {
    process.stderr.write(`There is no row ${id}; there are ${Object.keys(ROWS).join(", ")}.\n`);
    process.exit(2);
  }
}
for (const [id, make] of Object.entries(ROWS).flatMap(([each, makes]) => makes.map((one) => [each, one] as const))) {
  if (wanted.length > 0 && !wanted.includes(id)) continue;
  const row = await make();
  if (!row.title.startsWith(`${id} `)) throw new Error(`the row ${id} calls itself ${row.title}`);
  const samples: Sample[] = [];
  for (let run = 0; run < row.runs; run++) {
    process.stderr.write(`${row.title.slice(0, 60)}… run ${run + 1} of ${row.runs}\n`);
    samples.push(await row.measure());
  }
  await row.close?.();
  print(row.title, samples);
  if (values.table === undefined) continue;
  const page = existsSync(values.table) ? readFileSync(values.table, "utf8") : "";
  writeFileSync(values.table, withLines(page, [{ title: row.title, samples, day: new Date().toISOString().slice(0, 10) }]));
}
