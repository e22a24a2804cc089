// @ts-check
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Brings what the lock file asks for. It is plain JavaScript for Node 18 and later, because on a fresh clone it is run
 * by whatever Node the machine has; the rest of the house runs on the Node that it brings.
 */

/** The repository, with a trailing separator. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Node 26 as npm lays it down. */
export const HOUSE_NODE = join(ROOT, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

const MODULES = join(ROOT, "node_modules");
const LOCK = join(ROOT, "package-lock.json");
/** npm's own note of what lies in node_modules; written last, so a torn installation has none. */
const INSTALLED = join(MODULES, ".package-lock.json");
const STAMP = join(MODULES, ".fairmark-installed.json");

/**
 * @typedef {"runtime" | "full"} PackageSet what `npm start` needs, or what working on the code needs as well
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} LockFile
 * @typedef {{ lock?: string, set?: PackageSet }} Stamp
 */

/**
 * @param {string} path
 * @returns {unknown} null when there is no such file or it is no JSON
 */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function holdsDevelopmentPackages() {
  const installed = /** @type {LockFile | null} */ (readJson(INSTALLED));
  return Object.values(installed?.packages ?? {}).some(({ dev }) => dev === true);
}

/**
 * Whether npm's note names every package of the set in the locked version. Optional packages are left out: most of them
 * are builds for other machines.
 *
 * @param {LockFile} lock
 * @param {LockFile | null} installed
 * @param {PackageSet} set
 */
function isComplete(lock, installed, set) {
  if (installed?.packages === undefined) return false;
  for (const [path, { version, dev, optional, devOptional }] of Object.entries(lock.packages ?? {})) {
    if (path === "" || optional || devOptional || (dev && set === "runtime")) continue;
    if (installed.packages[path]?.version !== version) return false;
  }
  return true;
}

/** @param {PackageSet} set */
function isInstalled(set) {
  if (!existsSync(HOUSE_NODE)) return false;
  const text = readFileSync(LOCK, "utf8");
  const lock = createHash("sha256").update(text).digest("hex");
  const stamp = /** @type {Stamp | null} */ (readJson(STAMP));
  if (stamp?.lock === lock && (stamp.set === "full" || stamp.set === set)) return true;
  // Somebody may have run npm by hand: what lies there counts, not who brought it.
  const installed = /** @type {LockFile | null} */ (readJson(INSTALLED));
  if (!isComplete(JSON.parse(text), installed, set)) return false;
  writeFileSync(STAMP, JSON.stringify({ lock, set }));
  return true;
}

/** npm as it was started, on the Node that it was started with: the one in node_modules is about to be replaced. */
function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  if (script !== undefined && node !== undefined && basename(script) === "npm-cli.js")
    return { command: node, first: [script], shell: false };
  return { command: "npm", first: [], shell: process.platform === "win32" };
}

/**
 * Installs unless everything is there already. Ends the process with one sentence and code 1 when npm fails.
 *
 * @param {PackageSet} wanted
 */
export function ensureInstalled(wanted) {
  if (isInstalled(wanted)) return;
  // `npm ci` starts from an empty folder: who works on the code must not lose the tools by starting the exchange.
  const set = holdsDevelopmentPackages() ? "full" : wanted;
  process.stdout.write(
    `Installing the packages of package-lock.json (${set === "full" ? "all of them" : "those that the exchange runs on"}) …\n`,
  );
  rmSync(STAMP, { force: true });
  const { command, first, shell } = npmCommand();
  const options = ["ci", "--loglevel=error", "--no-audit", "--no-fund", set === "full" ? "--include=dev" : "--omit=dev"];
  const { status, error } = spawnSync(command, [...first, ...options], { cwd: ROOT, stdio: "inherit", shell });
  if (status !== 0) {
    const why = error === undefined ? `npm ended with code ${status}, and says why above` : error.message;
    process.stderr.write(`Fairmark could not install its packages: ${why}.\n`);
    process.exit(1);
  }
  if (!isInstalled(set)) {
    process.stderr.write("Fairmark could not install its packages: npm succeeded, but node_modules is not what package-lock.json says.\n");
    process.exit(1);
  }
}
