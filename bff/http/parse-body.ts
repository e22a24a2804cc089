import { invalid } from "../contract/errors.ts";
import { isNestedBeyond } from "../contract/nesting.ts";

/** Deepest nesting that a body may have; more is an attack or a mistake. */
const MAX_DEPTH = 8;
const MAX_FIELDS = 1_000;

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

/**
 * Reads a form or query, the nested form `filter[symbol]=XBTUSD&columns[0]=price` included. A key that comes twice
 * is refused: which of the two was meant is nobody's to guess.
 */
function fields(encoded: string): Record<string, unknown> {
  if (!isDecodable(encoded)) throw invalid("Parameters are not valid percent-encoded UTF-8");
  const read: Record<string, unknown> = {};
  const pairs = [...new URLSearchParams(encoded)];
  if (pairs.length > MAX_FIELDS) throw invalid("too many parameters");
  for (const [key, value] of pairs) {
    const nested = /^([^[\]]+)\[([^[\]]*)\]$/.exec(key);
    if (nested === null) {
      if (Object.hasOwn(read, key)) throw invalid(`${key.slice(0, 40)} is given twice`);
      set(read, key, value);
      continue;
    }
    const [, outer, inner] = nested as unknown as [string, string, string];
    const isList = inner === "" || /^\d+$/.test(inner);
    const known = Object.hasOwn(read, outer) ? read[outer] : undefined;
    if (known === undefined) set(read, outer, isList ? [value] : { [inner]: value });
    else if (isList && Array.isArray(known)) known.push(value);
    else if (!isList && typeof known === "object" && !Array.isArray(known)) set(known as Record<string, unknown>, inner, value);
    else throw invalid(`${outer.slice(0, 40)} is invalid`);
  }
  return read;
}

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
