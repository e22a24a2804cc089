// @ts-check
import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HOUSE_NODE, ROOT } from "./install.mjs";

/** Goes on under the house's own Node. */

/** How long the server may take over ending before another signal ends it the hard way. */
const PATIENCE_MS = 10_000;

/** Signals that ask for an orderly end, and what they are passed on as: a closed terminal asks for one too. */
const ASKS_TO_END = /** @type {const} */ ({ SIGINT: "SIGINT", SIGTERM: "SIGTERM", SIGHUP: "SIGTERM" });

const HAS_SESSIONS = process.platform !== "win32";

/** How often we look whether npm is still there. */
const NPM_WATCH_MS = 200;

/**
 * Runs a tool of the house in place of this process, and ends with its code.
 *
 * @param {string} file relative to the repository
 * @param {readonly string[]} args
 */
export function handOverToTool(file, args) {
  const child = spawn(HOUSE_NODE, [join(ROOT, file), ...args], { cwd: ROOT, stdio: "inherit" });
  onSignal((signal) => child.kill(signal));
  endWith(child, file);
}

/**
 * Runs the server in place of this process, and ends with its code.
 *
 * On Ctrl-C a terminal signals everyone it started and npm signals its child once more, so the server would be told
 * two or three times. It therefore gets a session of its own, where the terminal does not reach it, and is told once,
 * by us. `tether.mjs` ends it when we are killed before we can tell it.
 *
 * @param {string} file relative to the repository
 * @param {readonly string[]} args
 */
export function handOverToServer(file, args) {
  const tether = pathToFileURL(join(ROOT, "scripts", "tether.mjs")).href;
  const child = spawn(HOUSE_NODE, ["--import", tether, join(ROOT, file), ...args], {
    cwd: ROOT,
    stdio: ["inherit", "inherit", "inherit", "pipe"],
    detached: HAS_SESSIONS,
    env: { ...process.env, FAIRMARK_TETHER: "3" },
  });
  let toldAtMs = 0;
  onSignal((signal) => {
    if (toldAtMs === 0) {
      toldAtMs = Date.now();
      // A Windows console reaches the child by itself, and `kill` would not be an orderly end there.
      if (HAS_SESSIONS) child.kill(signal);
    } else if (Date.now() - toldAtMs > PATIENCE_MS) {
      child.kill("SIGKILL");
    }
  });
  onNpmGone(() => child.kill("SIGKILL"));
  endWith(child, file);
}

/**
 * An npm that was killed takes the server with it too. (Why package.json says `exec`: Debian's shell would stay between
 * npm and us, and keep an orderly signal to itself.)
 *
 * @param {() => void} end
 */
function onNpmGone(end) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) end();
  }, NPM_WATCH_MS).unref();
}

/** @param {(signal: NodeJS.Signals) => void} tell */
function onSignal(tell) {
  for (const [signal, meaning] of Object.entries(ASKS_TO_END)) process.on(signal, () => tell(meaning));
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {string} file
 */
function endWith(child, file) {
  child.on("error", (error) => {
    process.stderr.write(`Fairmark could not run ${file}: ${error.message}.\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
}

/**
 * Runs a step of the house and comes back when it has succeeded; ends with code 1 otherwise, for the step has said why.
 *
 * @param {string} file relative to the repository
 */
export function runStep(file) {
  const { status, error } = spawnSync(HOUSE_NODE, [join(ROOT, file)], { cwd: ROOT, stdio: "inherit" });
  if (status === 0) return;
  if (error !== undefined) process.stderr.write(`Fairmark could not run ${file}: ${error.message}.\n`);
  process.exit(1);
}
