import { invalid } from "../contract/errors.ts";
import { isNestedBeyond } from "../contract/nesting.ts";

/** Deepest nesting that a body may have; more is an attack or a mistake. */
const MAX_DEPTH = 8;
const MAX_FIELDS = 1_000;
/** As `orders[0][symbol]`, and one more. */
const MAX_BRACKETS = 3;

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @throws ContractError 400 for bytes that are no UTF-8: read leniently, they would become other words */
export function decodeBody(body: Uint8Array): string {
  try {
    return UTF8.decode(body);
  } catch {
    throw invalid("Request body is not valid UTF-8");
  }
}

/** @throws ContractError 400 for what is no JSON object */
export function parseJson(body: string): Record<string, unknown> {
  if (body.trim() === "") return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw invalid("Request body is not valid JSON");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) throw invalid("Request body must be a JSON object");
  if (isNestedBeyond(parsed, MAX_DEPTH)) throw invalid("Request body is nested too deeply");
  return parsed as Record<string, unknown>;
}

export const parseForm = (body: string): Record<string, unknown> => fields(body);
export const parseQuery = (query: string): Record<string, unknown> => fields(query);

/** The same of a read, where a parameter that is there and says nothing is none: clients send `symbol=` for any. */
export function withoutBlanks(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
}

/**
 * Reads a form or query, the nested forms `filter[symbol]=XBTUSD&columns[0]=price` and `filter[side][]=Buy` included. A key
 * that comes again makes a list, as Python's clients write one: parameters that are no list then refuse it, for which of
 * the two was meant is nobody's to guess.
 */
function fields(encoded: string): Record<string, unknown> {
  if (!isDecodable(encoded)) throw invalid("Parameters are not valid percent-encoded UTF-8");
  const read: Record<string, unknown> = {};
  const pairs = [...new URLSearchParams(encoded)];
  if (pairs.length > MAX_FIELDS) throw invalid("too many parameters");
  for (const [key, value] of pairs) {
    const [, outer = "", inner = ""] = /^([^[\]]+)((?:\[[^[\]]*\])+)$/.exec(key) ?? [];
    if (outer === "") {
      const known = ownOf(read, key);
      if (known === undefined) set(read, key, value);
      else if (typeof known === "string") set(read, key, [known, value]);
      else if (Array.isArray(known)) known.push(value);
      else throw invalid(`${key.slice(0, 40)} is invalid`);
      continue;
    }
    const path = inner.slice(1, -1).split("][");
    if (path.length > MAX_BRACKETS || !put(read, outer, path, value)) throw invalid(`${outer.slice(0, 40)} is invalid`);
  }
  return read;
}

type Node = Record<string, unknown> | unknown[];

/** Structures in lists, by the numbers that they came with. */
const numbered = new WeakMap<unknown[], Map<string, Node>>();

/** Members of a list have no name, or their number. */
const isListed = (name: string) => name === "" || /^\d{1,4}$/.test(name);

/**
 * Puts a value where its brackets say: `orders[0][symbol]` is the symbol of the first of a list.
 *
 * @returns false where something of another kind stands already
 */
function put(target: Node, name: string, [next, ...rest]: readonly string[], value: string): boolean {
  const known = Array.isArray(target) ? numbered.get(target)?.get(name) : ownOf(target, name);
  if (next === undefined) {
    // Of a list's members the order counts, whatever their numbers.
    if (Array.isArray(target)) target.push(value);
    else if (known === undefined) set(target, name, value);
    else return false;
    return true;
  }
  if (known !== undefined) {
    if (typeof known !== "object" || known === null || Array.isArray(known) !== isListed(next)) return false;
    return put(known as Node, next, rest, value);
  }
  const made: Node = isListed(next) ? [] : {};
  if (Array.isArray(target)) {
    target.push(made);
    if (name !== "") numbered.set(target, (numbered.get(target) ?? new Map()).set(name, made));
  } else {
    set(target, name, made);
  }
  return put(made, next, rest, value);
}

const ownOf = (target: Record<string, unknown>, name: string): unknown => (Object.hasOwn(target, name) ? target[name] : undefined);

/** URLSearchParams puts replacement characters in the place of what it can't decode; this tells. */
function isDecodable(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

/** Own properties only, whatever the key is called. */
function set(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
