import { writeFileSync } from "node:fs";
import type { FullConfig, Reporter, Suite, TestCase, TestError } from "@playwright/test/reporter";
import { NO_REASON, type Skip, type Tally } from "./tally.ts";

/** A test that failed and then passed has shown that it can fail: it is counted as failed. */
export function tallyOfTests(tests: readonly Pick<TestCase, "title" | "annotations" | "outcome">[], errorsOutside: number): Tally {
  let passed = 0;
  let failed = errorsOutside;
  const skips: Skip[] = [];
  for (const test of tests) {
    const outcome = test.outcome();
    if (outcome === "expected") passed += 1;
    else if (outcome === "skipped") {
      skips.push({ name: test.title, reason: test.annotations.find(({ type }) => type === "skip")?.description ?? NO_REASON });
    } else failed += 1;
  }
  return { passed, failed, skips };
}

/** A Playwright reporter that writes its {@link Tally} to the file named by FAIRMARK_TALLY. */
// biome-ignore lint/style/noDefaultExport: Playwright loads a reporter by the default export of its file
export default class TallyReporter implements Reporter {
  private tests: readonly TestCase[] = [];
  private errorsOutside = 0;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.tests = suite.allTests();
  }

  onError(_error: TestError): void {
    this.errorsOutside += 1;
  }

  onEnd(): void {
    const path = process.env.FAIRMARK_TALLY;
    if (path === undefined) throw new Error("FAIRMARK_TALLY does not say where the tally goes");
    writeFileSync(path, JSON.stringify(tallyOfTests(this.tests, this.errorsOutside)));
  }

  /** The list reporter beside this one talks to the user. */
  printsToStdio(): boolean {
    return false;
  }
}
