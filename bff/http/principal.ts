import type { KeyCaps } from "../contract/key-caps.ts";
import type { Permission } from "../contract/operation.ts";

/** Who a request comes from, once its key or session is proved. */
export interface Principal {
  /** Wire number of the account. */
  readonly account: number;
  readonly userId: number;
  readonly origin: "key" | "session";
  readonly permissions: readonly Permission[];
  /** What the key may do at most; null for a session. */
  readonly caps: KeyCaps | null;
  /** The session's token, for signing out; null with a key. */
  readonly sessionToken: string | null;
}
