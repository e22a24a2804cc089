import { Directory } from "./directory.ts";
import { IdentitySettingError } from "./errors.ts";
import { LiveSessions } from "./live-sessions.ts";
import type { Pepper } from "./passwords.ts";
import type { SessionOrigin } from "./people.ts";
import { openApiKey, openSecret, openUser, sealSecret } from "./sealed-rows.ts";
import { NOWHERE } from "./sessions.ts";
import type { StoredPeople } from "./store.ts";
import type { StoreClient } from "./store-client.ts";
import { SealError, type Vault } from "./vault.ts";

/** Stands in every hash that is made with it, so that a later pepper can be told apart. */
const PEPPER_NAME = "pepper-1";
const PEPPER_BYTES = 32;

/**
 * The pepper, which is made at the first start and sealed with the key file. It comes first of all that is opened: a
 * key file that does not belong to the database shows here.
 *
 * @throws IdentitySettingError
 */
export async function openPepper(
  stored: StoredPeople,
  vault: Vault,
  store: StoreClient,
  random: (bytes: number) => Buffer,
  names: { readonly kek: string; readonly database: string },
): Promise<Pepper> {
  const row = stored.sealedSecrets.find(({ name }) => name === PEPPER_NAME);
  if (row !== undefined) {
    try {
      return { name: PEPPER_NAME, secret: openSecret(vault, row) };
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      throw new IdentitySettingError(`The key file ${names.kek} is not the one that ${names.database} was written with.`);
    }
  }
  if (stored.users.length > 0) throw damaged(names.database, `Its ${PEPPER_NAME} is missing.`);
  const secret = random(PEPPER_BYTES);
  await store.call("addSealedSecret", sealSecret(vault, PEPPER_NAME, secret));
  return { name: PEPPER_NAME, secret };
}

/**
 * Opens every row that is answered from memory. One that does not open refuses the start: an exchange that let a
 * changed key or a swapped address pass would act for the wrong person.
 *
 * @throws IdentitySettingError
 */
export function openPeople(
  stored: StoredPeople,
  vault: Vault,
  database: string,
): { readonly directory: Directory; readonly sessions: LiveSessions } {
  const directory = new Directory();
  const sessions = new LiveSessions();
  try {
    for (const row of stored.users) {
      const user = openUser(vault, row);
      if (user.isStandIn) directory.addStandIn(user, row.address_index, vault.addressIndex(user.email));
      else directory.addUser(user, row.address_index);
    }
    for (const row of stored.apiKeys) directory.putKey(openApiKey(vault, row, owner(directory, row.user_id)));
    for (const row of stored.sessions) {
      const { account } = owner(directory, row.user_id);
      const about: SessionOrigin = { ...NOWHERE, ...(JSON.parse(row.about) as Partial<SessionOrigin>) };
      const { hash, user_id: userId, created_at_ms: createdAtMs, last_seen_at_ms: lastSeenAtMs } = row;
      sessions.add({ hash, userId, account, createdAtMs, lastSeenAtMs, about }, row.token_hash);
    }
  } catch (error) {
    if (error instanceof SealError) throw damaged(database, error.message);
    throw error;
  }
  return { directory, sessions };
}

function owner(directory: Directory, userId: number) {
  const user = directory.user(userId);
  if (user === undefined) throw new SealError(`User ${userId} is missing.`);
  return user;
}

const damaged = (database: string, how: string) => new IdentitySettingError(`${database} was changed from outside: ${lowerFirst(how)}`);

const lowerFirst = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
