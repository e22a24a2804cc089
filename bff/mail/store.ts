import { closeSync, openSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { NOBODY } from "./nobody.ts";
import { type CampaignRow, type CampaignState, MAIL_SCHEMA, type MessageRow, type MessageState } from "./schema.ts";

const LOCK_TIMEOUT_MS = 5_000;

/** A message to be written: the person, never an address. */
export interface NewMessage {
  readonly person: number;
  readonly template: string;
  readonly params: string;
  readonly createdAtMs: number;
}

/**
 * The outbox file. It runs in a worker of its own, for its calls are synchronous. Committed means synced: what was
 * promised to be sent is not forgotten by a crash.
 */
export class MailStore {
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  constructor(file: string) {
    closeSync(openSync(file, "a", 0o600));
    this.database = new DatabaseSync(file, { timeout: LOCK_TIMEOUT_MS });
    this.database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    this.database.exec(MAIL_SCHEMA);
  }

  /**
   * Sorts out what a crash left half sent. A message whose end was not said goes again; of one whose end was, a single
   * letter goes again under its old Message-ID (a code that never comes is worse than two), and one of many does not.
   */
  recover(): void {
    this.run("UPDATE outbox SET state = 'queued' WHERE state = 'sending' OR (state = 'closing' AND campaign IS NULL)");
    this.run("UPDATE outbox SET state = 'doubtful' WHERE state = 'closing'");
  }

  add({ person, template, params, createdAtMs }: NewMessage): number {
    const state: MessageState = person === NOBODY ? "dropped" : "queued";
    const sql =
      "INSERT INTO outbox (person, campaign, ordinal, template, params, state, attempts, next_at_ms, created_at_ms) VALUES (?, NULL, 0, ?, ?, ?, 0, ?, ?)";
    return Number(this.run(sql, person, template, params, state, createdAtMs, createdAtMs).lastInsertRowid);
  }

  /** The next message that may go: single letters first, whatever waits behind them. */
  takeNext(nowMs: number, mayBulk: boolean): MessageRow | null {
    const single = this.get<MessageRow>(
      "SELECT * FROM outbox WHERE state = 'queued' AND campaign IS NULL AND next_at_ms <= ? ORDER BY next_at_ms, id LIMIT 1",
      nowMs,
    );
    const next = single ?? (mayBulk ? this.nextOfCampaigns(nowMs) : null);
    if (next !== null) this.run("UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?", next.id);
    return next;
  }

  setState(id: number, state: MessageState, sentAtMs: number | null, forgetsParams: boolean): void {
    if (forgetsParams) this.run("UPDATE outbox SET state = ?, sent_at_ms = ?, params = '{}' WHERE id = ?", state, sentAtMs, id);
    else this.run("UPDATE outbox SET state = ?, sent_at_ms = ? WHERE id = ?", state, sentAtMs, id);
  }

  requeue(id: number, nextAtMs: number): void {
    this.run("UPDATE outbox SET state = 'queued', next_at_ms = ? WHERE id = ?", nextAtMs, id);
  }

  /** When the next single letter is due; null when none waits. */
  nextDueMs(): number | null {
    const row = this.get<{ due: number | null }>("SELECT min(next_at_ms) AS due FROM outbox WHERE state = 'queued' AND campaign IS NULL");
    return row?.due ?? null;
  }

  /** Newest first. */
  messages(person: number | null, count: number): MessageRow[] {
    return person === null
      ? this.all<MessageRow>("SELECT * FROM outbox WHERE person <> ? ORDER BY id DESC LIMIT ?", NOBODY, count)
      : this.all<MessageRow>("SELECT * FROM outbox WHERE person = ? ORDER BY id DESC LIMIT ?", person, count);
  }

  addCampaign(name: string, template: string, params: string, createdAtMs: number): CampaignRow {
    const known = this.get<CampaignRow>("SELECT * FROM campaign WHERE name = ?", name);
    if (known !== null) return known;
    const sql = "INSERT INTO campaign (name, template, params, state, total, released, created_at_ms) VALUES (?, ?, ?, 'filling', 0, 0, ?)";
    return this.campaign(Number(this.run(sql, name, template, params, createdAtMs).lastInsertRowid));
  }

  /** Adds persons to a campaign that is being filled; one who is in it already stays in it once. */
  fillCampaign(id: number, persons: readonly number[], nowMs: number): void {
    const { template, params } = this.campaign(id);
    this.database.exec("BEGIN IMMEDIATE");
    try {
      for (const person of persons) {
        const { total } = this.campaign(id);
        const sql =
          "INSERT INTO outbox (person, campaign, ordinal, template, params, state, attempts, next_at_ms, created_at_ms) VALUES (?, ?, ?, ?, ?, 'queued', 0, ?, ?) ON CONFLICT (campaign, person) DO NOTHING";
        const { changes } = this.run(sql, person, id, total + 1, template, params, nowMs, nowMs);
        if (changes > 0) this.run("UPDATE campaign SET total = total + 1 WHERE id = ?", id);
      }
      this.database.exec("COMMIT");
    } catch (error) {
      if (this.database.isTransaction) this.database.exec("ROLLBACK");
      throw error;
    }
  }

  setCampaign(id: number, state: CampaignState, released: number): CampaignRow {
    this.run("UPDATE campaign SET state = ?, released = ? WHERE id = ?", state, released, id);
    return this.campaign(id);
  }

  /** The kill switch: nothing further of any campaign goes. @returns how many were stopped */
  stopCampaigns(): number {
    return Number(this.run("UPDATE campaign SET state = 'stopped' WHERE state IN ('filling', 'waiting', 'running')").changes);
  }

  campaigns(): CampaignRow[] {
    return this.all<CampaignRow>("SELECT * FROM campaign ORDER BY id");
  }

  campaign(id: number): CampaignRow {
    const row = this.get<CampaignRow>("SELECT * FROM campaign WHERE id = ?", id);
    if (row === null) throw new Error(`There is no campaign ${id}.`);
    return row;
  }

  /** How many messages of a campaign are in each state. */
  counts(campaign: number): { readonly state: MessageState; readonly count: number }[] {
    return this.all("SELECT state, count(*) AS count FROM outbox WHERE campaign = ? GROUP BY state ORDER BY state", campaign);
  }

  close(): void {
    this.database.close();
  }

  /** A campaign whose released part is sent stops and waits for a person; one that is sent whole is done. */
  private nextOfCampaigns(nowMs: number): MessageRow | null {
    for (const { id, total, released } of this.campaigns().filter(({ state }) => state === "running")) {
      const sql = "SELECT * FROM outbox WHERE campaign = ? AND state = 'queued' AND ordinal <= ? ORDER BY ordinal LIMIT 1";
      const next = this.get<MessageRow>(sql, id, released);
      if (next === null) this.setCampaign(id, released >= total ? "done" : "waiting", released);
      else if (next.next_at_ms <= nowMs) return next;
    }
    return null;
  }

  private prepare(sql: string): StatementSync {
    const statement = this.statements.get(sql) ?? this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  private run(sql: string, ...inputs: SQLInputValue[]) {
    return this.prepare(sql).run(...inputs);
  }

  private get<T>(sql: string, ...inputs: SQLInputValue[]): T | null {
    return (this.prepare(sql).get(...inputs) as T | undefined) ?? null;
  }

  private all<T>(sql: string, ...inputs: SQLInputValue[]): T[] {
    return this.prepare(sql).all(...inputs) as T[];
  }
}

export type MailStoreMethod = Exclude<keyof MailStore, "close">;

export interface MailStoreCall {
  readonly id: number;
  readonly method: MailStoreMethod | "close";
  readonly args: readonly unknown[];
}

export type MailStoreAnswer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };
