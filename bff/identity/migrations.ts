import type { DatabaseSync } from "node:sqlite";

/** One step of the schema, forward only. A published step is never changed; what it lacked is a further step. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE user (
        id INTEGER PRIMARY KEY,
        account INTEGER NOT NULL UNIQUE,
        address_index TEXT NOT NULL UNIQUE,
        sealed_address TEXT NOT NULL,
        seal_version INTEGER NOT NULL,
        created_at_ms INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE credential (
        id INTEGER PRIMARY KEY,
        user_id INTEGER NOT NULL REFERENCES user (id),
        kind TEXT NOT NULL,
        secret TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX one_password_a_user ON credential (user_id) WHERE kind = 'password';

      CREATE TABLE session (
        hash TEXT PRIMARY KEY,
        user_id INTEGER NOT NULL REFERENCES user (id),
        created_at_ms INTEGER NOT NULL,
        last_seen_at_ms INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE api_key (
        id TEXT PRIMARY KEY,
        user_id INTEGER NOT NULL REFERENCES user (id),
        name TEXT NOT NULL,
        sealed_secret TEXT NOT NULL,
        seal_version INTEGER NOT NULL,
        permissions TEXT NOT NULL,
        enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
        created_at_ms INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE sealed_secret (
        name TEXT PRIMARY KEY,
        sealed TEXT NOT NULL,
        seal_version INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    version: 2,
    sql: `
      CREATE TABLE preferences (
        user_id INTEGER PRIMARY KEY REFERENCES user (id),
        json TEXT NOT NULL
      ) STRICT;
    `,
  },
  {
    version: 3,
    sql: `
      ALTER TABLE api_key ADD COLUMN terms TEXT NOT NULL DEFAULT '{}';
      ALTER TABLE api_key ADD COLUMN last_used_at_ms INTEGER;
    `,
  },
  {
    version: 4,
    sql: `
      ALTER TABLE session ADD COLUMN about TEXT NOT NULL DEFAULT '{}';

      CREATE TABLE person_record (
        user_id INTEGER PRIMARY KEY REFERENCES user (id),
        sealed TEXT NOT NULL,
        seal_version INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE pending_sign_up (
        address_index TEXT PRIMARY KEY,
        user_id INTEGER NOT NULL UNIQUE,
        sealed TEXT NOT NULL,
        seal_version INTEGER NOT NULL,
        expires_at_ms INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE lane (
        key TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        last_at_ms INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE activity (
        user_id INTEGER NOT NULL REFERENCES user (id),
        seq INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        category TEXT NOT NULL,
        what TEXT NOT NULL,
        device TEXT NOT NULL,
        address TEXT NOT NULL,
        result TEXT NOT NULL,
        prev_hash TEXT NOT NULL,
        hash TEXT NOT NULL,
        PRIMARY KEY (user_id, seq)
      ) STRICT;
      CREATE INDEX activity_by_category ON activity (user_id, category, seq);
    `,
  },
  {
    version: 5,
    // A session keeps its name while its token is replaced; until then the one is the hash of the other.
    sql: `
      ALTER TABLE session ADD COLUMN token_hash TEXT NOT NULL DEFAULT '';
      UPDATE session SET token_hash = hash;
    `,
  },
];

/**
 * Brings a database to the newest version, each step whole or not at all.
 *
 * @throws Error for a database of a later version than is known here
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[] = MIGRATIONS): void {
  database.exec("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY) STRICT");
  const reached = schemaVersion(database);
  const known = migrations.at(-1)?.version ?? 0;
  if (reached > known) throw new Error(`it is of version ${reached}, and this Fairmark knows versions up to ${known}`);
  for (const { version, sql } of migrations) {
    if (version <= reached) continue;
    database.exec("BEGIN IMMEDIATE");
    try {
      database.exec(sql);
      database.prepare("INSERT INTO schema_version (version) VALUES (?)").run(version);
      database.exec("COMMIT");
    } catch (error) {
      // Some failures (a full disk) have rolled back already.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }
}

export function schemaVersion(database: DatabaseSync): number {
  const row = database.prepare("SELECT max(version) AS version FROM schema_version").get();
  return typeof row?.version === "number" ? row.version : 0;
}
