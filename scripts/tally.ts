/** A test that did not run, and why. */
export interface Skip {
  readonly name: string;
  readonly reason: string;
}

/** What came of one suite. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skips: readonly Skip[];
}

export interface SuiteResult extends Tally {
  readonly suite: string;
  readonly seconds: number;
}

export const NO_REASON = "no reason given";

/** A check that is one question with one answer. */
export const tallyOfCheck = (succeeded: boolean): Tally => ({ passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skips: [] });

/**
 * What a test runner reported, seen together with how its process ended. A runner that broke off, that failed without a
 * failed test or that found nothing to run is a failure: no count may look better than the run was.
 */
export function tallyOfRunner(reported: Tally | null, succeeded: boolean): Tally {
  if (reported === null) return tallyOfCheck(false);
  const ran = reported.passed + reported.failed + reported.skips.length;
  const isHiddenFailure = reported.failed === 0 && (!succeeded || ran === 0);
  return isHiddenFailure ? { ...reported, failed: 1 } : reported;
}

/** The line that a run ends with, for all suites together. */
export function lastLine(results: readonly Tally[]): string {
  const sum = (count: (tally: Tally) => number) => results.reduce((total, tally) => total + count(tally), 0);
  const skipped = sum((tally) => tally.skips.length);
  const line = `${sum((tally) => tally.passed)} passed, ${sum((tally) => tally.failed)} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}

/** One row a suite, columns aligned. */
export function summaryTable(results: readonly SuiteResult[]): string {
  const header = ["suite", "passed", "failed", "skipped", "seconds"];
  const rows = results.map(({ suite, passed, failed, skips, seconds }) =>
    [suite, passed, failed, skips.length, seconds.toFixed(1)].map(String),
  );
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ");
  return [header, ...rows].map(line).join("\n");
}

export const skipLines = (results: readonly SuiteResult[]): string[] =>
  results.flatMap(({ suite, skips }) => skips.map(({ name, reason }) => `skipped in ${suite}: ${name} (${reason})`));
