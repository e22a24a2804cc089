import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import { BOUNDARIES } from "./boundary-rules.ts";
import { ROOT } from "./root.ts";
import { filesBelow, isModule } from "./source-files.ts";

/**
 * `npm run boundaries`: every import is an arrow of `boundary-rules.ts`.
 *
 * A tool that cannot parse a file sees no import in it, and finds nothing wrong. So the check also counts: every source
 * file must have been seen, and every file that imports a neighbour must have been seen to import.
 */

/** A statement at the start of a line, as the formatter writes them, that names a file of ours. */
const IMPORTS_A_NEIGHBOUR = /^(?:import\b[^"\n]*|export\b[^"\n]*\bfrom |\} from )"\.{1,2}\//m;

export interface Seen {
  readonly source: string;
  readonly dependencies: readonly unknown[];
}

/** What the tool did not see of the files on disk. */
export function unseen(files: readonly { readonly path: string; readonly text: string }[], modules: readonly Seen[]): string[] {
  const seen = new Map(modules.map((module) => [module.source, module]));
  return files.flatMap(({ path, text }) => {
    const module = seen.get(path);
    if (module === undefined) return [`${path} was not seen`];
    return module.dependencies.length === 0 && IMPORTS_A_NEIGHBOUR.test(text) ? [`no import was seen in ${path}`] : [];
  });
}

/** @returns what is wrong, one line each, and how many modules were seen */
async function check(root: string): Promise<{ readonly faults: string[]; readonly seen: number }> {
  // dependency-cruiser names files by the folder that the process is in.
  process.chdir(root);
  const files = filesBelow(".")
    .filter(isModule)
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
  const options: ICruiseOptions = {
    ruleSet: BOUNDARIES,
    validate: true,
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
  };
  const { output } = await cruise(
    // Folders rather than files: a file that is named is reported back even when no parser understands it.
    [...new Set(files.map(({ path }) => path.replace(/\/.*/, "")))],
    options,
    { extensions: [".ts", ".tsx", ".mjs", ".js"], exportsFields: ["exports"], conditionNames: ["import", "node", "types"] },
  );
  if (typeof output === "string") throw new Error("dependency-cruiser answered with text where an object was asked for");
  const ours = output.modules.filter(({ source }) => isModule(source) && !source.includes("node_modules"));
  return { faults: [...violationsIn(output), ...unseen(files, ours)], seen: ours.length };
}

function violationsIn(result: ICruiseResult): string[] {
  return result.summary.violations.map(({ from, to, rule, cycle }) => {
    const why = rule.name === "not-in-allowed" ? "no such arrow in scripts/boundary-rules.ts" : rule.name;
    const way = cycle === undefined ? to : cycle.map(({ name }) => name).join(" → ");
    return `${from} → ${way}: ${why}`;
  });
}

if (import.meta.main) {
  const { faults, seen } = await check(process.argv[2] ?? ROOT);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.stdout.write(`${seen} modules, ${faults.length} faults\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
