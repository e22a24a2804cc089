import type { IConfiguration, IForbiddenRuleType } from "dependency-cruiser";

/**
 * Who may import whom. An arrow that is not listed here is an error; what a floor is for stands in the architecture's
 * table. Paths are regular expressions on paths from the repository, and a floor may always import itself.
 */

/** The exchange's only door. */
const FACADE = "^bff/exchange/index\\.ts$";
const BFF = "^bff/";

interface Floor {
  readonly from: string;
  readonly to: readonly string[];
}

const below = (...folders: string[]) => folders.map((folder) => `^${folder}/`);

const SERVER: readonly Floor[] = [
  { from: "^bff/contract/", to: [] },
  { from: "^bff/engine/", to: below("bff/contract") },
  { from: "^bff/exchange/", to: below("bff/engine", "bff/contract") },
  { from: "^bff/(history|mail|feeds|chat|notices)/", to: below("bff/contract") },
  { from: "^bff/identity/", to: below("bff/mail", "bff/contract") },
  { from: "^bff/wallet/", to: [FACADE, ...below("bff/history", "bff/identity", "bff/mail", "bff/contract")] },
  // What the watch finds, the wallet holds.
  { from: "^bff/watch/", to: [FACADE, ...below("bff/wallet", "bff/history", "bff/identity", "bff/mail", "bff/contract")] },
  {
    from: "^bff/(http|realtime|operator)/",
    to: [FACADE, ...below("bff/history", "bff/identity", "bff/wallet", "bff/watch", "bff/chat", "bff/notices", "bff/mail", "bff/contract")],
  },
  // Types alone: see `CONTRACT_TYPES_ALONE`.
  { from: "^bff/demo/", to: below("bff/contract") },
  { from: "^bff/main(\\.|/)", to: [BFF] },
];

/** Below the features lies a pile, each layer on those before it. */
const APP: readonly Floor[] = [
  // The catalogue knows nothing of whom it speaks for: figures and names come in as arguments.
  { from: "^src/texts/", to: [] },
  { from: "^src/(?!texts/)", to: below("src/texts") },
  { from: "^src/(stream|ui|rest)/", to: below("bff/contract") },
  { from: "^src/market/", to: below("src/stream", "bff/contract") },
  { from: "^src/paint/", to: below("src/market", "bff/contract") },
  { from: "^src/stores/", to: below("src/stream", "src/market", "src/rest", "bff/contract") },
  {
    from: "^src/features/",
    to: below("src/stream", "src/market", "src/paint", "src/stores", "src/rest", "src/ui", "bff/contract"),
  },
  { from: "^src/test-support/", to: below("src/stream", "src/market", "src/paint", "src/stores", "src/rest", "bff/contract") },
  { from: "^src/(app/|main\\.tsx$)", to: below("src", "bff/contract") },
];

const AROUND: readonly Floor[] = [
  { from: "^e2e/", to: below("bff/contract") },
  { from: "^(conformance|faults|bench|replays)/", to: [BFF] },
  // What the terminal computes is held against the engine itself.
  { from: "^conformance/", to: below("src/market") },
  // Faults are looked for with the same clients.
  { from: "^faults/", to: below("conformance") },
  { from: "^scripts/", to: [] },
];

/** What several tests need, in a file or folder of this name. */
const HELPERS = "/(testing|test-support)(/|\\.tsx?$)";
/** Code that never runs in the product: it may use development packages, and the product may not use it. */
const TEST_CODE = `\\.(test|spec)\\.tsx?$|${HELPERS}`;
const OUTSIDE_THE_PRODUCT = `^(e2e|conformance|faults|bench|replays|scripts)/|^vitest\\.config\\.ts$|${TEST_CODE}`;

const FROM_NPM = ["npm", "npm-dev", "npm-optional", "npm-peer"] as const;

const forbid = (name: string, from: IForbiddenRuleType["from"], to: object): IForbiddenRuleType =>
  ({ name, severity: "error", from, to }) as IForbiddenRuleType;

export const BOUNDARIES = {
  allowedSeverity: "error",
  allowed: [
    ...[...SERVER, ...APP, ...AROUND].flatMap(({ from, to }) => to.map((path) => ({ from: { path: from }, to: { path } }))),
    // A floor's own folder. Features are floors of their own, so that none imports another.
    { from: { path: "^(bff/[^/]+|src/features/[^/]+|src/[^/]+|e2e|conformance|faults|bench|replays|scripts)/" }, to: { path: "^$1/" } },
    { from: {}, to: { dependencyTypes: [...FROM_NPM, "core"] } },
    { from: { path: TEST_CODE }, to: { path: HELPERS } },
    // Tests of the built app build it.
    { from: { path: `^e2e/|${TEST_CODE}` }, to: { path: "^scripts/build\\.ts$" } },
    // The styles and marks of the page.
    { from: { path: "^src/" }, to: { path: "^src/ui/.*\\.(css|svg)$" } },
  ],
  forbidden: [
    forbid("no cycles", {}, { circular: true }),
    forbid(
      "features never import each other",
      { path: "^src/features/([^/]+)/" },
      { path: "^src/features/", pathNot: "^src/features/$1/" },
    ),
    forbid(
      "demo and e2e know the contract's types alone",
      { path: "^(bff/demo|e2e)/" },
      { path: "^bff/contract/", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "the engine uses no package and nothing of Node's",
      { path: "^bff/engine/", pathNot: TEST_CODE },
      { dependencyTypes: [...FROM_NPM, "core"] },
    ),
    forbid("the contract runs in the browser", { path: "^bff/contract/", pathNot: TEST_CODE }, { dependencyTypes: ["core"] }),
    forbid("the app runs in the browser", { path: "^src/", pathNot: TEST_CODE }, { dependencyTypes: ["core"] }),
    forbid(
      "market, paint and stream know no React",
      { path: "^src/(market|paint|stream)/", pathNot: TEST_CODE },
      { path: "node_modules/([^/]*react[^/]*|@[^/]+/[^/]*react[^/]*|zustand|wouter|radix-ui|@radix-ui/[^/]+|@tanstack/[^/]+|virtua)/" },
    ),
    forbid(
      "the product runs without development packages",
      { path: "^(bff|src)/|^vite\\.config\\.ts$", pathNot: TEST_CODE },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    ),
    forbid("the product imports no tests", { pathNot: OUTSIDE_THE_PRODUCT }, { path: TEST_CODE }),
    forbid("packages are named in package.json", {}, { dependencyTypes: ["npm-no-pkg", "npm-unknown"] }),
    forbid("imports lead somewhere", {}, { couldNotResolve: true }),
  ],
} satisfies IConfiguration;
