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
  readonly operator: Operator;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
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

/** All mutants of a file, in the order of its text. */
export function mutantsOf(file: string, code: string): Mutant[] {
  const mutants: Mutant[] = [];
  const { program, errors } = parseSync(file, code);
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`);
  const lineOf = (at: number) => code.slice(0, at).split("\n").length;
  const add = (operator: Operator, start: number, end: number, after: string) =>
    mutants.push({ file, line: lineOf(start), operator, start, end, before: code.slice(start, end), after });
  /** The operator that stands between two operands. */
  const between = (node: Node, symbol: string): number => code.indexOf(symbol, (node.left as Node).end);
  const binary = (node: Node) => {
    const { operator = "", left, right } = node;
    const at = between(node, operator);
    for (const other of COMPARISONS[operator] ?? []) add("comparison", at, at + operator.length, other);
    const sign = SIGNS[operator];
    if (sign !== undefined && !isText(left) && !isText(right)) add("sign", at, at + operator.length, sign);
    for (const side of [left, right]) {
      if (isWhole(side) && sign !== undefined) add("plus or minus one", side.start, side.end, String((side.value as number) + 1));
    }
  };
  const drop = (node: Node) => add("dropped statement", node.start, node.end, ";");
  new Visitor({
    BinaryExpression: (node) => binary(node as unknown as Node),
    AssignmentExpression: (node) => {
      const { operator = "", right } = node as unknown as Node;
      const sign = SIGNS[operator];
      if (sign === undefined || isText(right)) return;
      const at = between(node as unknown as Node, operator);
      add("sign", at, at + operator.length, sign);
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
      add("rounding", named.start, named.end, other);
    },
  }).visit(program);
  return mutants.sort((a, b) => a.start - b.start || a.after.localeCompare(b.after));
}

/** The file with a fault in it. A rounding that was not imported is imported from where its neighbour came. */
export function mutate(code: string, { operator, start, end, before, after }: Mutant): string {
  const changed = code.slice(0, start) + after + code.slice(end);
  if (operator !== "rounding" || ROUNDING_HELPERS.has(before) || new RegExp(`\\b(?:import[^;]*|function )${after}\\b`).test(code))
    return changed;
  return changed.replace(new RegExp(`(import \\{[^}]*)\\b${before}\\b`), `$1${before}, ${after}`);
}

/** So many of them, picked by a seed, the same each time. */
export function sample<T>(all: readonly T[], count: number, seed: number): T[] {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  const rest = [...all];
  for (let i = 0; i < Math.min(count, rest.length); i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const pick = i + ((state >>> 0) % (rest.length - i));
    [rest[i], rest[pick]] = [rest[pick] as T, rest[i] as T];
  }
  return rest.slice(0, count);
}
