// @ts-check
import { handOverToTool } from "./hand-over.mjs";
import { ensureInstalled } from "./install.mjs";

/** `node scripts/run.mjs FILE …`: installs what is missing, development packages too, and runs a file under Node 26. */
const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write("Usage: node scripts/run.mjs FILE [ARGUMENT …]\n");
  process.exit(2);
}
ensureInstalled("full");
handOverToTool(file, args);
