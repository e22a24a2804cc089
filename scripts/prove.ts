import { runSuites } from "./run-suites.ts";
import { BROWSER, VITEST } from "./suites.ts";

/**
 * `npm run prove [-- FILE …]`: the same tests in their long forms, which read FAIRMARK_PROVE. It takes hours. Named files
 * are vitest's, or the browser's where they lie in `e2e`; `mutants` puts faults into the engine instead and counts those that nobody finds.
 */
const files = process.argv.slice(2);
if (files[0] === "mutants") await import("./prove-mutants.ts");
else await proveTests();

async function proveTests(): Promise<void> {
  process.env.FAIRMARK_PROVE = "1";
  const HANGS_AFTER_MS = 24 * 3_600_000;
  const ofBrowser = files.filter((file) => file.startsWith("e2e/"));
  const ofVitest = files.filter((file) => !file.startsWith("e2e/"));
  const runs = [
    { suite: VITEST, args: ofVitest },
    { suite: BROWSER, args: ofBrowser },
  ].filter(({ args }) => files.length === 0 || args.length > 0);
  for (const { suite, args } of runs) {
    if (!(await runSuites([suite], { args, hangsAfterMs: HANGS_AFTER_MS }))) process.exitCode = 1;
  }
}
