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
  /**
   * Signed up with an address that is somebody else's. They trade test coins like anybody new, and the address is never
   * theirs: nobody can tell from outside whether it was free.
   */
  readonly isStandIn?: true;
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
  /** Its person wants a screen to stay open: it ends later, and is good for less once its last proof is old. */
  readonly staysOpen?: boolean;
}

/** A signed-in browser. The token that opens it is known to that browser alone. */
export interface Session {
  /** What it is called as long as it lives: SHA-256 of its first token, hexadecimal. */
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
