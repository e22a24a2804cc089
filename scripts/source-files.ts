import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What is made or brought by programs, or belongs to git: nothing of ours to read. */
const NOT_OURS = new Set(["node_modules", "dist", "data", ".git", "test-results", "playwright-report", "coverage"]);

/** Paths of all files below a folder of the repository, relative to the repository, with forward slashes. */
export function filesBelow(root: string, folder = "."): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
}

/** Whether a file is a module that others can import and that imports. */
export const isModule = (path: string): boolean => /\.(ts|tsx|mts|js|mjs)$/.test(path) && !path.endsWith(".d.ts");
