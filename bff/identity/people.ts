import type { KeyCaps } from "../contract/key-caps.ts";
import type { Permission } from "../contract/operation.ts";
import type { KeyTerms } from "./key-terms.ts";

/** A person, and the one account of the exchange that is theirs. */
export interface User {
  readonly id: number;
  readonly account: number;
  /** As normalised, see `normaliseAddress`. */
  readonly email: string;
  readonly createdAtMs: number;
}

/** The browser that a session was opened in. */
export interface SessionOrigin {
  /** As 'Firefox, Linux'. */
  readonly device: string;
  readonly address: string;
  /** Of the cookie that the browser keeps; null for none. */
  readonly deviceHash: string | null;
  /** What proved the person. */
  readonly by: string;
}

/** A signed-in browser. The token that opens it is known to that browser alone. */
export interface Session {
  /** SHA-256 of the token, hexadecimal. */
  readonly hash: string;
  readonly userId: number;
  readonly account: number;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  readonly about: SessionOrigin;
}

/** What a program signs with. */
export interface ApiKey {
  readonly id: string;
  readonly secret: string;
  readonly account: number;
  readonly userId: number;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly enabled: boolean;
  readonly createdAtMs: number;
  /** When it last opened anything; null for never. */
  readonly lastUsedAtMs: number | null;
  readonly terms: KeyTerms;
}

/** Caps of a key. The engine counts its use under a number, which is the first bits of its id. */
export const capsOf = ({ id, terms }: Pick<ApiKey, "id" | "terms">): KeyCaps => ({
  ...terms.caps,
  number: Buffer.from(id, "base64url").readUIntBE(0, 6),
});

/** A session or key that opens nothing any more; sockets that it opened are to be closed. */
export interface Revocation {
  readonly account: number;
  readonly sessionHash?: string;
  readonly keyId?: string;
}
