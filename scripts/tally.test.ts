import { expect, test } from "vitest";
import { tallyOfTests } from "./playwright-tally.ts";
import { lastLine, NO_REASON, skipLines, summaryTable, type Tally, tallyOfCheck, tallyOfRunner } from "./tally.ts";

const aTally = (passed: number, failed: number, ...reasons: string[]): Tally => ({
  passed,
  failed,
  skips: reasons.map((reason) => ({ name: "a test", reason })),
});

test("HOUSE-003 the last line adds all suites up, and names skips only where there are some", () => {
  expect(lastLine([tallyOfCheck(true), tallyOfCheck(false), aTally(40, 2)])).toBe("41 passed, 3 failed");
  expect(lastLine([aTally(40, 0, "no data", "no data"), aTally(1, 0, "no data")])).toBe("41 passed, 0 failed, 3 skipped");
  expect(lastLine([])).toBe("0 passed, 0 failed");
});

test("HOUSE-003 a runner that broke off, failed without a failed test or ran nothing counts as failed", () => {
  expect(tallyOfRunner(null, true)).toEqual(aTally(0, 1));
  expect(tallyOfRunner(aTally(5, 0), false)).toEqual(aTally(5, 1));
  expect(tallyOfRunner(aTally(0, 0), true)).toEqual(aTally(0, 1));
  expect(tallyOfRunner(aTally(5, 2), false)).toEqual(aTally(5, 2));
  expect(tallyOfRunner(aTally(5, 0, "no data"), true)).toEqual(aTally(5, 0, "no data"));
});

test("HOUSE-003 the table has one row a suite, and every skip comes with its reason", () => {
  const results = [
    { suite: "types", seconds: 2, ...tallyOfCheck(true) },
    { suite: "vitest", seconds: 61.26, ...aTally(100, 0, "no market data") },
  ];
  expect(summaryTable(results).split("\n")).toEqual([
    "suite   passed  failed  skipped  seconds",
    "types        1       0        0      2.0",
    "vitest     100       0        1     61.3",
  ]);
  expect(skipLines(results)).toEqual(["skipped in vitest: a test (no market data)"]);
});

test("HOUSE-003 a browser test that passes only the second time counts as failed", () => {
  const aTest = (outcome: "expected" | "unexpected" | "flaky" | "skipped", description?: string) => ({
    title: "a test",
    outcome: () => outcome,
    annotations: description === undefined ? [] : [{ type: "skip", description }],
  });
  expect(tallyOfTests([aTest("expected"), aTest("flaky"), aTest("unexpected")], 0)).toEqual(aTally(1, 2));
  expect(tallyOfTests([aTest("skipped", "no data"), aTest("skipped")], 1)).toEqual(aTally(0, 1, "no data", NO_REASON));
});
