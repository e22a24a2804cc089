import { ContractError, invalid, TEXT } from "../../contract/errors.ts";
import type { Permission } from "../../contract/operation.ts";
import { type ApiKeyRow, apiKeyDisable, apiKeyGet, apiKeyNew, apiKeyRemove } from "../../contract/operations/api-key.ts";
import type { ApiKey } from "../../identity/people.ts";
import { type Handler, handleOwn } from "../handler.ts";
import type { Services } from "../services.ts";
import { requireVerifiedAddress } from "../step-up.ts";

/** More keys than this nobody keeps track of. Disabled ones count until they are deleted. */
const MAX_KEYS = 50;
const PERMISSIONS: readonly Permission[] = ["order", "withdraw"];

export function apiKeyHandlers(services: Services): readonly Handler[] {
  const { identity } = services;
  /** A key of somebody; another's is as unknown as none. */
  const keyOf = (userId: number, id: string): ApiKey => {
    const key = identity.key(id);
    if (key === null || key.userId !== userId) throw new ContractError(404, TEXT.notFound);
    return key;
  };
  return [
    handleOwn(apiKeyGet, ({ params, principal }) => {
      const rows = identity.keysOf(principal.userId).map((key) => keyRow(key, ""));
      return params.reverse ? rows.reverse() : rows;
    }),

    handleOwn(apiKeyNew, async ({ params, principal }) => {
      const user = identity.user(principal.userId);
      if (user === null) throw new ContractError(404, TEXT.notFound);
      const permissions = readPermissions(params.permissions);
      requireVerifiedAddress(services, principal);
      if (identity.keysOf(user.id).length >= MAX_KEYS) throw invalid(`You may not have more than ${MAX_KEYS} keys.`);
      const { id, secret } = await identity.createKey(user, { name: params.name ?? "", permissions });
      return keyRow(keyOf(user.id, id), secret);
    }),

    handleOwn(apiKeyDisable, async ({ params, principal }) => {
      const { id } = keyOf(principal.userId, params.apiKeyID);
      await identity.disableKey(id);
      return keyRow(keyOf(principal.userId, id), "");
    }),

    handleOwn(apiKeyRemove, async ({ params, principal }) => {
      const { id } = keyOf(principal.userId, params.apiKeyID);
      await identity.deleteKey(id);
      return { success: true };
    }),
  ];
}

function readPermissions(given: unknown): readonly Permission[] {
  if (given === undefined) return [];
  if (!Array.isArray(given) || given.some((one) => !PERMISSIONS.includes(one as Permission))) throw invalid("permissions is invalid");
  return PERMISSIONS.filter((one) => given.includes(one));
}

const keyRow = (key: ApiKey, secret: string): ApiKeyRow => ({
  id: key.id,
  secret,
  name: key.name,
  nonce: 0,
  cidr: "0.0.0.0/0",
  permissions: [...key.permissions],
  enabled: key.enabled,
  userId: key.userId,
  created: new Date(key.createdAtMs).toISOString(),
});
