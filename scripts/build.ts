import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { ROOT } from "./root.ts";
import { licencesPage } from "./third-party.ts";

/** Everything that the app is made of, relative to the repository; packages stand for themselves by the lock file. */
const SOURCES = [
  "src",
  "bff/contract",
  "public",
  "index.html",
  "vite.config.ts",
  "tsconfig.json",
  "package-lock.json",
  "scripts/build.ts",
  "scripts/third-party.ts",
];

/** Hash of the sources that a build was made from; written last, so a torn build has none. */
const STAMP = "dist/.built-from";

/** What gets smaller; fonts and pictures are compressed as they are. */
const COMPRESSIBLE = new Set([".css", ".html", ".js", ".json", ".map", ".svg", ".txt", ".webmanifest"]);

/** Tests never reach the app. */
const isTest = (path: string) => /\.test\.tsx?$/.test(path);

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** @param root the repository */
export function hashOfSources(root: string): string {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of filesBelow(join(root, source))) {
      if (isTest(file)) continue;
      const bytes = readFileSync(file);
      hash.update(`${relative(root, file)}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest("hex");
}

export function isStale(root: string, sources = hashOfSources(root)): boolean {
  const stamp = join(root, STAMP);
  return !existsSync(stamp) || readFileSync(stamp, "utf8") !== sources;
}

/**
 * Builds the app into `dist/` unless it was built from these very sources.
 *
 * @returns whether it built
 * @throws what Vite throws when the sources do not build
 */
export async function buildWhenStale(say: (line: string) => void, root: string = ROOT): Promise<boolean> {
  const sources = hashOfSources(root);
  if (!isStale(root, sources)) return false;
  say("Building the app …");
  rmSync(join(root, STAMP), { force: true });
  // Loaded only when needed: it takes longer than all the rest of a second start.
  const { build } = await import("vite");
  // A test runner says NODE_ENV=test, and the app would come out with React's development build in it.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    await build({ root, logLevel: "warn" });
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  }
  if (existsSync(join(root, "package-lock.json"))) writeFileSync(join(root, "dist/licences.txt"), licencesPage(root));
  compress(join(root, "dist"));
  writeFileSync(join(root, STAMP), sources);
  return true;
}

/** Leaves each text compressed beside itself, so that no start has to. */
function compress(folder: string): void {
  for (const path of filesBelow(folder)) {
    if (!COMPRESSIBLE.has(extname(path))) continue;
    const text = readFileSync(path);
    writeFileSync(`${path}.br`, brotliCompressSync(text));
    writeFileSync(`${path}.gz`, gzipSync(text));
  }
}

if (import.meta.main) {
  try {
    await buildWhenStale((line) => process.stdout.write(`${line}\n`), process.argv[2] ?? ROOT);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.stderr.write("Fairmark could not build its app: the sources in src/ do not build, for the reason above.\n");
    process.exitCode = 1;
  }
}
