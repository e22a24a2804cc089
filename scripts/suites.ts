import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";

/** A part of `npm test`: one or more programs, run under the house's Node from the repository. */
export interface Suite {
  readonly name: string;
  readonly about: string;
  readonly commands: readonly (readonly string[])[];
  /** Whether it writes how many tests passed, or is itself one check. */
  readonly counts: boolean;
  readonly needsBrowser: boolean;
}

const program = (path: string, ...args: string[]) => [join(ROOT, "node_modules", path), ...args];
const script = (path: string, ...args: string[]) => [join(ROOT, "scripts", path), ...args];

const check = (name: string, about: string, ...commands: string[][]): Suite => ({
  name,
  about,
  commands,
  counts: false,
  needsBrowser: false,
});

/** Each folder that brings types of its own (a browser's, plain JavaScript's) is a project to the compiler. */
const TYPE_PROJECTS = [".", "scripts", "src", "e2e"];

const typeCommands = TYPE_PROJECTS.filter((folder) => existsSync(join(ROOT, folder, "tsconfig.json"))).map((folder) =>
  program("typescript/bin/tsc", "--project", folder),
);

export const VITEST: Suite = {
  name: "vitest",
  about: "unit, property, integration and conformance tests",
  commands: [program("vitest/vitest.mjs", "run", "--reporter=default", "--reporter=./scripts/vitest-tally.ts")],
  counts: true,
  needsBrowser: false,
};

export const BROWSER: Suite = {
  name: "browser",
  about: "what a person does, in Chromium",
  commands: [program("@playwright/test/cli.js", "test", "--config=e2e", "--reporter=list,./scripts/playwright-tally.ts")],
  counts: true,
  needsBrowser: true,
};

/** In the order in which they run: what is quick and breaks often comes first, and the app is built before it is tested. */
export const SUITES: readonly Suite[] = [
  check("types", "type check", ...typeCommands),
  check("lint", "formatting and linting", program("@biomejs/biome/bin/biome", "check", "--error-on-warnings")),
  check("boundaries", "who may import whom, and what may not be said where", script("check-boundaries.ts"), script("check-sources.ts")),
  check("unused", "files, exports and dependencies that nothing uses", program("knip/bin/knip.js")),
  check("specs", "every specification sentence has its test, bench or review", script("check-specs.ts")),
  check("build", "the app builds", script("build.ts")),
  VITEST,
  BROWSER,
];
