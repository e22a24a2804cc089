import { createHash } from "node:crypto";
import { parseSync, Visitor } from "vite";

/**
 * Small faults to put into the source, one at a time: what a slip of the hand would make of it. A suite that lets one
 * live does not prove what it seems to.
 */
export const OPERATORS = ["comparison", "plus or minus one", "sign", "dropped statement", "rounding"] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Mutant {
  readonly file: string;
  readonly line: number;
  /** The line that it begins on, as it stands. */
  readonly text: string;
  readonly operator: Operator;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  /** The expression or statement that it is a part of, which a switch can choose instead of the sound one. */
  readonly from: number;
  readonly to: number;
}

/** As much of a syntax tree as is looked at here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly operator?: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly left?: Node;
  readonly right?: Node;
  readonly callee?: Node;
  readonly property?: Node;
  readonly object?: Node;
  readonly argument?: Node;
  readonly arguments?: readonly Node[];
  readonly consequent?: Node;
  readonly alternate?: Node | null;
  readonly expression?: Node;
}

const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
};
const SIGNS: Readonly<Record<string, string>> = { "+": "-", "-": "+", "+=": "-=", "-=": "+=" };
const ROUNDINGS: Readonly<Record<string, string>> = {
  mulDivFloor: "mulDivCeil",
  mulDivCeil: "mulDivFloor",
  mulDivHalfUp: "mulDivFloor",
  mulDivTrunc: "mulDivCeil",
  divFloor: "divCeil",
  divCeil: "divFloor",
  divHalfUp: "divFloor",
  floor: "ceil",
  ceil: "floor",
  round: "floor",
  max: "min",
  min: "max",
};
const ROUNDING_HELPERS: ReadonlySet<string> = new Set(["floor", "ceil", "round", "max", "min"]);

const isWhole = (node: Node | undefined): node is Node => node?.type === "Literal" && Number.isSafeInteger(node.value);
const isText = (node: Node | undefined): boolean =>
  node?.type === "TemplateLiteral" || (node?.type === "Literal" && typeof node.value === "string");

type Span = Pick<Node, "start" | "end">;

/** All mutants of a file, in the order of its text. */
export function mutantsOf(file: string, code: string): Mutant[] {
  const mutants: Mutant[] = [];
  const { program, errors } = parseSync(file, code);
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`);
  const lines = code.split("\n");
  const lineOf = (at: number) => code.slice(0, at).split("\n").length;
  const add = (operator: Operator, start: number, end: number, after: string, { start: from, end: to }: Span = { start, end }) => {
    const line = lineOf(start);
    const text = (lines[line - 1] as string).trim();
    mutants.push({ file, line, text, operator, start, end, before: code.slice(start, end), after, from, to });
  };
  /** The operator that stands between two operands. */
  const between = (node: Node, symbol: string): number => code.indexOf(symbol, (node.left as Node).end);
  const binary = (node: Node) => {
    const { operator = "", left, right } = node;
    const at = between(node, operator);
    for (const other of COMPARISONS[operator] ?? []) add("comparison", at, at + operator.length, other, node);
    const sign = SIGNS[operator];
    if (sign !== undefined && !isText(left) && !isText(right)) add("sign", at, at + operator.length, sign, node);
    for (const side of [left, right]) {
      if (isWhole(side) && sign !== undefined) add("plus or minus one", side.start, side.end, String((side.value as number) + 1));
    }
  };
  const drop = (node: Node) => add("dropped statement", node.start, node.end, ";");
  /** What a type says is no part of the program that runs. */
  const types = new Set<number>();
  new Visitor({
    TSLiteralType: ({ start }) => {
      types.add(start);
    },
    BinaryExpression: (node) => binary(node as unknown as Node),
    AssignmentExpression: (node) => {
      const { operator = "", right } = node as unknown as Node;
      const sign = SIGNS[operator];
      if (sign === undefined || isText(right)) return;
      const at = between(node as unknown as Node, operator);
      add("sign", at, at + operator.length, sign, node);
      if (isWhole(right)) add("plus or minus one", right.start, right.end, String((right.value as number) + 1));
    },
    UnaryExpression: (node) => {
      const { operator, argument, start, end } = node as unknown as Node;
      if (operator === "-" && argument !== undefined) add("sign", start, end, code.slice(argument.start, argument.end));
    },
    ExpressionStatement: (node) => {
      const { expression } = node as unknown as Node;
      const isCall = expression?.type === "CallExpression" && (expression.callee as Node).type !== "Super";
      const isEffect = isCall || expression?.type === "AssignmentExpression" || expression?.type === "UpdateExpression";
      // An array can be declared by its first assignment alone; fields of the class are what constructors assign.
      if (isEffect) drop(node as unknown as Node);
    },
    IfStatement: (node) => {
      const { consequent, alternate, start, end } = node as unknown as Node;
      const leaves = ["ReturnStatement", "ContinueStatement", "BreakStatement", "ThrowStatement"].includes(consequent?.type ?? "");
      if (leaves && (alternate ?? null) === null) add("dropped statement", start, end, ";");
    },
    CallExpression: (node) => {
      const { callee } = node as unknown as Node;
      const named = callee?.type === "MemberExpression" ? (callee.object?.name === "Math" ? callee.property : undefined) : callee;
      const other = ROUNDINGS[named?.name ?? ""];
      if (named === undefined || other === undefined) return;
      if (ROUNDING_HELPERS.has(named.name ?? "") === (callee?.type !== "MemberExpression")) return;
      // The helper must be in scope under its other name: `round.ts` declares all, elsewhere the import is widened.
      add("rounding", named.start, named.end, other, callee);
    },
  }).visit(program);
  return mutants.filter(({ start }) => !types.has(start)).sort((a, b) => a.start - b.start || a.after.localeCompare(b.after));
}

/** A fault by its number, which the switch asks for. */
export interface Numbered {
  readonly number: number;
  readonly mutant: Mutant;
}

/**
 * The file with all those faults in it, each behind a switch: `$fault(number)` is true for the one that is tried, and
 * false for all others. A rounding that was not imported is imported from where its neighbour came.
 */
export function withSwitches(code: string, faults: readonly Numbered[]): string {
  const ordered = [...faults].sort((a, b) => a.mutant.from - b.mutant.from || b.mutant.to - a.mutant.to || a.number - b.number);
  return ordered.reduce(withImport, switched(code, 0, code.length, ordered));
}

/** A part of the text. The inner one of two faults is behind a switch in the sound form of the outer one alone: only one is ever on. */
function switched(code: string, from: number, to: number, faults: readonly Numbered[]): string {
  let text = "";
  let at = from;
  for (let i = 0; i < faults.length; ) {
    const { number, mutant } = faults[i] as Numbered;
    let next = i + 1;
    while (next < faults.length && (faults[next] as Numbered).mutant.from < mutant.to) next++;
    const sound = switched(code, mutant.from, mutant.to, faults.slice(i + 1, next));
    const faulty = code.slice(mutant.from, mutant.start) + mutant.after + code.slice(mutant.end, mutant.to);
    text += code.slice(at, mutant.from);
    text +=
      mutant.operator === "dropped statement"
        ? `{ if (!$fault(${number})) { ${sound} } }`
        : `($fault(${number}) ? (${faulty}) : (${sound}))`;
    at = mutant.to;
    i = next;
  }
  return text + code.slice(at, to);
}

function withImport(code: string, { mutant: { operator, before, after } }: Numbered): string {
  const isKnown = operator !== "rounding" || ROUNDING_HELPERS.has(before);
  if (isKnown || new RegExp(`\\b(?:import[^;]*|function )\\b${after}\\b`).test(code)) return code;
  return code.replace(new RegExp(`(import \\{[^}]*)\\b${before}\\b`), `$1${before}, ${after}`);
}

/**
 * So many of them, picked by a seed: those whose names, hashed with it, come first. A fault keeps its place as long as its
 * own line stands, whatever is written above or elsewhere.
 */
export function sample(all: readonly Mutant[], count: number, seed: number): Mutant[] {
  const times = new Map<string, number>();
  const keyed = all.map((mutant) => {
    const { file, operator, text, before, after } = mutant;
    const name = [file, operator, text, before, after].join("\n");
    const nth = times.get(name) ?? 0;
    times.set(name, nth + 1);
    return { mutant, key: createHash("sha256").update(`${seed}\n${name}\n${nth}`).digest("hex") };
  });
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.slice(0, count).map(({ mutant }) => mutant);
}
