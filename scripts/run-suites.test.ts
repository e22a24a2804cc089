import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { ROOT } from "./root.ts";
import { aFolder, run } from "./testing.ts";

const script = (name: string) => join(ROOT, "scripts", name);

test("HOUSE-003 every suite runs whatever came of those before, and the last line counts them all", async () => {
  const folder = aFolder({
    "fails.mjs": "process.exitCode = 1",
    "counts.mjs": `import { writeFileSync } from "node:fs"; writeFileSync(process.env.FAIRMARK_TALLY, '{"passed":3,"failed":0,"skips":[{"name":"one","reason":"no data"}]}')`,
    "main.ts": `
      import { runSuites } from ${JSON.stringify(pathToFileURL(script("run-suites.ts")).href)};
      const suite = (name: string, counts: boolean) => ({ name, about: "", commands: [[new URL(name, import.meta.url).pathname]], counts, needsBrowser: false });
      const isGreen = await runSuites([suite("fails.mjs", false), suite("counts.mjs", true)], { args: [], hangsAfterMs: 60_000 });
      process.exitCode = isGreen ? 0 : 1;
    `,
  });
  const { code, output } = await run(join(folder, "main.ts"));
  expect(code).toBe(1);
  expect(output).toMatch(/skipped in counts.mjs: one \(no data\)\n3 passed, 1 failed, 1 skipped\n$/);
});

test("HOUSE-003 an unknown suite, or arguments for several, are refused with the usage", async () => {
  for (const args of [["--only", "vitest,nonsense"], ["--nonsense"], ["bff/engine"]]) {
    const { code, output } = await run(script("run-suites.ts"), args);
    expect({ args, code }).toEqual({ args, code: 2 });
    expect(output).toMatch(/^Usage: npm test .* Suites are types, lint, /);
  }
});

test("HOUSE-003 the counts of a vitest run hold passes, failures, files that do not load and skips with their reasons", async () => {
  const folder = aFolder({
    "package.json": "{}",
    "vitest.config.ts": "export default {}",
    "mixed.test.ts": `
      import { expect, test } from "vitest";
      test("passes", () => {});
      test("fails", () => expect(1).toBe(2));
      test("skips", (context) => context.skip("no data"));
      test.skip("is left out", () => {});
    `,
    "broken.test.ts": 'import "./nowhere.ts";',
  });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const tally = join(folder, "tally.json");
  const { code } = await run(
    join(ROOT, "node_modules/vitest/vitest.mjs"),
    ["run", "--root", folder, `--reporter=${script("vitest-tally.ts")}`],
    {
      cwd: folder,
      env: { ...process.env, FAIRMARK_TALLY: tally },
    },
  );
  expect(code).toBe(1);
  expect(JSON.parse(readFileSync(tally, "utf8"))).toEqual({
    passed: 1,
    failed: 2,
    skips: [
      { name: "skips", reason: "no data" },
      { name: "is left out", reason: "no reason given" },
    ],
  });
});
