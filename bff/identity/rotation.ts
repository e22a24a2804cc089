import { openApiKey, openSecret, openUser, sealApiKey, sealSecret, sealUser } from "./sealed-rows.ts";
import type { SealedPeople } from "./store.ts";
import { SEAL_VERSION, SealError, type SealedRow, type Vault } from "./vault.ts";

/** Whether what is stored was sealed with this vault's key; an empty store is anybody's. */
export function isSealedWith(vault: Vault, { sealedSecrets }: SealedPeople): boolean {
  return sealedSecrets.every((row) => {
    try {
      openSecret(vault, row);
      return true;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      return false;
    }
  });
}

/**
 * All rows sealed anew under another key, nothing else of them changed. Each is opened with the old key first: what was
 * tampered with is found here and not carried over.
 *
 * @throws SealError
 */
export function sealAnew(stored: SealedPeople, from: Vault, to: Vault): SealedPeople {
  const people = new Map(stored.users.map((row) => [row.id, openUser(from, row)]));
  const ownerOf = (id: number) => {
    const user = people.get(id);
    if (user === undefined) throw new SealError(`User ${id} is missing.`);
    return user;
  };
  const again = (row: SealedRow, sealed: string) => to.seal("person", row, from.open("person", row, sealed));
  return {
    users: [...people.values()].map((user) => sealUser(to, user)),
    apiKeys: stored.apiKeys.map((row) => sealApiKey(to, openApiKey(from, row, ownerOf(row.user_id)))),
    sealedSecrets: stored.sealedSecrets.map((row) => sealSecret(to, row.name, openSecret(from, row))),
    records: stored.records.map((row) => ({ ...row, sealed: again(["person_record", row.user_id, row.seal_version], row.sealed) })),
    pendingSignUps: stored.pendingSignUps.map((row) => {
      const name: SealedRow = ["pending_sign_up", row.user_id, SEAL_VERSION];
      const { address } = JSON.parse(from.open("person", name, row.sealed)) as { readonly address: string };
      return { ...row, address_index: to.addressIndex(address), sealed: again(name, row.sealed) };
    }),
  };
}
