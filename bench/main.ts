import { bookRow } from "./book.ts";
import { ordersRow } from "./orders.ts";
import { type BenchRow, median, type Sample } from "./row.ts";
import { signInFloodRow } from "./sign-in-flood.ts";

/** `npm run bench [-- ID…]`: runs each row several times and prints medians and ratios. */

const ROWS: readonly (() => BenchRow | Promise<BenchRow>)[] = [bookRow, ordersRow, signInFloodRow];
const IDS = ["PERF-001", "PERF-002", "EXC-001"];

const format = (value: number) => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3));

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

const wanted = process.argv.slice(2);
for (const id of wanted) {
  if (!IDS.includes(id)) {
    process.stderr.write(`There is no row ${id}; there are ${IDS.join(", ")}.\n`);
    process.exit(2);
  }
}
for (const [i, make] of ROWS.entries()) {
  if (wanted.length > 0 && !wanted.includes(IDS[i] as string)) continue;
  const row = await make();
  const samples: Sample[] = [];
  for (let run = 0; run < row.runs; run++) {
    process.stderr.write(`${row.title.slice(0, 60)}… run ${run + 1} of ${row.runs}\n`);
    samples.push(await row.measure());
  }
  await row.close?.();
  print(row.title, samples);
}
