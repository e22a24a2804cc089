import type { Permission } from "../contract/operation.ts";
import { isInRanges } from "./address-ranges.ts";
import type { ApiKey } from "./people.ts";

/** Why a key that is known and signed rightly still opens nothing now; null where it does. */
export function keyRefusal(key: ApiKey, address: string, nowMs: number): string | null {
  const { cidrs, expiresAtMs } = key.terms;
  if (expiresAtMs !== null && expiresAtMs <= nowMs) return "This key has expired.";
  if (cidrs.length > 0 && !isInRanges(address, cidrs)) return "This IP address is not allowed to use this key.";
  return null;
}

/** What a key may do now: its permission to withdraw counts from a moment of its own. */
export const permissionsNow = ({ permissions, terms }: ApiKey, nowMs: number): readonly Permission[] =>
  terms.withdrawsFromMs <= nowMs ? permissions : permissions.filter((one) => one !== "withdraw");
