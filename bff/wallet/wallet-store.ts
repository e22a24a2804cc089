import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Item } from "./wallet-rows.ts";

/** The wallet's file, `wallet.sqlite`: every kept thing a row. It runs in a thread of its own. */
export class WalletStore {
  private readonly database: DatabaseSync;
  private readonly put: StatementSync;
  private readonly drop: StatementSync;

  constructor(file: string) {
    this.database = new DatabaseSync(file);
    this.database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS item (kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT;
    `);
    this.put = this.database.prepare("INSERT OR REPLACE INTO item (kind, id, json) VALUES (?, ?, ?)");
    this.drop = this.database.prepare("DELETE FROM item WHERE kind = ? AND id = ?");
  }

  load(): Item[] {
    return this.database.prepare("SELECT kind, id, json FROM item").all() as unknown as Item[];
  }

  /** Writes all of them or none. */
  write(items: readonly Item[]): void {
    this.database.exec("BEGIN IMMEDIATE");
    try {
      for (const { kind, id, json } of items) {
        if (json === null) this.drop.run(kind, id);
        else this.put.run(kind, id, json);
      }
      this.database.exec("COMMIT");
    } catch (error) {
      // Some failures (a full disk) have rolled back already.
      if (this.database.isTransaction) this.database.exec("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    this.database.close();
  }
}
