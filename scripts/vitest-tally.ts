import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";
import { NO_REASON, type Skip, type Tally } from "./tally.ts";

/** Counts every test and keeps the reasons of skips, which vitest's own JSON leaves out. */
export function tallyOfModules(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): Tally {
  let passed = 0;
  // An error outside of every test still means that something is wrong.
  let failed = unhandledErrors.length;
  const skips: Skip[] = [];
  for (const module of modules) {
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === "passed") passed += 1;
      else if (result.state === "skipped") skips.push({ name: test.fullName, reason: result.note ?? NO_REASON });
      else failedHere += 1;
    }
    // A file that could not be loaded, or a hook that threw, fails without a failed test.
    failed += failedHere === 0 && !module.ok() ? 1 : failedHere;
  }
  return { passed, failed, skips };
}

/** A vitest reporter that writes its {@link Tally} to the file named by FAIRMARK_TALLY. */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by the default export of its file
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const path = process.env.FAIRMARK_TALLY;
    if (path === undefined) throw new Error("FAIRMARK_TALLY does not say where the tally goes");
    writeFileSync(path, JSON.stringify(tallyOfModules(modules, unhandledErrors)));
  }
}
