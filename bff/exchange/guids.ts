/**
 * Identifiers of the wire are counters of the engine in the shape of a GUID: the kind and the counter, scrambled so
 * that neighbours do not look alike, and turned back into the counter without a lookup.
 */
export const GUID_KIND = { order: 0x0a, execution: 0x0e, match: 0x0c, transaction: 0x0d } as const;

const LOW = 2 ** 32;
/** Odd, so that multiplying by it can be undone modulo 2^32. */
const SCRAMBLE = 0x9e3779b1;
const UNSCRAMBLE = inverse(SCRAMBLE);

/** Multiplicative inverse modulo 2^32, by Newton's iteration. */
function inverse(odd: number): number {
  let guess = odd;
  for (let i = 0; i < 5; i++) guess = Math.imul(guess, 2 - Math.imul(odd, guess));
  return guess;
}

const hex = (value: number, digits: number) => (value >>> 0).toString(16).padStart(digits, "0");

/** @param counter from 1, below 2^48 */
export function toGuid(kind: number, counter: number): string {
  const low = Math.imul(counter % LOW, SCRAMBLE) >>> 0;
  const high = Math.floor(counter / LOW);
  const check = Math.imul(low ^ (high << 8) ^ kind, 0x85ebca6b) >>> 0;
  return `${hex(low, 8)}-${hex(high, 4)}-4${hex(kind, 3)}-8${hex(check & 0xfff, 3)}-${hex(check, 8)}${hex(high ^ 0x5f3a, 4)}`;
}

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text has the shape of an identifier, whoever made it. */
export const isGuid = (text: string): boolean => SHAPE.test(text.toLowerCase());

/** The counter of a GUID of this kind, or null for anything else. */
export function fromGuid(kind: number, text: string): number | null {
  const guid = text.toLowerCase();
  if (!SHAPE.test(guid)) return null;
  const low = Math.imul(Number.parseInt(guid.slice(0, 8), 16), UNSCRAMBLE) >>> 0;
  const counter = Number.parseInt(guid.slice(9, 13), 16) * LOW + low;
  return counter > 0 && toGuid(kind, counter) === guid ? counter : null;
}
