import { ContractError, invalid, TEXT } from "../../contract/errors.ts";
import { type ApiKeyRow, apiKeyDisable, apiKeyEdit, apiKeyGet, apiKeyNew, apiKeyRemove } from "../../contract/operations/api-key.ts";
import type { ApiKey } from "../../identity/people.ts";
import { type Handler, handleOwn } from "../handler.ts";
import { readKeyChange } from "../read-key-change.ts";
import { readKeyWish } from "../read-key-wish.ts";
import type { Services } from "../services.ts";
import { isFreshlyProved, requireApproval, requireVerifiedAddress } from "../step-up.ts";

/** More keys than this nobody keeps track of. Disabled ones count until they are deleted. */
const MAX_KEYS = 50;

export function apiKeyHandlers(services: Services): readonly Handler[] {
  const { identity, exchange, now } = services;
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

    handleOwn(apiKeyNew, async ({ params, principal, whence }) => {
      const user = identity.user(principal.userId);
      if (user === null) throw new ContractError(404, TEXT.notFound);
      identity.safety.locks.requireOpen(user.id);
      const wish = readKeyWish(params, {
        nowMs: now(),
        factorSinceMs: identity.safety.factorSinceMs(user.id),
        isListed: (symbol) => exchange.tables.catalogue.find(symbol)?.index != null,
      });
      requireVerifiedAddress(services, principal);
      if (identity.keysOf(user.id).length >= MAX_KEYS) throw invalid(`You may not have more than ${MAX_KEYS} keys.`);
      const may = wish.permissions.length === 0 ? "read" : wish.permissions.join(", ");
      const what = `Key made: ${wish.name === "" ? "no name" : wish.name} (${may})`;
      // It outlives the session that makes it: whoever found that open makes none that acts.
      if (wish.permissions.includes("withdraw") || (wish.permissions.includes("order") && !isFreshlyProved(services, principal)))
        requireApproval(services, principal, {
          action: "apiKey.new",
          details: { ...params },
          says: `Make the key "${wish.name}" that may ${may}`,
        });
      const { id, secret } = await identity.createKey(user, wish);
      await identity.safety.desk.activity.add(user.id, { category: "keys", what, whence });
      await identity.tellKey(keyOf(user.id, id), whence);
      return keyRow(keyOf(user.id, id), secret);
    }),

    handleOwn(apiKeyEdit, async ({ params, principal, whence }) => {
      const key = keyOf(principal.userId, params.apiKeyID);
      if (!key.enabled) throw invalid("apiKeyID is invalid: the key is disabled");
      const isListed = (symbol: string) => exchange.tables.catalogue.find(symbol)?.index != null;
      const { tightened, ...change } = readKeyChange(params, key, { nowMs: now(), isListed });
      await identity.changeKey(key.id, change, tightened.length > 0);
      const called = change.name === "" ? "no name" : change.name;
      const what = tightened.length > 0 ? `Key made stricter: ${called} (${tightened.join(", ")})` : `Key renamed: ${called}`;
      await identity.safety.desk.activity.add(principal.userId, { category: "keys", what, whence });
      return keyRow(keyOf(principal.userId, key.id), "");
    }),

    handleOwn(apiKeyDisable, async ({ params, principal, whence }) => {
      const { id, name } = keyOf(principal.userId, params.apiKeyID);
      await identity.disableKey(id);
      await identity.safety.desk.activity.add(principal.userId, { category: "keys", what: `Key disabled: ${name || "no name"}`, whence });
      return keyRow(keyOf(principal.userId, id), "");
    }),

    handleOwn(apiKeyRemove, async ({ params, principal, whence }) => {
      const { id, name } = keyOf(principal.userId, params.apiKeyID);
      await identity.deleteKey(id);
      await identity.safety.desk.activity.add(principal.userId, { category: "keys", what: `Key deleted: ${name || "no name"}`, whence });
      return { success: true };
    }),
  ];
}

const orNull = (bound: number) => (bound === 0 ? null : bound);
const moment = (atMs: number | null) => (atMs === null ? null : new Date(atMs).toISOString());

const keyRow = (key: ApiKey, secret: string, { terms } = key): ApiKeyRow => ({
  id: key.id,
  secret,
  name: key.name,
  nonce: 0,
  cidr: terms.cidrs.length === 0 ? "0.0.0.0/0" : terms.cidrs.join(","),
  permissions: [...key.permissions],
  enabled: key.enabled,
  userId: key.userId,
  created: new Date(key.createdAtMs).toISOString(),
  cidrs: [...terms.cidrs],
  expires: moment(terms.expiresAtMs),
  withdrawsFrom: terms.withdrawsFromMs === 0 ? null : moment(terms.withdrawsFromMs),
  lastUsed: moment(key.lastUsedAtMs),
  publicKey: terms.publicKey ?? "",
  symbols: [...terms.caps.symbols],
  maxOrderValue: orNull(terms.caps.maxOrderSats),
  maxDailyValue: orNull(terms.caps.maxDailySats),
  maxDailyLoss: orNull(terms.caps.maxDailyLossSats),
  maxDeviation: orNull(terms.caps.maxDeviation),
  reduceOnly: terms.caps.isReduceOnly,
  note: terms.note,
});
