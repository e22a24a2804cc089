import { join } from "node:path";
import { expect, test } from "vitest";
import { faultsOfReasons } from "./dependency-reasons.ts";
import { ROOT } from "./root.ts";
import { readReviews, readSentences, stringsIn, titlesIn } from "./spec-ids.ts";
import { aFolder, run } from "./testing.ts";

const SOUND = {
  "package.json": JSON.stringify({ dependencies: { ws: "8.0.0" } }),
  "docs/decisions/0002-dependencies.md": "| `ws` | sockets | frames |\n",
  "docs/specs/one.md": "# One\n\n- ONE-001 [test] A sentence.\n- ONE-002 [bench, review] Another.\n",
  "docs/specs/reviews.md": "- 2026-11-22 ONE-002 Looked at.\n",
  "bff/one.test.ts": 'test("ONE-001 a sentence, hashed by SHA-256", () => {});\n',
  "bench/rows.ts": 'export const row = { title: "ONE-002 a row" };\n',
};

async function check(files: Readonly<Record<string, string>>) {
  return run(join(ROOT, "scripts/check-specs.ts"), [aFolder({ ...SOUND, ...files })]);
}

test("HOUSE-004 sentences whose marked proofs are all there pass", async () => {
  expect(await check({})).toEqual({ code: 0, output: "2 sentences, 0 faults\n" });
});

test("HOUSE-004 a missing test, bench row or dated note is a fault", async () => {
  const { code, output } = await check({
    "bff/one.test.ts": "",
    "bench/rows.ts": "// ONE-002 in a comment\n",
    "docs/specs/reviews.md": "",
  });
  expect(code).toBe(1);
  expect(output.split("\n").slice(0, 3)).toEqual([
    "ONE-001 [test]: no test carries it in its name",
    "ONE-002 [bench]: no row of the bench carries it in its title",
    "ONE-002 [review]: no dated note in docs/specs/reviews.md",
  ]);
});

test("HOUSE-004 an id that no sentence has, in a test or a review, and one that stands twice are faults", async () => {
  const { output } = await check({
    "e2e/two.spec.ts": 'test("ONE-001 and ONE-009 together", () => {});\ntest("TWO-001 of a group that is not there", () => {});\n',
    "docs/specs/reviews.md": "- 2026-11-22 ONE-002 Looked at.\n- 2026-11-22 ONE-008 Looked at.\n",
    "docs/specs/two.md": "- ONE-001 [test] A sentence again.\n",
  });
  expect(output).toContain('e2e/two.spec.ts: "ONE-001 and ONE-009 together" carries ONE-009');
  expect(output).toContain('"TWO-001 of a group that is not there" carries TWO-001');
  expect(output).toContain("docs/specs/reviews.md: ONE-008 is no sentence");
  expect(output).toContain("docs/specs/two.md: ONE-001 stands here a second time");
});

test("HOUSE-004 a page without sentences proves nothing", async () => {
  expect((await check({ "docs/specs/one.md": "# One\n", "docs/specs/reviews.md": "", "bff/one.test.ts": "" })).output).toContain(
    "docs/specs holds no sentence",
  );
});

test("HOUSE-004 entries and reviews that cannot be read are named, not passed over", () => {
  const page = "- ONE-001 A sentence.\n- ONE-002 [tests] A sentence.\n* ONE-003 [test] A sentence.\n- ONE-004 [test] A sentence.\n";
  expect(readSentences("one.md", page)).toEqual({
    sentences: [{ id: "ONE-004", proofs: ["test"], file: "one.md" }],
    faults: [1, 2, 3].map((line) => `one.md:${line}: not of the form "- ID [test] sentence"`),
  });
  const reviews = "- 2026-11-22 ONE-001 Looked at.\n- 2026-02-30 ONE-002 Looked at.\n- ONE-003 Looked at.\n- 2026-11-22 ONE-004\n";
  expect(readReviews("reviews.md", reviews)).toEqual({
    ids: ["ONE-001"],
    faults: [2, 3, 4].map((line) => `reviews.md:${line}: not of the form "- 2026-11-22 ID note"`),
  });
});

test("HOUSE-004 titles are those of tests that can run, in every way of writing one", () => {
  const code = `
    test("plain", () => {});
    it.concurrent('single', () => {});
    test.each<number>([1])(\`each \${1} row\`, () => {});
    test.each\`a\${1}\`("tagged", () => {});
    describe.skipIf(absent)("group", () => { test("inside", () => {}); });
    test.describe.serial("of playwright", () => {});
    test.skip("never", () => {}); test.todo("later"); test.fixme("broken", () => {}); describe.skip("none", () => {});
    expect("test").toBe("not a title"); other("nor this"); test(title, () => {});
    // test("commented", () => {});
  `;
  expect(titlesIn("a.test.tsx", code)).toEqual(["plain", "single", "each … row", "tagged", "group", "inside", "of playwright"]);
  expect(() => titlesIn("a.test.ts", "test(")).toThrow("a.test.ts");
  expect(stringsIn("a.ts", 'run("PERF-001 x", `PERF-002 y`); // "PERF-003"')).toEqual(["PERF-001 x", "PERF-002 y"]);
});

test("HOUSE-004 every dependency has a reason, a reason has its dependency, and versions are exact", () => {
  const table =
    "| package | for | reason |\n|---|---|---|\n| `ws` | sockets | frames |\n| `gone` | nothing | left over |\n| `empty` | x |  |\n";
  expect(faultsOfReasons({ dependencies: { ws: "^8.0.0" }, devDependencies: { vite: "8.0.0", empty: "1.0.0" } }, table)).toEqual([
    "dependency ws is not pinned to one version: ^8.0.0",
    "dependency vite has no reason in the table of dependencies",
    "dependency empty has no reason in the table of dependencies",
    "the table of dependencies gives a reason for gone, which is none",
  ]);
});
