import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mayRunAway, patternsIn } from "./patterns.ts";
import { ROOT } from "./root.ts";
import { filesBelow } from "./source-files.ts";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const SOURCES = filesBelow(ROOT, "bff")
  .filter((path) => path.endsWith(".ts") && !/\.test\.ts$|\/test(ing|-support)/.test(path))
  .map((path) => ({ path, source: read(path) }));

/** Each repeat begins with a mark that what it repeats never holds: there is one way through. */
const ONE_WAY = new Set([
  String.raw`^([^[\]]+)((?:\[[^[\]]*\])+)$`,
  String.raw`^[^\s\p{C}<>",;:\\()[\]@]{1,64}@(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*$`,
]);

test("ASVS-1.3.12 no pattern of the exchange repeats a repeat or a choice without bound, but where there is one way through", () => {
  expect(["(a+)+$", "^(a|aa)+$", "([a-z]+)*@", "((a*)b)*", "(?:x{2,})+", "(a|b){3,}c"].map(mayRunAway)).toEqual(Array(6).fill(true));
  expect(["^[a-z+*|()]+$", "(a|b)", "a+b+", String.raw`\(a+\)+`, "(ab)+", "^(a+)?$", "(a|b){2}"].map(mayRunAway)).toEqual(
    Array(7).fill(false),
  );
  expect(patternsIn('const a = b / c; // /no/\nreturn /x[/"]+/.test("/y/") ? /z/u : a / 2 / d;')).toEqual(['x[/"]+', "z"]);
  const patterns = SOURCES.flatMap(({ path, source }) => patternsIn(source).map((pattern) => ({ path, pattern })));
  expect(patterns.length).toBeGreaterThan(80);
  expect(patterns.filter(({ pattern }) => mayRunAway(pattern) && !ONE_WAY.has(pattern))).toEqual([]);
});

/** What is compared by its name and is no secret: names of sessions, sums that anybody can compute, sizes. */
const NO_SECRET = /\b(prev_hash|entryHash|exceptHash|sessionHash|digestOf|digest|length)\b|\(expected\.get|ofUser\(userId\)|isThis: hash/;
const SECRET = String.raw`\b\w*(?:[sS]ecret|[sS]ignature|[hH]ash|[tT]ag|[mM]ark)`;
const COMPARES = new RegExp(
  [
    String.raw`${SECRET} [!=]== (?!null|undefined|"|\d)\w`,
    String.raw`\w [!=]== (?:\w+\.)*${SECRET}\b`,
    String.raw`${SECRET}s?\.includes\(`,
  ].join("|"),
);

test("ASVS-11.2.4 secrets are compared in a time that says nothing of where they differ", () => {
  for (const wrong of ["one.hash === hash", "if (tokenHash !== given)", "tags.includes(tag)", "given === key.secret"])
    expect(wrong).toMatch(COMPARES);
  const guarded = SOURCES.filter(({ path }) => /^bff\/(identity|http|realtime|wallet|mail)\//.test(path));
  const lines = guarded.flatMap(({ path, source }) => source.split("\n").map((line) => `${path}: ${line.trim()}`));
  expect(lines.filter((line) => COMPARES.test(line) && !NO_SECRET.test(line))).toEqual([]);
  expect(lines.filter((line) => line.includes("timingSafeEqual(")).length).toBeGreaterThan(3);
});

test("ASVS-16.1.1 the inventory of logs names every part that writes messages, every category and every field of a person's log", () => {
  const inventory = read("docs/logging.md");
  const parts = new Set(SOURCES.flatMap(({ source }) => [...source.matchAll(/\bpart: "(\w+)"/g)].map(([, part]) => part)));
  expect(parts.size).toBeGreaterThan(4);
  const kinds = /type ActivityCategory = (.*);/.exec(read("bff/identity/activity.ts"))?.[1]?.match(/\w+/g) ?? ([] as string[]);
  expect(kinds).toContain("signIn");
  const fields = /interface ActivityRow \{([^}]*)\}/.exec(read("bff/identity/schema.ts"))?.[1]?.match(/(?<=readonly )\w+/g) ?? [];
  expect(fields).toContain("prev_hash");
  for (const name of [...parts, ...kinds, ...fields]) expect(inventory).toContain(`\`${name}\``);
  const rows = [...inventory.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(rows.filter((name) => ![...parts, ...kinds].includes(name))).toEqual([]);
});
