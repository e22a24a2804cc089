import { runSuites } from "./run-suites.ts";
import { BROWSER, VITEST } from "./suites.ts";

/** `npm run prove [-- FILE …]`: the same tests in their long forms, which read FAIRMARK_PROVE. It takes hours. Named files are vitest's. */
process.env.FAIRMARK_PROVE = "1";
const files = process.argv.slice(2);
const HANGS_AFTER_MS = 24 * 3_600_000;
process.exitCode = (await runSuites(files.length === 0 ? [VITEST, BROWSER] : [VITEST], { args: files, hangsAfterMs: HANGS_AFTER_MS }))
  ? 0
  : 1;
