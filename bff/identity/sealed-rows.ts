import { PERMISSIONS, type Permission } from "../contract/operation.ts";
import { readTerms } from "./key-terms.ts";
import type { ApiKey, User } from "./people.ts";
import type { ApiKeyRow, SealedSecretRow, UserRow } from "./schema.ts";
import { SEAL_VERSION, SealError, type Vault } from "./vault.ts";

/** Between people as the house knows them and rows as the file holds them. */

export function sealUser(vault: Vault, user: User): UserRow {
  // A stand-in is found under no address: no address has a space in it.
  const address = user.isStandIn ? `${user.email} ${user.id}` : user.email;
  return {
    id: user.id,
    account: user.account,
    address_index: vault.addressIndex(address),
    sealed_address: vault.seal("address", ["user", user.id, SEAL_VERSION], address),
    seal_version: SEAL_VERSION,
    created_at_ms: user.createdAtMs,
  };
}

/** @throws SealError also when the row is found under another address than its own */
export function openUser(vault: Vault, row: UserRow): User {
  const address = vault.open("address", ["user", row.id, row.seal_version], row.sealed_address);
  if (vault.addressIndex(address) !== row.address_index) throw new SealError(`User ${row.id} is indexed under another address.`);
  const [email = "", standsIn] = address.split(" ");
  const user = { id: row.id, account: row.account, email, createdAtMs: row.created_at_ms };
  return standsIn === undefined ? user : { ...user, isStandIn: true };
}

export function sealApiKey(vault: Vault, key: ApiKey): ApiKeyRow {
  return {
    id: key.id,
    user_id: key.userId,
    name: key.name,
    sealed_secret: vault.seal("apiSecret", ["api_key", key.id, key.userId, SEAL_VERSION], key.secret),
    seal_version: SEAL_VERSION,
    permissions: key.permissions.join(","),
    enabled: key.enabled ? 1 : 0,
    created_at_ms: key.createdAtMs,
    terms: JSON.stringify(key.terms),
    last_used_at_ms: key.lastUsedAtMs,
  };
}

/** @throws SealError */
export function openApiKey(vault: Vault, row: ApiKeyRow, owner: User): ApiKey {
  return {
    id: row.id,
    secret: vault.open("apiSecret", ["api_key", row.id, row.user_id, row.seal_version], row.sealed_secret),
    account: owner.account,
    userId: row.user_id,
    name: row.name,
    permissions: row.permissions.split(",").filter(isPermission),
    enabled: row.enabled === 1,
    createdAtMs: row.created_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
    terms: readTerms(row.terms),
  };
}

export function sealSecret(vault: Vault, name: string, secret: Buffer): SealedSecretRow {
  return {
    name,
    sealed: vault.seal("pepper", ["sealed_secret", name, SEAL_VERSION], secret.toString("base64")),
    seal_version: SEAL_VERSION,
  };
}

/** @throws SealError */
export function openSecret(vault: Vault, row: SealedSecretRow): Buffer {
  return Buffer.from(vault.open("pepper", ["sealed_secret", row.name, row.seal_version], row.sealed), "base64");
}

const isPermission = (name: string): name is Permission => PERMISSIONS.includes(name as Permission);
