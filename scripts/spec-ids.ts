import { parseSync, Visitor } from "vite";

/** How a sentence of the specification is shown to hold. */
export const PROOFS = ["test", "bench", "review"] as const;
export type Proof = (typeof PROOFS)[number];

/** One sentence of `docs/specs/`. */
export interface Sentence {
  readonly id: string;
  readonly proofs: readonly Proof[];
  readonly file: string;
}

const ID = /\b[A-Z]{2,5}-\d{3}\b/g;
const ENTRY = /^- ([A-Z]{2,5}-\d{3}) \[([a-z, ]+)\] \S/;
/** A line that means to be an entry, however it is written. */
const MEANS_TO_BE_AN_ENTRY = /^\s*[-*]\s*\**[A-Z]{2,5}-\d{3}\b/;
const REVIEW = /^- (\d{4}-\d{2}-\d{2}) ([A-Z]{2,5}-\d{3}) \S/;

export const idsIn = (text: string): string[] => text.match(ID) ?? [];

/** The sentences of one file of `docs/specs/`, and its lines that look like one and cannot be read. */
export function readSentences(file: string, text: string): { readonly sentences: Sentence[]; readonly faults: string[] } {
  const sentences: Sentence[] = [];
  const faults: string[] = [];
  text.split("\n").forEach((line, index) => {
    if (!MEANS_TO_BE_AN_ENTRY.test(line)) return;
    const [, id, marks] = ENTRY.exec(line) ?? [];
    const proofs = marks?.split(",").map((mark) => mark.trim()) ?? [];
    if (id === undefined || !proofs.every(isProof)) faults.push(`${file}:${index + 1}: not of the form "- ID [test] sentence"`);
    else sentences.push({ id, proofs, file });
  });
  return { sentences, faults };
}

const isProof = (mark: string): mark is Proof => (PROOFS as readonly string[]).includes(mark);

/** Ids that have a dated note, and notes without a date that ever was. */
export function readReviews(file: string, text: string): { readonly ids: string[]; readonly faults: string[] } {
  const ids: string[] = [];
  const faults: string[] = [];
  text.split("\n").forEach((line, index) => {
    if (!/^\s*[-*]\s/.test(line)) return;
    const [, date, id] = REVIEW.exec(line) ?? [];
    if (date === undefined || id === undefined || !isDate(date))
      faults.push(`${file}:${index + 1}: not of the form "- 2026-11-22 ID note"`);
    else ids.push(id);
  });
  return { ids, faults };
}

const isDate = (text: string) => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

const RUNNERS = new Set(["test", "it", "describe"]);
/** A test that is not meant to run proves nothing. Skipping on a condition is another matter: it runs where it can. */
const NEVER_RUNS = new Set(["skip", "todo", "fixme"]);

/** As much of a syntax tree as is looked at here. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly object?: Node;
  readonly property?: Node;
  readonly callee?: Node;
  readonly tag?: Node;
  readonly quasis?: readonly { readonly value: { readonly cooked?: string | null } }[];
}

/** `describe.skipIf(absent)("…")` as the names `describe`, `skipIf`. */
function namesOfCallee(node: Node | undefined): string[] {
  if (node === undefined) return [];
  if (node.type === "Identifier") return [node.name ?? ""];
  if (node.type === "MemberExpression") return [...namesOfCallee(node.object), node.property?.name ?? ""];
  if (node.type === "CallExpression") return namesOfCallee(node.callee);
  return node.type === "TaggedTemplateExpression" ? namesOfCallee(node.tag) : [];
}

function textOf(node: Node | undefined): string {
  if (node?.type === "Literal") return typeof node.value === "string" ? node.value : "";
  if (node?.type === "TemplateLiteral") return (node.quasis ?? []).map(({ value }) => value.cooked ?? "").join("…");
  return "";
}

function visit(file: string, code: string, visitor: ConstructorParameters<typeof Visitor>[0]): void {
  const { program, errors } = parseSync(file, code);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  new Visitor(visitor).visit(program);
}

/** Titles of the tests and of the groups of tests in a file. */
export function titlesIn(file: string, code: string): string[] {
  const titles: string[] = [];
  visit(file, code, {
    CallExpression(call) {
      const [runner = "", ...rest] = namesOfCallee(call.callee as Node);
      if (!RUNNERS.has(runner) || rest.some((name) => NEVER_RUNS.has(name))) return;
      const title = textOf(call.arguments[0] as Node | undefined);
      if (title !== "") titles.push(title);
    },
  });
  return titles;
}

/** Every string in a file. */
export function stringsIn(file: string, code: string): string[] {
  const strings: string[] = [];
  visit(file, code, {
    Literal: (literal) => void strings.push(textOf(literal as Node)),
    TemplateLiteral: (template) => void strings.push(textOf(template as Node)),
  });
  return strings;
}
