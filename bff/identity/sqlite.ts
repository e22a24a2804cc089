import { closeSync, openSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { SqliteDatabase, SqliteStatement } from "kysely";

/** How long a statement waits for another process that holds the file (a backup, a shell), milliseconds. */
const LOCK_TIMEOUT_MS = 5_000;

/**
 * Opens a database file, making an empty one that its owner alone may read. Committed means synced: WAL with
 * `synchronous=FULL`.
 */
export function openDatabase(file: string): DatabaseSync {
  closeSync(openSync(file, "a", 0o600));
  const database = new DatabaseSync(file, { timeout: LOCK_TIMEOUT_MS });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  return database;
}

/** node:sqlite in the shape that Kysely's dialect expects: parameters in one array, and whether there are rows to read. */
export function forKysely(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql) => asKyselyStatement(database.prepare(sql)),
  };
}

function asKyselyStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...inputs(parameters)),
    run: (parameters) => statement.run(...inputs(parameters)),
    iterate: (parameters) => statement.iterate(...inputs(parameters)),
  };
}

/** What else Kysely is given (a boolean, an object), SQLite cannot hold; its driver would say so less clearly. */
function inputs(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    const fits =
      value === null || typeof value === "number" || typeof value === "bigint" || typeof value === "string" || ArrayBuffer.isView(value);
    if (!fits) throw new TypeError(`A ${typeof value} cannot be stored.`);
    return value as SQLInputValue;
  });
}
