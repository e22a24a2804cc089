import { median, type Sample } from "./row.ts";

/** The table of `docs/performance.md`: a line for each row of the bench, the newest figures of each. */

export const format = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3));

const BEFORE = `# Performance

Made by \`npm run bench -- --table docs/performance.md\`, and \`npm run bench -- --table docs/performance.md ID…\` for some lines alone. Each
line is one comparison, both sides in the same process run one after the other; figures are medians, ratios are medians with their
range. What a line has to reach stands under its id in \`docs/specs/\`. Figures of different lines were not taken at the same time: only
what stands in one line can be compared.

`;
const HEAD = ["| id | what | figures | ratio | when |", "|---|---|---|---|---|"];

export interface Line {
  readonly title: string;
  readonly samples: readonly Sample[];
  /** Day of the measurement. */
  readonly day: string;
}

function cells({ title, samples, day }: Line): string {
  const [id = "", ...words] = title.split(" ");
  const figures = (samples[0]?.figures ?? []).map(({ name, unit }, i) => {
    const values = samples.map((sample) => sample.figures[i]?.value ?? Number.NaN);
    return `${name} ${format(median(values))} ${unit}`.trim();
  });
  const ratios = samples.map(({ ratio }) => ratio);
  const range = `${format(median(ratios))}x (${format(Math.min(...ratios))} to ${format(Math.max(...ratios))})`;
  return `| ${id} | ${words.join(" ")} | ${figures.join("<br>")} | ${range} | ${day} |`;
}

/** Id and what is compared: an id can have several lines. */
const keyOf = (line: string): string => line.split("|").slice(1, 3).join("|");

/** The page with some of its lines measured anew; the others stay as they are. */
export function withLines(page: string, lines: readonly Line[]): string {
  const known = page.split("\n").filter((line) => /^\| [A-Z]+-\d+ /.test(line));
  const byKey = new Map([...known, ...lines.map(cells)].map((line) => [keyOf(line), line]));
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  return `${BEFORE}${[...HEAD, ...sorted].join("\n")}\n`;
}
