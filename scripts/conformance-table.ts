import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./root.ts";

/**
 * `npm run conformance-table`: runs the tests of clients that nobody here wrote, and writes what became of each feature to
 * `docs/conformance.md`. A test's title names client and feature, `CLI-001 client · feature`; its own record says what came of it.
 */

const PAGE = "docs/conformance.md";
const TITLE = /^CLI-001 (?<client>.+?) · (?<feature>.+)$/;

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly meta?: { readonly result?: string };
    }[];
  }[];
}

const folder = mkdtempSync(join(tmpdir(), "fairmark-conformance-"));
const file = join(folder, "report.json");
const { status } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "conformance/clients", "--reporter=json", `--outputFile=${file}`],
  { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] },
);
const { testResults } = JSON.parse(readFileSync(file, "utf8")) as Report;
rmSync(folder, { recursive: true });

const lines = testResults
  .flatMap(({ assertionResults }) => assertionResults)
  .flatMap(({ title, status: became, meta }) => {
    const { client, feature } = TITLE.exec(title)?.groups ?? {};
    return client === undefined ? [] : [`| ${client} | ${feature} | ${became === "passed" ? (meta?.result ?? "works") : became} |`];
  })
  .sort();

writeFileSync(
  join(ROOT, PAGE),
  `# What clients that nobody here wrote do here

Made by \`npm run conformance-table\` from the tests in \`conformance/clients/\`, which run the packages as they are published, only pointed
at an exchange of their own. \`works\`: the call ended in an answer, the stream in its rows. \`refused\`: the exchange said no in the
contract's words, or the client did before it asked; behind it stands what the client took it for.

| client | feature | result |
|---|---|---|
${lines.join("\n")}
`,
);
process.stdout.write(`${PAGE}: ${lines.length} features\n`);
process.exitCode = status ?? 1;
