import type { Action, Applied, Change, LiveTables } from "../exchange/index.ts";
import type { Seat, Subscriber } from "./audience.ts";
import { Audiences } from "./audiences.ts";
import { type Frame, Run, textFrame } from "./frame.ts";
import { type ImageSources, imageOf } from "./images.ts";
import { MarkWatch, ROUND_MS } from "./mark-watch.ts";
import type { PrivateChange, PrivateView } from "./private-view.ts";
import { channelOf, type Topic } from "./topic.ts";

/** What changes in quick succession leaves together, no later than this after the last that left. */
const FLUSH_MS = 4;
/** Images of public topics are made once for all who come within this, while nothing changes in them. */
const IMAGE_MS = 1_000;
/** Tables whose rows marks derive. */
const MARKED: ReadonlySet<string> = new Set(["position", "margin"]);

interface KeptImage {
  readonly run: Run;
  readonly atMs: number;
}

/**
 * Brings changes to subscribers: every row is made into text once, every frame once, every socket is written once a flush. A
 * change after a pause leaves at once; of many, those of a few milliseconds leave together.
 */
export class Hub {
  private readonly sources: ImageSources;
  private readonly tables: LiveTables;
  private readonly clock: () => number;
  private readonly audiences = new Audiences();
  private readonly seats = new Map<Subscriber, Seat>();
  private readonly watch: MarkWatch;
  private readonly images = new Map<string, KeptImage>();
  private readonly timer: NodeJS.Timeout;
  private flushing: NodeJS.Timeout | null = null;
  private flushedAtMs = Number.NEGATIVE_INFINITY;

  constructor(sources: ImageSources, clock: () => number = () => performance.now()) {
    const { tables } = sources;
    this.sources = sources;
    this.tables = tables;
    this.clock = clock;
    this.watch = new MarkWatch(tables);
    tables.isWatched = (account) => this.watch.has(account);
    this.timer = setInterval(() => this.beginRound(), ROUND_MS);
    this.timer.unref();
  }

  /**
   * Lets a subscriber follow a topic. It has its image from `image`, before anything else happens.
   *
   * @param account wire number; null for nobody
   */
  follow(subscriber: Subscriber, topic: Topic, account: number | null): void {
    const seat = this.seatOf(subscriber);
    const owner = ownerOf(topic, account);
    this.audiences.follow(seat, channelOf(topic.table.name, topic.symbol, owner), owner !== null);
    if (owner !== null) this.watch.listen(owner, seat, markedTopics(seat));
  }

  /** What a subscriber starts from. */
  image(subscriber: Subscriber, topic: Topic, account: number | null): Run {
    const owner = ownerOf(topic, account);
    const channel = channelOf(topic.table.name, topic.symbol, owner);
    if (owner !== null) {
      const seat = this.seatOf(subscriber);
      seat.since ??= new Map();
      seat.since.set(channel, this.tables.sequence);
      return imageRun(topic, imageOf(topic, this.sources, owner, this.watch.viewOf(owner) ?? null));
    }
    const kept = this.images.get(channel);
    if (kept !== undefined) return kept.run;
    const run = imageRun(topic, imageOf(topic, this.sources, null, null));
    this.images.set(channel, { run, atMs: this.clock() });
    return run;
  }

  unfollow(subscriber: Subscriber, topic: Topic, account: number | null): void {
    const seat = this.seatOf(subscriber);
    const owner = ownerOf(topic, account);
    this.audiences.unfollow(seat, channelOf(topic.table.name, topic.symbol, owner), owner !== null);
    if (owner === null) return;
    if (seat.privately === null) this.watch.leave(owner, seat);
    else this.watch.listen(owner, seat, markedTopics(seat));
  }

  /** A subscriber is gone, with all that it followed. */
  leave(subscriber: Subscriber, account: number | null): void {
    const seat = this.seats.get(subscriber);
    if (seat === undefined) return;
    this.seats.delete(subscriber);
    this.audiences.leave(seat);
    if (account !== null) this.watch.leave(account, seat);
  }

  /** Gives one subscriber what waits for the next flush: whatever it is told next comes after. */
  serve(subscriber: Subscriber): void {
    const seat = this.seats.get(subscriber);
    if (seat !== undefined) this.audiences.serve(seat);
  }

  /** Sends a batch's changes. */
  publish(applied: Applied): void {
    for (const change of applied.changes) {
      const { table, action, symbol, account, rows, lostBy } = change;
      if (lostBy === undefined) this.send(table, action, symbol, account, rows);
      else this.sendRevived(change, lostBy);
    }
    for (const handle of applied.accounts) {
      const account = this.tables.accounts.numberOf(handle);
      const view = this.watch.viewOf(account);
      if (view !== undefined) this.refresh(account, view);
    }
    this.watch.stir(applied.marks);
    this.plan();
  }

  /** Sends a change of a table that has nothing to do with trading. @param account wire number of its owner; null for a public one */
  tell(table: string, action: Action, row: object, account: number | null = null): void {
    this.send(table, action, "", account, [row]);
    this.plan();
  }

  close(): void {
    clearInterval(this.timer);
    if (this.flushing !== null) clearTimeout(this.flushing);
    this.flushing = null;
    this.audiences.flush();
  }

  private seatOf(subscriber: Subscriber): Seat {
    const known = this.seats.get(subscriber);
    if (known !== undefined) return known;
    const seat: Seat = { subscriber, since: null, publicly: null, privately: null, flush: 0 };
    this.seats.set(subscriber, seat);
    return seat;
  }

  private beginRound(): void {
    for (const [account, view] of this.watch.due()) this.refresh(account, view);
    const old = this.clock() - IMAGE_MS;
    for (const [channel, { atMs }] of this.images) if (atMs < old) this.images.delete(channel);
    this.plan();
  }

  /** Tells what differs in the rows that follow from an account's state; whoever follows a whole table hears of it in one frame. */
  private refresh(account: number, view: PrivateView): void {
    const changes = view.refresh();
    for (const table of ["position", "margin", "wallet"] as const) {
      for (const action of ["insert", "update"] as const) {
        const alike = changes.filter((change) => change.table === table && change.action === action);
        if (alike.length > 0) this.sendDerived(table, action, account, alike);
      }
    }
  }

  private sendDerived(table: string, action: Action, account: number, changes: readonly PrivateChange[]): void {
    const all = channelOf(table, null, account);
    if (this.audiences.has(all)) this.audiences.send(all, once(table, action, "", rowsOf(changes)));
    for (const { symbol, row } of changes) {
      if (symbol !== "") this.audiences.send(channelOf(table, symbol, account), once(table, action, symbol, [row]), all);
    }
  }

  private send(table: string, action: Action, symbol: string, account: number | null, rows: readonly object[]): void {
    const all = channelOf(table, null, account);
    const scoped = symbol === "" ? null : channelOf(table, symbol, account);
    if (account === null) {
      this.images.delete(all);
      if (scoped !== null) this.images.delete(scoped);
    }
    const frame = once(table, action, symbol, rows);
    this.audiences.send(all, frame);
    // Who follows the whole table and one contract of it hears of every row once.
    if (scoped !== null) this.audiences.send(scoped, frame, all);
  }

  /** An order that is live again: whoever began to follow after it had filled has never seen it. */
  private sendRevived({ table, symbol, account, rows }: Change, filledBy: number): void {
    const all = channelOf(table, null, account);
    const scoped = channelOf(table, symbol, account);
    const [update, insert] = [once(table, "update", symbol, rows), once(table, "insert", symbol, rows)];
    const frame = (channel: string) => (seat: Seat) => ((seat.since?.get(channel) ?? 0) < filledBy ? update() : insert());
    this.audiences.sendEach(all, frame(all));
    this.audiences.sendEach(scoped, frame(scoped), all);
  }

  /** Flushes at once after a pause, and otherwise when it is time. */
  private plan(): void {
    if (this.flushing !== null || !this.audiences.isWaiting) return;
    const restMs = this.flushedAtMs + FLUSH_MS - this.clock();
    if (restMs <= 0) this.flush();
    else this.flushing = setTimeout(() => this.flush(), restMs);
  }

  private flush(): void {
    if (this.flushing !== null) clearTimeout(this.flushing);
    this.flushing = null;
    this.audiences.flush();
    // Counted from its end: with thousands of sockets a flush takes longer than the time between two, and what comes meanwhile leaves together.
    this.flushedAtMs = this.clock();
  }
}

const ownerOf = (topic: Topic, account: number | null): number | null => (topic.table.visibility === "private" ? account : null);

/** Channels of a seat whose rows marks derive. */
function markedTopics(seat: Seat): number {
  let count = 0;
  for (const channel of seat.privately?.channels ?? []) if (MARKED.has(channel.split("|")[1] as string)) count += 1;
  return count;
}

const rowsOf = (changes: readonly PrivateChange[]): readonly object[] => changes.map(({ row }) => row);

/** A frame that is made when somebody first wants it, and once. */
function once(table: string, action: Action, symbol: string, data: readonly object[]): () => Frame {
  let frame: Frame | null = null;
  return () => {
    frame ??= { bytes: textFrame(JSON.stringify({ table, action, data })), table, symbol };
    return frame;
  };
}

const imageRun = ({ table, symbol }: Topic, image: string): Run =>
  new Run([{ bytes: textFrame(image), table: table.name, symbol: symbol ?? "" }]);
