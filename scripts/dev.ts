import { type ChildProcess, spawn } from "node:child_process";
import { watch } from "node:fs";
import { join } from "node:path";
import { createServer } from "vite";
import { ROOT } from "./root.ts";

/**
 * `npm run dev`: the page comes from Vite, which reloads what changes, and /api and /realtime go on to an exchange that
 * starts anew when its code changes. The page has the address that it has under `npm start`.
 */
const pagePort = Number(process.env.PORT ?? 3000);
const exchangePort = pagePort + 1;

/** An editor writes a file in several steps, and a search-and-replace several files. */
const SETTLED_AFTER_MS = 200;

// Read by vite.config.ts, which says what is passed on.
process.env.FAIRMARK_BFF = `http://localhost:${exchangePort}`;

const page = await createServer({ root: ROOT, server: { port: pagePort, strictPort: true } });
await page.listen();
page.printUrls();

let exchange: ChildProcess | null = null;
let isEnding = false;

function startExchange(): void {
  const child = spawn(process.execPath, [join(ROOT, "bff/main.ts"), ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: "inherit",
    // Pages ask from Vite's origin, and the exchange must take them for its own.
    env: { ...process.env, PORT: String(exchangePort), PUBLIC_ORIGIN: `http://localhost:${pagePort}` },
  });
  exchange = child;
  child.on("exit", () => {
    if (exchange !== child) return;
    exchange = null;
    if (!isEnding) process.stdout.write("The exchange has ended; it starts again at the next change in bff/.\n");
  });
}

/** Ends the exchange in order, so that its data folder is free for the next. */
function stopExchange(signal: NodeJS.Signals): Promise<void> {
  const child = exchange;
  if (child === null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    exchange = null;
    child.kill(signal);
  });
}

// `node --watch` would do, but it posts messages of its own into the channels of worker threads.
let settling: NodeJS.Timeout | undefined;
let restarted = Promise.resolve();
watch(join(ROOT, "bff"), { recursive: true }, (_event, file) => {
  if (file === null || !file.endsWith(".ts") || file.endsWith(".test.ts")) return;
  clearTimeout(settling);
  settling = setTimeout(() => {
    process.stdout.write(`bff/${file} has changed: the exchange starts anew.\n`);
    // One after the other, or two exchanges would want one data folder.
    restarted = restarted.then(() => stopExchange("SIGTERM")).then(() => (isEnding ? undefined : startExchange()));
  }, SETTLED_AFTER_MS);
});

startExchange();

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // Vite has a listener that ends the process at once; here the exchange ends first.
  process.removeAllListeners(signal);
  process.once(signal, async () => {
    isEnding = true;
    clearTimeout(settling);
    await restarted;
    await stopExchange(signal);
    await page.close();
    process.exit(0);
  });
}
