// @ts-check
import { handOverToTool } from "./hand-over.mjs";
import { ensureInstalled } from "./install.mjs";

/** `npm test`: installs what is missing and runs every suite. */
ensureInstalled("full");
handOverToTool("scripts/run-suites.ts", process.argv.slice(2));
