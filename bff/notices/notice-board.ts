import type { AnnouncementRow, NotificationRow } from "../contract/tables/notices.ts";
import { type LogHead, PrivateNotices } from "./private-notices.ts";

/** What stands on the board for everybody, as it is kept over restarts. What accounts are told follows from their logs. */
export interface Kept {
  readonly lastId: number;
  readonly announcements: readonly KeptAnnouncement[];
  readonly notices: readonly KeptNotice[];
}

interface KeptAnnouncement {
  readonly row: AnnouncementRow;
  /** Whether it is one of those that cannot wait. */
  readonly isUrgent: boolean;
}

interface KeptNotice {
  readonly row: NotificationRow;
}

export const NOTHING_KEPT: Kept = { lastId: 0, announcements: [], notices: [] };

/** What has been put up or taken down. */
export interface BoardChange {
  readonly table: "announcement" | "publicNotifications" | "privateNotifications";
  readonly action: "insert" | "delete";
  readonly account: number | null;
  /** The whole row of what is new; the key of what is gone. */
  readonly row: object;
}

export interface Announcement {
  readonly title: string;
  readonly content: string;
  /** Where more is told; empty for nowhere. */
  readonly link: string;
  readonly isUrgent: boolean;
}

export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly type: "success" | "error" | "info";
  readonly ttlSeconds: number;
}

export interface BoardOptions {
  readonly kept: Kept;
  /** Writes all of it down, and resolves when it is on the disk. */
  readonly keep: (kept: Kept) => Promise<void>;
  /** Told when a notice could not be written down: it stands, and a restart forgets it. */
  readonly onFailure: (error: unknown) => void;
  readonly now: () => number;
}

/** The oldest give way. */
const MOST_ANNOUNCEMENTS = 500;
const MOST_NOTICES = 100;

/** What the exchange has to say: announcements, which stand until they are withdrawn, and notices, which stand for a while. */
export class NoticeBoard {
  private readonly options: BoardOptions;
  private readonly listeners = new Set<(change: BoardChange) => void>();
  private lastId: number;
  /** Oldest first. */
  private announced: readonly KeptAnnouncement[];
  /** To everybody, oldest first. */
  private noticed: NotificationRow[];
  /** When the first of them has stood long enough. */
  private nextOverMs = Number.NEGATIVE_INFINITY;
  private readonly personal = new PrivateNotices();
  private writing: Promise<unknown> = Promise.resolve();
  private isWriteDue = false;

  constructor(options: BoardOptions) {
    this.options = options;
    const { lastId, announcements, notices } = options.kept;
    this.lastId = lastId;
    this.announced = announcements;
    this.noticed = notices.map(({ row }) => row);
    this.expire();
  }

  /** Newest first. */
  announcements(): readonly AnnouncementRow[] {
    return this.announced.map(({ row }) => row).reverse();
  }

  /** Newest first. */
  urgent(): readonly AnnouncementRow[] {
    return this.announced
      .filter(({ isUrgent }) => isUrgent)
      .map(({ row }) => row)
      .reverse();
  }

  /** What an account, or everybody, is to be shown, oldest first. @param account wire number; null for everybody */
  notices(account: number | null): readonly NotificationRow[] {
    return account === null ? this.noticed : this.personal.of(account);
  }

  /** Resolves once it is written down; it is shown and told to nobody before. @throws Error when it can't be */
  announce({ title, content, link, isUrgent }: Announcement): Promise<AnnouncementRow> {
    return this.inTurn(async () => {
      const row: AnnouncementRow = { id: this.nextId(), link, title, content, date: this.moment() };
      const dropped = this.announced.slice(0, Math.max(0, this.announced.length + 1 - MOST_ANNOUNCEMENTS));
      await this.stand([...this.announced.slice(dropped.length), { row, isUrgent }]);
      for (const { row: old } of dropped) this.tell("announcement", "delete", null, { id: old.id });
      this.tell("announcement", "insert", null, row);
      return row;
    });
  }

  /** @returns whether there was one of this id */
  withdraw(id: number): Promise<boolean> {
    return this.inTurn(async () => {
      const rest = this.announced.filter(({ row }) => row.id !== id);
      if (rest.length === this.announced.length) return false;
      await this.stand(rest);
      this.tell("announcement", "delete", null, { id });
      return true;
    });
  }

  /** To everybody. */
  notify({ title, body, type, ttlSeconds }: Notice): void {
    const row: NotificationRow = {
      id: this.nextId(),
      date: this.moment(),
      title,
      body,
      ttl: ttlSeconds,
      type,
      closable: true,
      persist: true,
      waitForVisibility: true,
      sound: "",
    };
    this.noticed.push(row);
    this.nextOverMs = Math.min(this.nextOverMs, overMs(row));
    this.tell("publicNotifications", "insert", null, row);
    while (this.noticed.length > MOST_NOTICES) this.drop(this.noticed.shift() as NotificationRow);
    this.writeSoon();
  }

  /** To the owner of an account, of an entry of its log; nothing is written. @param account wire number */
  tellOwner(account: number, head: LogHead): void {
    const { row, gone } = this.personal.put(account, head);
    this.tell("privateNotifications", "insert", account, row);
    if (gone !== null) this.tell("privateNotifications", "delete", account, { id: gone });
  }

  /** Takes down what has stood long enough; looks at nothing before it is time. */
  expire(): void {
    const nowMs = this.options.now();
    for (const { account, id } of this.personal.expire(nowMs)) this.tell("privateNotifications", "delete", account, { id });
    if (nowMs < this.nextOverMs) return;
    const over = this.noticed.filter((row) => overMs(row) <= nowMs);
    this.noticed = this.noticed.filter((row) => overMs(row) > nowMs);
    this.nextOverMs = Math.min(...this.noticed.map(overMs));
    for (const row of over) this.drop(row);
    if (over.length > 0) this.writeSoon();
  }

  /** @returns ends the listening */
  onChange(listener: (change: BoardChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves once all that stands is written down. */
  async settled(): Promise<void> {
    while (this.isWriteDue) await this.writing;
    await this.writing;
  }

  /** What can't be written down does not stand. */
  private async stand(announced: readonly KeptAnnouncement[]): Promise<void> {
    await this.options.keep(this.kept(announced));
    this.announced = announced;
  }

  /** One after the other, each from what stands by then. */
  private inTurn<T>(job: () => Promise<T>): Promise<T> {
    const done = this.writing.then(job);
    // What failed is told to who asked for it, and holds up nothing that follows.
    this.writing = Promise.allSettled([done]);
    return done;
  }

  /** However many come while one is written, they are written together. */
  private writeSoon(): void {
    if (this.isWriteDue) return;
    this.isWriteDue = true;
    this.inTurn(async () => {
      this.isWriteDue = false;
      await this.options.keep(this.kept(this.announced));
    }).catch(this.options.onFailure);
  }

  private kept(announcements: readonly KeptAnnouncement[]): Kept {
    return { lastId: this.lastId, announcements, notices: this.noticed.map((row) => ({ row })) };
  }

  private drop({ id }: NotificationRow): void {
    this.tell("publicNotifications", "delete", null, { id });
  }

  private tell(table: BoardChange["table"], action: BoardChange["action"], account: number | null, row: object): void {
    for (const listener of this.listeners) listener({ table, action, account, row });
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  private moment(): string {
    return new Date(this.options.now()).toISOString();
  }
}

const overMs = ({ date, ttl }: NotificationRow) => Date.parse(date) + ttl * 1_000;
