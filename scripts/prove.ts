import { runSuites } from "./run-suites.ts";
import { BROWSER, VITEST } from "./suites.ts";

/**
 * `npm run prove [-- FILE …]`: the same tests in their long forms, which read FAIRMARK_PROVE. It takes hours. Named files
 * are vitest's; `mutants` puts faults into the engine instead and counts those that nobody finds.
 */
const files = process.argv.slice(2);
if (files[0] === "mutants") await import("./prove-mutants.ts");
else await proveTests();

async function proveTests(): Promise<void> {
  process.env.FAIRMARK_PROVE = "1";
  const HANGS_AFTER_MS = 24 * 3_600_000;
  process.exitCode = (await runSuites(files.length === 0 ? [VITEST, BROWSER] : [VITEST], { args: files, hangsAfterMs: HANGS_AFTER_MS }))
    ? 0
    : 1;
}
