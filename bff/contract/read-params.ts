import type { Static, TObject, TSchema } from "typebox";
import { invalid } from "./errors.ts";
import { readMoment } from "./moments.ts";
import { isNestedBeyond } from "./nesting.ts";

/** What a parameter's schema says that reading it depends on. */
interface ParamSchema {
  readonly type?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
  readonly default?: unknown;
}

/** Numbers in forms and queries are plain decimal digits: no exponent, no hexadecimal, no blanks. */
const DECIMAL = /^-?\d+(\.\d+)?$/;
/** Truths in forms and queries are words, as JavaScript and Python write them. */
const TRUTHS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  ["true", true],
  ["True", true],
  [false, false],
  ["false", false],
  ["False", false],
]);
/** Deepest value that means anything: a list of orders, which are objects of plain values. */
const MAX_DEPTH = 3;
/** Half of a character, or a control character other than tab and line break. No id, name or remark has use for one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Reads the parameters of an operation from a body or query that may come as JSON or as strings.
 *
 * @param unknownKeys what to do with keys that the operation does not know: a body's are refused by name, so that a
 *   misspelt `reduceOnly` is never taken for an order without it
 * @throws ContractError 400, naming the parameter
 */
export function readParams<P extends TObject>(
  schema: P,
  raw: Readonly<Record<string, unknown>>,
  unknownKeys: "refuse" | "ignore",
  ignored: readonly string[] = [],
): Static<P> {
  const properties = schema.properties as Readonly<Record<string, TSchema>>;
  if (unknownKeys === "refuse") {
    for (const key of Object.keys(raw)) {
      if (!Object.hasOwn(properties, key) && !ignored.includes(key)) throw invalid(`Unknown parameter: ${printable(key)}`);
    }
  }
  const required = new Set<string>(schema.required ?? []);
  const params: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    const given = Object.hasOwn(raw, name) ? raw[name] : undefined;
    const value = readParam(name, property as ParamSchema, given);
    if (value !== undefined) params[name] = value;
    else if (required.has(name)) throw invalid(`${name} is required`);
  }
  return params as Static<P>;
}

const printable = (key: string) => key.slice(0, 40).replace(/[^\x20-\x7e]/g, "?");

function readParam(name: string, schema: ParamSchema, given: unknown): unknown {
  const isText = schema.type === "string" && schema.format === undefined;
  const isAbsent = given === undefined || given === null || (given === "" && !isText) || (given === "null" && schema.format === "JSON");
  if (isAbsent) return schema.default;
  const value = convert(schema, given);
  if (value === undefined || !withinBounds(schema, value)) throw invalid(`${name} is invalid`);
  return value;
}

/** The value in its own type, or undefined when it is of none. */
function convert(schema: ParamSchema, given: unknown): unknown {
  if (schema.format === "JSON") return parseJson(given);
  switch (schema.type) {
    case "integer": {
      const value = toNumber(given);
      return Number.isSafeInteger(value) ? value : undefined;
    }
    case "number":
      return toNumber(given);
    case "boolean":
      return TRUTHS.get(given);
    default:
      if (typeof given !== "string" || !given.isWellFormed() || UNPRINTABLE.test(given)) return undefined;
      if (schema.format !== "date-time") return given;
      return toMoment(given);
  }
}

/** A moment in the contract's own form, in UTC. */
function toMoment(given: string): string | undefined {
  const timeMs = readMoment(given);
  return timeMs === null ? undefined : new Date(timeMs).toISOString();
}

function toNumber(given: unknown): number | undefined {
  const value = typeof given === "string" && DECIMAL.test(given) ? Number(given) : given;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Objects and lists come as they are or as a JSON string; any other string stands for itself. */
function parseJson(given: unknown): unknown {
  if (typeof given === "object") return isNestedBeyond(given, MAX_DEPTH) ? undefined : given;
  if (typeof given !== "string") return undefined;
  if (!/^\s*[[{]/.test(given)) return given;
  try {
    const parsed = JSON.parse(given) as unknown;
    return isNestedBeyond(parsed, MAX_DEPTH) ? undefined : parsed;
  } catch {
    return undefined;
  }
}

function withinBounds(schema: ParamSchema, value: unknown): boolean {
  if (typeof value === "number") return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
  if (typeof value === "string") {
    return value.length <= (schema.maxLength ?? Infinity) && (schema.enum === undefined || schema.enum.includes(value));
  }
  return true;
}
