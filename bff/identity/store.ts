import { Kysely, SqliteDialect, sql } from "kysely";
import { chainHash, FIRST_HASH, type LogChain } from "./log-chain.ts";
import { migrate } from "./migrations.ts";
import type {
  ActivityRow,
  ApiKeyRow,
  IdentitySchema,
  LaneRow,
  PendingSignUpRow,
  PersonRecordRow,
  PreferencesRow,
  SealedSecretRow,
  SessionRow,
  UserRow,
} from "./schema.ts";
import { forKysely, openDatabase } from "./sqlite.ts";

/** Rows in one DELETE, well below what SQLite takes as parameters. */
const DELETE_AT_ONCE = 500;

/** Everything that is kept in memory beside the file. */
export interface StoredPeople {
  readonly users: readonly UserRow[];
  /** Oldest first. */
  readonly sessions: readonly SessionRow[];
  readonly apiKeys: readonly ApiKeyRow[];
  readonly sealedSecrets: readonly SealedSecretRow[];
  readonly preferences: readonly PreferencesRow[];
  readonly records: readonly PersonRecordRow[];
  readonly pendingSignUps: readonly PendingSignUpRow[];
  readonly lanes: readonly LaneRow[];
  /** The last entry of each person's log. */
  readonly logHeads: readonly { readonly user_id: number; readonly seq: number; readonly hash: string }[];
}

/** Every sealed row of a store. */
export type SealedPeople = Pick<StoredPeople, "users" | "apiKeys" | "sealedSecrets" | "records" | "pendingSignUps">;

export interface ActivityAsked {
  readonly category: string | null;
  /** Null for the newest. */
  readonly afterSeq: number | null;
  readonly count: number;
  readonly start: number;
}

/** Of an entry, when and of what kind it is, without what it says. */
export type ActivityHead = Pick<ActivityRow, "user_id" | "seq" | "at_ms" | "category" | "result">;

/**
 * The identity database. It runs in the store's worker, for its calls are synchronous underneath, and it never sees
 * a key, an address or a secret: those come and go sealed.
 */
export class Store {
  private readonly db: Kysely<IdentitySchema>;
  private chain: LogChain = { entries: 0, hash: FIRST_HASH };
  private chainedTo = 0;

  constructor(file: string) {
    const database = openDatabase(file);
    try {
      migrate(database);
    } catch (error) {
      database.close();
      throw error;
    }
    this.db = new Kysely<IdentitySchema>({ dialect: new SqliteDialect({ database: forKysely(database) }) });
  }

  async load(): Promise<StoredPeople> {
    return {
      users: await this.db.selectFrom("user").selectAll().orderBy("id").execute(),
      sessions: await this.db.selectFrom("session").selectAll().orderBy("created_at_ms").execute(),
      apiKeys: await this.db.selectFrom("api_key").selectAll().execute(),
      sealedSecrets: await this.db.selectFrom("sealed_secret").selectAll().execute(),
      preferences: await this.db.selectFrom("preferences").selectAll().execute(),
      records: await this.db.selectFrom("person_record").selectAll().execute(),
      pendingSignUps: await this.db.selectFrom("pending_sign_up").selectAll().execute(),
      lanes: await this.db.selectFrom("lane").selectAll().execute(),
      logHeads: await this.db
        .selectFrom("activity")
        .select(["user_id", "seq", "hash"])
        .where(({ eb, refTuple, selectFrom }) =>
          eb(
            refTuple("user_id", "seq"),
            "in",
            selectFrom("activity as last")
              .select(({ fn }) => ["last.user_id", fn.max<number>("last.seq").as("seq")])
              .groupBy("last.user_id")
              .$asTuple("user_id", "seq"),
          ),
        )
        .execute(),
    };
  }

  /** Replaces every sealed row, all of them or none: the key file has another key. */
  async rotate({ users, apiKeys, sealedSecrets, records, pendingSignUps }: SealedPeople): Promise<void> {
    await this.db.transaction().execute(async (transaction) => {
      for (const { id, address_index, sealed_address } of users)
        await transaction.updateTable("user").set({ address_index, sealed_address }).where("id", "=", id).execute();
      for (const { id, sealed_secret } of apiKeys)
        await transaction.updateTable("api_key").set({ sealed_secret }).where("id", "=", id).execute();
      for (const { name, sealed } of sealedSecrets)
        await transaction.updateTable("sealed_secret").set({ sealed }).where("name", "=", name).execute();
      for (const { user_id, sealed } of records)
        await transaction.updateTable("person_record").set({ sealed }).where("user_id", "=", user_id).execute();
      for (const { user_id, sealed, address_index } of pendingSignUps)
        await transaction.updateTable("pending_sign_up").set({ sealed, address_index }).where("user_id", "=", user_id).execute();
    });
  }

  async addSealedSecret(row: SealedSecretRow): Promise<void> {
    await this.db.insertInto("sealed_secret").values(row).execute();
  }

  /**
   * Adds a user, with a password or without, whole or not at all.
   *
   * @returns false when the address is somebody's already
   */
  async addUser(user: UserRow, phc: string | null): Promise<boolean> {
    return await this.db.transaction().execute(async (transaction) => {
      const added = await transaction
        .insertInto("user")
        .values(user)
        .onConflict((conflict) => conflict.column("address_index").doNothing())
        .executeTakeFirstOrThrow();
      if (added.numInsertedOrUpdatedRows === 0n) return false;
      if (phc !== null) {
        const password = { user_id: user.id, kind: "password", secret: phc, created_at_ms: user.created_at_ms } as const;
        await transaction.insertInto("credential").values(password).execute();
      }
      return true;
    });
  }

  /** @returns false when the address is somebody else's already */
  async changeAddress({ id, address_index, sealed_address }: UserRow): Promise<boolean> {
    return await this.db.transaction().execute(async (transaction) => {
      const taken = await transaction.selectFrom("user").select("id").where("address_index", "=", address_index).executeTakeFirst();
      if (taken !== undefined && taken.id !== id) return false;
      await transaction.updateTable("user").set({ address_index, sealed_address }).where("id", "=", id).execute();
      return true;
    });
  }

  /** Passwords of whom an address belongs to, and of the other people given, in this order. */
  async passwordsOf(
    addressIndex: string,
    others: readonly number[],
  ): Promise<readonly { readonly userId: number; readonly phc: string }[]> {
    const own = await this.db
      .selectFrom("user")
      .innerJoin("credential", "credential.user_id", "user.id")
      .select(["user.id as userId", "credential.secret as phc"])
      .where("user.address_index", "=", addressIndex)
      .where("credential.kind", "=", "password")
      .execute();
    // Asked in any case: nobody can tell by the time whether there are any.
    const rest = await this.db
      .selectFrom("credential")
      .select(["user_id as userId", "secret as phc"])
      .where("user_id", "in", others.length === 0 ? [0] : [...others])
      .where("kind", "=", "password")
      .execute();
    return [...own, ...rest];
  }

  /** Replaces a password unless it was changed in the meantime. */
  async replacePassword(userId: number, phc: string, replacement: string): Promise<void> {
    await this.db
      .updateTable("credential")
      .set({ secret: replacement })
      .where("user_id", "=", userId)
      .where("kind", "=", "password")
      .where("secret", "=", phc)
      .execute();
  }

  /** Sets a password, whether there was one or not. */
  async setPassword(userId: number, phc: string, nowMs: number): Promise<void> {
    await this.db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom("credential").where("user_id", "=", userId).where("kind", "=", "password").execute();
      const row = { user_id: userId, kind: "password", secret: phc, created_at_ms: nowMs } as const;
      await transaction.insertInto("credential").values(row).execute();
    });
  }

  async removePassword(userId: number): Promise<void> {
    await this.db.deleteFrom("credential").where("user_id", "=", userId).where("kind", "=", "password").execute();
  }

  /** A person's password by their number. */
  async passwordOfUser(userId: number): Promise<string | null> {
    const row = await this.db
      .selectFrom("credential")
      .select("secret")
      .where("user_id", "=", userId)
      .where("kind", "=", "password")
      .executeTakeFirst();
    return row?.secret ?? null;
  }

  async putRecord(row: PersonRecordRow): Promise<void> {
    await this.db
      .insertInto("person_record")
      .values(row)
      .onConflict((conflict) => conflict.column("user_id").doUpdateSet({ sealed: row.sealed, seal_version: row.seal_version }))
      .execute();
  }

  async putPendingSignUp(row: PendingSignUpRow): Promise<void> {
    const { address_index: _key, ...rest } = row;
    await this.db
      .insertInto("pending_sign_up")
      .values(row)
      .onConflict((conflict) => conflict.column("address_index").doUpdateSet(rest))
      .execute();
  }

  async removePendingSignUp(addressIndex: string): Promise<void> {
    await this.db.deleteFrom("pending_sign_up").where("address_index", "=", addressIndex).execute();
  }

  async putLane(row: LaneRow): Promise<void> {
    await this.db
      .insertInto("lane")
      .values(row)
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ failures: row.failures, last_at_ms: row.last_at_ms }))
      .execute();
  }

  async removeLanes(keys: readonly string[]): Promise<void> {
    for (let from = 0; from < keys.length; from += DELETE_AT_ONCE) {
      await this.db
        .deleteFrom("lane")
        .where("key", "in", keys.slice(from, from + DELETE_AT_ONCE))
        .execute();
    }
  }

  async addActivity(row: ActivityRow): Promise<void> {
    await this.db.insertInto("activity").values(row).execute();
  }

  /** Entries of a person's log after one, oldest first, or the newest, newest first. */
  async activity(userId: number, asked: ActivityAsked): Promise<ActivityRow[]> {
    let query = this.db.selectFrom("activity").selectAll().where("user_id", "=", userId);
    if (asked.category !== null) query = query.where("category", "=", asked.category);
    const { afterSeq, count, start } = asked;
    if (afterSeq !== null) return await query.where("seq", ">", afterSeq).orderBy("seq").limit(count).execute();
    return await query.orderBy("seq", "desc").limit(count).offset(start).execute();
  }

  /** The newest entries of all logs before a row, newest first. */
  async newestLogRows(beforeRow: number, count: number): Promise<(ActivityHead & { readonly row_number: number })[]> {
    return await this.db
      .selectFrom("activity")
      .select(["user_id", "seq", "at_ms", "category", "result", sql<number>`rowid`.as("row_number")])
      .where(sql<number>`rowid`, "<", beforeRow)
      .orderBy(sql`rowid`, "desc")
      .limit(count)
      .execute();
  }

  /** What all logs together have come to, or with so many entries more; each entry is read once. */
  async logChain(most: number): Promise<LogChain & { readonly isWhole: boolean }> {
    const rows = await this.db
      .selectFrom("activity")
      .select([sql<number>`rowid`.as("row_number"), "hash"])
      .where(sql<number>`rowid`, ">", this.chainedTo)
      .orderBy(sql`rowid`)
      .limit(most)
      .execute();
    for (const { row_number, hash } of rows) {
      this.chain = { entries: this.chain.entries + 1, hash: chainHash(this.chain.hash, hash) };
      this.chainedTo = row_number;
    }
    return { ...this.chain, isWhole: rows.length < most };
  }

  /** Entries of all logs in the order in which they were written. */
  async logRows(afterRow: number, count: number): Promise<(ActivityRow & { readonly row_number: number })[]> {
    return await this.db
      .selectFrom("activity")
      .selectAll()
      .select(sql<number>`rowid`.as("row_number"))
      .where(sql<number>`rowid`, ">", afterRow)
      .orderBy(sql`rowid`)
      .limit(count)
      .execute();
  }

  async addSession(row: SessionRow): Promise<void> {
    await this.db.insertInto("session").values(row).execute();
  }

  async touchSession(hash: string, lastSeenAtMs: number): Promise<void> {
    await this.db.updateTable("session").set({ last_seen_at_ms: lastSeenAtMs }).where("hash", "=", hash).execute();
  }

  async describeSession(hash: string, about: string): Promise<void> {
    await this.db.updateTable("session").set({ about }).where("hash", "=", hash).execute();
  }

  async replaceToken(hash: string, tokenHash: string): Promise<void> {
    await this.db.updateTable("session").set({ token_hash: tokenHash }).where("hash", "=", hash).execute();
  }

  async removeSessions(hashes: readonly string[]): Promise<void> {
    for (let from = 0; from < hashes.length; from += DELETE_AT_ONCE) {
      await this.db
        .deleteFrom("session")
        .where("hash", "in", hashes.slice(from, from + DELETE_AT_ONCE))
        .execute();
    }
  }

  async addApiKey(row: ApiKeyRow): Promise<void> {
    await this.db.insertInto("api_key").values(row).execute();
  }

  async changeApiKey(id: string, change: Pick<ApiKeyRow, "name" | "permissions" | "terms">): Promise<void> {
    await this.db.updateTable("api_key").set(change).where("id", "=", id).execute();
  }

  async disableApiKey(id: string): Promise<void> {
    await this.db.updateTable("api_key").set({ enabled: 0 }).where("id", "=", id).execute();
  }

  /** Notes when keys were last used. */
  async touchApiKeys(uses: readonly (readonly [id: string, atMs: number])[]): Promise<void> {
    await this.db.transaction().execute(async (transaction) => {
      for (const [id, atMs] of uses) await transaction.updateTable("api_key").set({ last_used_at_ms: atMs }).where("id", "=", id).execute();
    });
  }

  async deleteApiKey(id: string): Promise<void> {
    await this.db.deleteFrom("api_key").where("id", "=", id).execute();
  }

  async savePreferences(row: PreferencesRow): Promise<void> {
    await this.db
      .insertInto("preferences")
      .values(row)
      .onConflict((conflict) => conflict.column("user_id").doUpdateSet({ json: row.json }))
      .execute();
  }

  async close(): Promise<void> {
    await this.db.destroy();
  }
}

/** What can be asked of the store by message. */
export type StoreMethod = keyof Store;

export interface StoreCall {
  readonly id: number;
  readonly method: StoreMethod;
  readonly args: readonly unknown[];
}

export type StoreAnswer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };
