/** What one argon2id hash costs. Source: RFC 9106. */
export interface PasswordCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly parallelism: number;
}

export interface PasswordHash {
  readonly cost: PasswordCost;
  /** Name of the pepper that was hashed in, or null for none. */
  readonly pepper: string | null;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** Argon2 1.3, written in the string and assumed by the runtime's function. */
const VERSION = 19;
const PHC =
  /^\$argon2id\$v=19\$m=([1-9]\d{0,9}),t=([1-9]\d{0,9}),p=([1-9]\d{0,7})(?:,keyid=([A-Za-z0-9+/]{1,11}))?\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{16,86})$/;

/**
 * A hash as the string that other libraries of argon2 read too: `$argon2id$v=19$m=65536,t=3,p=1,keyid=…$salt$tag`,
 * base64 without padding. Source: the PHC string format.
 */
export function writePhc(hash: PasswordHash): string {
  const { memoryKiB, passes, parallelism } = hash.cost;
  const keyId = hash.pepper === null ? "" : `,keyid=${base64(Buffer.from(hash.pepper, "utf8"))}`;
  return `$argon2id$v=${VERSION}$m=${memoryKiB},t=${passes},p=${parallelism}${keyId}$${base64(hash.salt)}$${base64(hash.tag)}`;
}

/** The hash that a string holds, or null when it is not one that `writePhc` could have written. */
export function readPhc(text: string): PasswordHash | null {
  const [, memory, passes, parallelism, keyId, salt, tag] = PHC.exec(text) ?? [];
  if (memory === undefined || passes === undefined || parallelism === undefined || salt === undefined || tag === undefined) return null;
  return {
    cost: { memoryKiB: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    pepper: keyId === undefined ? null : Buffer.from(keyId, "base64").toString("utf8"),
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

const base64 = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
