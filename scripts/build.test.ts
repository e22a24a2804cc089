import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { buildWhenStale, hashOfSources, isStale } from "./build.ts";
import { ROOT } from "./root.ts";
import { aFolder, run } from "./testing.ts";

const APP = {
  "index.html": '<!doctype html><html><body><script type="module" src="/src/main.ts"></script></body></html>',
  "src/main.ts": 'document.title = process.env.NODE_ENV ?? "none";\n',
  "src/main.test.ts": "one\n",
  "bff/contract/tables.ts": "export const tables = [];\n",
  "bff/engine/engine.ts": "export const engine = 1;\n",
  "package-lock.json": '{"packages":{}}',
};

test("HOME-001 a build is stale after a change of what the app is made of, and of nothing else", () => {
  const root = aFolder(APP);
  const before = hashOfSources(root);
  const changes = (path: string) => {
    writeFileSync(join(root, path), `${readFileSync(join(root, path), "utf8")} `);
    const hasChanged = hashOfSources(root) !== before;
    writeFileSync(join(root, path), APP[path as keyof typeof APP]);
    return hasChanged;
  };
  expect(["index.html", "src/main.ts", "bff/contract/tables.ts", "package-lock.json"].map(changes)).toEqual([true, true, true, true]);
  expect(["src/main.test.ts", "bff/engine/engine.ts"].map(changes)).toEqual([false, false]);
  rmSync(join(root, "bff/contract/tables.ts"));
  writeFileSync(join(root, "bff/contract/other.ts"), APP["bff/contract/tables.ts"]);
  expect(hashOfSources(root)).not.toBe(before);
});

test("HOME-001 the app is built once for the same sources, for production, and again after a build that failed", async () => {
  const root = aFolder(APP);
  const said: string[] = [];
  const build = () => buildWhenStale((line) => void said.push(line), root);
  expect(isStale(root)).toBe(true);
  expect([await build(), await build()]).toEqual([true, false]);
  expect(said).toEqual(["Building the app …"]);
  const [script = ""] = readdirSync(join(root, "dist/assets")).filter((name) => name.endsWith(".js"));
  const built = readFileSync(join(root, "dist/assets", script));
  expect(built.toString()).toContain("production");
  expect(brotliDecompressSync(readFileSync(join(root, "dist/assets", `${script}.br`)))).toEqual(built);
  expect(gunzipSync(readFileSync(join(root, "dist/assets", `${script}.gz`)))).toEqual(built);
  writeFileSync(join(root, "src/main.ts"), 'import "./nowhere.ts";\n');
  const { code, output } = await run(join(ROOT, "scripts/build.ts"), [root]);
  expect(code).toBe(1);
  expect(output).toMatch(/nowhere\.ts[\s\S]*\nFairmark could not build its app: [^\n]*\n$/);
  // What lies in dist now belongs to no sources, these or the old ones.
  writeFileSync(join(root, "src/main.ts"), APP["src/main.ts"]);
  expect(isStale(root)).toBe(true);
  expect(existsSync(join(root, "dist/.built-from"))).toBe(false);
});
