import { NEW_RECORD, type PersonRecord } from "./person-record.ts";
import type { PersonRecordRow } from "./schema.ts";
import type { StoreClient } from "./store-client.ts";
import { SEAL_VERSION, type Vault } from "./vault.ts";

/** Everybody's records: read from memory, changed there at once, and acknowledged when they are on the disk. */
export class Records {
  private readonly byUser = new Map<number, PersonRecord>();
  private readonly vault: Vault;
  private readonly store: StoreClient;

  constructor(vault: Vault, store: StoreClient) {
    this.vault = vault;
    this.store = store;
  }

  /** @throws SealError when a row was changed from outside */
  load(rows: readonly PersonRecordRow[]): void {
    for (const row of rows) {
      const text = this.vault.open("person", ["person_record", row.user_id, row.seal_version], row.sealed);
      this.byUser.set(row.user_id, { ...NEW_RECORD, ...(JSON.parse(text) as Partial<PersonRecord>) });
    }
  }

  of(userId: number): PersonRecord {
    return this.byUser.get(userId) ?? NEW_RECORD;
  }

  all(): Iterable<readonly [number, PersonRecord]> {
    return this.byUser;
  }

  /** Changes some of a person's record. It is so at once; the promise is kept when it is written. */
  async change(userId: number, change: Partial<PersonRecord>): Promise<void> {
    const record: PersonRecord = { ...this.of(userId), ...change };
    this.byUser.set(userId, record);
    const sealed = this.vault.seal("person", ["person_record", userId, SEAL_VERSION], JSON.stringify(record));
    await this.store.follow("putRecord", { user_id: userId, sealed, seal_version: SEAL_VERSION });
  }
}
