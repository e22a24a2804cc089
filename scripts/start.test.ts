import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./root.ts";
import { aFolder, Running } from "./testing.ts";

/**
 * The launcher with stand-ins: an npm that notes how it was called and lays down a Node, a build that can fail, and a
 * server that tells what reaches it.
 */

const LOCK = {
  packages: {
    "": {},
    "node_modules/node": { version: "26.0.0" },
    "node_modules/vitest": { version: "5.0.0", dev: true },
    "node_modules/elsewhere": { version: "1.0.0", optional: true },
  },
};

const NPM = `
import { appendFileSync, mkdirSync, readFileSync, symlinkSync, rmSync, writeFileSync } from "node:fs";
appendFileSync("npm-calls.txt", process.argv.slice(2).join(" ") + "\\n");
if (process.env.NPM_FAILS) process.exit(3);
const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const runtimeOnly = process.argv.includes("--omit=dev");
const packages = Object.entries(lock.packages).filter(([path, { dev, optional }]) => path && !optional && !(dev && runtimeOnly));
rmSync("node_modules", { recursive: true, force: true });
mkdirSync("node_modules/node/bin", { recursive: true });
symlinkSync(process.execPath, "node_modules/node/bin/node");
writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages: Object.fromEntries(packages) }));
`;

const BUILD = `console.log("build ran"); if (process.env.BUILD_FAILS) process.exitCode = 1;`;

const SERVER = `
let heard = 0;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {
  heard += 1;
  if (heard > 1) return;
  console.log("ending");
  // Ends only after a while, so that a second signal would be counted.
  setTimeout(() => { console.log("signals heard:", heard); process.exit(7); }, 300);
});
setInterval(() => {}, 1_000);
console.log("server", process.argv.slice(2).join(","), process.env.PORT, process.env.FAIRMARK_TETHER ?? "untethered");
`;

/** As npm runs it in the repository. */
const START_SCRIPT = (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: { start: string } }).scripts.start;

function aClone(): string {
  const clone = aFolder({
    "package.json": JSON.stringify({ type: "module", scripts: { start: START_SCRIPT } }),
    "package-lock.json": JSON.stringify(LOCK),
    "npm/npm-cli.js": NPM,
    "npm/package.json": JSON.stringify({ type: "module" }),
    "scripts/build.ts": BUILD,
    "bff/main.ts": SERVER,
  });
  for (const file of ["start.mjs", "install.mjs", "hand-over.mjs", "tether.mjs"])
    copyFileSync(join(ROOT, "scripts", file), join(clone, "scripts", file));
  return clone;
}

function start(
  clone: string,
  { args = [], ...env }: { readonly args?: readonly string[] } & Readonly<Record<string, string | readonly string[]>> = {},
): Running {
  return new Running(process.execPath, [join(clone, "scripts/start.mjs"), ...args], {
    cwd: clone,
    env: {
      ...process.env,
      npm_execpath: join(clone, "npm/npm-cli.js"),
      npm_node_execpath: process.execPath,
      ...(env as Record<string, string>),
    },
  });
}

const npmCalls = (clone: string) =>
  existsSync(join(clone, "npm-calls.txt")) ? readFileSync(join(clone, "npm-calls.txt"), "utf8").trim().split("\n") : [];

async function runsOnce(clone: string): Promise<void> {
  const running = start(clone);
  await running.says(/server/);
  running.signal("SIGINT");
  await running.end();
}

test("HOME-001 a first start installs and builds before the server, a second one installs nothing", async () => {
  const clone = aClone();
  const first = start(clone);
  await first.says(/Installing the packages[\s\S]*build ran[\s\S]*server/);
  first.signal("SIGINT");
  await first.end();
  expect(npmCalls(clone)).toEqual(["ci --loglevel=error --no-audit --no-fund --omit=dev"]);
  await runsOnce(clone);
  expect(npmCalls(clone)).toHaveLength(1);
});

test("HOME-001 a changed lock file is installed, with development packages where they lay before", async () => {
  const clone = aClone();
  await runsOnce(clone);
  const newer = { packages: { ...LOCK.packages, "node_modules/ws": { version: "8.0.0" } } };
  writeFileSync(join(clone, "package-lock.json"), JSON.stringify(newer));
  await runsOnce(clone);
  expect(npmCalls(clone).at(-1)).toContain("--omit=dev");
  // As after `npm install` by hand: complete, so nothing is done; then out of date.
  writeFileSync(join(clone, "node_modules/.package-lock.json"), JSON.stringify(newer));
  writeFileSync(join(clone, "node_modules/.fairmark-installed.json"), "torn");
  await runsOnce(clone);
  expect(npmCalls(clone)).toHaveLength(2);
  writeFileSync(join(clone, "package-lock.json"), JSON.stringify(LOCK));
  writeFileSync(
    join(clone, "node_modules/.package-lock.json"),
    JSON.stringify({ packages: { "node_modules/vitest": { version: "4.0.0", dev: true } } }),
  );
  await runsOnce(clone);
  expect(npmCalls(clone).at(-1)).toContain("--include=dev");
});

test("HOME-001 a failing installation or build ends with one sentence and code 1, and no server", async () => {
  const clone = aClone();
  const uninstalled = start(clone, { NPM_FAILS: "1" });
  expect(await uninstalled.end()).toBe(1);
  expect(uninstalled.output).toContain("Fairmark could not install its packages: npm ended with code 3, and says why above.");
  expect(uninstalled.output).not.toContain("server");
  const unbuilt = start(clone, { BUILD_FAILS: "1" });
  expect(await unbuilt.end()).toBe(1);
  expect(unbuilt.output).not.toContain("server");
});

test("HOME-001 arguments and environment reach the server", async () => {
  const running = start(aClone(), { args: ["--one", "two"], PORT: "4321" });
  const [line] = await running.says(/server.*/);
  expect(line).toBe("server --one,two 4321 untethered");
});

test("HOME-001 however often Ctrl-C is passed to the launcher, the server hears it once, and its exit code comes back", async () => {
  const running = start(aClone());
  await running.says(/server/);
  running.signal("SIGINT");
  await running.says(/ending/);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) running.signal(signal);
  expect(await running.end()).toBe(7);
  expect(running.output).toContain("signals heard: 1\n");
});

test("HOME-001 a launcher that is killed takes the server with it", async () => {
  const running = start(aClone());
  await running.says(/server/);
  running.signal("SIGKILL");
  // The server holds the same pipes, so they close only when it has gone too; a server that stayed would time this out.
  expect(await running.end()).toBe("SIGKILL");
  expect(running.output).not.toContain("ending");
});

test("HOME-001 a signal that npm alone gets reaches the server, and npm waits for its end", async (context) => {
  context.skip(process.platform === "win32", "Windows has no signals");
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const clone = aClone();
    await runsOnce(clone);
    const npm = new Running("npm", ["start"], { cwd: clone });
    await npm.says(/server/);
    npm.signal(signal);
    expect(await npm.end()).toBe(7);
    expect(npm.output).toContain("signals heard: 1\n");
  }
});

test("HOME-001 an npm that is killed takes the server with it", async (context) => {
  context.skip(process.platform === "win32", "Windows has no signals");
  const clone = aClone();
  await runsOnce(clone);
  const npm = new Running("npm", ["start"], { cwd: clone });
  await npm.says(/server/);
  npm.signal("SIGKILL");
  expect(await npm.end()).toBe("SIGKILL");
  expect(npm.output).not.toContain("ending");
});

test("HOME-001 a node_modules without the house's Node counts as not installed", async () => {
  const clone = aClone();
  await runsOnce(clone);
  rmSync(join(clone, "node_modules/node"), { recursive: true });
  await runsOnce(clone);
  expect(npmCalls(clone)).toHaveLength(2);
});
