import { ContractError } from "../contract/errors.ts";
import { RefusalLog } from "../http/refusal-log.ts";
import { verifySignature } from "../http/verify-signature.ts";
import type { Identity } from "../identity/index.ts";
import { keyRefusal } from "../identity/key-use.ts";
import type { ApiKey } from "../identity/people.ts";

const SOCKET = { verb: "GET", path: "/realtime", id: "realtime" } as const;

/**
 * Proves keys that sockets sign in with, and writes into their owners' logs which were refused for where or when they
 * were used.
 *
 * @returns the key @throws ContractError 400, 401 or 403
 */
export function socketKeys(identity: Identity, now: () => number, onFailure: (error: unknown) => void) {
  const refusals = new RefusalLog(identity.safety.desk.activity, now);
  return (keyId: string, expires: string, signature: string, address: string): ApiKey => {
    const key = verifySignature({ keyId, expires, signature }, (id) => identity.key(id), "GET", "/realtime", "", now());
    const refusal = keyRefusal(key, address, now());
    if (refusal !== null) {
      refusals.note(key, SOCKET, refusal, { device: "a socket", address, deviceToken: null }).catch(onFailure);
      throw new ContractError(403, refusal);
    }
    identity.noteUse(key.id);
    return key;
  };
}
