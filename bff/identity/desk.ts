import type { ActivityLog } from "./activity.ts";
import type { Directory } from "./directory.ts";
import type { Lanes } from "./lanes.ts";
import type { Letters } from "./letters.ts";
import type { Passwords } from "./passwords.ts";
import type { Records } from "./records.ts";
import type { Sessions } from "./sessions.ts";
import type { StoreClient } from "./store-client.ts";
import type { Vault } from "./vault.ts";

/** What all that keeps people safe works with. */
export interface Desk {
  readonly records: Records;
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly store: StoreClient;
  readonly vault: Vault;
  readonly letters: Letters;
  readonly activity: ActivityLog;
  readonly lanes: Lanes;
  readonly mode: "local" | "production";
  readonly now: () => number;
  readonly random: (bytes: number) => Buffer;
  /** Where browsers reach the exchange; passkeys belong to its host. */
  readonly origin: () => string;
}
