import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./root.ts";
import { filesBelow } from "./source-files.ts";
import { aFolder, Running, run } from "./testing.ts";

/** The repository itself: what its settings promise. */

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const json = <T>(path: string) => JSON.parse(read(path)) as T;

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

interface Lock {
  readonly packages: Readonly<
    Record<string, Partial<Manifest> & { readonly resolved?: string; readonly integrity?: string; readonly hasInstallScript?: boolean }>
  >;
}

const manifest = json<Manifest>("package.json");
const lock = json<Lock>("package-lock.json");

test("HOUSE-002 this runs on the Node 26 that npm installed", () => {
  expect(process.version).toBe(`v${manifest.dependencies.node}`);
  expect(process.version).toMatch(/^v26\./);
  expect(process.execPath.startsWith(join(ROOT, "node_modules"))).toBe(true);
});

test("HOUSE-002 the lock file is that of package.json and names no host", () => {
  const { "": own, ...packages } = lock.packages;
  expect(own?.dependencies).toEqual(manifest.dependencies);
  expect(own?.devDependencies).toEqual(manifest.devDependencies);
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  expect(Object.entries(packages).filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
  expect(read(".npmrc").split("\n")).toContain("omit-lockfile-registry-resolved=true");
  expect(read("package-lock.json")).not.toMatch(/https?:\/\/(?:registry|[^"]*\.tgz)/);
});

test("HOUSE-002 every package that would run a script at installation is allowed or denied by name", () => {
  const names = Object.entries(lock.packages).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript ? [path.replace(/^.*node_modules\//, "")] : [],
  );
  expect(names.filter((name) => manifest.allowScripts[name] === undefined)).toEqual([]);
  expect(Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name])).toEqual(["node"]);
});

test("HOUSE-002 TypeScript runs under its strictest settings, in every folder with settings of its own", () => {
  const strictest = ["strict", "noUncheckedIndexedAccess", "exactOptionalPropertyTypes", "verbatimModuleSyntax", "erasableSyntaxOnly"];
  type Settings = { readonly extends?: string; readonly compilerOptions: Readonly<Record<string, unknown>> };
  const base = json<Settings>("tsconfig.json").compilerOptions;
  expect(strictest.filter((option) => base[option] !== true)).toEqual([]);
  const others = filesBelow(ROOT).filter((path) => path.endsWith("/tsconfig.json"));
  expect(others).toContain("scripts/tsconfig.json");
  for (const path of others) {
    const settings = json<Settings>(path);
    expect({ path, extends: settings.extends }).toEqual({ path, extends: "../tsconfig.json" });
    expect({ path, weakened: strictest.filter((option) => settings.compilerOptions[option] === false) }).toEqual({ path, weakened: [] });
  }
});

test("HOUSE-003 .ci/run ends with the last line of npm test, and with its code", async (context) => {
  context.skip(process.platform === "win32", ".ci/run is a script for bash");
  const checkout = aFolder({ "bin/npm": '#!/bin/sh\necho "npm $*"\necho "12 passed, 1 failed"\nexit 3\n' });
  chmodSync(join(checkout, "bin/npm"), 0o755);
  mkdirSync(join(checkout, ".ci"));
  copyFileSync(join(ROOT, ".ci/run"), join(checkout, ".ci/run"));
  const running = new Running("bash", [join(checkout, ".ci/run")], {
    cwd: "/",
    env: { ...process.env, PATH: `${join(checkout, "bin")}:${process.env.PATH}` },
  });
  expect(await running.end()).toBe(3);
  expect(running.output).toBe("npm test\n12 passed, 1 failed\n");
});

test("HOUSE-003 one command formats, one checks, and what is not formatted or not sound fails", async () => {
  expect(manifest.scripts.format).toBe("exec node scripts/run.mjs node_modules/@biomejs/biome/bin/biome check --write --error-on-warnings");
  expect(manifest.scripts.lint).toBe("exec node scripts/test.mjs --only lint");
  const check = async (code: string) => {
    const folder = aFolder({ "biome.json": JSON.stringify({ ...json<object>("biome.json"), vcs: { enabled: false } }), "a.ts": code });
    return (await run(join(ROOT, "node_modules/@biomejs/biome/bin/biome"), ["check", "--error-on-warnings", "a.ts"], { cwd: folder })).code;
  };
  expect(await check("export const a = 1;\n")).toBe(0);
  expect(await check("export const a  = 1\n")).toBe(1);
  expect(await check("export default 1;\n")).toBe(1);
  expect(await check("export const a = JSON.parse(String(1)) as any;\n")).toBe(1);
});

test("HOUSE-004 architecture, decisions, the contributor's page and the licence are there", () => {
  expect(read("LICENSE")).toMatch(/^MIT License\n\nCopyright \(c\) 2026 The Fairmark authors\n/);
  expect(["README.md", "CONTRIBUTING.md", "docs/architecture.md"].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  const decisions = filesBelow(ROOT, "docs/decisions");
  expect(decisions.length).toBeGreaterThanOrEqual(8);
  for (const path of decisions) {
    const text = read(path);
    const missing = ["Context", "Decision", "Consequences", "What would change it"].filter((part) => !text.includes(`**${part}.**`));
    expect({ path, missing }).toEqual({ path, missing: [] });
  }
});

test("HOUSE-004 the files that the pages name are there", () => {
  const pages = filesBelow(ROOT).filter((path) => path.endsWith(".md"));
  const folders = "bff|src|scripts|e2e|bench|conformance|faults|docs|public|\\.ci";
  const dead = pages.flatMap((page) =>
    [...read(page).matchAll(new RegExp(`\`((?:${folders})/[\\w./-]*)\``, "g"))]
      .map(([, path = ""]) => path)
      .filter((path) => !existsSync(join(ROOT, path)))
      .map((path) => `${page} names ${path}`),
  );
  expect(dead).toEqual([]);
});
