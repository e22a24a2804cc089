// @ts-check
import { handOverToServer, runStep } from "./hand-over.mjs";
import { ensureInstalled } from "./install.mjs";

/** `npm start`: installs what is missing, builds the app when it is stale, and becomes the exchange. */
ensureInstalled("runtime");
runStep("scripts/build.ts");
handOverToServer("bff/main.ts", process.argv.slice(2));
