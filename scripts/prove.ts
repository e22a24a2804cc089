import { runSuites } from "./run-suites.ts";
import { VITEST } from "./suites.ts";

/** `npm run prove [-- FILE …]`: the same tests in their long forms, which read FAIRMARK_PROVE. It takes hours. */
process.env.FAIRMARK_PROVE = "1";
const HANGS_AFTER_MS = 24 * 3_600_000;
process.exitCode = (await runSuites([VITEST], { args: process.argv.slice(2), hangsAfterMs: HANGS_AFTER_MS })) ? 0 : 1;
