import { join } from "node:path";
import { compile, type FinishedMessage, messageId, type Recipient } from "./compile.ts";
import { type Letter, writeLetter } from "./letter.ts";
import { NOBODY } from "./nobody.ts";
import type { CampaignRow, MessageRow } from "./schema.ts";
import { MailStoreClient } from "./store-client.ts";
import { isTemplate, type LetterParams, type TemplateId } from "./templates.ts";
import type { Transport } from "./transport.ts";

const DATABASE_NAME = "mail.sqlite";
/** Attempts, after which a letter is given up; the waits between them double from the first. */
const MOST_ATTEMPTS = 8;
const FIRST_WAIT_MS = 30_000;
/** How often the outbox looks by itself; whatever is added is looked at at once. */
const LOOK_EVERY_MS = 1_000;

export interface OutboxOptions {
  /** An existing folder; the database is put here. */
  readonly dataDir: string;
  /** Null where there is none yet: letters wait. */
  readonly transport: Transport | null;
  /** The address that letters come from. */
  readonly from: string;
  /** Whether what was sent can be read again in the viewer; where not, parameters are forgotten once sent. */
  readonly keepsSent: boolean;
  readonly now: () => number;
  /** Told of a message that was not safe to send, and of failures of the outbox itself. */
  readonly onAlarm: (what: string) => void;
}

/** What is known where letters are written, once the house is open. */
export interface MailSurroundings {
  /** Whom a message goes to, read at the moment of sending; null for somebody who is gone. */
  readonly recipientOf: (person: number) => Recipient | null;
  readonly origin: () => string;
}

/** A letter as the viewer shows it. */
export interface ReadableMessage extends Letter {
  readonly row: MessageRow;
  readonly to: string;
}

/**
 * The outbox: a message is written down for a person before it is sent, one message in one envelope to one address,
 * and sent one at a time. Letters to single persons overtake those to many.
 */
export class Outbox {
  private readonly options: OutboxOptions;
  private readonly store: MailStoreClient;
  private surroundings: MailSurroundings | null = null;
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> | null = null;
  private isClosed = false;
  private mayBulk = true;

  private constructor(options: OutboxOptions, store: MailStoreClient) {
    this.options = options;
    this.store = store;
  }

  /** @throws MailStoreError when its file can't be opened */
  static async open(options: OutboxOptions): Promise<Outbox> {
    const store = new MailStoreClient(join(options.dataDir, DATABASE_NAME));
    try {
      await store.call("recover");
    } catch (error) {
      await store.close();
      throw error;
    }
    return new Outbox(options, store);
  }

  /** Begins to send. */
  start(surroundings: MailSurroundings): void {
    this.surroundings = surroundings;
    this.timer = setInterval(() => this.wake(), LOOK_EVERY_MS);
    this.timer.unref();
    this.wake();
  }

  /**
   * Writes a letter to one person down; when that is answered it will be sent, whatever happens. There is no way to
   * name an address or a second person.
   */
  async send(person: number, template: TemplateId, params: LetterParams = {}): Promise<void> {
    await this.store.call("add", { person, template, params: JSON.stringify(params), createdAtMs: this.options.now() });
    this.wake();
  }

  /** Does what `send` does, for nobody: where it must not show whether there was somebody to write to. */
  async sendNobody(): Promise<void> {
    await this.store.call("add", { person: NOBODY, template: "nobody", params: "{}", createdAtMs: this.options.now() });
  }

  /** Letters of one person or of all, newest first, as their readers see them. */
  async read(person: number | null, count: number): Promise<ReadableMessage[]> {
    const rows = await this.store.call("messages", person, count);
    return rows.flatMap((row) => {
      const recipient = this.surroundings?.recipientOf(row.person);
      if (recipient == null || !isTemplate(row.template)) return [];
      return [{ row, to: recipient.address, ...this.write(row, recipient) }];
    });
  }

  /** Waits until nothing is due any more. */
  async settled(): Promise<void> {
    while (this.working !== null) await this.working;
  }

  // To many at once: filled, then released in stages.

  async fillCampaign(name: string, template: TemplateId, params: LetterParams, persons: readonly number[]): Promise<CampaignRow> {
    const { id, state, total } = await this.store.call("addCampaign", name, template, JSON.stringify(params), this.options.now());
    if (state !== "filling") return this.store.call("setCampaign", id, state, total);
    for (let from = 0; from < persons.length; from += FILL_AT_ONCE)
      await this.store.call("fillCampaign", id, persons.slice(from, from + FILL_AT_ONCE), this.options.now());
    return this.store.call("setCampaign", id, "waiting", 0);
  }

  /** Lets so many of a campaign's messages go, counted from its first; never fewer than before. */
  async release(id: number, upTo: number): Promise<CampaignRow> {
    const { total, released } = await this.store.call("campaign", id);
    const row = await this.store.call("setCampaign", id, "running", Math.min(total, Math.max(released, upTo)));
    this.wake();
    return row;
  }

  /** Stops every campaign where it stands; what is on its way at this moment is one message. */
  async stopBulk(): Promise<number> {
    this.mayBulk = false;
    try {
      return await this.store.call("stopCampaigns");
    } finally {
      this.mayBulk = true;
    }
  }

  campaigns(): Promise<CampaignRow[]> {
    return this.store.call("campaigns");
  }

  counts(campaign: number): Promise<{ readonly state: string; readonly count: number }[]> {
    return this.store.call("counts", campaign);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer !== null) clearInterval(this.timer);
    await this.settled();
    this.options.transport?.close();
    await this.store.close();
  }

  private wake(): void {
    if (this.isClosed || this.surroundings === null || this.options.transport === null || this.working !== null) return;
    this.working = this.work()
      .catch((error: Error) => this.options.onAlarm(error.message))
      .finally(() => {
        this.working = null;
      });
  }

  private async work(): Promise<void> {
    const { transport } = this.options;
    while (transport !== null && !this.isClosed) {
      const row = await this.store.call("takeNext", this.options.now(), this.mayBulk);
      if (row === null) return;
      await this.sendOne(row, transport);
    }
  }

  private async sendOne(row: MessageRow, transport: Transport): Promise<void> {
    const { now, keepsSent, onAlarm } = this.options;
    const recipient = this.surroundings?.recipientOf(row.person) ?? null;
    if (recipient === null) {
      await this.store.call("setState", row.id, "dropped", null, true);
      return;
    }
    let message: FinishedMessage;
    try {
      message = await this.finish(row, recipient);
    } catch (error) {
      await this.store.call("setState", row.id, "dropped", null, true);
      if (row.campaign !== null) await this.store.call("stopCampaigns");
      onAlarm(`Message ${row.id} was not sent: ${(error as Error).message}`);
      return;
    }
    const delivery = await transport.send(message, () => this.store.call("setState", row.id, "closing", null, false));
    const attempts = row.attempts + 1;
    if (delivery.ok) await this.store.call("setState", row.id, "sent", now(), !keepsSent);
    else if (delivery.kind === "later" && attempts < MOST_ATTEMPTS)
      await this.store.call("requeue", row.id, now() + FIRST_WAIT_MS * 2 ** row.attempts);
    else {
      await this.store.call("setState", row.id, "failed", null, !keepsSent);
      onAlarm(`Message ${row.id} was given up: ${delivery.why}`);
    }
  }

  private finish(row: MessageRow, recipient: Recipient): Promise<FinishedMessage> {
    return compile(this.write(row, recipient), recipient, this.options.from, this.messageIdOf(row), new Date(row.created_at_ms));
  }

  private write(row: MessageRow, recipient: Recipient): Letter {
    if (!isTemplate(row.template)) throw new Error(`There is no letter ${row.template}.`);
    const params = JSON.parse(row.params) as LetterParams;
    return writeLetter(row.template, params, { origin: this.surroundings?.origin() ?? "", phrase: recipient.phrase });
  }

  /** Stable over restarts: a message that had to go twice can be told by it. */
  private messageIdOf(row: MessageRow): string {
    const { hostname } = new URL(this.surroundings?.origin() ?? "http://localhost");
    return messageId(row, hostname);
  }
}

const FILL_AT_ONCE = 1_000;
