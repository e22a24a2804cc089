import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { faultsOfReasons } from "./dependency-reasons.ts";
import { ROOT } from "./root.ts";
import { filesBelow } from "./source-files.ts";
import { idsIn, type Proof, readReviews, readSentences, stringsIn, titlesIn } from "./spec-ids.ts";

/**
 * `npm run specs`: every sentence of `docs/specs/` has the proof that it is marked with, and every id that a test
 * carries is a sentence's. Also: every dependency has its reason.
 */

const SPECS = "docs/specs";
const REVIEWS = `${SPECS}/reviews.md`;
const REASONS = "docs/decisions/0002-dependencies.md";

const MISSING: Readonly<Record<Proof, string>> = {
  test: "no test carries it in its name",
  bench: "no row of the bench carries it in its title",
  review: `no dated note in ${REVIEWS}`,
};

const isTest = (path: string) => /\.test\.tsx?$/.test(path) || /^e2e\/.*\.spec\.ts$/.test(path);
const isBench = (path: string) => /^bench\/.*\.ts$/.test(path) && !isTest(path);

function check(root: string): { readonly faults: string[]; readonly sentences: number } {
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const files = filesBelow(root);
  const faults: string[] = [];

  const specs = files.filter((path) => path.startsWith(`${SPECS}/`) && path.endsWith(".md") && path !== REVIEWS);
  const pages = specs.map((path) => readSentences(path, read(path)));
  const sentences = pages.flatMap((one) => one.sentences);
  const reviews = existsSync(join(root, REVIEWS)) ? readReviews(REVIEWS, read(REVIEWS)) : { ids: [], faults: [] };
  faults.push(...pages.flatMap((one) => one.faults), ...reviews.faults);

  const titles = files.filter(isTest).flatMap((path) => titlesIn(path, read(path)).map((title) => ({ path, title })));
  const carried: Readonly<Record<Proof, ReadonlySet<string>>> = {
    test: new Set(titles.flatMap(({ title }) => idsIn(title))),
    bench: new Set(files.filter(isBench).flatMap((path) => stringsIn(path, read(path)).flatMap(idsIn))),
    review: new Set(reviews.ids),
  };
  const known = new Set<string>();
  for (const { id, proofs, file } of sentences) {
    if (known.has(id)) faults.push(`${file}: ${id} stands here a second time`);
    known.add(id);
    for (const proof of proofs) if (!carried[proof].has(id)) faults.push(`${id} [${proof}]: ${MISSING[proof]}`);
  }
  faults.push(...strangersIn(titles, known));
  for (const id of reviews.ids) if (!known.has(id)) faults.push(`${REVIEWS}: ${id} is no sentence of ${SPECS}`);
  if (sentences.length === 0) faults.push(`${SPECS} holds no sentence`);
  return { faults, sentences: sentences.length };
}

/** Ids that stand where an id stands, or look like one of ours, and are not. `SHA-256` in the middle of a title is neither. */
function strangersIn(titles: readonly { readonly path: string; readonly title: string }[], known: ReadonlySet<string>): string[] {
  const groups = new Set([...known].map((id) => id.split("-")[0]));
  return titles.flatMap(({ path, title }) =>
    idsIn(title)
      .filter((id) => !known.has(id) && (title.startsWith(id) || groups.has(id.split("-")[0])))
      .map((id) => `${path}: "${title}" carries ${id}, which is no sentence of ${SPECS}`),
  );
}

if (import.meta.main) {
  const root = process.argv[2] ?? ROOT;
  const { faults, sentences } = check(root);
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Parameters<typeof faultsOfReasons>[0];
  faults.push(...faultsOfReasons(manifest, readFileSync(join(root, REASONS), "utf8")));
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.stdout.write(`${sentences} sentences, ${faults.length} faults\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
