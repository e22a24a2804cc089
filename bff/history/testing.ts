import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What a history holds, for comparing one with another. */

const TABLES = [
  "trade",
  "execution",
  '"order"',
  "transact",
  "settlement",
  "funding",
  "compositeIndex",
  "liquidationReport",
  "liquidationStep",
  "liquidationFill",
  "leverageSnapshot",
  "bin",
] as const;

/** Rows of every table in the order in which they were stored, one text a row; and how far they go. */
export function historyTables(dataDir: string): { readonly sequence: number; readonly rows: Readonly<Record<string, readonly string[]>> } {
  const database = new DatabaseSync(join(dataDir, "history.sqlite"), { readOnly: true });
  try {
    // One moment for all tables, while somebody may be writing.
    database.exec("BEGIN");
    const rows = Object.fromEntries(
      TABLES.map((table) => {
        const order = table === "bin" ? "symbol, widthMs, endMs" : "rowid";
        return [
          table,
          database
            .prepare(`SELECT * FROM ${table} ORDER BY ${order}`)
            .all()
            .map((row) => JSON.stringify(row)),
        ];
      }),
    );
    const reached = database.prepare("SELECT value FROM meta WHERE name = 'sequence'").get() as { value: number } | undefined;
    return { sequence: reached?.value ?? 0, rows };
  } finally {
    database.close();
  }
}
