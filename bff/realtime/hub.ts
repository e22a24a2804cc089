import type { Action, Applied, LiveTables } from "../exchange/index.ts";
import { textFrame } from "./frame.ts";
import { type ImageSources, imageOf } from "./images.ts";
import { PrivateView } from "./private-view.ts";
import { channelOf, type Topic } from "./topic.ts";

/** A socket as the hub knows it: somebody who takes frames. */
export interface Subscriber {
  /** Takes frames for the flush at hand. */
  queue(frame: Buffer): void;
  /** Writes what was queued, all at once. */
  flush(): void;
}

/** Accounts whose rows follow the mark alone are told so often at most. */
const MARK_INTERVAL_MS = 250;

/** Brings changes to subscribers: every row is made into text once, every frame once, every socket written once a flush. */
export class Hub {
  private readonly sources: ImageSources;
  private readonly tables: LiveTables;
  private readonly channels = new Map<string, Set<Subscriber>>();
  private readonly views = new Map<number, { readonly view: PrivateView; listeners: number }>();
  private readonly stirredMarks = new Set<number>();
  private readonly touched = new Set<Subscriber>();
  private readonly timer: NodeJS.Timeout;

  constructor(sources: ImageSources) {
    const { tables } = sources;
    this.sources = sources;
    this.tables = tables;
    tables.isWatched = (account) => this.views.has(account);
    this.timer = setInterval(() => this.followMarks(), MARK_INTERVAL_MS);
    this.timer.unref();
  }

  /**
   * Subscribes to a topic and gives its image; deltas come after it and never before.
   *
   * @param account wire number; null for nobody
   */
  subscribe(subscriber: Subscriber, topic: Topic, account: number | null): string {
    const owner = topic.table.visibility === "private" ? account : null;
    const channel = channelOf(topic.table.name, topic.symbol, owner);
    const subscribers = this.channels.get(channel) ?? new Set();
    subscribers.add(subscriber);
    this.channels.set(channel, subscribers);
    return imageOf(topic, this.sources, owner, owner === null ? null : this.watch(owner));
  }

  unsubscribe(subscriber: Subscriber, topic: Topic, account: number | null): void {
    const owner = topic.table.visibility === "private" ? account : null;
    const channel = channelOf(topic.table.name, topic.symbol, owner);
    const subscribers = this.channels.get(channel);
    if (!subscribers?.delete(subscriber)) return;
    if (subscribers.size === 0) this.channels.delete(channel);
    if (owner !== null) this.unwatch(owner);
  }

  /** Sends a batch's changes. */
  publish(applied: Applied): void {
    for (const { table, action, symbol, account, rows } of applied.changes) this.send(table, action, symbol, account, rows);
    for (const handle of applied.accounts) {
      const account = this.tables.accounts.numberOf(handle);
      const watched = this.views.get(account);
      if (watched !== undefined) this.refresh(account, watched.view);
    }
    for (const mark of applied.marks) this.stirredMarks.add(mark);
    this.flush();
  }

  /** Sends a change of a public table that has nothing to do with trading. */
  tell(table: string, action: Action, row: object): void {
    this.send(table, action, "", null, [row]);
    this.flush();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private followMarks(): void {
    if (this.stirredMarks.size === 0) return;
    for (const [account, { view }] of this.views) {
      if (this.tables.accounts.isConcerned(account, this.stirredMarks)) this.refresh(account, view);
    }
    this.stirredMarks.clear();
    this.flush();
  }

  private refresh(account: number, view: PrivateView): void {
    for (const { table, action, symbol, row } of view.refresh()) this.send(table, action, symbol, account, [row]);
  }

  private send(table: string, action: string, symbol: string, account: number | null, rows: readonly object[]): void {
    const all = this.channels.get(channelOf(table, null, account));
    const scoped = symbol === "" ? undefined : this.channels.get(channelOf(table, symbol, account));
    if (all === undefined && scoped === undefined) return;
    const frame = textFrame(JSON.stringify({ table, action, data: rows }));
    for (const subscriber of all ?? []) this.queue(subscriber, frame);
    for (const subscriber of scoped ?? []) {
      // Who follows the whole table and one contract of it hears of every row once.
      if (!all?.has(subscriber)) this.queue(subscriber, frame);
    }
  }

  private queue(subscriber: Subscriber, frame: Buffer): void {
    subscriber.queue(frame);
    this.touched.add(subscriber);
  }

  private flush(): void {
    for (const subscriber of this.touched) subscriber.flush();
    this.touched.clear();
  }

  private watch(account: number): PrivateView {
    const watched = this.views.get(account);
    if (watched !== undefined) {
      watched.listeners += 1;
      return watched.view;
    }
    const view = new PrivateView(account, this.tables);
    this.views.set(account, { view, listeners: 1 });
    return view;
  }

  private unwatch(account: number): void {
    const watched = this.views.get(account);
    if (watched === undefined) return;
    watched.listeners -= 1;
    if (watched.listeners === 0) this.views.delete(account);
  }
}
